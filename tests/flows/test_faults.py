"""Every act x every fault: what is reported is so, and nothing is done twice. `make soak` runs them all."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import FLAGS, keep, keep_on_rerun, small, state_of
from tests.flows.matrix import Case, cases, counts
from tests.support.shortened import SHORTEST

from cancelbot.sandbox import Act, Kind


def matrix() -> list[object]:
    return [pytest.param(case, id=case.name, marks=[] if case.is_sample else [pytest.mark.soak]) for case in cases()]


@pytest.mark.parametrize("case", matrix())
def test_the_laws_hold_whatever_goes_wrong(run: RunBot, serve: Serve, case: Case) -> None:
    sandbox, act = serve(small(case.fault), skin=case.skin), case.fault.act
    before = state_of(sandbox)

    first = run(sandbox, timeout=case.patience, flow=SHORTEST[act], **FLAGS[act])

    keep(sandbox, before, first, may_be_hidden=case.hides)
    assert sandbox.played_faults == [case.fault], "it went wrong, or the case shows nothing"
    sandbox.clear_faults()
    sandbox.request_log.clear()
    middle = state_of(sandbox)
    again = run(sandbox, timeout=max(8.0, case.patience), flow=SHORTEST[act], **FLAGS[act])
    keep(sandbox, middle, again, may_be_hidden=case.stays_hidden)
    if case.stays_hidden:
        assert (again.exit_code, sandbox.request_log.acts(act)) == (5, []), "what nobody can know is left alone"
    else:
        keep_on_rerun(sandbox, middle, again, act)


def test_the_matrix_is_whole() -> None:
    once = {(case.fault.act, case.fault.kind) for case in cases() if case.part == "once"}

    assert once == {(act, kind) for act in Act for kind in Kind if act in kind.acts}
    assert sum(counts().values()) >= 200
    assert len({case.name for case in cases()}) == len(cases())
