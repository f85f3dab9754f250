"""The guard of a browser that is not ours: routes over its pages, and no interfaces that routes do not reach."""

import re

from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute

from cancelbot.guard import Guard
from cancelbot.guard.page_scripts import LEAKING, POPUPS
from cancelbot.guard.policy import READS, SHUT, Blocked
from cancelbot.guard.write_log import says_to_buy
from cancelbot.redaction import bare_url

_ASKS = re.compile(r"(.*)[?&]may-write=([A-Z]+)")
"""the address of a write of a hidden page, which asks by a GET whether it would pass (leaking.js)"""
_YES = 299


class PageGuard(Guard):
    """Guards the contexts and pages that it is put :meth:`over`."""

    kind = "page"

    def over(self, place: BrowserContext | Page, *, popups: bool = True) -> None:
        """Guard a context with all its pages, or one page; without ``popups``, block the tabs that the page opens."""
        place.add_init_script(LEAKING if popups else LEAKING + POPUPS)
        place.route("**/*", self._decide)
        place.route_web_socket("**/*", self._refuse)
        place.on("request", self.log.hear)

    def _decide(self, route: Route) -> None:
        request = route.request
        asks = _ASKS.fullmatch(request.url) if request.method == "GET" else None
        url, method = asks.groups() if asks else (request.url, request.method)
        what: Blocked = {"method": method, "url": bare_url(url)}
        opening, lets = self.log.opening, self.policy.lets
        if opening.step and not self.log.is_of_the_page(request):
            opening = SHUT
        if not lets(method, url, opening) or says_to_buy(request, opening.step, self.policy):
            self._blocked.append(what)
            route.abort("blockedbyclient")
            return
        if asks:
            route.fulfill(status=_YES, headers={"access-control-allow-origin": "*"})
            return
        if method not in READS:
            self._passed.append((what, opening.step or ""))
        route.continue_()

    def _refuse(self, socket: WebSocketRoute) -> None:
        self._blocked.append({"method": "GET", "url": bare_url(socket.url)})
        socket.close()
