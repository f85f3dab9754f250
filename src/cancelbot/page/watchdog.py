"""Gives up a page whose script never yields, and notices when a new document has come into a tab.

Playwright has no time limit for a call to a page. A script that runs for ever, or that calls ``alert()`` again and
again, would block the run for ever. So the watchdog sends the page a trivial call every second. A page that leaves it
unanswered is crashed, which works without its help: whatever waits for it then fails, and the next load gets a new tab.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import cast

from greenlet import greenlet  # type: ignore[import-untyped]  # it ships no types, and one call of it is made here
from playwright.sync_api import Error, Page

EVERY = 1.0
"""seconds between two calls"""


class Watchdog:
    """Watches ``page``, which must answer within ``limit`` seconds.

    Time is counted in ticks of Playwright's loop, which runs only while Playwright waits for the browser. Other work of
    the run, such as asking a person, does not count against the page.
    """

    def __init__(self, page: Page, limit: float) -> None:
        self.page = page
        self.has_given_up = False
        self.documents = 0
        """how many documents have come into the tab since the watchdog began"""
        self._limit = limit
        self._missed = 0
        self._asks = False
        self._loaders: set[str] = set()
        self._session = page.context.new_cdp_session(page)
        self._session.on("Page.frameNavigated", self._on_navigated)
        self._session.send("Page.enable")
        self._loop = asyncio.get_running_loop()
        self._schedule()

    def _on_navigated(self, event: dict[str, object]) -> None:
        """A document was committed. The browser's own error pages do not count."""
        frame = cast("dict[str, str]", event["frame"])
        if "parentId" not in frame and "unreachableUrl" not in frame and frame["loaderId"] not in self._loaders:
            self._loaders.add(frame["loaderId"])
            self.documents += 1

    def _schedule(self) -> None:
        self._loop.call_later(EVERY, self._tick)

    def _tick(self) -> None:
        if self.page.is_closed():
            return
        if not self._asks:
            greenlet(self._ask).switch()
        else:
            self._missed += 1
            if self._missed * EVERY >= self._limit and not self.has_given_up:
                self.has_given_up = True
                greenlet(self._crash).switch()
        self._schedule()

    def _ask(self) -> None:
        self._asks = True
        with suppress(Error):  # a page that moves on or is gone counts as an answer
            self._session.send("Runtime.evaluate", {"expression": "0"})
        self._asks, self._missed = False, 0

    def _crash(self) -> None:
        with suppress(Error):  # the crash itself ends this call
            self._session.send("Page.crash")
