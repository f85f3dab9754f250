"""What the site answered to one act."""

import json
import re
from dataclasses import dataclass
from typing import Literal

from cancelbot.errors import RefusedBySite

Verdict = Literal["answered", "refused", "unknown"]
SAYS_NOTHING = frozenset({401, 408, 425})
"""4xx that concern the session or the clock, not the request itself"""
_LONGEST = 300
"""characters of the site's words that are quoted"""
_WRAPS = ("data", "result", "response", "json")
"""fields of a JSON answer that the answer proper may lie in"""
_REASONS = ("message", "detail", "error_description", "reason", "msg")
_PLACES = (*_REASONS, "title", "error", "errors", "description", "userErrors", "user_errors", *_WRAPS)
"""fields in which an answer gives its reason, the best first"""
_ERRORS = ("error", "errors", "userErrors", "user_errors")
"""fields that say no by not being empty"""
_DONE = ("success", "succeeded", "ok", "accepted")
"""fields that say no by being false"""
_STATES = ("canceled", "cancelled")
"""fields that say no by being false, but only beside a reason

Alone, such a field is the state of the plan, which any answer about billing may repeat.
"""
_FAILED = frozenset({"error", "failed", "failure", "rejected", "denied", "declined", "refused"})
"""states that say no"""
A_SENTENCE = 3
"""words that make a text a sentence rather than a label"""
NO_PROSE = re.compile(r"^\s*[<{\[]|^[\w.:-]*$")
"""markup, data or a bare code: nothing to quote"""


@dataclass(frozen=True)
class Reply:
    """The answer to one request. ``said`` is the site's own words in it; ``is_error``: a 2xx that reports an error."""

    status: int | None = None
    said: str = ""
    is_error: bool = False
    leads_away: bool = False
    """whether it redirects to another site, such as to sign in again"""

    @property
    def took(self) -> bool:
        return self.status is not None and 200 <= self.status < 400 and not (self.is_error or self.leads_away)

    @property
    def refused(self) -> bool:
        """Whether the site refused the request itself; a failure of the site or an ended session is no refusal."""
        if self.is_error and (self.status or 0) < 400:
            return True
        return self.status is not None and 400 <= self.status < 500 and self.status not in SAYS_NOTHING


@dataclass(frozen=True)
class ActAnswer:
    """What the site answered to one act's own requests.

    ``verdict`` is *answered* if every request was answered with success, *refused* if every one was refused (a 4xx
    about the request, or an error inside a 200), and *unknown* if none was sent, one has no answer, the site failed
    (5xx), or they disagree. ``statuses`` has the HTTP status of each, None without an answer. ``reason`` is the site's
    explanation: from its answer, else from an alert, else (after a refusal) from any sentence that the page has shown
    since the click. ``heard`` is all the text that the page has shown since the click.
    """

    replies: tuple[Reply, ...] = ()
    heard: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    """those of ``heard`` that the page shows as an alert, a status or a toast"""

    @property
    def verdict(self) -> Verdict:
        if self.replies and all(reply.took for reply in self.replies):
            return "answered"
        return "refused" if self.replies and all(reply.refused for reply in self.replies) else "unknown"

    @property
    def statuses(self) -> tuple[int | None, ...]:
        return tuple(reply.status for reply in self.replies)

    @property
    def reason(self) -> str:
        said = [reply.said for reply in self.replies if reply.said and not reply.took]
        shown = self.alerts if self.replies and self.verdict != "answered" else ()
        if self.verdict == "refused":
            shown = (*shown, *(text for text in self.heard if len(text.split()) >= A_SENTENCE))
        return next((text for text in (*said, *shown) if text), "")

    @property
    def sentence(self) -> str:
        """What the user reads after an act that was not confirmed."""
        if not self.replies:
            return "No request to the site was seen."
        statuses = ", ".join(str(status) if status else "nothing" for status in self.statuses)
        return f"The site answered {statuses} to it" + (f": “{self.reason}”" if self.reason else ".")

    def raise_if_refused(self, what: str) -> None:
        """Raise RefusedBySite if the verdict is a refusal. ``what``: as in "The site refused to <what>"."""
        if self.verdict != "refused":
            return
        if all(status == 429 for status in self.statuses):
            raise RefusedBySite(
                f"The site did not {what}: it wanted no more requests (status 429).",
                advice="Run the command again in some minutes: it looks first and goes on with what is left.",
            )
        why = f"“{self.reason}”" if self.reason else f"status {self.statuses[-1]}."
        raise RefusedBySite(f"The site refused to {what}: {why}")


def reply_of(status: int | None, body: str = "") -> Reply:
    try:
        data = json.loads(body)
    except ValueError:
        return Reply(status, _prose(body))
    return Reply(status, _why(data), _is_error(data))


def _is_error(data: object, depth: int = 4) -> bool:
    """Whether an answer reports an error: ``{"error": ...}``, ``{"success": false}``, also inside of ``data``."""
    if isinstance(data, list):
        return any(_is_error(each, depth - 1) for each in data[:5]) if depth else False
    if not isinstance(data, dict):
        return False
    told = any(data.get(name) not in (None, "", False, [], {}) for name in _ERRORS)
    failed = any(
        isinstance(data.get(name), str) and data[name].lower() in _FAILED for name in ("status", "result", "type")
    )
    explained = any(isinstance(data.get(name), str) and _prose(data[name]) for name in _REASONS)
    denied = any(data.get(name) is False for name in (*_DONE, *(_STATES if explained else ())))
    if told or failed or denied:
        return True
    inside = [data[name] for name in _WRAPS if name in data]
    inside += list(data["data"].values())[:5] if isinstance(data.get("data"), dict) else []
    return any(_is_error(each, depth - 1) for each in inside) if depth else False


def _why(data: object) -> str:
    """The first sentence in the usual places, from the outside in."""
    if isinstance(data, str):
        return _prose(data)
    if isinstance(data, list):
        return next(filter(None, map(_why, data[:5])), "")
    if not isinstance(data, dict):
        return ""
    inside = [data[name] for name in _PLACES if name in data]
    inside = inside or [value for value in list(data.values())[:5] if isinstance(value, dict | list)]
    direct = [_prose(each) for each in inside if isinstance(each, str)]
    return next(filter(None, [*direct, *(_why(each) for each in inside if not isinstance(each, str))]), "")


def _prose(text: str) -> str:
    """A text that a person can read, on one line; empty if it is none."""
    line = " ".join(text.split())
    return "" if NO_PROSE.match(line) else line[:_LONGEST]
