"""Loads pages ahead in further tabs while the main tab works. Only looks use them, never an act.

A page is taken over once, as it is then. If a site does not allow several tabs and shows its sign-in in a further one,
no more are opened, and its pages are loaded one after another.
"""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from greenlet import greenlet  # type: ignore[import-untyped]  # it ships no types, and one call of it is made here
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page

from cancelbot.page.network import Network
from cancelbot.page.watchdog import Watchdog
from cancelbot.redaction import bare_url

_MOMENT = 20
"""milliseconds between two checks whether a document has come"""


@dataclass
class Loaded:
    """A further tab: what it asked the network for, and whether it answers."""

    page: Page
    network: Network
    watchdog: Watchdog

    @property
    def has_arrived(self) -> bool:
        """Whether a document came and the tab still answers."""
        return self.watchdog.documents > 0 and not self.watchdog.has_given_up and not self.page.is_closed()

    def await_document(self, seconds: float) -> None:
        """Wait at most so long for a document that the site has been asked for."""
        end = time.monotonic() + seconds
        while self.network.navigates and not self.has_arrived and time.monotonic() < end:
            with suppress(Error):
                self.page.wait_for_event("framenavigated", timeout=_MOMENT)


class Ahead:
    """The further tabs of ``context``. ``limit``: the seconds that a page may leave a call unanswered."""

    def __init__(self, context: BrowserContext, site: tuple[str, ...], limit: float) -> None:
        self.context = context
        self.site = site
        self.limit = limit
        self._tabs: dict[str, Loaded] = {}
        self._is_refused = False

    @property
    def is_open(self) -> bool:
        """Whether there are further tabs that were not taken over."""
        return bool(self._tabs)

    def load(self, urls: Iterable[str]) -> None:
        """Begin to load each of ``urls`` in the background, without waiting. The window stays as it is."""
        browser = self.context.browser
        if browser is None or self._is_refused:
            return
        if new := [url for url in urls if url not in self._tabs]:
            for url, page in zip(new, self._open_tabs(browser, len(new)), strict=True):
                self._tabs[url] = self._begin(page, url)

    def _open_tabs(self, browser: Browser, number: int) -> list[Page]:
        """Open this many empty tabs in the background, side by side."""
        session, opened = browser.new_browser_cdp_session(), list[Page]()

        def are_all_open(page: Page) -> bool:
            opened.append(page)
            return len(opened) == number

        with self.context.expect_page(are_all_open):
            for _ in range(number):
                session.send("Target.createTarget", {"url": "about:blank", "background": True})
        return opened

    def _begin(self, page: Page, url: str) -> Loaded:
        network = Network(self.site)
        network.follow(page)
        page.on("dialog", _dismiss)
        tab = Loaded(page, network, Watchdog(page, self.limit))

        def go() -> None:
            with suppress(Error):  # a page that fails is loaded again when it is needed
                page.goto(url, wait_until="commit")

        asyncio.get_running_loop().call_soon(greenlet(go).switch)
        return tab

    def take(self, url: str) -> Loaded | None:
        """The tab in which ``url`` was loaded ahead, once; None if it was not, or if it shows something else."""
        tab = self._tabs.pop(url, None)
        if tab is None:
            return None
        tab.await_document(self.limit)
        if tab.has_arrived and bare_url(tab.page.url) == bare_url(url):
            tab.page.remove_listener("dialog", _dismiss)
            return tab
        if tab.has_arrived:
            self.refuse()  # the site redirected it
        _close(tab.page)
        return None

    def forget(self) -> None:
        for tab in self._tabs.values():
            _close(tab.page)
        self._tabs.clear()

    def refuse(self) -> None:
        """Close them and open no more: the site may allow only one."""
        self._is_refused = True
        self.forget()


def _close(page: Page) -> None:
    with suppress(Error):
        page.close()


def _dismiss(dialog: Dialog) -> None:
    with suppress(Error):  # its page has moved on
        dialog.dismiss()
