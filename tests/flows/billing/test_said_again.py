"""A sentence that may be a passing banner: it is believed once a second fresh load shows it again."""

from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.conftest import Read
from tests.flows.laws import small
from tests.support.read_pages import overview_of
from tests.support.said_skin import EACH_TIME, ONCE, STILL_NAMED, saying_skin
from tests.support.shortened import PLAN, SHORTEST

from cancelbot.sandbox import Act, Scenario
from cancelbot.sandbox.conditions import CONDITIONS
from openai_platform.billing.overview import Plan


def over() -> Scenario:
    """The account after somebody else has canceled its plan and turned auto-recharge off."""
    account = small()
    mine = account.organizations[0].model_copy(update={"plan": "canceled", "auto_recharge": False})
    return account.model_copy(update={"organizations": (mine,)})


@pytest.mark.soak  # tests/flows/test_lists.py has it too
def test_what_is_still_said_on_a_second_fresh_load_holds(run: RunBot, serve: Serve, tmp_path: Path) -> None:
    ran = run(serve(over(), saying_skin(tmp_path / "skin", EACH_TIME)), dry_run=True, flow=PLAN)

    assert (ran.exit_code, ran.outcome) == (0, "already-canceled"), ran.result.message
    assert len([event for event in ran.events if event["event"] == "look.answered"]) == 2


@pytest.mark.soak
def test_the_own_cancellation_is_confirmed_by_it(run: RunBot, serve: Serve, tmp_path: Path) -> None:
    sandbox = serve(small(), saying_skin(tmp_path / "skin", EACH_TIME))

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert len(sandbox.request_log.acts("cancel")) == 1


def test_what_is_said_once_proves_nothing(run: RunBot, serve: Serve, tmp_path: Path) -> None:
    ran = run(serve(over(), saying_skin(tmp_path / "skin", ONCE)), dry_run=True, flow=PLAN)

    assert (ran.exit_code, ran.outcome) == (5, "failed"), ran.result.message
    assert ran.result.message == "The Overview does not say whether auto-recharge is on or off."


def test_a_plan_that_only_stands_there_otherwise_after_the_press_is_not_called_canceled(
    run: RunBot, serve: Serve, tmp_path: Path
) -> None:
    account = CONDITIONS["confirmed-by-mail"](small())
    sandbox = serve(account, saying_skin(tmp_path / "skin", STILL_NAMED))

    ran = run(sandbox, timeout=10.0, flow=SHORTEST[Act.CANCEL])

    assert (ran.exit_code, ran.outcome) == (6, "unverified"), ran.result.message
    assert ran.result.message.startswith(
        "After the click, the Overview does not say clearly whether the plan is still active."
        " It says: \u201cPay as you go \u2013 Active\u201d"
    )
    assert len(sandbox.request_log.acts("cancel")) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Your subscription was canceled. You are now on the Pay as you go plan.",
        "Your plan was canceled. It resumes on May 3.",
        "Your plan was canceled. Your plan is active.",
        "Your plan was canceled. You will still be charged $20.",
        "You have unsubscribed.",
        "Cancellation complete",
    ],
)
def test_a_report_that_goes_on_otherwise_or_names_no_plan_is_none(read: Read, said: str) -> None:
    page = f"<main><h1>Billing</h1><div role=alert>{said}</div><p>Credit balance</p><p>$4.34</p></main>"

    assert overview_of(read(page)).plan in {Plan.GONE, Plan.UNCLEAR}
