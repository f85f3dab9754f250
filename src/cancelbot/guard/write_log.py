"""The writes that were let through while a step was at work, and what the site answered."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Request

from cancelbot.guard.policy import READS, SHUT, Blocked, Passed, Policy
from cancelbot.redaction import bare_url

STOPPED = "ERR_BLOCKED_BY_CLIENT"


class Writes:
    """Listens to a context's or a page's requests; ``opening`` is the state that the guard is in."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.opening = SHUT
        self._seen: list[tuple[Request, str]] = []

    def hear(self, request: Request) -> None:
        """Keep a request if it is a write that the state lets through for a step."""
        step = self.opening.step
        if step and request.method not in READS and self.policy.lets(request.method, request.url, self.opening):
            self._seen.append((request, step))

    def listed(self, passed: list[tuple[Blocked, str]]) -> list[Passed]:
        """What was seen, and of what the guard has ``passed`` for a step, that of which no page told anything."""
        seen: list[Passed] = [
            {"method": request.method, "url": bare_url(request.url), "status": _status(request), "step": step}
            for request, step in self._seen
            if STOPPED not in (request.failure or "")
        ]
        told = Counter((write["method"], write["url"], write["step"]) for write in seen)
        for write, step in passed:
            key = (write["method"], write["url"], step)
            if told[key]:
                told[key] -= 1
            else:
                seen.append({**write, "status": None, "step": step})
        return seen

    @property
    def answered(self) -> int:
        """How many of them were answered, or have failed."""
        return sum(request.failure is not None or _status(request) is not None for request, _ in self._seen)

    @property
    def awaiting(self) -> bool:
        """Whether one of them has neither been answered nor failed."""
        return self.answered < len(self._seen)


def _status(request: Request) -> int | None:
    answer = request.existing_response
    return answer.status if answer else None
