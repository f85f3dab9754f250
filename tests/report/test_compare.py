"""A second look finds what came back, names it, and touches nothing."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import RunBot, Serve, account
from tests.flows.laws import small
from tests.report.conftest import MakeResult
from tests.support.threads import apart

from cancelbot.cli import cancelbot
from cancelbot.errors import CameBack, Unsafe, UsageError
from cancelbot.recording.read import LoadedRecording
from cancelbot.report.compare import differences, second_look, worth_checking
from cancelbot.result import Account, AccountState, ApiKey, Card, Charge, Result
from cancelbot.sandbox import Sandbox

LEFT = AccountState("Free trial", "$4.34", False, [], [], 1)


def look(
    result: MakeResult, *, outcome: str = "already-canceled", charges: list[Charge] | None = None, **now: object
) -> Result:
    state = AccountState(**{**vars(LEFT), **now})
    return result(outcome, mode="dry-run", after=state, before=state, charges=charges or [])


def left(result: MakeResult, charges: list[Charge] | None = None) -> Result:
    return result("canceled", after=LEFT, charges=charges or [])


def test_all_as_it_was_is_no_difference(result: MakeResult) -> None:
    assert differences(left(result), look(result)) == []


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            {"outcome": "would-cancel", "plan": "Pay as you go"},
            "The plan is active again: the page says “Pay as you go”.",
        ),
        ({"outcome": "would-cancel", "plan": None}, "The plan is active again."),
        ({"auto_recharge": True}, "Auto-recharge is on again."),
        ({"balance": "$14.34"}, "The balance was $4.34 and is $14.34: credit was added."),
        ({"charges": [Charge("A-2", "2026-12-01", "$10.00")]}, "Invoice A-2 of 2026-12-01 over $10.00 appeared after"),
    ],
)
def test_what_costs_money_is_bad(result: MakeResult, now: dict[str, object], words: str) -> None:
    (difference,) = differences(left(result), look(result, **now))  # type: ignore[arg-type]  # a table of cases

    assert difference.bad
    assert difference.text.startswith(words)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"balance": "$1.00"}, "it was used, or has expired"),
        ({"payment_methods": [Card("••••8490", "Visa")]}, "Cards saved since then: ••••8490."),
        (
            {"api_keys": [ApiKey("CI", "sk-...aaaa", "Web", "Never")]},
            "keys that were not there then: CI (sk-...aaaa).",
        ),
        ({"charges": [Charge("A-2", "2026-11-22", "$10.00")]}, "of the day of the cancellation"),
    ],
)
def test_what_costs_nothing_is_only_told(result: MakeResult, now: dict[str, object], words: str) -> None:
    (difference,) = differences(left(result), look(result, **now))  # type: ignore[arg-type]  # a table of cases

    assert not difference.bad
    assert words in difference.text


def test_an_invoice_that_was_there_before_is_none_that_appeared(result: MakeResult) -> None:
    old = [Charge("A-1", "2026-11-22", "$6.90")]

    assert differences(left(result, old), look(result, charges=old)) == []


def test_an_invoice_from_before_is_none_that_appeared_although_none_were_read_then(result: MakeResult) -> None:
    assert differences(left(result), look(result, charges=[Charge("A-1", "2026-07-24")])) == []


def test_a_new_number_is_found_whatever_its_date(result: MakeResult) -> None:
    then = left(result, [Charge("A-1", "2026-07-24")])
    now = look(result, charges=[Charge("A-1", "2026-07-24"), Charge("A-2", "undated", "$5.00")])

    assert [difference.bad for difference in differences(then, now)] == [True]


def test_what_came_back_ends_the_run_with_exit_6(result: MakeResult, tmp_path: Path) -> None:
    now = look(result, auto_recharge=True, balance="$1.00")

    with pytest.raises(CameBack, match="Auto-recharge is on again") as raised:
        second_look(LoadedRecording(tmp_path, left(result), []), now)

    assert raised.value.exit_code == 6
    assert len(now.differences) == 2
    assert now.before.balance == "$4.34"


def test_another_account_is_not_compared(result: MakeResult, tmp_path: Path) -> None:
    now = look(result)
    now.account = Account("u***@example.com", "Umbrella")

    with pytest.raises(Unsafe, match="of Acme, but this is Umbrella"):
        second_look(LoadedRecording(tmp_path, left(result), []), now)


def test_a_recording_that_canceled_nothing_is_nothing_to_compare_with(result: MakeResult, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to compare with"):
        worth_checking(tmp_path, LoadedRecording(tmp_path, result("declined"), []))


@pytest.mark.parametrize(
    ("site", "email", "newest"),
    [
        ("https://platform.openai.com", "u***@example.com", "20260103"),
        ("https://platform.openai.com/", None, "20260104"),
        ("https://platform.openai.com", "x***@example.com", "20260104"),
        (None, None, "20260105"),
        ("https://platform.openai.com", "nobody***@example.com", None),
    ],
)
def test_only_the_runs_of_this_site_and_account_are_compared_with(
    result: MakeResult, tmp_path: Path, site: str | None, email: str | None, newest: str | None
) -> None:
    real, practice = "https://platform.openai.com", "http://127.0.0.1:8000"
    for day, where, whose, outcome in (
        ("20260103", real, "u***@example.com", "canceled"),
        ("20260104", real, "x***@example.com", "already-canceled"),
        ("20260105", practice, "u***@example.com", "canceled"),
        ("20260106", real, "u***@example.com", "declined"),
    ):
        made = result(outcome)
        made.site, made.account, made.started = (
            where,
            Account(whose, "Acme"),
            f"{day[:4]}-{day[4:6]}-{day[6:]}T01:00:00Z",
        )
        folder = tmp_path / f"{day}T010000Z_openai-platform_run"
        folder.mkdir()
        (folder / "result.json").write_text(json.dumps(made.as_json()))

    if newest is None:
        with pytest.raises(UsageError, match="nothing to compare with"):
            worth_checking(tmp_path, None, site, email)
    else:
        assert worth_checking(tmp_path, None, site, email).folder.name.startswith(newest)


# -- in a real browser


@dataclass
class Said:
    """What a command printed, and its exit code."""

    code: int
    text: str


@dataclass
class Bot:
    """The commands, on a sandbox, with the recordings of a test."""

    sandbox: Sandbox
    recordings: Path

    def __call__(self, *arguments: str) -> Said:
        given = {f"CANCELBOT_{name.upper()}": str(value) for name, value in account(self.sandbox).items() if value}
        given |= {"CANCELBOT_RECORDINGS": str(self.recordings), "CANCELBOT_TIMEOUT": "8", "COLUMNS": "160"}
        done = apart(lambda: CliRunner().invoke(cancelbot, arguments, env=given))
        return Said(done.exit_code, done.output)


@pytest.fixture
def bot(serve: Serve, tmp_path: Path, run: RunBot) -> Bot:
    """Everything after a cancellation."""
    sandbox = serve(small())
    assert run(sandbox, recordings=tmp_path / "kept").outcome == "canceled"
    sandbox.request_log.clear()
    return Bot(sandbox, tmp_path / "kept")


@pytest.mark.soak
def test_what_is_as_it_was_left_is_exit_0_and_what_is_back_is_exit_6(bot: Bot) -> None:
    verified = bot("verify")

    assert verified.code == 0, verified.text
    assert "is still canceled, as seen on" in " ".join(verified.text.split())

    organization = bot.sandbox.state.organizations[0]
    organization.plan, organization.auto_recharge = "payg", True
    organization.balance += Decimal(10)
    back = bot("verify")

    assert back.code == 6, back.text
    assert "The plan is active again" in back.text
    assert "Auto-recharge is on" in back.text
    assert "credit was added" in back.text
    assert bot.sandbox.request_log.writes == []
    newest = max(bot.recordings.glob("*_verify/result.json"))
    assert json.loads(newest.read_text())["exit_code"] == 6


@pytest.mark.soak
def test_status_shows_the_account_as_it_is_and_since_when(bot: Bot) -> None:
    status = bot("status")

    assert status.code == 0, status.text
    for words in ("Credit balance", "$4.34", "••••8490", "sk-...AzN9", "Canceled since"):
        assert words in status.text
    assert bot.sandbox.request_log.writes == []
