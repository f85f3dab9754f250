"""Tables for the terminal: what would change and what did, recordings and their times, what is not as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Column, Table
from rich.text import Text

from cancelbot.drift.catalogue import LACKING, Finding, How
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import redact, visible
from cancelbot.report.rows import NOT_READ, Row, card_line, headings, key_line
from cancelbot.report.timings import PHASES, times, total
from cancelbot.result import Outcome, Result, State

STYLES = {0: "green", 6: "yellow"}


def runs_table(runs: Iterable[LoadedRecording]) -> Table:
    """Two lines a recording, newest first."""
    table = Table(_names(), "Kind", "Account", "Outcome", "Exit", "Seconds", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for kept in runs:
        result, seconds = kept.result, total(kept)
        table.add_row(
            _link(kept),
            "second look" if result.compared_with else result.mode,
            Text("\n".join(visible(name or "?") for name in (result.account.organization, result.account.email))),
            result.outcome if kept.has_end else f"{result.outcome}\nno end",
            Text(str(result.exit_code), STYLES.get(result.exit_code, "red")),
            "?" if seconds is None else f"{seconds:.1f}",
        )
    return table


def times_table(runs: Iterable[LoadedRecording]) -> Table:
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
        table.add_row(row.label, Text(redact("\n".join(row.after))))
    if since:
        table.add_row("Canceled since", f"{since[:10]} {since[11:16]} UTC, by the recordings here")
    return table


def change_table(rows: Iterable[Row], columns: tuple[str, str], result: Result) -> Table:
    """Two states side by side, the differences marked."""
    table = Table("", *columns, box=box.SIMPLE_HEAD, title=_who(result))
    for row in rows:
        style = "yellow" if row.changed else ""
        mark = f"{row.label} (differs)" if row.changed else row.label
        table.add_row(Text(mark, style), Text(redact("\n".join(row.before))), Text(redact("\n".join(row.after)), style))
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


def plan_table(planned: Result) -> Table:
    """What is, and what it will be."""
    columns = (Column("Step", no_wrap=True), Column("Now", ratio=3), Column("Afterwards", ratio=2))
    table = Table(*columns, box=box.SIMPLE_HEAD, title="What will be changed", expand=True)
    before = planned.before
    rows = {
        "invoices": (f"{before.invoices} listed", "saved on this machine"),
        "auto-recharge": ("on", "off"),
        "cancel-plan": (
            f"{before.plan}, balance {before.balance}",
            "canceled; the balance stays until it is used or expires",
        ),
        "payment-methods": (_each(map(card_line, before.payment_methods or [])), "deleted"),
        "api-keys": (
            _each(redact(key_line(key)) for key in before.api_keys or []),
            "revoked: what uses them stops working at once",
        ),
    }
    for step in planned.steps:
        if step.outcome is Outcome.PLANNED:
            table.add_row(step.name, *rows[step.name])
    return table


def plan_sentence(planned: Result) -> str:
    """The same in one line, which stands right above the question however long the table is."""
    before = planned.before
    said = {
        "invoices": "the invoices are saved",
        "auto-recharge": "auto-recharge is turned off",
        "cancel-plan": "the plan is canceled",
        "payment-methods": f"{counted(before.payment_methods, 'card')} deleted",
        "api-keys": f"{counted(before.api_keys, 'API key')} revoked",
    }
    changes = [said[step.name] for step in planned.steps if step.outcome is Outcome.PLANNED]
    return f"If you agree, {', '.join(changes)}."


def counted(things: Sequence[object] | None, noun: str) -> str:
    """``1 card is``, ``2 cards are``."""
    number = len(things or [])
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"


def _each(lines: Iterable[str]) -> str:
    return "\n".join(f"\u2022 {line}" for line in lines)


def result_table(result: Result) -> Table:
    """Before and after in a few words, or for a dry run now and after a real run; what differs stands out."""
    table = Table("", *headings(result), box=box.SIMPLE_HEAD, title=_who(result))
    before, after = _short(result.before), _short(result.after)
    if result.mode == "dry-run":
        after |= {label: to for step, (label, to) in WOULD_BE.items() if _outcome(result, step) is Outcome.PLANNED}
    for label, was in before.items():
        table.add_row(label, was, Text(after[label], "bold" if after[label] != was else ""))
    return table


WOULD_BE = {
    "cancel-plan": ("Plan", "canceled"),
    "auto-recharge": ("Auto-recharge", "off"),
    "payment-methods": ("Saved cards", "0"),
    "api-keys": ("API keys", "0"),
}
"""what a real run would leave, in the line of the table"""


def _short(state: State) -> dict[str, str]:
    recharge = {True: "on", False: "off", None: None}[state.auto_recharge]
    facts = {
        "Plan": state.plan,
        "Credit balance": state.balance,
        "Auto-recharge": recharge,
        "Saved cards": None if state.payment_methods is None else len(state.payment_methods),
        "API keys": None if state.api_keys is None else len(state.api_keys),
        "Invoices": state.invoices,
    }
    return {label: NOT_READ if fact is None else str(fact) for label, fact in facts.items()}


def _outcome(result: Result, step: str) -> Outcome:
    return next((one.outcome for one in result.steps if one.name == step), Outcome.SKIPPED)


def _names() -> Column:
    """The column of names, as short as other commands take them, and never cut off."""
    return Column("Recording", no_wrap=True, min_width=16)


def _who(result: Result) -> str:
    return visible(f"{result.account.email or 'Account'} \u00b7 {result.account.organization or '?'}")


def _link(kept: LoadedRecording) -> Text:
    return Text(kept.folder.name.partition("_")[0], style=f"link {kept.folder.resolve().as_uri()}", no_wrap=True)
