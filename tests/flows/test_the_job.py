"""The whole job of the guide, judged by what the site heard."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.sandbox import Sandbox


def test_everything_is_done_once_and_a_second_run_finds_all_of_it_so(run: RunBot, serve: Serve) -> None:
    sandbox = serve(small())

    ran = run(sandbox, everything=True)

    organization = sandbox.state.organizations[0]
    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    assert len(sandbox.request_log.acts("cancel")) == 1
    assert organization.plan == "canceled"
    assert not organization.auto_recharge
    assert organization.cards == []
    assert organization.keys() == organization.legacy_keys == []
    assert len(list((ran.recording / "invoices").iterdir())) == 3

    sandbox.request_log.clear()
    again = run(sandbox, everything=True)

    assert (again.exit_code, again.outcome) == (0, "already-canceled")
    assert sandbox.request_log.writes == []
    assert {step.outcome for step in again.result.steps[1:]} == {"already"}
    assert again.told["writes"] == []


@pytest.mark.soak  # test_rehearsal.py has a dry run that goes farther, tests/cli/test_many.py two plain ones
def test_a_dry_run_writes_nothing_and_says_what_it_would_do(run: RunBot, little: Sandbox) -> None:
    ran = run(little, everything=True, dry_run=True)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel")
    assert little.request_log.writes == []
    assert [request for request in little.request_log.requests if request.origin == "portal"] == []
    assert {step.outcome for step in ran.result.steps[1:]} == {"planned"}
    assert not (ran.recording / "invoices").exists()


@pytest.mark.soak
def test_without_a_plan_there_is_nothing_to_do(run: RunBot, serve: Serve) -> None:
    sandbox = serve("no-plan")

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "no-plan")
    assert sandbox.request_log.writes == []
