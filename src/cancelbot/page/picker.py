"""A person points at something in the visible window. No click of theirs reaches anything on the page meanwhile.

Playwright's own picker takes the click. It has no time limit and no way to give up. So a line over the page says what
to click on, and reports to the console every second; the report that comes after the time is up ends the waiting.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import ConsoleMessage, Error, Page

from cancelbot.errors import first_line
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab


class NothingPointedAt(Exception):
    """Nobody pointed, or the element is gone. Not an error of the run, which goes on as if nobody was asked."""


def point(tab: Tab, text: str, seconds: float, tick: Callable[[float], None]) -> tuple[Node, str]:
    """What a person clicks on while ``text`` stands over the page; ``tick`` is told the ``seconds`` that are left.

    Returns the control in a fresh snapshot, and how Playwright would find it. Raises NothingPointedAt if they press
    Escape or do nothing, if the page is left, and for what is in another frame.
    """
    page, beat, end = tab.page, f"cancelbot {secrets.token_hex(8)}", time.monotonic() + seconds

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith(beat):
            tick(max(0.0, end - time.monotonic()))
            if time.monotonic() >= end or message.text != beat:
                page.cancel_pick_locator()

    def leave(left: Page) -> None:
        left.cancel_pick_locator()

    page.on("console", hear)
    page.on("domcontentloaded", leave)
    try:
        tab.ask("(reader, [text, beat]) => reader.startPicking(text, beat)", [text, beat])
        locator = page.pick_locator()
        element = locator.element_handle(timeout=1000 * tab.limits.pointed)
        at = tab.ask("(reader, element) => reader.idOf(element)", element)
        node = tab.read().by_id.get(at) if isinstance(at, int) else None
        if node is None:
            raise NothingPointedAt("It is not on the page any more.")
        return next((around for around in node.self_and_up() if around.is_control), node), str(locator.normalize())
    except Error as error:
        raise NothingPointedAt(first_line(error)) from None
    finally:
        page.remove_listener("console", hear)
        page.remove_listener("domcontentloaded", leave)
        with suppress(Error):  # the window may have been closed
            tab.ask("reader => reader.stopPicking()")
