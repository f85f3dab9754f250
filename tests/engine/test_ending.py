"""How a run ends: what stopped it, and what is so all the same."""

import pytest

from cancelbot.app import NO_WINDOW, blame
from cancelbot.errors import PageNotRecognized, PersonNeeded, RefusedBySite
from cancelbot.result import Ending, Result


@pytest.mark.parametrize("over", ["canceled", "already-canceled"])
def test_a_plan_that_is_over_stays_over_when_a_later_step_stops(over: Ending) -> None:
    result = Result("flow", "run", "", "", outcome=over)

    blame(result, RefusedBySite("A key stayed."))

    assert (result.outcome, result.exit_code, result.message) == (over, 1, "A key stayed.")


@pytest.mark.parametrize("not_over", ["would-cancel", "no-plan", "failed"])
def test_everything_else_ends_as_what_stopped_it(not_over: Ending) -> None:
    result = Result("flow", "run", "", "", outcome=not_over)

    blame(result, PageNotRecognized("Another page."))

    assert (result.outcome, result.exit_code) == ("failed", 5)


@pytest.mark.parametrize(("display", "advice"), [("", NO_WINDOW), (":9", PersonNeeded.advice)])
def test_without_a_screen_nobody_is_sent_to_a_window(
    monkeypatch: pytest.MonkeyPatch, display: str, advice: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    result = Result("flow", "run", "", "")

    blame(result, PersonNeeded("A bot check."))

    assert (result.exit_code, result.advice) == (4, advice)
