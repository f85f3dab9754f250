"""A grayed "Cancel plan" on a fresh page means canceled only where what this run did explains it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancelbot.guard import ActAnswer
from cancelbot.guard.answer import Reply
from openai_platform.billing.cancel import ClickOutcome
from openai_platform.billing.overview import Overview, Plan

ACTIVE = Overview(Plan.ACTIVE, "Pay as you go", "$4.34", auto_recharge=False)
KEEPS_ITS_NAME = replace(ACTIVE, plan=Plan.GRAYED)
LOST_ITS_NAME = replace(ACTIVE, plan=Plan.GRAYED, label=None)


def answered(*statuses: int | None) -> ActAnswer:
    return ActAnswer(tuple(map(Reply, statuses)))


@pytest.mark.parametrize("grayed", [KEEPS_ITS_NAME, LOST_ITS_NAME])
@pytest.mark.parametrize(
    "pressed",
    [
        ClickOutcome(ACTIVE, answered(200)),
        ClickOutcome(ACTIVE, answered(302, 204)),
        ClickOutcome(ACTIVE, answered(None), banner=True),
    ],
)
def test_what_the_site_took_explains_a_greyed_button_and_silence(pressed: ClickOutcome, grayed: Overview) -> None:
    assert pressed.explains(grayed)
    assert pressed.explains(replace(grayed, plan=Plan.GONE))


@pytest.mark.parametrize(
    "seen",
    [
        replace(LOST_ITS_NAME, said="Pay your open invoice first"),
        replace(LOST_ITS_NAME, plan=Plan.GONE, trouble="We couldn't load your plan."),
        replace(LOST_ITS_NAME, trouble="Something went wrong."),
        replace(KEEPS_ITS_NAME, plan=Plan.UNCLEAR),
        replace(ACTIVE, plan=Plan.PAUSED),
    ],
)
@pytest.mark.parametrize(
    "pressed", [ClickOutcome(ACTIVE, answered(200)), ClickOutcome(ACTIVE, answered(200), banner=True)]
)
def test_trouble_or_a_reason_of_the_page_is_never_explained_away(pressed: ClickOutcome, seen: Overview) -> None:
    assert not pressed.explains(seen)


@pytest.mark.parametrize("pressed", [ClickOutcome(ACTIVE), ClickOutcome(ACTIVE, banner=True)])
@pytest.mark.parametrize("plan", [Plan.GONE, Plan.GRAYED])
def test_a_banner_proves_nothing_where_the_site_was_not_asked(pressed: ClickOutcome, plan: Plan) -> None:
    assert not pressed.explains(replace(LOST_ITS_NAME, plan=plan))


def test_a_plan_that_lost_its_name_is_explained_by_a_press_whose_answer_was_not_heard() -> None:
    assert ClickOutcome(ACTIVE, answered(None)).explains(LOST_ITS_NAME)


@pytest.mark.parametrize("answers", [(500,), (429,), (200, 500), (None, 403)])
@pytest.mark.parametrize("grayed", [KEEPS_ITS_NAME, LOST_ITS_NAME])
def test_an_error_never_lets_a_greyed_button_mean_canceled(answers: tuple[int | None, ...], grayed: Overview) -> None:
    assert not ClickOutcome(ACTIVE, answered(*answers)).explains(grayed)


@pytest.mark.parametrize(
    ("pressed", "seen"),
    [
        (ClickOutcome(ACTIVE, answered(None)), KEEPS_ITS_NAME),
        (ClickOutcome(replace(ACTIVE, label=None), answered(None)), LOST_ITS_NAME),
        (ClickOutcome(KEEPS_ITS_NAME, answered(None)), LOST_ITS_NAME),
        (ClickOutcome(ACTIVE), LOST_ITS_NAME),
        (ClickOutcome(ACTIVE, answered(None)), replace(LOST_ITS_NAME, plan=Plan.UNCLEAR)),
    ],
    ids=["it keeps its name", "it never had one", "it was grayed before", "nothing was sent", "the page is in trouble"],
)
def test_without_an_answer_whatever_else_may_have_greyed_it_leaves_it_unknown(
    pressed: ClickOutcome, seen: Overview
) -> None:
    assert not pressed.explains(seen)
