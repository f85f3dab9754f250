"""The proof, before anything is typed: a page in the same browser tries to write, and nothing may arrive.

That nothing arrives is not waited for. Each try must be found in the guard's own list of what it stopped, which is
evidence for it; and a GET, tried after them on the same page, must get through, so that a listener that could not be
reached proves nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, cast

from playwright.sync_api import Error, Page

from cancelbot.errors import GuardLeaks
from cancelbot.guard.listener import PAGE, SelfTestServer
from cancelbot.guard.policy import Blocked

_PATIENCE = 10.0
"""seconds that a slow machine may take to list what was stopped; it takes 0.05 s or so"""


class Provable(Protocol):
    """What the proof needs of a guard."""

    kind: Literal["browser", "page"]

    def settle(self) -> None:
        """Wait until the guard is in force."""

    @property
    def blocked(self) -> list[Blocked]:
        """Everything that was stopped so far."""

    def forget(self) -> None:
        """Start that list anew."""


def prove(page: Page, guard: Provable, listener: SelfTestServer) -> None:
    """Load the page of ``listener`` and let it try every channel. Raises GuardLeaks unless each was stopped."""
    try:
        with _served(page, guard, listener):
            page.goto(f"{listener.origin}/", wait_until="domcontentloaded")  # its script is there
            guard.settle()
            tried = cast("list[str]", page.evaluate("() => tryAll()"))
            missing = _not_stopped(tried, page, guard, listener)
    except Error as error:
        raise GuardLeaks(f"The guard could not be put to the proof ({error.message.splitlines()[0]}).") from None
    if listener.heard:
        raise GuardLeaks(f"The guard let a write through in its own proof ({', '.join(sorted(listener.heard))}).")
    if missing:
        raise GuardLeaks(f"The guard did not stop every write in its own proof ({', '.join(sorted(missing))}).")
    guard.forget()


@contextmanager
def _served(page: Page, guard: Provable, listener: SelfTestServer) -> Iterator[None]:
    """Where the browser may be on another machine, its page does not come from the listener, but from a route."""
    if guard.kind == "browser":
        yield
        return
    served = re.compile(f"{re.escape(listener.origin)}/(fence)?$")
    page.route(served, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    try:
        yield
    finally:
        page.unroute(served)


def _not_stopped(tried: list[str], page: Page, guard: Provable, listener: SelfTestServer) -> set[str]:
    end = time.monotonic() + _PATIENCE
    while missing := set(tried) - {stop["url"].rpartition("/tried/")[2] for stop in guard.blocked}:
        if listener.heard or time.monotonic() > end:
            break
        page.evaluate("() => new Promise(done => setTimeout(done, 5))")
    return missing
