"""The plan under what real sites do beside it: neighbors, surveys, second questions, states, and pages that fail."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small, state_of
from tests.support.shortened import SHORTEST

from cancelbot.sandbox import Act
from cancelbot.sandbox.conditions import CONDITIONS
from cancelbot.sandbox.scenario import Scenario

Case = tuple[str, ...]
ENDS = [
    (("neighbors", "survey-before-cancel", "two-presses-auto-recharge", "2026-09"), 0, "canceled", ""),
    (("two-presses-cancel",), 0, "canceled", ""),
    (("scheduled",), 0, "already-canceled", "December 31, 2026"),
    (("ends-later",), 0, "canceled", "December 31, 2026"),
    (("confirmed-by-mail",), 6, "unverified", "a link to confirm the cancellation"),
    (("postpaid",), 0, "canceled", ""),
    (("paused",), 0, "canceled", ""),
    (("past-due",), 1, "failed", "You have a past due invoice"),
    (("grayed-cancel",), 1, "failed", "Pay your open invoice first"),
    (("refused-cancel", "refused-by-toast"), 1, "failed", "You have a past due invoice"),
    (("enterprise",), 5, "failed", "Enterprise"),
    (("reason-required-cancel",), 4, "needs-human", "too expensive"),
    (("survey-first-cancel",), 4, "needs-human", "main reason"),
    (("plan-error-in-200",), 5, "failed", "couldn't load your plan"),
    (("plan-503",), 5, "failed", "couldn't load your plan"),
    (("amounts-de",), 0, "canceled", ""),
    (("amounts-of",), 0, "canceled", ""),
    (("late-question", "debounced"), 0, "canceled", ""),
    (("recharge-unsaid",), 0, "canceled", ""),
    (("recharge-unsaid", "recharge-off"), 0, "canceled", ""),
]
SAMPLE = {("plan-503",)}
"""what `make test` runs; the first of ENDS and "confirmed-by-mail" are in other whole runs of it"""


def under(*conditions: str) -> Scenario:
    scenario = small()
    for name in conditions:
        scenario = scenario.model_copy(update={"era": name}) if name[0] == "2" else CONDITIONS[name](scenario)
    return scenario


def cases() -> list[object]:
    marks = {one[0]: [] if one[0] in SAMPLE else [pytest.mark.soak] for one in ENDS}
    return [pytest.param(*one, marks=marks[one[0]], id=" ".join(one[0])) for one in ENDS]


@pytest.mark.parametrize(("conditions", "exit_code", "outcome", "said"), cases())
def test_each_ends_as_it_is_and_in_the_words_of_the_page(
    run: RunBot, serve: Serve, conditions: Case, exit_code: int, outcome: str, said: str
) -> None:
    sandbox = serve(under(*conditions))
    before = state_of(sandbox).plan

    ran = run(sandbox, timeout=10.0, flow=SHORTEST[Act.CANCEL])

    told = " ".join([ran.result.message, *(step.message for step in ran.result.steps)])
    assert (ran.exit_code, ran.outcome) == (exit_code, outcome), told
    assert said in told
    is_asked = outcome in {"canceled", "unverified"}
    assert (state_of(sandbox).plan != before) is is_asked
    assert ("enterprise" in conditions) is (ran.result.after.plan == "Enterprise")
    assert len(sandbox.request_log.acts("cancel")) == (is_asked or "refused" in told)


@pytest.mark.soak
@pytest.mark.parametrize(("conditions", "exit_code", "outcome", "said"), cases())
def test_the_yes_of_a_rehearsal_is_the_yes_of_the_run(
    run: RunBot, serve: Serve, conditions: Case, exit_code: int, outcome: str, said: str
) -> None:
    del said
    sandbox = serve(under(*conditions))

    ran = run(sandbox, timeout=10.0, rehearse=True, flow=SHORTEST[Act.CANCEL])

    is_told_late = not {"past-due", "refused-cancel", "confirmed-by-mail"}.isdisjoint(conditions)  # after the press
    assert (ran.exit_code == 0) is (exit_code == 0 or is_told_late), ran.result.message
    assert (ran.outcome == "would-cancel") is (outcome == "canceled" or is_told_late)
    assert sandbox.request_log.acts("cancel") == []
