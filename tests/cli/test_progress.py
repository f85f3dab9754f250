"""What the person sees while a run goes on, on a terminal and elsewhere."""

import io

import click
import pytest
from rich.console import Console
from rich.text import Text

from cancelbot.cli import run
from cancelbot.cli.console import fail
from cancelbot.cli.progress import LiveProgress, PlainProgress, bar, progress_on
from cancelbot.cli.screen import TerminalScreen
from cancelbot.cli.tables import plan_table, result_table
from cancelbot.config.settings import load_alone
from cancelbot.report.rows import planned_changes, planned_sentence
from cancelbot.result import AccountState, ApiKey, Card, Outcome, Result, Step

PRACTISED = "That was practice. To look at your own account and change nothing: cancelbot run --dry-run"
LONG = "The plan was active and is canceled now; a fresh page says so, the banner said so too."


def console(*, terminal: bool, width: int = 80) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=width, legacy_windows=False, _environ={})


def shown(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


@pytest.fixture
def planned() -> Result:
    """A dry run that would do everything, on an account with many keys."""
    result = Result("openai-platform", "dry-run", "2026-11-22T13:34:08.530Z", "r")
    keys = [ApiKey(f"Key {n}", "sk-...AzN9", "Default project", "never") for n in range(40)]
    cards = [Card("••••8490", "Visa ••••8490")]
    result.before = AccountState(
        "Pay as you go", "$4.34", auto_recharge=True, payment_methods=cards, api_keys=keys, invoices=4
    )
    result.after = result.before
    result.steps = [
        Step(name, Outcome.PLANNED, "") for name in ("auto-recharge", "cancel-plan", "payment-methods", "api-keys")
    ]
    return result


def test_without_a_terminal_every_line_stands_for_itself_and_none_is_broken() -> None:
    pipe = console(terminal=False, width=60)
    plain = PlainProgress(pipe)

    plain.step_began("cancel-plan")
    plain.note("Billing > Overview")
    plain.note("Billing > Overview")
    plain.step_ended(Step("cancel-plan", Outcome.DONE, LONG, seconds=2.8))

    assert shown(pipe) == f"  0:00 cancel-plan: Billing > Overview\n✓ cancel-plan      {LONG}  2.8 s\n"


def test_an_address_that_is_longer_than_the_line_is_not_cut_off() -> None:
    tty, address = console(terminal=True, width=60), f"https://platform.openai.com/{'organization/' * 9}overview"

    LiveProgress(tty).step_ended(Step("sign-in", Outcome.FAILED, f"{address} could not be loaded."))

    assert address in "".join(Text.from_ansi(shown(tty)).plain.split())


def test_without_a_terminal_a_countdown_is_told_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("cancelbot.cli.progress.time.monotonic", lambda: now[0])
    pipe = console(terminal=False)
    plain = PlainProgress(pipe)

    for left in range(299, 170, -1):
        plain.note(f"Do it in the window ({left // 60}:{left % 60:02} left)")
        now[0] += 1

    assert [line.rsplit("(")[1] for line in shown(pipe).splitlines()] == ["4:59 left)", "3:59 left)", "2:59 left)"]


def test_on_a_terminal_a_long_message_stays_in_its_column() -> None:
    tty = console(terminal=True)
    live = LiveProgress(tty)

    live.step_ended(Step("cancel-plan", Outcome.DONE, LONG, seconds=2.8))

    first, second = Text.from_ansi(shown(tty)).plain.splitlines()
    assert first.startswith("✓ cancel-plan      The plan was active")
    assert second.startswith(" " * 19)
    assert max(len(first), len(second)) <= 80


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_line_that_moves_never_wraps(width: int) -> None:
    tty = console(terminal=True, width=width)
    live = LiveProgress(tty)
    live.step, live.words = "payment-methods", "Billing > Payment methods, and much more than fits on one line " * 3

    tty.print(live)

    assert shown(tty).count("\n") == 1
    assert "0:00" in shown(tty)


@pytest.mark.parametrize(
    ("terminal", "environment", "kind"),
    [
        (True, {}, LiveProgress),
        (False, {}, PlainProgress),
        (True, {"NO_COLOR": "1"}, PlainProgress),
        (True, {"TERM": "dumb"}, PlainProgress),
    ],
)
def test_only_a_terminal_with_colours_has_a_line_that_moves(
    terminal: bool, environment: dict[str, str], kind: type
) -> None:
    on = Console(file=io.StringIO(), force_terminal=terminal, _environ=environment)

    assert type(progress_on(on)) is kind


def test_what_is_agreed_to_stands_in_one_line_however_long_the_table_is(planned: Result) -> None:
    on = console(terminal=False)

    on.print(plan_table(planned))

    assert "Key 39" in shown(on)
    assert planned_sentence(planned) == (
        "If you agree, cancelbot will turn auto-recharge off, cancel the plan, delete 1 card and revoke 40 API keys."
    )


def test_what_was_not_read_is_said_to_be_so_before_a_person_agrees(planned: Result) -> None:
    planned.before.balance = None

    assert [now for _, now, _ in planned_changes(planned)][1] == ["Pay as you go, balance not looked at"]


def test_a_dry_run_shows_what_would_be(planned: Result) -> None:
    on = console(terminal=False)

    on.print(result_table(planned))

    lines = {line.strip().split("  ")[0]: line for line in shown(on).splitlines()}
    assert "After a real run" in shown(on)
    assert lines["Plan"].rstrip().endswith("canceled")
    assert lines["API keys"].split()[-2:] == ["40", "0"]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_key_that_is_named_by_itself_is_not_shown_in_full(planned: Result, terminal: bool) -> None:
    full = "sk-proj-Canary0Bird1Sings2In3The4Mine5"
    seen = console(terminal=terminal, width=200)
    assert planned.before.api_keys
    planned.before.api_keys.append(ApiKey(full, "sk-...Mine5", "Default project", "never"))

    screen = progress_on(seen)
    screen.step_began("api-keys")
    screen.note(f"the key {full} is gone")
    screen.step_ended(Step("api-keys", Outcome.FAILED, f"The site refused to remove the API key {full}.", seconds=2.8))
    seen.print(plan_table(planned))

    assert full not in shown(seen)
    assert "[redacted]" in shown(seen)


def test_what_is_left_is_told_at_the_pace_so_far() -> None:
    assert bar(10, 40, 30.0).endswith(" 10 of 40, about 2 min left")
    assert bar(10, 20, 20.0).endswith(" 10 of 20, about 20 s left")


def test_no_time_is_promised_before_the_pace_is_known_nor_at_the_end() -> None:
    assert bar(1, 40, 2.0).endswith(" 1 of 40")
    assert bar(40, 40, 60.0).endswith(" 40 of 40")


def test_the_bar_fills() -> None:
    assert bar(0, 4, 0.0).startswith("╌" * 20)
    assert bar(2, 4, 9.0).startswith("━" * 10 + "╌" * 10)
    assert bar(4, 4, 9.0).startswith("━" * 20)


@pytest.mark.parametrize(
    ("line", "here"),
    [
        ("To do it for real: cancelbot run", "To do it for real: cancelbot demo"),
        ("Run it with --headed, or sign in once with: cancelbot login --by-hand", "Run it with --headed."),
        ("To look at all of them: cancelbot status --org all", ""),
        ("To report it: cancelbot drift", "To report it: cancelbot drift"),
        (PRACTISED, PRACTISED),
    ],
)
def test_a_practice_run_that_stopped_names_no_command_of_the_real_account(line: str, here: str) -> None:
    with click.Context(run.demo, info_name="demo"):
        assert TerminalScreen(load_alone(), as_json=False)._as_here(line) == here


def test_a_practice_run_offers_the_same_fake_site_again() -> None:
    typed = ["--scenario", "several-organizations", "--with", "no-card", "--with", "slow answer"]
    with run.demo.make_context("demo", typed):
        here = TerminalScreen(load_alone(), as_json=False)._as_here('For Acme: cancelbot run --org "Acme"')

    assert here == (
        "For Acme: cancelbot demo --scenario several-organizations --with no-card --with 'slow answer' --org \"Acme\""
    )


def test_a_command_that_would_only_practice_again_is_not_offered() -> None:
    """It would: the settings, which name the fake site, are those of the next command, too."""
    assert "cancelbot" not in TerminalScreen(load_alone(), as_json=False)._as_here(PRACTISED)


def test_a_virtual_screen_is_offered_for_the_command_that_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    with run.run_command.make_context("run", ["--dry-run"]):
        TerminalScreen(load_alone(dry_run=True, headed=False), as_json=False).announce()

    assert "xvfb-run cancelbot run --dry-run" in capsys.readouterr().out


def test_a_recording_s_folder_is_never_printed_so_that_it_reads_as_an_option(
    planned: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    planned.recording, planned.exit_code, planned.steps[0].pictures = "-x/run", 0, ["1.png"]

    with pytest.raises(SystemExit):
        TerminalScreen(load_alone(plain=True), as_json=False).end(planned)

    assert "cancelbot report ./-x/run" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("outcome", "message", "said"),
    [
        (Outcome.PLANNED, "The plan is active; it would be canceled.", "The plan is active."),
        (Outcome.PLANNED, "Auto-recharge is on; it would be turned off.", "Auto-recharge is on."),
        (Outcome.PLANNED, "3 invoices would be saved. Without a link: 1.", "3 invoices. Without a link: 1."),
        (Outcome.SKIPPED, "Not asked for (--remove-card); 2 there.", "2 there."),
        (Outcome.ALREADY, "The plan is canceled already.", "The plan is canceled already."),
    ],
)
def test_a_look_speaks_of_nothing_that_a_run_would_do(outcome: Outcome, message: str, said: str) -> None:
    on = console(terminal=False)

    progress_on(on, plain=True, looks=True).step_ended(Step("cancel-plan", outcome, message))

    assert shown(on) == f"cancel-plan: done. {said}\n"


def test_a_command_that_ends_before_it_has_a_recording_names_the_account_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["cancelbot", "verify", "--account=globex", "--accounts", "a b.toml"])

    with pytest.raises(SystemExit):
        fail(2, "Nothing to compare with.", "To see the account as it is now: cancelbot status", None)

    assert "cancelbot status --account globex --accounts 'a b.toml'" in capsys.readouterr().err
