"""What a reading says to a question about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cancelbot.page.snapshot import Snapshot

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Observation(Generic[T_co]):
    """What a reading says to a question.

    ``certain``: in so many words. ``partial``: the things themselves are there, but more may come. Neither: it
    rests on something being absent.
    """

    fact: T_co
    certain: bool = True
    partial: bool = False

    @property
    def kind(self) -> str:
        """What sort of fact it is, without what it is wrapped in: a page that gave one is known to give it."""
        fact: object = self.fact
        while hasattr(fact, "fact"):
            fact = fact.fact
        return type(fact).__name__


Probe = Callable[[Snapshot], "Observation[T] | None"]
