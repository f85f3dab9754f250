"""Asks a page one question, again and again, until the answer counts.

An answer that the page gives in so many words is *sure* and ends the wait. One that rests on something being absent
is not: it must stay the same until nothing is loading and for longer than this site has ever been seen to pause
between two changes, and it counts for nothing on a page whose own data did not come.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Generic, Protocol, TypeVar

from cancelbot.page.network import Traffic
from cancelbot.page.observation import Answer, Question
from cancelbot.page.pace import Tempo
from cancelbot.page.snapshot import Reading

T = TypeVar("T")
GLANCE = 0.2
"""seconds to wait for the page to change before reading it again anyway: not all that changes changes the document"""
MARGIN = 0.01
"""seconds by which a wait may end too early"""
NOTHING: Counter[str] = Counter()


class Page(Protocol):
    """What is asked: one tab."""

    tempo: Tempo
    traffic: Traffic

    def read(self) -> Reading:
        """The page as it is now."""

    def glance(self, seconds: float) -> bool:
        """Wait for the page to change since it was last read, at most ``seconds``; whether it is at rest then."""

    def meanwhile(self) -> None:
        """What is to be done once while a page that gives an answer already is waited for."""


class Waiting(Generic[T]):
    """One question to ``page``, from now on."""

    def __init__(self, page: Page, question: Question[T]) -> None:
        self.page = page
        self.question = question
        self._last: Answer[T] | None = None
        self._since = self._looked = time.monotonic()
        """when the last answer was first given, and when the page was last read"""
        self._silent = 0.0
        """the longest time for which it has stayed while nothing was loading"""
        self._is_idle = self._rests = True
        """whether the meantime was not used yet, and whether the page had nothing to do at last, as far as is known"""

    def until(self, end: float) -> T | None:
        """The fact that answers the question, or None if there is none at ``end``. Raises LookFailed."""
        while True:
            reading, now = self.page.read(), time.monotonic()
            answer = self.question(reading)
            self._compare(answer, reading, now)
            lacks = self._lacks(reading)
            if lacks <= 0:
                self._believe(answer)
            if lacks <= 0 and answer is not None:
                self.page.tempo.answered(answer.kind, self.page.traffic.delivered, promptly=answer.sure or answer.shown)
                return answer.fact
            if now >= end:
                return None
            self._looked = now
            self._pass(reading)

    def _compare(self, answer: Answer[T] | None, reading: Reading, now: float) -> None:
        """Note since when the page has given this ``answer``, and how late that came."""
        if answer != self._last:
            moved = max(self._looked, now - reading.still)
            if self._last is not None:
                self.page.tempo.changed_after(max(self._silent, self._silence(reading, moved)))
            self._last, self._since, self._silent = answer, moved, 0.0
        self._silent = max(self._silent, self._silence(reading, now))

    def _silence(self, reading: Reading, now: float) -> float:
        """For how many seconds, up to ``now``, nothing was loading and the answer stayed as it was."""
        return 0.0 if self._is_busy(reading) else max(0.0, now - self._quiet_since)

    def _is_busy(self, reading: Reading) -> bool:
        return self.page.traffic.loading or reading.busy

    @property
    def _quiet_since(self) -> float:
        return max(self._since, self.page.traffic.finished_at)

    def _lacks(self, reading: Reading) -> float:
        """For how many seconds more the page must be silent before the last answer counts."""
        answer = self._last
        if answer is not None and answer.sure:
            return 0.0
        if self._is_busy(reading):
            return GLANCE
        delivered = self.page.traffic.delivered if self._rests else NOTHING
        kind, shown = (answer.kind, answer.shown) if answer else ("", False)
        return self.page.tempo.needed(kind, delivered, shown=shown) - (time.monotonic() - self._quiet_since)

    def _believe(self, answer: Answer[T] | None) -> None:
        """Raise LookFailed if what is not there may only not have been delivered."""
        if answer is None:
            self.page.traffic.raise_if_busy()
        elif not answer.sure:
            self.page.traffic.raise_if_undelivered()

    def _pass(self, reading: Reading) -> None:
        """Let some time pass, and use it once there is an answer that only needs more of it."""
        if self._is_idle and self._last is not None and not self._is_busy(reading):
            self._is_idle = False
            self.page.meanwhile()
        lacks = self._lacks(reading)
        self._rests = self.page.glance(GLANCE if self._last is None else min(GLANCE, max(lacks, 0.0) + MARGIN))
