"""What a flow works with: eyes and hands in one tab, the kernel, the recording, and the result as it grows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from playwright.sync_api import Error

from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.drift import keep_drift
from cancelbot.drift.ask_user import AskUser
from cancelbot.drift.catalogue import Catalogue
from cancelbot.engine.ensure import Act, Kernel, Look
from cancelbot.errors import (
    BrowserGone,
    CancelbotError,
    CutShort,
    Interrupted,
    LookFailed,
    NotConfirmed,
    PageNotRecognised,
    PersonNeeded,
    Unsafe,
)
from cancelbot.guard import Guard, Passed
from cancelbot.guard.hints import hint
from cancelbot.page.click import Clicker
from cancelbot.page.confirmation import Finder
from cancelbot.page.download import Downloads
from cancelbot.page.fill import Fields
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from cancelbot.recording.capture import Captures
from cancelbot.recording.folder import Recording
from cancelbot.recording.pending import PendingAct, pending_acts
from cancelbot.result import TITLES, Outcome, Result, Step

T = TypeVar("T")
BROKEN = (PageNotRecognised, NotConfirmed, LookFailed, PersonNeeded)
"""what a page may come to that lacks a write of its own"""


class Progress(Protocol):
    """Where the person sees the run go on."""

    def step_began(self, name: str) -> None:
        """A step has begun."""

    def step_ended(self, step: Step) -> None:
        """A step is over, with its outcome and message."""

    def progressed(self, done: int, total: int) -> None:
        """So many of several things alike are done."""

    def note(self, text: str) -> None:
        """What is being looked at, in a few words."""


@dataclass
class Run:
    """One run of a flow."""

    settings: Settings
    tab: Tab
    guard: Guard
    recording: Recording
    result: Result
    progress: Progress
    dry_run: bool
    ask: Prompt | None = None
    """the person at the terminal, if there is one"""
    catalogue: Catalogue = field(default_factory=Catalogue)
    """what the flow needs to find and knows by words"""
    captures: Captures = field(default_factory=Captures)

    def __post_init__(self) -> None:
        rehearse = self.dry_run and self.settings.rehearse
        self.clicker = Clicker(self.tab, self.guard, self.recording, rehearsing=rehearse)
        self.fields = Fields(self.tab)
        self.downloads = Downloads(self.clicker)
        self.ask_user = AskUser(self)
        self.kernel = Kernel(self, dry_run=self.dry_run, rehearse=rehearse, patience=self.settings.timeout)
        self.current: Step | None = None
        self._control: Finder | None = None
        self._known: dict[str, tuple[int, object]] = {}
        self._pending_acts: tuple[PendingAct, ...] | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """One step of the guide: recorded, pictured and shown, however it ends."""
        step = Step(name, Outcome.FAILED, "")
        self.result.steps.append(step)
        self.current, began, stopped_before = step, time.monotonic(), len(self.guard.blocked)
        self.recording.note("step.began", step=name)
        self.progress.step_began(name)
        self.captures.chapter(TITLES.get(name, name))
        try:
            yield step
        except BaseException as stopped:
            told = self._told(stopped)
            _stop(step, told)
            if isinstance(told, BROKEN):
                told.advice = " ".join(filter(None, (told.advice, self._hint(stopped_before))))
            if not isinstance(told, KeyboardInterrupt | Interrupted | BrowserGone):
                self.picture("stopped")
            if isinstance(told, PageNotRecognised):
                self.keep_drift(told)
            if told is not stopped:
                raise told from None
            raise
        finally:
            step.seconds = round(time.monotonic() - began, 3)
            self.current = None
            self.captures.chapter(None)
            self.recording.note("step.settled", step=name, outcome=step.outcome, message=step.message)
            self.progress.step_ended(step)

    def _told(self, stopped: BaseException) -> BaseException:
        """What stopped a step, in words that are so after all that was done before.

        In a browser that is gone, whatever failed says only that.
        """
        if isinstance(stopped, Error | LookFailed) and self.tab.is_gone:
            return BrowserGone()
        if isinstance(stopped, Unsafe) and self.begun:
            stopped.advice = stopped.advice.replace("Nothing was changed", "Nothing more was changed")
        return stopped

    def _hint(self, already: int) -> str:
        """How to let pass what the guard stopped since it had stopped so many: perhaps the page needs it."""
        return hint(self.guard.blocked[already:], self.settings.origins)

    def ensure(self, statement: str, look: Look, *, by: Act, control: Finder | None = None) -> Outcome:
        """The kernel's ensure, for the step at work. With ``control``, pictures before (it outlined) and after."""
        self.progress.note(f"looking whether {statement}")
        self._control = control
        sent, begun = len(self.guard.writes), self.begun
        try:
            with self.screenshot_while_waiting((lambda: self.found(control)) if control else None):
                return self.helped(lambda: self.kernel.ensure(statement, look, by=lambda: self._unexposed(by)))
        except NotConfirmed as error:
            raise NotConfirmed(f"{error} {_answers(self.guard.writes[sent:])}", advice=error.advice) from None
        except KeyboardInterrupt:
            if self.begun > begun:
                raise CutShort(statement) from None
            raise

    def _unexposed(self, act: Act) -> None:
        with self.screenshot_while_waiting(None):
            act()

    def helped(self, do: Callable[[], T]) -> T:
        """``do()``; and again, once a person has pointed at what it did not find, if nothing was pressed for good."""
        acts = self.clicker.acts
        try:
            return do()
        except PageNotRecognised as missing:
            if self.clicker.acts != acts or not self.ask_user.learn(missing):
                raise
        self._known.clear()
        return self.helped(do)

    def fresh(self, what: str, look: Callable[[], T], enough: Callable[[T], bool] = lambda _fact: True) -> T:
        """``look()``, or its last answer if that is ``enough`` and still fresh: no act has run since.

        Nor may the organisation have changed.
        """
        acts, known = self._known.get(what, (-1, None))
        if acts == self.clicker.acts and enough(cast("T", known)):
            return cast("T", known)
        fact = look()
        self._known[what] = (self.clicker.acts, fact)
        return fact

    def canceled_before(self) -> bool:
        """Whether an earlier recording of this account proved the plan cancelled."""
        return self.recording.proved_before(self.result.account)

    def picture(self, moment: str, *marks: Node) -> None:
        """A picture for the step at work, ``marks`` outlined; a failure to take one stops nothing."""
        if self.current is None:
            return
        name = self.recording.picture(self.tab, self.current.name, moment, marks)
        if name is not None:
            self.current.pictures.append(name)

    def found(self, control: Finder) -> list[Node]:
        """What ``control`` finds now, to be outlined; nothing if it is not there."""
        try:
            return [control(self.tab.read())]
        except CancelbotError:
            return []

    def keep_drift(self, stopped: PageNotRecognised | None = None) -> None:
        """Keep what a maintainer needs to know of the page that is shown, and nothing of the account."""
        step = self.current.name if self.current else ""
        keep_drift(self.tab, self.catalogue, self.recording, self.result, step, stopped)

    def pending_acts(self) -> list[PendingAct]:
        """What an earlier run has begun in the step at work, without seeing its end."""
        if self._pending_acts is None:
            self._pending_acts = pending_acts(
                self.recording.folder.parent, self.result.account, but=self.recording.folder
            )
        return [doubt for doubt in self._pending_acts if self.current is not None and doubt.step == self.current.name]

    @contextmanager
    def screenshot_while_waiting(self, marks: Callable[[], list[Node]] | None = list) -> Iterator[None]:
        """In this block a page that is waited for is pictured meanwhile, ``marks`` outlined: it may come to be wanted.

        With None, no page is.
        """
        before = self.tab.while_waiting
        self.tab.while_waiting = lambda: self.recording.take_screenshot(self.tab, tuple(marks())) if marks else None
        try:
            yield
        finally:
            self.tab.while_waiting = before

    # The kernel's watcher.

    @property
    def begun(self) -> int:
        return self.clicker.acts

    def is_pending(self, statement: str) -> bool:
        own = [doubt for doubt in self.pending_acts() if doubt.statement == statement]
        return not self.dry_run and any(doubt.cut_off for doubt in own)

    def looked(self, statement: str, *, so: bool) -> None:
        self.recording.note("look.answered", statement=statement, so=so)
        if self._control is not None:
            self.picture("before", *([] if so else self.found(self._control)))

    def planned(self, statement: str) -> None:
        self.recording.note("act.planned", statement=statement)

    def acted(self, statement: str, trouble: Exception | None) -> None:
        reason = str(trouble).splitlines()[0] if trouble and str(trouble) else repr(trouble) if trouble else None
        self.recording.note("act.over", statement=statement, trouble=reason)

    def look_again(self) -> None:
        self._known.clear()

    def waits(self, seconds: float) -> None:
        self.recording.note("site.busy", seconds=seconds)
        self.progress.note(f"waiting {round(seconds)} s, as the site asks")

    def confirmed(self, statement: str) -> None:
        self.recording.note("look.confirmed", statement=statement)
        if self._control is not None:
            self.picture("after")


def _answers(writes: list[Passed]) -> str:
    """What the site answered to an act, in a sentence."""
    answers = [str(write["status"] or "nothing") for write in writes]
    return f"The site answered {', '.join(answers)} to it." if answers else "The site was not heard to be asked."


def _stop(step: Step, stopped: BaseException) -> None:
    step.outcome = Outcome.UNVERIFIED if isinstance(stopped, NotConfirmed | CutShort) else Outcome.FAILED
    interrupted = isinstance(stopped, KeyboardInterrupt)
    known = isinstance(stopped, CancelbotError)
    step.message = "interrupted" if interrupted else str(stopped) if known else "something unexpected happened"
