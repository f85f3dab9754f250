"""The writes of a page: which belong to an act, which the page sends by itself, and what the site answered to them.

A page reports to its maker on each view, each click, each second. So not every write that passes while the guard is
open is the act's own. A write is background if it goes to another origin than the platform's and the api's, is a ping
or beacon, is also sent while nothing is done (on a load, in a menu, on a click that only asks a question), or has an
address that says telemetry (``/v1/t``, ``/collect``, ``/events``). The rest is the act's own.

A request that fits neither (an empty 204 from an address that says nothing, a body with an event) is *doubtful*: it
counts neither as a yes nor among the account's writes.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Request

from cancelbot.guard.answer import ActAnswer, Reply, reply_of
from cancelbot.guard.body import body_buys, body_of, says_off
from cancelbot.guard.policy import READS, SHUT, Blocked, Opening, Passed, Policy
from cancelbot.redaction import bare_url

WriteKind = Literal["own", "doubtful", "background"]
STOPPED = "ERR_BLOCKED_BY_CLIENT"
"""in the failure of a request: the guard has stopped it"""
REPORTS = frozenset({"ping", "cspviolationreport", "preflight"})
"""kinds of requests, as Playwright names them, that do not concern the account"""
TELEMETRY = re.compile(
    r"activity|amplitude|analytics|batch|beacon|ces|clarity|collect(or)?|datadog|decide|diagnostics|envelope|events?"
    r"|experiments?|exposures?|feedback|flags|fullstory|heartbeat|hotjar|impressions?|ingest|intake|log(s|ger|ging)?"
    r"|metrics?|mixpanel|monitoring|newrelic|nps|otlp|performance|ping|pixel|posthog|presence|replay|report(s|ing)?"
    r"|rgstr|rum|segment|sentry|spans|statsig|stats|survey|telemetry|traces?|track(er|ing)?|vitals"
)
"""words in an address that mean measuring"""
_CHANGES = re.compile(
    r"cancel|subscri|billing|plan|payment|card|recharge|reload|top-?up|revoke|delete|remove|disable|key", re.IGNORECASE
)
"""words in an address that mean a change this tool makes"""
CERTAIN = frozenset({"DELETE", "PUT", "PATCH"})
EMPTY = frozenset({202, 204})
EVENT = re.compile(
    r'"(?:events?|event_?name|batch|anonymous_?id|message_?id|write_?key|sent_?at|session_?replay)"\s*:', re.IGNORECASE
)
"""what the body of a report has, and that of a change has not"""
_ID = re.compile(r"(?<=/)(?=[^/]{4,}(?:/|$))[^/]*\d[^/]*")
RequestKey = tuple[str, str]
"""method and address of a request, without its numbers"""


def says_to_buy(request: Request, step: str | None, policy: Policy) -> bool:
    """Whether a write during ``step`` buys, judged by its body."""
    if not step or request.method in READS:
        return False
    body, method = body_of(request), request.method.upper()
    charges = policy.may_charge_once(request.url) and not says_off(body, method)
    return charges or body_buys(body, step, request.url, method)


@dataclass
class _Sent:
    request: Request
    step: str
    act: int
    """the number of the act during which it was sent; 0 for none"""
    is_own: bool = False
    """whether it was the act's own when the act ended: later requests do not change that"""


