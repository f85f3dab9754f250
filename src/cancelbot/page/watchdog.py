"""Gives up a page whose script never yields, and notices when a new document has come into a tab.

Playwright has no time limit for a call to a page. A script that runs for ever, or that calls ``alert()`` again and
again, would block the run for ever. So the watchdog sends the page a trivial call every second. A page that leaves it
unanswered is closed, without its help: whatever waits for it then fails, and the next load gets a new tab.
The new tab comes first where no other is open: a visible browser ends with its last tab. The page is not crashed:
Chromium itself would crash if a picture of the page is being taken.
A frame of another origin has a process of its own, and so has a popup. A call that concerns the whole browser, such as
opening the guard, waits for these too, so a frame that does not answer is removed from its page.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import cast

from greenlet import greenlet  # type: ignore[import-untyped]  # it ships no types, and it is only switched to here
from playwright.sync_api import CDPSession, Error, Frame, Page

EVERY = 1.0
"""seconds between two calls"""


@dataclass
class _Pulse:
    """Whether what is behind ``session`` answers: a page, or a frame that has a process of its own."""

    session: CDPSession
    asks: bool = False
    missed: int = 0

    def beat(self) -> None:
        if self.asks:
            self.missed += 1
        else:
            greenlet(self._ask).switch()

    def _ask(self) -> None:
        self.asks = True
        with suppress(Error):  # a page that moves on or is gone counts as an answer
            self.session.send("Runtime.evaluate", {"expression": "0"})
        self.asks, self.missed = False, 0


class Watchdog:
    """Watches ``page`` with its frames and popups. What does not answer within ``limit`` seconds is given up.

    Time is counted in ticks of Playwright's loop, which runs only while Playwright waits for the browser. Other work of
    the run, such as asking a person, does not count against the page.
    """

    def __init__(self, page: Page, limit: float) -> None:
        self.page = page
        self.has_given_up = False
        self.spare: Page | None = None
        """the empty tab that was opened in place of the page"""
        self.documents = 0
        """how many documents have come into the tab since the watchdog began"""
        self._limit = limit
        self._loaders: set[str] = set()
        self._pulses: dict[Page | Frame, _Pulse] = {}
        self._given_up: set[Page] = set()
        page.on("popup", self._on_popup)
        session = page.context.new_cdp_session(page)
        session.on("Page.frameNavigated", self._on_navigated)
        session.send("Page.enable")
        self._pulses[page] = _Pulse(session)
        self._loop = asyncio.get_running_loop()
        self._schedule()

    def _on_navigated(self, event: dict[str, object]) -> None:
        """A document was committed. The browser's own error pages do not count."""
        frame = cast("dict[str, str]", event["frame"])
        if "parentId" not in frame and "unreachableUrl" not in frame and frame["loaderId"] not in self._loaders:
            self._loaders.add(frame["loaderId"])
            self.documents += 1

    def _on_popup(self, popup: Page) -> None:
        """A page that the page opens can hold up whatever concerns the whole browser, such as opening the guard."""
        popup.on("popup", self._on_popup)
        greenlet(partial(self._watch, popup)).switch()

    def _watch(self, one: Page | Frame) -> None:
        with suppress(Error):  # it is gone, or it is a frame in the process of its page
            self._pulses[one] = _Pulse(self.page.context.new_cdp_session(one))

    def _schedule(self) -> None:
        self._loop.call_later(EVERY, self._tick)

    def _tick(self) -> None:
        if self.page.is_closed():
            return
        self._pulses = {one: pulse for one, pulse in self._pulses.items() if not _is_gone(one)}
        for page in [one for one in self._pulses if isinstance(one, Page)]:
            for frame in page.frames[1:]:
                if frame not in self._pulses:
                    greenlet(partial(self._watch, frame)).switch()
        for one, pulse in list(self._pulses.items()):
            pulse.beat()
            if pulse.missed * EVERY >= self._limit:
                self.has_given_up = self.has_given_up or one == self.page
                del self._pulses[one]
                if isinstance(one, Frame):
                    _begin(partial(_remove, one))
                else:
                    self._given_up.add(one)
                    _begin(partial(self._close, one))
        self._schedule()

    def _close(self, page: Page) -> None:
        if page.is_closed():
            return
        try:
            if self._given_up.issuperset(page.context.pages):
                self.spare = page.context.new_page()
        except Error:  # the browser opens none at the moment
            self._loop.call_later(EVERY, _begin, partial(self._close, page))
        else:
            page.close()


def _is_gone(one: Page | Frame) -> bool:
    return one.is_detached() if isinstance(one, Frame) else one.is_closed()


def _remove(frame: Frame) -> None:
    frame.frame_element().evaluate("frame => frame.remove()")


def _begin(end: Callable[[], object]) -> None:
    """Begin it, and do not wait for its answer."""
    greenlet(partial(_quietly, end)).switch()


def _quietly(end: Callable[[], object]) -> None:
    with suppress(Error):  # it is gone, or its page has moved on
        end()
