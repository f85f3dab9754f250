"""The guard of our own browser: rules in its network layer, which no page, frame, worker or beacon gets around."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypedDict, cast

from playwright.sync_api import BrowserContext, Error, Page, Route, Worker
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from tenacity import retry, retry_if_exception_type, retry_if_not_exception_type, stop_after_attempt

from cancelbot.errors import GuardLeaks, first_line
from cancelbot.guard import Guard
from cancelbot.guard.page_scripts import PEERS
from cancelbot.guard.policy import SHUT, Blocked, Opening, Policy
from cancelbot.guard.rules import lets_pass, rules_while_open
from cancelbot.guard.write_log import says_to_buy
from cancelbot.redaction import bare_url

WORKER = 30
"""seconds that the extension's worker may take to start on a busy machine"""


class Match(TypedDict):
    """One request that a rule matched, as the extension lists it."""

    method: str
    url: str
    rule: int
    step: str | None


class BrowserGuard(Guard):
    """Loads the extension in ``folder`` into ``context`` (persistent, full Chromium). Raises GuardLeaks.

    After :meth:`settle` the rules are in force, and shut.
    """

    kind = "browser"

    def __init__(self, context: BrowserContext, policy: Policy, folder: Path) -> None:
        super().__init__(policy)
        self.context = context
        self._read = 0
        """how many matches were fetched from the extension"""
        self._weighed: list[Blocked] = []
        """writes that the rules let pass and that were stopped because of their body"""
        self._tabs: dict[Page, int | None] = {}
        self._account = re.compile("|".join(map(re.escape, policy.account)))
        self._address = _load(context, folder)
        context.add_init_script(PEERS)
        context.on("request", self.log.hear)

    def settle(self) -> None:
        try:
            self._ask("() => ready()")
        except Error as error:
            raise GuardLeaks(f"The guard's rules do not answer ({first_line(error)}).") from None

    @retry(
        retry=retry_if_exception_type(Error) & retry_if_not_exception_type(PlaywrightTimeout),
        stop=stop_after_attempt(3),
        reraise=True,
    )
    def _ask(self, script: str, argument: object = None) -> object:
        """Call a function of the extension, again if that fails: Chromium may have restarted its worker meanwhile."""
        if self.context.browser is None or not self.context.browser.is_connected():
            raise Error("The browser is gone.")  # else this would wait for a worker that never comes
        return cast("object", self._worker().evaluate(script, argument))

    def _worker(self) -> Worker:
        """The extension's worker: the one that runs, else the next that comes."""

        def is_ours(worker: Worker) -> bool:
            return worker.url.startswith(self._address)

        running = list(filter(is_ours, self.context.service_workers))
        return running[-1] if running else self.context.wait_for_event("serviceworker", is_ours, timeout=WORKER * 1000)

    def _set(self, opening: Opening) -> None:
        if opening == self.log.opening:
            return
        rules = rules_while_open(self.policy, opening, self._tab() if opening.step else None)
        self._ask("([rules, step]) => setRules(rules, step)", [rules, opening.step])
        self.log.set(opening)

    def _tab(self) -> int | None:
        """The extension's number of the tab in which something is pressed, if that is known."""
        page = self.log.page
        if page is not None and page not in self._tabs:
            about = self.context.new_cdp_session(page)  # never detached: that would wait for a page that hangs
            target = about.send("Target.getTargetInfo")["targetInfo"]["targetId"]
            self._tabs[page] = cast("int | None", self._ask("name => tabOf(name)", target))
        return self._tabs[page] if page is not None else None

    def shut(self) -> None:
        """Let nothing pass that could change the account. If that fails, close the browser and raise GuardLeaks."""
        try:
            self._set(SHUT)
        except Error as error:
            browser = self.context.browser
            if browser is None or not browser.is_connected():
                return  # a browser that is gone lets nothing pass either
            self.context.close()
            raise GuardLeaks(
                f"The guard could not be shut again ({first_line(error)}), so the browser was closed.",
                advice="Look at the page yourself. Then run the command again.",
            ) from None

    @contextmanager
    def opened(self, step: str) -> Iterator[None]:
        weigh = partial(self._weigh, step)
        self.context.route(self._account, weigh)
        try:
            with super().opened(step):
                yield
        finally:
            self._update()  # what the rules let pass before they were shut has come by then, and is weighed
            with suppress(Error):  # of a browser that is gone
                self.context.unroute(self._account, weigh)

    def _weigh(self, step: str, route: Route) -> None:
        """Stop a write whose body buys: the rules know only its address."""
        request = route.request
        with suppress(Error):  # of a page that is gone
            if not self.policy.lets(request.method, request.url, self.policy.at_work(step)) or says_to_buy(
                request, step, self.policy
            ):
                self._weighed.append({"method": request.method, "url": bare_url(request.url)})
                self._blocked.append(self._weighed[-1])
                route.abort("blockedbyclient")
            else:
                route.fallback()

    def _update(self) -> None:
        """Fetch what the extension has listed since the last time. A browser that is gone has nothing new."""
        try:
            new = cast("list[Match]", self._ask("at => matchedSince(at)", self._read))
        except Error:
            return
        self._read += len(new)
        for match in new:
            what: Blocked = {"method": match["method"].upper(), "url": bare_url(match["url"])}
            if what in self._weighed:
                self._weighed.remove(what)
            elif not lets_pass(match["rule"]):
                self._blocked.append(what)
            else:
                self._passed.append((what, match["step"] or ""))


def _load(context: BrowserContext, folder: Path) -> str:
    """Load the extension in ``folder``. Returns its address."""
    if context.browser is None:
        raise GuardLeaks("This browser does not let the guard's rules be loaded.")
    try:
        session = context.browser.new_browser_cdp_session()
        loaded = session.send("Extensions.loadUnpacked", {"path": str(folder)})
        session.send("Browser.setPermission", {"permission": {"name": "background-sync"}, "setting": "denied"})
    except Error as error:
        raise GuardLeaks(f"The guard's rules could not be loaded into this browser ({first_line(error)}).") from None
    return f"chrome-extension://{loaded['id']}/"
