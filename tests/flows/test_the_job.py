"""The whole job of the guide, judged by what the site heard."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small, state_of
from tests.skins.folders import skin_names

from cancelbot.sandbox import Sandbox

SAMPLE = {"divsoup"}
SKINS = [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.soak]) for name in sorted(skin_names())]


@pytest.mark.parametrize("skin", SKINS)
def test_everything_is_done_once_and_a_second_run_finds_all_of_it_so(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox = serve(small(), skin)

    ran = run(sandbox, everything=True, timeout=15.0)

    after = state_of(sandbox)
    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert (after.plan, after.auto_recharge) == ("canceled", False)
    assert after.cards == after.keys == frozenset()
    assert len(sandbox.request_log.acts("cancel")) == 1
    assert len(list((ran.recording / "invoices").iterdir())) == 3

    sandbox.request_log.clear()
    again = run(sandbox, everything=True, timeout=15.0)

    assert (again.exit_code, again.outcome) == (0, "already-canceled"), again.result.message
    assert sandbox.request_log.writes == []
    assert {step.outcome for step in again.result.steps[1:]} == {"already"}
    assert again.told["writes"] == []


@pytest.mark.soak  # tests/cli/test_many.py has one that goes farther
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
