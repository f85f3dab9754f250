"""Text that a page, a recording or a setting holds is text: nothing of it is obeyed by a terminal or by markup."""

import io
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancelbot.cli import tables
from cancelbot.cli.console import make_streams_safe
from cancelbot.cli.progress import LiveProgress, PlainProgress
from cancelbot.cli.safe_console import SafeConsole
from cancelbot.drift.catalogue import Finding, How
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import visible
from cancelbot.report.document import render_receipt, render_report
from cancelbot.report.reminders import calendar
from cancelbot.report.summary import headline
from cancelbot.result import Account, AccountState, ApiKey, Card, Charge, Outcome, Result, Step

ANY = st.text(alphabet=st.characters(exclude_categories=[]), max_size=12)
NASTY = "[/b][prod]\x1b[31m\x9b2J\x1b]0;t\x07\u202egpj\nOutcome: canceled\r\u2028[link=http://x]"
STEPS = ("cancel-plan", "auto-recharge", "payment-methods", "api-keys")


def result_of(text: str) -> Result:
    """A result in which each text of others is ``text``."""
    state = AccountState(text, text, True, [Card(text, text)], [ApiKey(text, text, text, text, status=text)], 1)
    made = Result("openai-platform", "run", "2026-11-22T13:34:08.530Z", f"r/{text}", outcome="canceled", exit_code=0)
    made.account, made.page, made.before, made.after = Account(text, text), text, state, state
    made.steps = [Step(name, Outcome.PLANNED, text) for name in STEPS]
    made.said, made.differences, made.message, made.advice = {"banner": text, text: text}, [text], text, text
    made.charges, made.finished = [Charge(text, "2026-11-22", text)], "2026-11-22T13:35:02.102Z"
    return made


def shown(text: str) -> str:
    """All that is printed of it."""
    out = io.StringIO()
    console = SafeConsole()
    console.file, console.width = out, 100
    result = result_of(text)
    kept = LoadedRecording(Path("recordings/20261122T133408Z_x_run"), result, [])
    for table in (
        tables.runs_table([kept]),
        tables.state_table(result, None),
        tables.plan_table(result),
        tables.result_table(result),
        tables.result_table(replace(result, compared_with=text)),
        tables.needs_table([Finding(text, text, text, How.FOUND, text)]),
    ):
        console.print(table)
    for progress in (PlainProgress(console), LiveProgress(console)):
        progress.step_ended(Step("cancel-plan", Outcome.DONE, text))
        progress.note(text)
    console.print(visible(headline(kept)))
    return out.getvalue()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY)
def test_nothing_that_is_printed_holds_what_a_terminal_obeys(text: str) -> None:
    for sign in shown(f"{NASTY}{text}"):
        assert sign == "\n" or sign.isprintable() or sign in "\u200c\u200d", hex(ord(sign))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY)
def test_nothing_in_report_receipt_and_calendar_holds_it_either(text: str) -> None:
    kept = LoadedRecording(Path("r"), result_of(f"{NASTY}{text}"), [])
    dates = calendar(kept)

    assert dates
    for made in (render_report(kept), render_receipt(kept, "0", {}), dates.decode()):
        for sign in made:
            assert sign in "\n\r\t" or sign.isprintable() or sign in "\u200c\u200d", hex(ord(sign))


def test_markup_in_a_name_is_shown_as_it_is() -> None:
    told = shown("[/b] [prod] :smile:")

    assert told.count("[/b] [prod] :smile:") >= 10


def test_a_line_break_in_a_name_makes_no_line_of_its_own() -> None:
    assert not [line for line in shown("a\nOutcome: canceled").splitlines() if line.startswith("Outcome")]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_a_stream_that_cannot_show_a_sign_gets_another(
    encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("w", encoding=encoding) as out:
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", out)
        make_streams_safe()
        SafeConsole().print(tables.result_table(result_of("“Zoë” \u2713 \u65e5\u672c ••••8490")))

    assert b"8490" in (tmp_path / "out").read_bytes()


def test_every_text_field_of_a_result_is_walked() -> None:
    """A field that is added gets its foreign text here, too."""
    ours = {
        "document",
        "flow",
        "mode",
        "started",
        "outcome",
        "site",
        "guard",
        "compared_with",
        "finished",
        "name",
        "date",
    }

    def bare(thing: object, name: str = "") -> list[str]:
        if is_dataclass(thing):
            return [found for field in fields(thing) for found in bare(getattr(thing, field.name), field.name)]
        if isinstance(thing, list):
            return [found for item in thing for found in bare(item, name)]
        return [name] if isinstance(thing, str) and NASTY not in thing and name not in ours else []

    assert set(bare(result_of(NASTY))) <= {"created_by"}
