"""Tables for the terminal: changes, recordings and their times, accounts, findings.

Every cell is text: what a page says is never markup, and what a terminal would obey is made visible.
"""

from collections.abc import Iterable

from rich import box
from rich.table import Column, Table
from rich.text import Text

from cancelbot.config.settings import PRACTICE
from cancelbot.drift.catalogue import LACKING, Finding, How
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import redact, visible
from cancelbot.report.rows import NOT_READ, headings, planned_changes, report_rows
from cancelbot.report.timings import PHASES, times, total, waits
from cancelbot.result import MODES, Result

STYLES = {0: "green", 6: "yellow"}


def shown(text: str) -> Text:
    """One piece of text as a cell."""
    return Text(visible(redact(text)))


def lines(pieces: Iterable[str], style: str = "") -> Text:
    """Several pieces in one cell, a line each."""
    return Text("\n".join(visible(redact(piece)) for piece in pieces), style)


def table(*columns: str | Column, title: str | None = None) -> Table:
    """A table in which nothing is cut off: long text continues on the next line."""
    fitting = (one if isinstance(one, Column) else Column(one, overflow="fold") for one in columns)
    return Table(*fitting, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title=None if title is None else shown(title))


def runs_table(runs: Iterable[LoadedRecording]) -> Table:
    made = table(_names(), "Kind", "Account", Column("Outcome", no_wrap=True), "Exit", "Seconds")
    for kept in runs:
        result, seconds = kept.result, total(kept)
        made.add_row(
            _link(kept),
            lines([MODES[result.mode], PRACTICE] if kept.is_sandbox else [MODES[result.mode]]),
            lines([*filter(None, (result.account.organization, result.account.email))] or ["not known"]),
            lines([result.outcome] if kept.ended else [result.outcome, "no end"]),
            Text(str(result.exit_code), STYLES.get(result.exit_code, "red")),
            "?" if seconds is None else f"{seconds:.1f}",
        )
    return made


def times_table(runs: Iterable[LoadedRecording]) -> Table:
    """Where the time of each run went, in seconds, and the longest that it waited after the site's last answer."""
    made = table(_names(), *PHASES, "total", "longest wait")
    for kept in runs:
        spent = times(kept)
        seconds = [*(spent[phase] for phase in PHASES), sum(spent.values()), max(waits(kept), default=0.0)]
        made.add_row(_link(kept), *(f"{each:.1f}" for each in seconds))
    return made


def state_table(result: Result, since: str | None) -> Table:
    made = table("", "Now", title=_who(result))
    for row in report_rows(result, plainly=True):
        made.add_row(row.label, lines(row.after))
    if since:
        made.add_row("Canceled since", f"{since[:10]} {since[11:16]} UTC, as the recordings here say")
    return made


def needs_table(found: Iterable[Finding]) -> Table:
    made = table("Page", "What", "How", "Words")
    page = ""
    for one in found:
        if one.page != page:
            made.add_section()
        style = "red" if one.how in LACKING else "green" if one.how is How.FOUND else "yellow"
        made.add_row("" if one.page == page else one.page, one.what, Text(one.how, style), shown(one.said))
        page = one.page
    return made


def plan_table(planned: Result) -> Table:
    made = table("Change", Column("Now", ratio=3, overflow="fold"), Column("Afterwards", ratio=2), title=_who(planned))
    made.expand = True
    for title, now, afterwards in planned_changes(planned):
        made.add_row(title, lines(now), afterwards)
    return made


def result_table(result: Result) -> Table:
    """Before and after, for a dry run now and after a real run, for a second look then and now: what differs is bold.

    Of cards and keys it shows how many there are; a second look shows which.
    """
    made, compared = table("", *headings(result), title=_who(result)), result.compared_with is not None
    for row in report_rows(result):
        cells = [row.before, row.after]
        if row.label in {"Saved cards", "API keys"} and not compared:
            cells = [cell if cell == [NOT_READ] else [str(len(cell) if cell != ["none"] else 0)] for cell in cells]
        label = f"{row.label} (differs)" if row.changed and compared else row.label
        made.add_row(label, lines(cells[0]), lines(cells[1], "bold" if row.changed else ""))
    return made


def _names() -> Column:
    """The column of names, as short as other commands take them, and never cut off."""
    return Column("Recording", no_wrap=True, min_width=16)


def _who(result: Result) -> str:
    return f"{result.account.email or 'Account'} \u00b7 {result.account.organization or '?'}"


def _link(kept: LoadedRecording) -> Text:
    return Text(kept.folder.name.partition("_")[0], style=f"link {kept.folder.resolve().as_uri()}", no_wrap=True)
