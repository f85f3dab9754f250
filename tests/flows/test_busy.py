"""A site that wants no more requests for now (429) is left alone for as long as it asks, and nothing is sent twice."""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.sandbox import Act, Fault, Kind
from cancelbot.sandbox.request_log import LoggedRequest

ASKED = 3
"""seconds"""


def pause_after_429(heard: list[LoggedRequest]) -> float:
    """The seconds from the first 429 to the next load of a page; what the page asks for by itself is not the bot's."""
    first = next(request.at for request in heard if request.status == 429)
    loads = [
        request.at for request in heard if request.origin == "platform" and not request.path.startswith("/assets/")
    ]
    return min((at - first for at in loads if at > first), default=0)


@pytest.mark.soak
def test_a_key_that_was_not_removed_for_too_many_requests_is_left_and_the_next_one_waits(
    run: RunBot, serve: Serve
) -> None:
    sandbox = serve(small(Fault(act=Act.KEY, kind=Kind.TOO_MANY, seconds=ASKED)))

    ran = run(sandbox, delete_keys=True)

    bodies = [request.body for request in sandbox.request_log.acts(Act.KEY)]
    assert (ran.exit_code, ran.outcome) == (1, "canceled")
    assert len(bodies) == len(set(bodies)) == 2
    assert len(sandbox.state.organizations[0].keys()) == 1
    assert "wanted no more requests" in ran.step("api-keys").message
    assert pause_after_429(sandbox.request_log.requests) >= ASKED


@pytest.mark.soak
def test_a_look_waits_for_as_long_as_the_site_asks(run: RunBot, serve: Serve) -> None:
    sandbox = serve(small(Fault(act=Act.CANCEL, kind=Kind.BUSY, seconds=ASKED)))

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    assert pause_after_429(sandbox.request_log.requests) >= ASKED
    assert [event["seconds"] for event in ran.events if event["event"] == "site.busy"] != []


@pytest.mark.soak
def test_a_site_that_wants_to_be_left_alone_for_an_hour_is(run: RunBot, serve: Serve) -> None:
    sandbox = serve(small(Fault(act=Act.CANCEL, kind=Kind.BUSY, seconds=3600)))

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (6, "unverified")
    assert "60 minutes" in ran.result.message
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1
