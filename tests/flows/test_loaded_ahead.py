"""Pages that are loaded ahead while the site is still busy with the page of the plan."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.sandbox import Sandbox
from cancelbot.sandbox.acts import logged_out
from openai_platform.navigation import OVERVIEW, PAYMENT_METHODS

PATIENCE = 500
"""looks, 0.02 s apart, after which the site gives its data although no further tab has come"""


def asked_for(sandbox: Sandbox, path: str) -> int:
    """How often the site was asked for that page of its own."""
    return [heard.path for heard in sandbox.request_log.requests].count(path)


def held(sandbox: Sandbox, *, ends: bool = False) -> Callable[[], Awaitable[None]]:
    """A site that gives no data before it was asked for a second page. ``ends``: it then ends the session, once."""
    ended = not ends

    async def take_time() -> None:
        nonlocal ended
        for _ in range(PATIENCE):
            if asked_for(sandbox, PAYMENT_METHODS.path):
                break
            await asyncio.sleep(0.02)
        else:
            raise TimeoutError("No further page was asked for.")
        if not ended:
            ended = True
            sandbox.log_out()
            raise logged_out()

    return take_time


def test_what_is_only_looked_at_is_loaded_while_the_page_of_the_plan_still_waits_for_its_data(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = serve(small())
    monkeypatch.setattr(sandbox._backend, "take_time", held(sandbox))

    ran = run(sandbox, dry_run=True)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel"), ran.result.message
    assert (asked_for(sandbox, OVERVIEW.path), asked_for(sandbox, PAYMENT_METHODS.path)) == (1, 1)
    assert sandbox.request_log.writes == []


def test_a_site_that_ends_the_session_of_several_tabs_is_signed_in_to_again_and_gets_one(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = serve(small())
    monkeypatch.setattr(sandbox._backend, "take_time", held(sandbox, ends=True))

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert sandbox.state.organizations[0].plan == "canceled"
    assert asked_for(sandbox, "/api/accounts/password/verify") == 2
