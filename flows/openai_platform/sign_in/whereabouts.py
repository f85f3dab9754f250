"""What a look can find on the way in: the page that was asked for, a state, a popup, or the way missed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in.states import Seen

T = TypeVar("T")


@dataclass(frozen=True)
class Arrived(Generic[T]):
    """The page that was asked for, and what it says."""

    fact: T


@dataclass(frozen=True)
class Popup:
    """Something harmless over the page, and the control that sends it away."""

    name: str
    words: str
    control: Node = field(compare=False)


@dataclass(frozen=True)
class Stuck:
    """The state that was handled last is still there, and nothing moves."""

    seen: Seen
    page: Snapshot = field(compare=False)


@dataclass(frozen=True)
class Elsewhere:
    """Signed in, but on another page of the application than was asked for."""

    url: str


Found = Arrived[T] | Popup | Stuck | Elsewhere | Seen
