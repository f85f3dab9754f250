"""Which organisation is looked at: the one that is meant, from the first look on and after signing in anew."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.sandbox import Act, Fault, Kind, Scenario


def two(*faults: Fault) -> Scenario:
    """Two organisations: the first, with which every session begins, was canceled before; the second pays."""
    scenario = small(*faults)
    (paying,) = scenario.organizations
    over = paying.model_copy(
        update={"id": "org-Canceled0000000000000", "name": "Old Works", "plan": "canceled", "auto_recharge": False}
    )
    return scenario.model_copy(update={"organizations": (over, paying)})


def test_what_the_first_organisation_says_is_not_taken_for_the_one_that_is_meant(run: RunBot, serve: Serve) -> None:
    sandbox = serve(two())

    ran = run(sandbox, org="Acme Robotics")

    assert sandbox.state.organizations[1].plan == "canceled"
    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    assert len(sandbox.witness.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_after_signing_in_anew_another_organisation_is_not_taken_for_the_same(run: RunBot, serve: Serve) -> None:
    sandbox = serve(two(Fault(act=Act.CANCEL, kind=Kind.LOG_OUT)))

    ran = run(sandbox, org="Acme Robotics")

    assert sandbox.state.organizations[1].plan == "payg"
    assert (ran.exit_code, ran.outcome) == (6, "unverified")
    assert len(sandbox.witness.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_a_site_that_lets_nobody_stay_is_not_signed_in_to_again_and_again(run: RunBot, serve: Serve) -> None:
    scenario = two()
    short = scenario.sign_in.model_copy(update={"session_seconds": 1.0})
    sandbox = serve(scenario.model_copy(update={"sign_in": short}), skin="classic")

    ran = run(sandbox, org="Acme Robotics")

    passwords = [heard for heard in sandbox.witness.requests if heard.path.endswith("/password/verify")]
    assert ran.exit_code in {3, 5, 6}, ran.result.message
    assert len(passwords) < 10