class WriteLog:
    """Listens to the requests of a context or a page. ``opening`` is the state of the guard."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.opening = SHUT
        self._sent: list[_Sent] = []
        self._acts = 0
        self.page: Page | None = None
        """the tab in which something is pressed; other tabs send their writes by themselves"""
        self._moment: Literal["idle", "pressed", "act"] = "idle"
        self._undecided: list[RequestKey] = []
        """what was sent since a press that may turn out to ask or to act"""
        self._by_itself: set[RequestKey] = set()
        self._pings: set[RequestKey] = set()

    def hear(self, request: Request) -> None:
        if request.method in READS:
            if request.is_navigation_request() and self._moment == "pressed" and self.is_of_the_page(request):
                self._moment = "idle"  # a new page sends by itself, not because of the press on the old one
            return
        key = _key(request.method, request.url)
        if request.resource_type in REPORTS:
            self._pings.add(key)
        is_idle = self._moment == "idle" or not self.is_of_the_page(request)
        if is_idle:
            self._by_itself.add(key)
        elif self._moment == "pressed":
            self._undecided.append(key)
        if self.policy.lets(request.method, request.url, self.opening):
            act = self._acts if self._moment == "act" and not is_idle else 0
            self._sent.append(_Sent(request, self.opening.step or "", act))

    def is_of_the_page(self, request: Request) -> bool:
        """Whether it comes from the tab in which something is pressed, or from a worker, where nobody can tell.

        A navigation whose frame is not there yet is that of a new tab.
        """
        try:
            return self.page is None or request.frame.page == self.page
        except Error:
            return not request.is_navigation_request()

    # -- the moments of a run

    def press_begins(self, page: Page) -> None:
        """A control is pressed in ``page``, and it is not known yet whether it asks first."""
        self._moment, self._undecided, self.page = "pressed", [], page

    def press_asked(self) -> None:
        """It asked, or only opened something: what it sent does not change the account."""
        self._by_itself.update(self._undecided)
        self._moment = "idle"

    def act_begins(self, page: Page) -> None:
        """The next opening of the guard is for an act in ``page``."""
        self.page = page

    def set(self, opening: Opening) -> None:
        """The guard is now in this state. An opening for a step begins an act; its last requests may follow later."""
        if opening.step:
            self._acts += 1
            self._moment = "act"
        elif self.opening.step:
            self._moment, self._undecided = "pressed", []
        self.opening = opening

    # -- what was sent

    def is_background(self, write: Blocked) -> bool:
        """Whether the page sends this by itself, so that it does not come from the press."""
        return self._kind(write["method"], write["url"]) == "background"

    @property
    def pending(self) -> bool:
        """Whether the last act still waits for an answer to a request that may be its own."""
        return any(self._status(sent) is None and not sent.request.failure for sent in self._of_act("own", "doubtful"))

    @property
    def answered(self) -> int:
        """How many of that act's own requests have ended, with an answer or without."""
        return sum(self._status(sent) is not None or bool(sent.request.failure) for sent in self._of_act("own"))

    def answer(self, heard: tuple[str, ...] = (), alerts: tuple[str, ...] = ()) -> ActAnswer:
        """What the site answered to the last act. Reads the bodies, so call it before the page is left."""
        own = self._of_act("own")
        for sent in own:
            sent.is_own = is_change(sent.request.method, sent.request.url)
        return ActAnswer(tuple(self._reply(sent.request) for sent in own), heard, alerts)

    def listed(self, passed: list[tuple[Blocked, str]], *, own: bool) -> list[Passed]:
        """The acts' ``own`` writes, or all others that were sent.

        ``passed`` is the guard's own list, which also has writes that no page reported, such as those of a shared
        worker.
        """
        seen: list[tuple[Passed, WriteKind]] = []
        for sent in self._sent:
            if STOPPED not in (sent.request.failure or ""):
                answer = sent.request.existing_response
                write: Passed = {
                    "method": sent.request.method,
                    "url": bare_url(sent.request.url),
                    "status": answer.status if answer else None,
                    "date": answer.headers.get("date") if answer else None,
                    "step": sent.step,
                }
                seen.append((write, self._kind_of(sent)))
        told = Counter((write["method"], write["url"], write["step"]) for write, _ in seen)
        for what, step in passed:
            key = (what["method"], what["url"], step)
            if told[key]:
                told[key] -= 1
            else:
                kind = self._kind(what["method"], what["url"]) if step else "background"
                seen.append(({**what, "status": None, "date": None, "step": step}, kind))
        return [write for write, kind in seen if (kind == "own") == own]

    def _of_act(self, *kinds: WriteKind) -> list[_Sent]:
        sent = [sent for sent in self._sent if sent.act == self._acts and STOPPED not in (sent.request.failure or "")]
        return [each for each in sent if self._kind_of(each) in kinds] if self._acts else []

    def _kind_of(self, sent: _Sent) -> WriteKind:
        if not sent.act or sent.is_own:
            return "own" if sent.is_own else "background"
        kind = self._kind(sent.request.method, sent.request.url)
        if kind != "own" or is_change(sent.request.method, sent.request.url):
            return kind
        reports = EVENT.search(body_of(sent.request) or "")
        return "doubtful" if self._status(sent) in EMPTY or reports or self._of_other_steps(sent) else "own"

    def _of_other_steps(self, sent: _Sent) -> bool:
        """Whether acts of other steps sent the same request: then it belongs to neither."""
        key = _key(sent.request.method, sent.request.url)
        return any(
            other.act and other.step != sent.step and _key(other.request.method, other.request.url) == key
            for other in self._sent
        )

    def _kind(self, method: str, url: str) -> WriteKind:
        key = _key(method, url)
        if method in READS or not url.startswith(self.policy.account) or key in self._by_itself | self._pings:
            return "background"
        if is_telemetry(url):
            return "doubtful" if _CHANGES.search(urlsplit(url).path) else "background"
        return "own"

    def _reply(self, request: Request) -> Reply:
        answer, then = request.existing_response, request.redirected_to
        if answer is None or then is not None:
            leads_away = then is not None and (
                not then.url.startswith(self.policy.account) or asks_to_sign_in(then.url)
            )
            return Reply(answer.status if answer else None, leads_away=leads_away)
        kind = answer.headers.get("content-type", "")
        if request.timing["responseEnd"] < 0 or not ("json" in kind or kind.startswith("text/plain")):
            return Reply(answer.status)  # the body may never end
        try:
            return reply_of(answer.status, answer.text())
        except (Error, UnicodeDecodeError):
            return Reply(answer.status)  # the page has moved on, and the body is gone

    def _status(self, sent: _Sent) -> int | None:
        answer = sent.request.existing_response
        return answer.status if answer else None


def asks_to_sign_in(url: str) -> bool:
    """Whether an address is that of a sign-in, or says that something was not allowed."""
    return (
        re.search(r"/(log-?in|sign-?in|logged-?out|expired|denied|forbidden|error)\b", urlsplit(url).path) is not None
    )


def is_change(method: str, url: str) -> bool:
    """Whether a request says by its method or address that it changes the account."""
    return method.upper() in CERTAIN or _CHANGES.search(urlsplit(url).path) is not None


def is_telemetry(url: str) -> bool:
    """Whether an address says that it measures: by a word, or by a last part of one letter (``/v1/t``)."""
    path = urlsplit(url).path.rstrip("/")
    words = re.split(r"[^A-Za-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", path).lower())
    return any(map(TELEMETRY.fullmatch, words)) or re.search(r"/[A-Za-z]$", path) is not None


def _key(method: str, url: str) -> RequestKey:
    parts = urlsplit(url)
    return method.upper(), f"{parts.scheme}://{parts.netloc}{_ID.sub('*', parts.path)}"
