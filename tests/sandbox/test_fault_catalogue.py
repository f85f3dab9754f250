"""The catalogue of faults is complete, holds nothing that cannot be, and none of it keeps a sandbox from stopping."""

import time

from tests.sandbox.conftest import Serve, SignIn
from tests.sandbox.test_faults import is_done, perform

from cancelbot.sandbox import Act, Fault, Kind, every_fault, possible


def test_the_catalogue_names_every_kind() -> None:
    faults = every_fault()

    assert {fault.kind for fault in faults} == set(Kind)
    assert all(possible(fault.act, fault.kind) for fault in faults)


def test_a_sandbox_stops_although_an_answer_is_still_due(arrive: SignIn, serve: Serve) -> None:
    _, sandbox = perform(arrive, serve, Fault(act=Act.CANCEL, kind=Kind.SLOW, seconds=60))
    began = time.monotonic()
    sandbox.stop()

    assert time.monotonic() - began < 2
    assert not is_done(sandbox, Act.CANCEL)
