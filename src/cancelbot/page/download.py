"""Downloads through popups: a link opens another tab, a button there gives the file. It changes nothing on the site."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Download, Error, Page, Response

from cancelbot.errors import LookFailed
from cancelbot.page.click import Clicker
from cancelbot.page.observation import Observation
from cancelbot.page.query import named
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.page.tab import Tab

T = TypeVar("T")
POLL = 0.03
"""seconds between two questions whether a tab or a file has come: the page that was pressed need not change for it"""


class Downloads:
    """The tabs that a page opens, and the files that come down in them."""

    def __init__(self, clicker: Clicker) -> None:
        self.clicker = clicker
        self.tab = clicker.tab

    def download(self, link: Node, button: re.Pattern[str], target: Path) -> None:
        """Press ``link``; where it leads, press ``button`` if no file came by itself; save the file as ``target``.

        A PDF that the browser shows instead of saving it is asked for once more, by its address.
        Raises LookFailed if no file comes down in time, ControlNotFound if ``link`` cannot be pressed.
        """
        opened: list[Page] = []
        files: list[Download] = []
        answers: list[Response] = []
        page, address, context = self.tab.page, self.tab.url, self.tab.context
        on_popup, on_file, on_answer = _into(opened), _into(files), _into(answers)
        page.on("popup", on_popup)
        page.on("download", on_file)
        context.on("response", on_answer)
        try:
            self.clicker.press(link)
            self._wait(lambda: bool(opened or files or _shown(answers)) or self.tab.url != address)
            if not (files or _shown(answers)):
                self._from(opened[0] if opened else page, button, files, answers)
            if files:
                files[0].save_as(target)
            else:
                target.write_bytes(context.request.get(_shown(answers)[0]).body())
        except Error as error:
            raise LookFailed(f"The file could not be downloaded ({error.message.splitlines()[0]}).") from None
        finally:
            page.remove_listener("popup", on_popup)
            page.remove_listener("download", on_file)
            context.remove_listener("response", on_answer)
            for tab in opened:
                tab.close()

    def _from(self, tab: Page, button: re.Pattern[str], files: list[Download], answers: list[Response]) -> None:
        """Press ``button`` in ``tab`` and wait for the file, or for a PDF that is shown."""

        def come() -> bool:
            return bool(files or _shown(answers))

        tab.on("download", _into(files))
        there = Tab(self.tab.context, timeout=self.tab.timeout, page=tab) if tab is not self.tab.page else self.tab
        found = there.maybe(lambda snapshot: _found(snapshot, button, come()))
        if found and not come():
            Clicker(there, self.clicker.guard, self.clicker.event_log).press(found[0])
        self._wait(come)

    def _wait(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + self.tab.timeout
        while not done():
            if time.monotonic() > end:
                raise LookFailed("No file came down in time.")
            self.tab.glance(POLL)


def _into(found: list[T]) -> Callable[[T], None]:
    """A listener that collects; Playwright takes functions only, not methods of a list."""

    def listen(thing: T) -> None:
        found.append(thing)

    return listen


def _shown(answers: list[Response]) -> list[str]:
    """The addresses of PDFs that came as pages."""
    pages = [answer for answer in answers if answer.request.is_navigation_request()]
    return [answer.url for answer in pages if "application/pdf" in answer.headers.get("content-type", "")]


def _found(snapshot: Snapshot, button: re.Pattern[str], come: bool) -> Observation[list[Node]] | None:
    found = [node for node in named(snapshot.root, button) if node.enabled]
    return Observation(found) if found or come else None
