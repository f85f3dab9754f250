"""How far a long step has come, and how long the rest of it will take at that pace."""

from __future__ import annotations

import time
from collections.abc import Callable

WIDTH = 20
"""signs that the bar is long"""
ENOUGH = 3
"""things after which the pace is known"""


class Estimate:
    """So many of ``total`` things alike. ``now`` is a clock in seconds."""

    def __init__(self, total: int, now: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.now = now
        self.began = now()

    def reached(self, done: int) -> None:
        """So many are done."""
        self.done = done

    def __str__(self) -> str:
        filled = WIDTH * self.done // self.total
        left = f", {self._left()}" if ENOUGH <= self.done < self.total else ""
        return f"{'━' * filled}{'╌' * (WIDTH - filled)} {self.done} of {self.total}{left}"

    def _left(self) -> str:
        seconds = (self.now() - self.began) / self.done * (self.total - self.done)
        return f"about {round(seconds / 60)} min left" if seconds >= 90 else f"about {round(seconds)} s left"
