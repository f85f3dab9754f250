"""The catalogue of faults is complete, holds nothing that cannot be; faults of reads end, and so does a sandbox."""

import time

from tests.sandbox.conftest import Serve, SignIn, settle
from tests.sandbox.test_faults import SETTLE_MS, is_done, on_every_act, perform

from cancelbot.sandbox import Act, Fault, Kind, every_fault

DUE = 60.0
"""seconds after which an answer comes that nobody waits for"""


def test_the_catalogue_names_every_kind() -> None:
    faults = every_fault()

    assert {fault.kind for fault in faults} == set(Kind)
    assert all(fault.act in fault.kind.acts for fault in faults)


def test_a_sandbox_stops_although_an_answer_is_still_due(arrive: SignIn, serve: Serve) -> None:
    _, sandbox = perform(arrive, serve, Fault(act=Act.CANCEL, kind=Kind.SLOW, seconds=DUE))
    began = time.monotonic()
    sandbox.stop()

    assert time.monotonic() - began < DUE / 2
    assert not is_done(sandbox, Act.CANCEL)


@on_every_act(Kind.BUSY)
def test_whoever_looks_is_asked_to_come_back_later(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind, seconds=1.5))
    page.reload()
    page.wait_for_timeout(SETTLE_MS)

    assert is_done(sandbox, act)
    assert 429 in [heard.status for heard in sandbox.request_log.requests]
    page.wait_for_timeout(1500)
    sandbox.request_log.clear()
    page.reload()
    settle(page)
    assert 429 not in [heard.status for heard in sandbox.request_log.requests]
