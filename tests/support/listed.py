"""What the reading of a list says, told apart."""

from typing import TypeVar

from cancelbot.page.snapshot import Observation
from openai_platform.lists.absence import Unseen

T = TypeVar("T")


def listed(answer: Observation[list[T] | Unseen] | None) -> list[T]:
    """The things that a page lists."""
    assert answer is not None
    assert isinstance(answer.fact, list), answer.fact
    return answer.fact


def doubted(answer: Observation[list[T] | Unseen] | None) -> str:
    """Why a page that lists nothing is not believed."""
    assert answer is not None
    assert isinstance(answer.fact, Unseen), answer.fact
    return answer.fact.why
