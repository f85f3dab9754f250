"""What the tab asks the network for: what is pending, what was not delivered, and when the site may be asked again.

A page whose data did not come may look like one on which something is absent. So what was not delivered is remembered
until the next load, or until the page has asked again and got it. The time until which the site wants no requests (429,
503 with Retry-After) is remembered too.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from playwright.sync_api import Error, Page, Request, Response

from cancelbot.errors import LookFailed
from cancelbot.guard.policy import READS
from cancelbot.guard.write_log import STOPPED
from cancelbot.redaction import bare_url

ANSWERS = frozenset({"document", "xhr", "fetch"})
"""kinds of requests, as Playwright names them, whose answers a page shows"""
DATA = ANSWERS | {"script"}
"""kinds whose failure may leave something out of a page"""
LOADING = DATA | {"stylesheet"}
"""kinds that a page waits for"""
_SOME_ID = re.compile(r"(?<![^/])[^/\d]*\d[^/]*")
LONG_POLL = 20.0
"""seconds after which a pending request no longer counts as loading"""
STREAM = re.compile(
    r"stream|events?\b|poll|live|listen|notif|presence|updates|subscribe|sse\b|socket|ping", re.IGNORECASE
)
"""addresses of requests that may stay open for good, without data that the page waits for"""
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif|ico|woff2?)$", re.IGNORECASE)
"""addresses of pictures and fonts, which some libraries fetch as data"""
UNTOLD = 2.0
"""seconds to leave the site alone after a 429 that does not say for how long"""
LONG_ENOUGH = 365 * 86400.0
"""seconds up to which a Retry-After is believed"""
OURS = ("ERR_ABORTED", STOPPED)
"""ends of requests that say nothing about the site: the page moved on, or the guard stopped it"""


class Network:
    """The requests of one tab. ``site``: how the addresses of the site's own origins begin."""

    def __init__(self, site: tuple[str, ...]) -> None:
        self.site = site
        self.asked = 0
        """how many documents, scripts, style sheets and data were requested so far"""
        self.finished_at = time.monotonic()
        self.delivered_at = 0.0
        """when the page had got its last document or data, by the browser's clock: seconds since the epoch"""
        self._slowest = 0.0
        self.delivered: Counter[str] = Counter()
        """what the page has read since it was loaded, and how often, by address without parts that have a digit"""
        self._pending: dict[Request, float] = {}
        self._undelivered: dict[str, str] = {}
        self.refused: dict[str, int] = {}
        """the page's own data that the site has refused, with the status"""
        self._documents: dict[str, int] = {}
        self._busy_until = self._write_busy_until = 0.0

    def follow(self, page: Page) -> None:
        self.new_load()
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfinished", self._on_finished)
        page.on("requestfailed", self._on_failure)

    def new_load(self) -> None:
        """Forget what the last page waited for."""
        self.delivered.clear()
        self._pending.clear()
        self._undelivered.clear()
        self.refused.clear()
        self._documents.clear()

    @property
    def loading(self) -> bool:
        """Whether the page waits for an answer from the network."""
        since = time.monotonic() - LONG_POLL
        return any(asked > since for asked in self._pending.values())

    @property
    def fetching(self) -> bool:
        """Whether the page waits for data that it reads. Its own reports do not count."""
        return any(request.method in READS for request in self._pending)

    @property
    def navigates(self) -> bool:
        """Whether the page has asked for another document in its place, which has not come yet."""
        return any(map(_is_of_page, self._pending))

    def navigates_to(self, url: str) -> bool:
        """Whether that document is the one at ``url``."""
        return any(
            _is_of_page(request) and request.method in READS and bare_url(request.url) == bare_url(url)
            for request in self._pending
        )

    @property
    def slowest(self) -> float:
        """Seconds that the slowest of the site's answers with a document or data has taken so far, or is overdue."""
        asked = [since for request, since in self._pending.items() if self._is_data(request)]
        return max([self._slowest, *(time.monotonic() - since for since in asked)])

    def says_gone(self, url: str) -> bool:
        """Whether the site answered that there is no document at ``url``."""
        return self._documents.get(bare_url(url)) in {404, 410}

    def broke(self, url: str) -> bool:
        """Whether the site answered to the document at ``url`` with a 5xx."""
        return self._documents.get(bare_url(url), 0) >= 500

    @contextmanager
    def acting(self) -> Iterator[None]:
        """If the site asks for a pause in answer to a write in this block, that holds for what comes after it."""
        self._write_busy_until = 0.0
        try:
            yield
        finally:
            self._busy_until = max(self._busy_until, self._write_busy_until)

    def raise_if_busy(self) -> None:
        """Raise LookFailed until the pause that the site asked for is over."""
        left = self._busy_until - time.monotonic()
        if left > 0:
            raise LookFailed(
                f"The site wants no more requests for {_time(left)}.",
                advice=f"Run the command again in {_time(left)}: it looks first and repeats nothing.",
                after=left,
            )

    def raise_if_undelivered(self) -> None:
        """Raise LookFailed if part of the page's own data did not come: what it does not show may still be there."""
        self.raise_if_busy()
        for what, answer in self._undelivered.items():
            raise LookFailed(f"The site did not deliver part of its page ({what}: {answer}).")

    def raise_if_refused(self, before: frozenset[str] = frozenset()) -> None:
        """Raise LookFailed if the site refused some of the page's own data: what is missing may still be there.

        ``before``: what was refused already, and does not count.
        """
        self.raise_if_undelivered()
        for what, status in ((name, status) for name, status in self.refused.items() if name not in before):
            raise LookFailed(f"The site did not give the page its data ({what}: status {status}).")

    def raise_if_waiting(self) -> None:
        """Raise LookFailed if the page waits for data of its own for so long that the tab no longer waits with it."""
        for request in self._pending:
            if self._is_data(request) and request.resource_type in ANSWERS and not STREAM.search(_name(request)):
                raise LookFailed(f"The site has not yet given the page all its data ({_name(request)}: no answer).")

    def _on_request(self, request: Request) -> None:
        if request.resource_type in LOADING:
            if _is_of_page(request) and request.redirected_from is None:
                self.delivered.clear()
            self.asked += 1
            self._pending[request] = time.monotonic()

    def _on_finished(self, request: Request) -> None:
        answer = request.existing_response
        is_data = request.resource_type in ANSWERS and request.method in READS
        if request in self._pending and is_data and answer and answer.status < 400:
            self.delivered[_SOME_ID.sub("*", _name(request))] += 1
            timing = request.timing
            took = max(timing["responseEnd"], 0.0) / 1000
            self._slowest = max(self._slowest, took)
            self.delivered_at = max(self.delivered_at, timing["startTime"] / 1000 + took)
        self._on_end(request)

    def _on_end(self, request: Request) -> None:
        if self._pending.pop(request, None) is not None:
            self.finished_at = time.monotonic()

    def _on_failure(self, request: Request) -> None:
        reason = request.failure or ""
        if STOPPED in reason:
            self._pending.pop(request, None)  # a page may retry for ever, which is not loading
            return
        self._on_end(request)
        if self._is_data(request) and not any(end in reason for end in OURS):
            self._undelivered[_name(request)] = "no answer"

    def _on_response(self, response: Response) -> None:
        request, status = response.request, response.status
        if not request.url.startswith(self.site) or "cf-mitigated" in response.headers:
            return
        if request.resource_type == "document":
            self._documents[_name(request)] = status
        is_busy = status == 429 or (status == 503 and "retry-after" in response.headers)
        until = time.monotonic() + seconds_asked(response.headers.get("retry-after")) if is_busy else 0.0
        if not self._is_data(request):
            self._write_busy_until = max(self._write_busy_until, until)
            return
        self._busy_until = max(self._busy_until, until)
        self.refused.pop(_name(request), None)
        asks_for_data = request.resource_type in ANSWERS - {"document"} and not _PICTURE.search(_name(request))
        if status >= 400 and asks_for_data:
            self.refused[_name(request)] = status
        if status == 429 or status >= 500:
            self._undelivered[_name(request)] = f"status {status}"
        else:
            self._undelivered.pop(_name(request), None)

    def _is_data(self, request: Request) -> bool:
        own = request.url.startswith(self.site)
        return own and request.method == "GET" and request.resource_type in DATA


