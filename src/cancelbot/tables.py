"""Tables for the terminal: recordings, their times, the account as it is, what is not as it was."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Column, Table
from rich.text import Text

from cancelbot.kept import Kept
from cancelbot.needs import LACKING, Finding, How
from cancelbot.phases import PHASES, times, total
from cancelbot.report.rows import Row
from cancelbot.result import Result

STYLES = {0: "green", 6: "yellow"}


def runs_table(runs: Iterable[Kept]) -> Table:
    """Two lines a recording, newest first."""
    table = Table(_names(), "Kind", "Account", "Outcome", "Exit", "Seconds", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for kept in runs:
        result, seconds = kept.result, total(kept)
        table.add_row(
            _link(kept),
            "second look" if result.compared_with else result.mode,
            Text(f"{result.account.organization or '?'}\n{result.account.email or '?'}"),
            result.outcome if kept.has_end else f"{result.outcome}\nno end",
            Text(str(result.exit_code), STYLES.get(result.exit_code, "red")),
            "?" if seconds is None else f"{seconds:.1f}",
        )
    return table


def times_table(runs: Iterable[Kept]) -> Table:
    """Where the time of each run went, in seconds."""
    table = Table(_names(), *PHASES, "total", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for kept in runs:
        spent = times(kept)
        table.add_row(_link(kept), *(f"{spent[phase]:.2f}" for phase in PHASES), f"{sum(spent.values()):.2f}")
    return table


def state_table(rows: Iterable[Row], result: Result, since: str | None) -> Table:
    """The account as it is."""
    table = Table(show_header=False, box=box.SIMPLE, title=_who(result))
    for row in rows:
        table.add_row(row.label, Text("\n".join(row.after)))
    if since:
        table.add_row("Canceled since", f"{since[:10]} {since[11:16]} UTC, by the recordings here")
    return table


def change_table(rows: Iterable[Row], columns: tuple[str, str], result: Result) -> Table:
    """Two states side by side, the differences marked."""
    table = Table("", *columns, box=box.SIMPLE_HEAD, title=_who(result))
    for row in rows:
        style = "yellow" if row.changed else ""
        mark = f"{row.label} (differs)" if row.changed else row.label
        table.add_row(Text(mark, style), Text("\n".join(row.before)), Text("\n".join(row.after), style))
    return table


def needs_table(found: Iterable[Finding]) -> Table:
    """What a flow needs, page by page, and how it was found."""
    table = Table("Page", "What", "How", "Words", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    page = ""
    for one in found:
        if one.page != page:
            table.add_section()
        style = "red" if one.how in LACKING else "green" if one.how is How.FOUND else "yellow"
        table.add_row("" if one.page == page else one.page, one.what, Text(one.how, style), Text(one.said))
        page = one.page
    return table


def _names() -> Column:
    """The column of names, as short as other commands take them, and never cut off."""
    return Column("Recording", no_wrap=True, min_width=16)


def _who(result: Result) -> str:
    return f"{result.account.email or 'Account'} \u00b7 {result.account.organization or '?'}"


def _link(kept: Kept) -> Text:
    return Text(kept.folder.name.partition("_")[0], style=f"link {kept.folder.resolve().as_uri()}", no_wrap=True)
