"""The same words on other front-ends: the whole job and the dry run on every skin."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small, state_of

from cancelbot.sandbox import Sandbox
from cancelbot.sandbox.skins import skin_names

OTHERS = sorted(set(skin_names()) - {"platform"})
SAMPLE = {"divsoup"}


def skins() -> list[object]:
    return [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.soak]) for name in OTHERS]


@pytest.mark.parametrize("skin", skins())
def test_the_whole_job_is_done_on_any_front_end(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox = serve(small(), skin)

    ran = run(sandbox, everything=True, timeout=15.0)

    after = state_of(sandbox)
    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert (after.plan, after.cards, after.keys) == ("canceled", frozenset(), frozenset())
    assert len(sandbox.witness.acts("cancel")) == 1


@pytest.mark.soak
@pytest.mark.parametrize("skin", OTHERS)
def test_a_second_run_finds_it_so_on_any_front_end(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox = serve(small(), skin)
    run(sandbox, everything=True, timeout=15.0)
    sandbox.witness.clear()

    again = run(sandbox, everything=True, timeout=15.0)

    assert (again.exit_code, again.outcome) == (0, "already-canceled"), again.result.message
    assert sandbox.witness.writes == []


@pytest.mark.soak
@pytest.mark.parametrize("skin", OTHERS)
def test_a_dry_run_writes_nothing_on_any_front_end(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox: Sandbox = serve(small(), skin)

    ran = run(sandbox, everything=True, dry_run=True, timeout=15.0)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel"), ran.result.message
    assert sandbox.witness.writes == []