def seconds_asked(retry_after: str | None) -> float:
    """The seconds of a Retry-After: a number, or a date (RFC 9110, 10.2.3)."""
    text = (retry_after or "").strip()
    if text.isdecimal():
        return min(float(text), LONG_ENOUGH)
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return UNTOLD
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _is_of_page(request: Request) -> bool:
    """Whether it asks for the page itself, not for something in it."""
    try:
        return request.is_navigation_request() and request.frame.parent_frame is None
    except Error:  # a window that is only opening has no frames yet
        return True


def _name(request: Request) -> str:
    return bare_url(request.url)


def _time(seconds: float) -> str:
    return f"{max(1, round(seconds))} s" if seconds < 120 else f"{round(seconds / 60)} minutes"


_CODE = re.compile(r"\b(?:net::)?(ERR_[A-Z0-9_]+)")
OFFLINE = "Check that this machine is online, and the address in the settings."
FOREIGN = (
    "Something else answers in its place (a proxy, the network's own portal, a virus scanner): do not sign in there."
)
WAIT = "Run the command again when the site answers: it looks first and repeats nothing."
REASONS = {
    "ERR_NAME_NOT_RESOLVED": ("no such address is known here", OFFLINE),
    "ERR_INTERNET_DISCONNECTED": ("this machine is not online", OFFLINE),
    "ERR_NETWORK_CHANGED": ("the network changed meanwhile", WAIT),
    "ERR_ADDRESS_UNREACHABLE": ("no way leads there", OFFLINE),
    "ERR_CONNECTION_REFUSED": ("nothing answers there", OFFLINE),
    "ERR_PROXY_CONNECTION_FAILED": ("the proxy does not answer", OFFLINE),
    "ERR_TUNNEL_CONNECTION_FAILED": ("the proxy does not let it through", OFFLINE),
    "ERR_TIMED_OUT": ("it did not answer in time", WAIT),
    "ERR_CONNECTION_TIMED_OUT": ("it did not answer in time", WAIT),
    "ERR_CONNECTION_RESET": ("the connection was dropped", WAIT),
    "ERR_CONNECTION_CLOSED": ("the connection was dropped", WAIT),
    "ERR_EMPTY_RESPONSE": ("the connection was dropped", WAIT),
}
"""Chromium's codes (chrome://network-errors), each with a reason and what to do"""


def why_unreachable(message: str) -> tuple[str, str | None]:
    """The reason in the browser's ``message``, and advice, or None where the usual advice is best."""
    code = found.group(1) if (found := _CODE.search(message)) else ""
    if code.startswith("ERR_CERT_"):
        return f"its certificate is not one this machine trusts, {code}", FOREIGN
    if message.startswith("Page.goto: Timeout"):
        return REASONS["ERR_TIMED_OUT"]
    said = message.splitlines()[0].removeprefix("Page.goto: ").split(" at http")[0]
    return REASONS.get(code, (code or said, None))
