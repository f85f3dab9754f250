"""Asks a person at a terminal. Everything goes to standard error: standard output is for the result."""

import getpass
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from cancelbot.redaction import visible


class Prompt(Protocol):
    """A person who can be asked. An empty answer means that they do not know or do not want to say."""

    def hidden(self, question: str) -> str:
        """The answer to ``question``, not shown while it is typed."""

    def line(self, question: str) -> str: ...

    def bell(self) -> None:
        """Call the person to the screen."""


@dataclass(frozen=True)
class Terminal:
    """The person at the terminal that the command was started from."""

    paused: Callable[[], AbstractContextManager[object]] = nullcontext
    """keeps the terminal free for a question"""

    def hidden(self, question: str) -> str:
        try:
            with self.paused():
                return getpass.getpass(f"{visible(question)}: ", stream=sys.stderr)
        except (EOFError, OSError):
            return ""

    def line(self, question: str) -> str:
        with self.paused():
            sys.stderr.write(f"{visible(question, lines=True)}: ")
            sys.stderr.flush()
            return sys.stdin.readline().strip()

    def bell(self) -> None:
        sys.stderr.write("\a")
        sys.stderr.flush()


def terminal(paused: Callable[[], AbstractContextManager[object]] = nullcontext) -> Prompt | None:
    """The person at the terminal; None where there is no terminal. ``paused`` keeps it free for a question."""
    return Terminal(paused) if sys.stdin.isatty() and sys.stderr.isatty() else None


def forget_typed_ahead() -> None:
    """Forget what was typed before a question is shown: it does not answer it."""
    if not sys.stdin.isatty():
        return
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
