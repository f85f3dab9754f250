"""followup.ics has the days worth remembering, for any calendar."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.report.conftest import MakeResult

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.costs import a_year_after
from cancelbot.report.reminders import calendar
from cancelbot.result import AccountState, Charge


def days(content: bytes | None) -> list[date]:
    assert content is not None
    return [event.decoded("dtstart") for event in Calendar.from_ical(content).walk("VEVENT")]


def test_it_looks_again_after_a_week_and_five_and_when_the_credit_expires(result: MakeResult, tmp_path: Path) -> None:
    told = result("canceled", charges=[Charge("A-1", "2026-07-24")])

    found = days(calendar(LoadedRecording(tmp_path, told, [])))

    assert found == [date(2026, 11, 29), date(2026, 12, 27), date(2027, 7, 24)]


def test_without_credit_there_is_nothing_to_expire(result: MakeResult, tmp_path: Path) -> None:
    told = result("already-canceled", after=AccountState(plan="Free trial", balance="$0.00"))

    assert len(days(calendar(LoadedRecording(tmp_path, told, [])))) == 2


def test_each_day_reminds_and_says_what_to_do(sample: LoadedRecording) -> None:
    for event in Calendar.from_ical(calendar(sample) or b"").walk("VEVENT"):
        assert event.walk("VALARM")
        assert str(event["uid"]).endswith("@cancelbot")
        told = str(event["description"])
        assert "cancelbot verify" in told or "expires a year after purchase" in told


def test_the_same_run_makes_the_same_calendar_twice(sample: LoadedRecording) -> None:
    assert calendar(sample) == calendar(sample)


@pytest.mark.parametrize("outcome", ["would-cancel", "no-plan", "declined", "failed", "needs-human"])
def test_a_plan_that_is_not_canceled_has_no_follow_up(result: MakeResult, tmp_path: Path, outcome: str) -> None:
    assert calendar(LoadedRecording(tmp_path, result(outcome), [])) is None


def test_a_dry_run_has_no_follow_up(result: MakeResult, tmp_path: Path) -> None:
    assert calendar(LoadedRecording(tmp_path, result("already-canceled", mode="dry-run"), [])) is None


def test_a_year_after_a_leap_day_is_the_first_of_march() -> None:
    assert a_year_after(date(2028, 2, 29)) == date(2029, 3, 1)
