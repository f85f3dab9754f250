"""What a flow works with: the tab and its clicker, the kernel, the recorder, and the result."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from playwright.sync_api import Error

from cancelbot.config.settings import Settings
from cancelbot.drift.bundle import keep_drift
from cancelbot.drift.catalogue import Catalogue
from cancelbot.engine.ask_user import AskUser
from cancelbot.engine.ensure import Action, Kernel, Look
from cancelbot.engine.interaction import IO
from cancelbot.engine.recorder import StepRecorder
from cancelbot.errors import (
    BrowserGone,
    CancelbotError,
    CutShort,
    Interrupted,
    LookFailed,
    NotConfirmed,
    PageNotRecognized,
    PersonNeeded,
    Unsafe,
)
from cancelbot.guard import Guard
from cancelbot.guard.hints import hint
from cancelbot.page.click import Clicker
from cancelbot.page.confirmation import Finder
from cancelbot.page.download import Downloads
from cancelbot.page.fill import Fields
from cancelbot.page.snapshot import Probe
from cancelbot.page.tab import Tab
from cancelbot.recording.capture import Captures
from cancelbot.recording.folder import Recording
from cancelbot.recording.read import real_runs
from cancelbot.redaction import bare_url
from cancelbot.result import SEEN_CANCELED, Account, Outcome, Result, Step

T = TypeVar("T")
CLEARINGS = 3
"""how often something is tried again after a popup was closed"""
TICK = 1.0
"""seconds between two updates of the countdown while a person is waited for"""
WORTH_A_TAB = 0.1
"""seconds that an answer of the site must take at least: a further tab costs more than waiting for quicker ones"""
BROKEN = (PageNotRecognized, NotConfirmed, LookFailed, PersonNeeded)
"""errors of a page that may lack a write which the guard stopped"""


@dataclass
class Run:
    """One pass through a flow, for real or dry."""

    settings: Settings
    tab: Tab
    guard: Guard
    recording: Recording
    result: Result
    io: IO
    dry_run: bool
    catalogue: Catalogue = field(default_factory=Catalogue)
    captures: Captures = field(default_factory=Captures)

    def __post_init__(self) -> None:
        rehearse = self.dry_run and self.settings.rehearse
        self.progress, self.prompt = self.io.progress, self.io.prompt
        self.clicker = Clicker(self.tab, self.guard, self.recording.note, rehearsing=rehearse)
        self.fields = Fields(self.tab)
        self.downloads = Downloads(self.clicker)
        self.recorder = StepRecorder(self.clicker, self.recording, self.result, self.progress, self.captures)
        self.ask_user = AskUser(self.recorder, self.settings, self.prompt, self.catalogue)
        self.kernel = Kernel(self.recorder, dry_run=self.dry_run, rehearse=rehearse, patience=self.settings.timeout)
        # Shortcuts for flows.
        self.picture, self.found = self.recorder.picture, self.recorder.found
        self.screenshot_while_waiting = self.recorder.screenshot_while_waiting
        self.pending_acts, self.fresh = self.recorder.pending_acts, self.recorder.fresh

    def look_again(self) -> None:
        """Let nothing count that was read or loaded so far."""
        self.recorder.forget()
        self.tab.ahead.forget()

    def load_ahead(self, pages: Iterable[tuple[str, bool]]) -> None:
        """Begin to load these addresses in further tabs. Each comes with whether the run will act on its page.

        Pages that are acted on are loaded in the main tab when their turn comes. No further tab is opened in a browser
        that is not ours, and on a site that answers at once.
        """
        if self.guard.kind == "browser" and self.tab.network.slowest > WORTH_A_TAB:
            self.tab.ahead.load(url for url, is_acted_on in pages if self.dry_run or not is_acted_on)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """One step of the guide: recorded, pictured and shown, however it ends."""
        stopped_before = len(self.guard.blocked)
        step = self.recorder.begin(name)
        try:
            yield step
        except BaseException as stopped:
            told = self._told(stopped)
            known, interrupted = isinstance(told, CancelbotError), isinstance(told, KeyboardInterrupt)
            step.outcome = Outcome.UNVERIFIED if isinstance(told, NotConfirmed | CutShort) else Outcome.FAILED
            step.message = str(told) if known else "interrupted" if interrupted else "something unexpected happened"
            if (shown := self.tab.page.url).startswith("http"):
                self.result.page = bare_url(shown)
            if isinstance(told, BROKEN):
                about_guard = hint(self.guard.blocked[stopped_before:], self.guard.policy)
                told.advice = " ".join(filter(None, (told.advice, about_guard)))
            if not isinstance(told, KeyboardInterrupt | Interrupted | BrowserGone):
                self.picture("stopped")
            if isinstance(told, PageNotRecognized):
                self.keep_drift(told)
            if told is not stopped:
                raise told from None
            raise
        finally:
            self.recorder.end(step)

    def _told(self, stopped: BaseException) -> BaseException:
        """The error that stopped a step, in words that are true after everything done before.

        In a browser that is gone, every failure only says that.
        """
        if isinstance(stopped, Error | LookFailed) and self.tab.is_gone:
            return BrowserGone()
        if isinstance(stopped, Unsafe) and self.clicker.acts:
            stopped.advice = stopped.advice.replace("Nothing was changed", "Nothing more was changed")
        return stopped

    def ensure(self, statement: str, look: Look, *, by: Action, control: Finder | None = None) -> Outcome:
        """The kernel's ensure for the current step. With ``control``, it takes pictures before (outlined) and after."""
        self.progress.note(f"checking whether {statement}")
        acts = self.clicker.acts
        try:
            with self.recorder.picturing(control):
                return self.helped(lambda: self.kernel.ensure(statement, look, by=partial(self._act, by)))
        except NotConfirmed as error:
            raise NotConfirmed(f"{error} {self.clicker.answer.sentence}", advice=error.advice) from None
        except KeyboardInterrupt:
            if self.clicker.acts > acts:
                raise CutShort(statement) from None
            raise

    def _act(self, act: Action, statement: str) -> None:
        with self.screenshot_while_waiting(None):
            act(statement)

    def helped(self, do: Callable[[], T], clearings: int = CLEARINGS) -> T:
        """``do()``; if no act was begun, again after a popup was closed or a person pointed at the missing control."""
        acts, ways = self.clicker.acts, self.clicker.ways_cleared
        try:
            return do()
        except PageNotRecognized as missing:
            if self.clicker.acts != acts:
                raise
            while clearings > 0 and self.clicker.make_way():
                pass
            cleared = clearings > 0 and self.clicker.ways_cleared > ways
            if not cleared and not self.ask_user.learn(missing):
                raise
        self.look_again()
        return self.helped(do, clearings - cleared)

    def wait_for_person(
        self, done: Probe[T], do: str, why: str, meanwhile: Callable[[], object] = lambda: None
    ) -> T | None:
        """Ring the bell, count down, and wait until ``done`` answers; None when the time is up."""
        self.recording.note("person.called", why=why, minutes=self.settings.patience)
        if self.prompt is not None:
            self.prompt.bell()
        end = time.monotonic() + self.settings.patience * 60
        while (left := end - time.monotonic()) > 0:
            self.progress.count_down(do, left)
            meanwhile()
            fact = self.tab.maybe(done, timeout=min(TICK, left))
            if fact is not None:
                self.recording.note("person.done")
                return fact
        return None

    def canceled_before(self) -> bool:
        """Whether the newest real run of this account that has a result ended with its plan canceled."""
        account, folder = self.result.account, self.recording.folder
        before = real_runs(folder.parent, account, self.result.site, but=folder) if account != Account() else ()
        last = next((kept.result.outcome for kept in before if kept.has_result), None)
        return last in SEEN_CANCELED

    def keep_drift(self, stopped: PageNotRecognized | None = None) -> None:
        """Keep what a maintainer needs to know about the current page, and nothing of the account."""
        keep_drift(self.tab, self.catalogue, self.recording, self.result, stopped)
