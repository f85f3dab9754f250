"""What a reading says to a question about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cancelbot.page.snapshot import Reading

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Answer(Generic[T_co]):
    """What a reading says to a question.

    ``sure``: in so many words. ``shown``: the things themselves are there, though more of them may come. Neither: it
    rests on something being absent.
    """

    fact: T_co
    sure: bool = True
    shown: bool = False

    @property
    def kind(self) -> str:
        """What sort of fact it is, without what it is wrapped in: a page that gave one is known to give it."""
        return type(getattr(self.fact, "fact", self.fact)).__name__


Question = Callable[[Reading], "Answer[T] | None"]
