"""Puts one probe to a page again and again, until its observation counts.

A *certain* observation ends the wait. One that follows from something being absent does not: it must stay the same
until nothing is loading, and for longer than this site has ever paused between two changes. It does not count on a page
whose own data did not come.
"""

import time
from typing import Generic, Protocol, TypeVar

from cancelbot.page.limits import Limits
from cancelbot.page.network import Network
from cancelbot.page.pace import Pace
from cancelbot.page.snapshot import Observation, Probe, Snapshot

T = TypeVar("T")
_MARGIN = 0.01
"""seconds by which a wait may end too early"""


class Page(Protocol):
    """What is needed of a tab."""

    limits: Limits
    pace: Pace
    network: Network

    def read(self) -> Snapshot: ...

    def glance(self, seconds: float, *, asks_for_rest: bool = True) -> bool: ...

    def while_waiting(self) -> None:
        """Do something useful, once, while an answer must still prove to last."""


class Wait(Generic[T]):
    """One question to ``page``."""

    def __init__(self, page: Page, question: Probe[T]) -> None:
        self.page = page
        self.question = question
        self._last: Observation[T] | None = None
        self._began = self._since = self._looked = time.monotonic()
        """when the last answer was first given, and when the page was last read"""
        self._silent = 0.0
        """the longest time for which the answer stayed the same while nothing was loading"""
        self._used = 0.0
        """seconds of the wait in which the bot did something else"""
        self._is_idle = True
        """whether the bot has done nothing else yet"""
        self._rests: bool | None = None
        """whether the page was last seen at rest; None while it was not asked"""

    def until(self, end: float) -> T | None:
        """The fact that answers the question, or None if there is none at ``end``. Raises LookFailed."""
        while True:
            snapshot, now = self.page.read(), time.monotonic()
            answer = self.question(snapshot)
            self._compare(answer, snapshot, now)
            lacks = self._lacks(snapshot)
            if lacks <= 0:
                self._believe(answer)
            if lacks <= 0 and answer is not None:
                ready = max(self._began, self.page.network.finished_at)
                self.page.pace.waits.append(max(0.0, time.monotonic() - ready - self._used))
                shown_within = self._shown_within() if answer.certain or answer.partial else None
                self.page.pace.answered(answer.kind, self.page.network.delivered, shown_within=shown_within)
                return answer.fact
            if now >= end:
                return None
            self._looked = now
            self._pass(snapshot)

    def _shown_within(self) -> float | None:
        """Seconds from the page's last data to the last answer; None of a page that has got none."""
        answered_at = time.time() - (time.monotonic() - self._since)
        return max(0.0, answered_at - self.page.network.delivered_at) if self.page.network.delivered_at else None

    def _compare(self, answer: Observation[T] | None, snapshot: Snapshot, now: float) -> None:
        """Note since when the page has given this ``answer``, and how late that came."""
        if answer != self._last:
            moved = max(self._looked, now - snapshot.still)
            if self._last is not None:
                self.page.pace.changed_after(max(self._silent, self._silence(snapshot, moved - snapshot.worked)))
            self._last, self._since, self._silent = answer, moved, 0.0
        if self._rests is not False:
            self._silent = max(self._silent, self._silence(snapshot, now))

    def _silence(self, snapshot: Snapshot, now: float) -> float:
        """For how many seconds, up to ``now``, nothing was loading and the answer stayed as it was."""
        return 0.0 if self._is_busy(snapshot) else max(0.0, now - self._quiet_since)

    def _is_busy(self, snapshot: Snapshot) -> bool:
        return self.page.network.loading or snapshot.busy

    @property
    def _quiet_since(self) -> float:
        return max(self._since, self.page.network.finished_at)

    def _lacks(self, snapshot: Snapshot) -> float:
        """For how many seconds more the page must be silent before the last answer counts."""
        answer = self._last
        if answer is not None and answer.certain:
            return 0.0
        if self._is_busy(snapshot):
            return self.page.limits.glance
        pace, rests = self.page.pace, self._rests is not False
        kind, partial = (answer.kind, answer.partial) if answer else ("", False)
        if answer is not None and answer.silence is not None and rests:
            needed = pace.at_least(answer.silence)
        else:
            needed = pace.needed(kind, self.page.network.delivered, partial=partial, rests=rests)
        lacks = needed - (time.monotonic() - self._quiet_since)
        # A reading may itself take longer than that on a slow machine, and says nothing of rest.
        return lacks if partial or self._rests is not None else max(lacks, _MARGIN)

    def _believe(self, answer: Observation[T] | None) -> None:
        """Raise LookFailed if what is not there may only not have been delivered."""
        if answer is None:
            self.page.network.raise_if_busy()
        elif not answer.certain:
            self.page.network.raise_if_undelivered()

    def _pass(self, snapshot: Snapshot) -> None:
        """Let some time pass, and use it once there is an answer that only needs more of it."""
        if self._is_idle and self._last is not None and not self._is_busy(snapshot):
            self._is_idle, before = False, time.monotonic()
            self.page.while_waiting()
            self._used += time.monotonic() - before
        glance = self.page.limits.glance
        lacks = max(self._lacks(snapshot), 0.0)
        is_shown = self._last is not None and self._last.partial  # what is shown does not wait for a page at rest
        seconds = glance if self._last is None else min(glance, lacks + _MARGIN)
        rests = self.page.glance(seconds, asks_for_rest=not is_shown)
        self._rests = self._rests if is_shown else rests
