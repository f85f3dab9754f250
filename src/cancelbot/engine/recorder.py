"""Records a run in its folder, its result and the progress: each step, what it asserts and finds, with pictures."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from cancelbot.engine.interaction import Progress
from cancelbot.errors import CancelbotError, first_line
from cancelbot.page.click import Clicker
from cancelbot.page.confirmation import Finder
from cancelbot.page.snapshot import Node
from cancelbot.recording.capture import Captures
from cancelbot.recording.folder import Recording
from cancelbot.recording.read import PendingAct, pending_acts
from cancelbot.result import Outcome, Result, Step, words_of_step

T = TypeVar("T")


@dataclass
class StepRecorder:
    """Records one step after another and takes its pictures. It is what the kernel tells (its ``Listener``)."""

    clicker: Clicker
    recording: Recording
    result: Result
    progress: Progress
    captures: Captures = field(default_factory=Captures)
    current: Step | None = field(default=None, init=False)
    _began: float = field(default=0.0, init=False)
    _control: Finder | None = field(default=None, init=False)
    _pending: tuple[PendingAct, ...] | None = field(default=None, init=False)
    _facts: dict[str, tuple[int, object]] = field(default_factory=dict, init=False)
    """what looks have found, each with the number of acts before it"""

    def begin(self, name: str) -> Step:
        """Record from now on what belongs to this step, until :meth:`end`."""
        self.current, self._began = Step(name, Outcome.FAILED, ""), time.monotonic()
        self.result.steps.append(self.current)
        self.clicker.tab.pace.waits.clear()
        self.recording.note("step.began", step=name)
        self.progress.step_began(name)
        self.captures.chapter(words_of_step(name).title)
        return self.current

    def end(self, step: Step) -> None:
        step.seconds = round(time.monotonic() - self._began, 3)
        self.current = None
        self.captures.chapter(None)
        waits = [round(wait, 3) for wait in self.clicker.tab.pace.waits]
        self.recording.note("step.settled", step=step.name, outcome=step.outcome, message=step.message, waits=waits)
        self.progress.step_ended(step)

    def picture(self, moment: str, *marks: Node) -> None:
        """Take a picture for the current step with ``marks`` outlined. If that fails, the run goes on."""
        if self.current is None:
            return
        name = self.recording.picture(self.clicker.tab, self.current.name, moment, marks)
        if name is not None:
            self.current.pictures.append(name)

    def found(self, control: Finder) -> list[Node]:
        """What ``control`` finds now; empty if it is not there."""
        try:
            return [control(self.clicker.tab.read())]
        except CancelbotError:
            return []

    @contextmanager
    def picturing(self, control: Finder | None) -> Iterator[None]:
        """In this block, take a picture before an act, with what ``control`` finds outlined, and one after it."""
        self._control = control
        with self.screenshot_while_waiting((lambda: self.found(control)) if control else None):
            yield

    def screenshot_while_waiting(self, marks: Callable[[], list[Node]] | None = list) -> AbstractContextManager[None]:
        """In this block, take the next picture while a page is waited for; with None, take none."""
        tab = self.clicker.tab
        return tab.using_waits(lambda: self.recording.take_screenshot(tab, tuple(marks())) if marks else None)

    def fresh(self, what: str, look: Callable[[], T], enough: Callable[[T], bool] = lambda _fact: True) -> T:
        """The last answer of ``look`` if no act was run since and it is ``enough``; else a new one."""
        acts, known = self._facts.get(what, (-1, None))
        if acts == self.clicker.acts and enough(cast("T", known)):
            return cast("T", known)
        fact = look()
        self._facts[what] = (self.clicker.acts, fact)
        return fact

    def pending_acts(self) -> list[PendingAct]:
        """What an earlier run began in this step without seeing how it ended."""
        if self._pending is None:
            folder = self.recording.folder
            self._pending = pending_acts(folder.parent, self.result.account, self.result.site, but=folder)
        return [act for act in self._pending if self.current is not None and act.step == self.current.name]

    # -- the kernel's Listener (cancelbot.engine.ensure)

    @property
    def clicks(self) -> int:
        return self.clicker.acts

    def is_pending(self, statement: str) -> bool:
        return any(act.cut_off for act in self.pending_acts() if act.statement == statement)

    def on_looked(self, statement: str, *, so: bool) -> None:
        self.recording.note("look.answered", statement=statement, so=so)
        if self._control is not None:
            self.picture("before", *([] if so else self.found(self._control)))

    def on_planned(self, statement: str) -> None:
        self.recording.note("act.planned", statement=statement)

    def on_acted(self, statement: str, trouble: Exception | None) -> None:
        reason = (first_line(trouble) or repr(trouble)) if trouble else None
        self.recording.note("act.over", statement=statement, trouble=reason)

    def forget(self) -> None:
        self._facts.clear()

    @property
    def has_loaded(self) -> bool:
        return self.clicker.has_loaded

    def on_pause(self, seconds: float) -> None:
        self.recording.note("site.busy", seconds=seconds)
        self.progress.note(f"waiting {round(seconds)} s, as the site asks")

    def on_confirmed(self, statement: str) -> None:
        self.recording.note("look.confirmed", statement=statement)
        if self._control is not None:
            self.picture("after")
