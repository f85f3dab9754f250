"""The guard of a browser that is not ours: routes over the pages, and the interfaces that pass by routes taken away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute

from cancelbot.guard.page_scripts import LEAKING, POPUPS
from cancelbot.guard.policy import READS, SHUT, Blocked, Passed, Policy
from cancelbot.guard.write_log import WriteLog, says_to_buy
from cancelbot.redaction import bare_url


class PageGuard:
    """Shuts whatever it is put :meth:`over`."""

    kind: Literal["browser", "page"] = "page"

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._blocked: list[Blocked] = []
        self._passed: list[tuple[Blocked, str]] = []
        self.log = WriteLog(policy)

    def over(self, place: BrowserContext | Page, *, popups: bool = True) -> None:
        """Guard a context with all its pages, or one page alone: then ``popups``, out of its reach, are kept shut."""
        place.add_init_script(LEAKING if popups else LEAKING + POPUPS)
        place.route("**/*", self._decide)
        place.route_web_socket("**/*", self._refuse)
        place.on("request", self.log.hear)

    def settle(self) -> None:
        """Wait until the routes are in force: they are, as soon as they are made."""

    def _decide(self, route: Route) -> None:
        request = route.request
        what: Blocked = {"method": request.method, "url": bare_url(request.url)}
        opening = self.log.opening
        if not self.policy.lets(request.method, request.url, opening) or says_to_buy(request, opening.step):
            self._blocked.append(what)
            route.abort("blockedbyclient")
            return
        if request.method not in READS:
            self._passed.append((what, self.log.opening.step or ""))
        route.continue_()

    def _refuse(self, socket: WebSocketRoute) -> None:
        self._blocked.append({"method": "GET", "url": bare_url(socket.url)})
        socket.close()

    def sign_in(self, origin: str) -> None:
        """Let writes to ``origin`` pass until :meth:`shut`."""
        self.log.set(self.policy.signing_in(origin))

    def by_hand(self) -> None:
        """Let a person sign in, wherever that is, until :meth:`shut`; nothing that is the account's passes."""
        self.log.set(self.policy.by_hand())

    def shut(self) -> None:
        """Let nothing pass that could change the account."""
        self.log.set(SHUT)

    @contextmanager
    def opened(self, step: str) -> Iterator[None]:
        """Let writes to the platform and api origins pass while the block runs."""
        self.log.set(self.policy.at_work(step))
        try:
            yield
        finally:
            self.shut()

    @property
    def blocked(self) -> list[Blocked]:
        """Everything that the routes stopped, in order."""
        return list(self._blocked)

    def forget(self) -> None:
        """Start that list anew."""
        self._blocked.clear()

    @property
    def writes(self) -> list[Passed]:
        """The writes of the acts so far, in order, with the site's answer."""
        return self.log.listed(self._passed, own=True)

    @property
    def background(self) -> list[Passed]:
        """Every other write that went out so far, in order."""
        return self.log.listed(self._passed, own=False)
