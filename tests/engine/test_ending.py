"""How a run ends: what stopped it, and what is so all the same."""

import pytest

from cancelbot.app import blame
from cancelbot.errors import PageNotRecognised, RefusedBySite
from cancelbot.result import Ending, Result


@pytest.mark.parametrize("over", ["canceled", "already-canceled"])
def test_a_plan_that_is_over_stays_over_when_a_later_step_stops(over: Ending) -> None:
    result = Result("flow", "run", "", "", outcome=over)

    blame(result, RefusedBySite("A key stayed."))

    assert (result.outcome, result.exit_code, result.message) == (over, 1, "A key stayed.")


@pytest.mark.parametrize("not_over", ["would-cancel", "no-plan", "failed"])
def test_everything_else_ends_as_what_stopped_it(not_over: Ending) -> None:
    result = Result("flow", "run", "", "", outcome=not_over)

    blame(result, PageNotRecognised("Another page."))

    assert (result.outcome, result.exit_code) == ("failed", 5)
