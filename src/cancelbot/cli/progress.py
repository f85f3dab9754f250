"""What the person sees during a run: live on a terminal, plain lines elsewhere."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Column, Table
from rich.text import Text

from cancelbot.engine.interaction import Progress
from cancelbot.redaction import redact, visible
from cancelbot.result import IN_WORDS, Outcome, Step

SIGNS = {
    Outcome.ALREADY: ("=", "cyan"),
    Outcome.PLANNED: ("~", "yellow"),
    Outcome.DONE: ("\u2713", "green"),
    Outcome.SKIPPED: ("-", "dim"),
    Outcome.FAILED: ("\u2717", "red"),
    Outcome.UNVERIFIED: ("?", "red"),
}
_NAME = 16
"""letters for the name of a step"""
MINUTE = 60.0
"""seconds"""
WIDTH = 20
"""signs that the bar is long"""
_ENOUGH = 3
"""things after which the pace is known"""


_TO_BE = re.compile(r"; it would be [\w ]+(?=\.)| would be \w+(?=\.)|Not asked for \(--[\w-]+\); ")
"""what only a run would do"""


def as_looked(step: Step) -> Step:
    """``step`` of a command that only looks, where nothing is planned, wanted or left out."""
    settled = step.outcome in {Outcome.ALREADY, Outcome.PLANNED, Outcome.SKIPPED}
    return replace(step, outcome=Outcome.DONE if settled else step.outcome, message=_TO_BE.sub("", step.message))


class LiveProgress(Progress):
    """On a terminal: one line for each finished step, and a moving one for the current step, which never wraps."""

    def __init__(self, console: Console, *, looks: bool = False) -> None:
        self.console, self.looks = console, looks
        self.step = self.words = self._bar = ""
        self._began = self._counted_from = time.monotonic()
        self._spinner = Spinner("dots", style="cyan")
        self._live: Live | None = None

    def step_began(self, name: str) -> None:
        self.step, self.words, self._bar = name, "", ""
        self._start()

    def step_ended(self, step: Step) -> None:
        self._stop()
        step = as_looked(step) if self.looks else step
        sign, style = SIGNS[step.outcome]
        message = Column(ratio=1, overflow="fold")
        line = Table.grid(Column(), Column(min_width=_NAME), message, padding=(0, 1, 0, 0), expand=True)
        line.add_row(Text(sign, style), Text(step.name, "bold"), _message(step))
        self.console.print(line)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The terminal belongs to a question while the block runs."""
        was_live = self._live is not None
        self._stop()
        try:
            yield
        finally:
            if was_live:
                self._start()

    def progressed(self, done: int, total: int) -> None:
        """From now on the notes begin with a bar and the time left."""
        if not self._bar or done == 0:
            self._counted_from = time.monotonic()
        self._bar = f"{bar(done, total, time.monotonic() - self._counted_from)}  "

    def note(self, text: str) -> None:
        self.words = visible(redact(text))

    def _start(self) -> None:
        self._stop()
        self._live = Live(self, console=self.console, refresh_per_second=8, transient=True)
        self._live.start()

    def _stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def __rich__(self) -> Table:
        """The moving line: the step, what the bot is doing, and the time of the run."""
        words = Column(ratio=1, no_wrap=True)
        line = Table.grid(Column(), Column(min_width=_NAME), words, Column(), padding=(0, 1, 0, 0), expand=True)
        doing = Text(self._bar + self.words, "dim", overflow="ellipsis")
        line.add_row(self._spinner, Text(self.step, "bold"), doing, Text(clock(self._began), "dim"))
        return line


def bar(done: int, total: int, seconds: float) -> str:
    """How far a step with ``total`` similar things has come in ``seconds``, and the time left at that pace."""
    filled, left = WIDTH * done // total, ""
    if _ENOUGH <= done < total:
        ahead = seconds / done * (total - done)
        left = f", about {round(ahead / 60)} min left" if ahead >= 90 else f", about {round(ahead)} s left"
    return f"{'━' * filled}{'╌' * (WIDTH - filled)} {done} of {total}{left}"


class PlainProgress(Progress):
    """Without a terminal or colors: one line after another, none of which is changed later.

    ``words``: each ending in words instead of a sign.
    """

    def __init__(self, console: Console, *, words: bool = False, looks: bool = False) -> None:
        self.console, self.words, self.looks = console, words, looks
        self.began = self._said_at = time.monotonic()
        self._step = self._reached = ""
        self._said: str | None = None

    def step_began(self, name: str) -> None:
        self._step, self._reached, self._said = name, "", None

    def step_ended(self, step: Step) -> None:
        step = as_looked(step) if self.looks else step
        message, sign = _message(step).plain, SIGNS[step.outcome][0]
        plainly = f"{step.name}: {IN_WORDS[step.outcome]}. {message}"
        self._line(plainly if self.words else f"{sign} {step.name:<{_NAME}} {message}")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing moves here."""
        yield

    def progressed(self, done: int, total: int) -> None:
        """From now on the lines say how far it has come."""
        self._reached = f"{done} of {total}"

    def note(self, text: str) -> None:
        """Show what the bot is doing; of a countdown only each full minute."""
        words, now = re.sub(r"\d+", "", text), time.monotonic()
        if words != self._said or now - self._said_at >= MINUTE:
            self._said, self._said_at = words, now
            said = visible(redact(text))
            self._line(f"  {clock(self.began)} {': '.join(filter(None, (self._step, self._reached, said)))}")

    def _line(self, text: str) -> None:
        self.console.print(visible(text), markup=False, highlight=False, soft_wrap=True)
        self.console.file.flush()


def progress_on(console: Console, *, plain: bool = False, looks: bool = False) -> LiveProgress | PlainProgress:
    lively = console.is_terminal and not console.is_dumb_terminal and not console.no_color and not plain
    return LiveProgress(console, looks=looks) if lively else PlainProgress(console, words=plain, looks=looks)


def clock(began: float) -> str:
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    return f"{minutes}:{seconds:02}"


def _message(step: Step) -> Text:
    text = Text(visible(redact(step.message)))
    return text.append(f"  {step.seconds:.1f} s", "dim") if step.seconds else text
