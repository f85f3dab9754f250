"""Pages that are loaded ahead while the site is still busy with the page of the plan."""

import asyncio

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small
from tests.support.shortened import SHORTEST

from cancelbot.sandbox import Act, Sandbox
from cancelbot.sandbox.acts import logged_out
from cancelbot.sandbox.request_log import LoggedRequest
from openai_platform.navigation import OVERVIEW, PAYMENT_METHODS

PATIENCE = 20.0
"""seconds after which the site refuses its data if no further tab has come"""


def asked_for(sandbox: Sandbox, path: str) -> int:
    """How often the site was asked for that page of its own."""
    return [heard.path for heard in sandbox.request_log.requests].count(path)


def hold_data(sandbox: Sandbox, patch: pytest.MonkeyPatch, *, ends_session: bool = False) -> None:
    """Make the site give no data before it was asked for a second page. It may then end the session, once."""
    came, add, left = asyncio.Event(), sandbox.request_log.add, [logged_out()] * ends_session

    def hear(request: LoggedRequest) -> None:
        add(request)
        if request.path == PAYMENT_METHODS.path:
            came.set()

    async def take_time() -> None:
        await asyncio.wait_for(came.wait(), PATIENCE)
        if left:
            sandbox.log_out()
            raise left.pop()

    patch.setattr(sandbox.request_log, "add", hear)
    patch.setattr(sandbox._backend, "take_time", take_time)


@pytest.mark.soak  # test_unasked_writes.py has it too
def test_what_is_only_looked_at_is_loaded_while_the_page_of_the_plan_still_waits_for_its_data(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = serve(small())
    hold_data(sandbox, monkeypatch)

    ran = run(sandbox, dry_run=True)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel"), ran.result.message
    assert (asked_for(sandbox, OVERVIEW.path), asked_for(sandbox, PAYMENT_METHODS.path)) == (1, 1)
    assert sandbox.request_log.writes == []


@pytest.mark.soak  # test_other_words.py has it too
def test_a_site_that_ends_the_session_of_several_tabs_is_signed_in_to_again_and_gets_one(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = serve(small())
    hold_data(sandbox, monkeypatch, ends_session=True)

    ran = run(sandbox, flow=SHORTEST[Act.CANCEL])

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert sandbox.state.organizations[0].plan == "canceled"
    assert asked_for(sandbox, "/api/accounts/password/verify") == 2
