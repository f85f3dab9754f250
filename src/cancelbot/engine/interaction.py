"""How a command speaks with the person: what is shown, who may be asked, and who agrees before anything changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cancelbot.config.prompt import Prompt
from cancelbot.result import Result, Step

if TYPE_CHECKING:
    from cancelbot.page.tab import Tab


class Progress(Protocol):
    """Shows the person how the run goes on."""

    def step_began(self, name: str) -> None:
        """A step has begun."""

    def step_ended(self, step: Step) -> None:
        """A step is over, with its outcome and message."""

    def progressed(self, done: int, total: int) -> None:
        """So many of several things alike are done."""

    def note(self, text: str) -> None:
        """What is being looked at, in a few words."""


class Consent(Protocol):
    """The person who is asked before anything is changed."""

    def __call__(self, planned: Result) -> bool:
        """Whether they agree to what the dry run has planned."""


@dataclass(frozen=True)
class IO:
    """The terminal, or whatever stands for it. ``prompt`` is None where nobody can be asked a question.

    ``consent`` is None where the person has agreed beforehand, or where nothing will be changed.
    """

    progress: Progress
    prompt: Prompt | None = None
    consent: Consent | None = None
    opened: Callable[[Tab, Path], AbstractContextManager[None]] | None = None
    """what is open beside the work tab as long as the browser is; it is told the folder of the recording"""
