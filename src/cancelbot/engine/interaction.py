"""How a command talks to the person: what it shows, what it asks, and who agrees before anything changes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from cancelbot.config.prompt import Prompt
from cancelbot.page.tab import Tab
from cancelbot.result import Result, Step


class Progress:
    """Shows the person how the run goes on. This one shows nothing."""

    def step_began(self, name: str) -> None: ...

    def step_ended(self, step: Step) -> None: ...

    def progressed(self, done: int, total: int) -> None: ...

    def note(self, text: str) -> None:
        """Show what the bot is doing, in a few words."""

    def count_down(self, text: str, left: float) -> None:
        """Show what the person is to do, and how many seconds are ``left`` for it."""
        self.note(f"{text} ({time_left(left)})")


def time_left(seconds: float) -> str:
    """``4:59 left``."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02} left"


Consent = Callable[[Result], bool]
"""asks the person whether they agree to what a dry run has planned"""


@dataclass(frozen=True)
class IO:
    """The terminal, or what replaces it. ``prompt`` is None where nobody can be asked a question.

    ``consent`` is None where the person has agreed before, or where nothing will be changed.
    """

    progress: Progress
    prompt: Prompt | None = None
    consent: Consent | None = None
    opened: Callable[[Tab, Page | None, Path], AbstractContextManager[None]] | None = None
    """opens something beside the working tab, for as long as the browser is open. It gets that tab, the first page of
    the browser if it is our own (which the working tab does not use), and the folder of the recording"""
