"""Every act x every fault: what is reported is so, and nothing is done twice. `make soak` runs them all."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import FLAGS, keep, keep_on_rerun, small, state_of

from cancelbot.sandbox import Act, Fault, every_fault
from cancelbot.sandbox.faults import Kind

SAMPLE = {
    (Act.CANCEL, Kind.DROP_AFTER),
    (Act.CANCEL, Kind.BANNER_ONLY),
}


def named(fault: Fault) -> str:
    return f"{fault.act}-{fault.kind}" + ("" if fault.times else "-always")


def matrix() -> list[object]:
    return [
        pytest.param(
            fault,
            id=named(fault),
            marks=[] if (fault.act, fault.kind) in SAMPLE and fault.times else [pytest.mark.soak],
        )
        for fault in every_fault()
    ]


@pytest.mark.parametrize("fault", matrix())
def test_the_laws_hold_whatever_goes_wrong(run: RunBot, serve: Serve, fault: Fault) -> None:
    sandbox = serve(small(fault))
    before = state_of(sandbox)

    first = run(sandbox, timeout=4.0, **FLAGS[fault.act])

    keep(sandbox, before, first)
    sandbox.clear_faults()
    sandbox.witness.clear()
    middle = state_of(sandbox)
    again = run(sandbox, timeout=8.0, **FLAGS[fault.act])
    keep(sandbox, middle, again)
    keep_on_rerun(sandbox, middle, first, again)
