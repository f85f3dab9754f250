"""Signing in: a loop over named states, not a script.

The loop asks which known state the page shows, handles it, and reads the page again. It stops when the same state comes
up twice without progress. Every page load of the flow goes through here, so a session that ends in the middle of a run
is renewed where it ended.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from playwright.sync_api import Error

from cancelbot.config.credentials import Credentials
from cancelbot.config.totp import Clock, Used
from cancelbot.engine.run import Run
from cancelbot.page.snapshot import Observation, Probe, Snapshot
from cancelbot.page.tab import PageGone
from openai_platform.sign_in.context import Codes, Context, OrganizationChoice
from openai_platform.sign_in.detect import Detector
from openai_platform.sign_in.fields import FieldKind
from openai_platform.sign_in.loop import SignInLoop
from openai_platform.sign_in.popups import Popups
from openai_platform.sign_in.states import Attempt, Screen

T = TypeVar("T")


class SignIn:
    """The sign-in of one run."""

    def __init__(self, run: Run, clock: Clock | None = None) -> None:
        self.run = run
        self.credentials = Credentials(run.settings, run.prompt, run.recording.learn)
        self.codes = Codes(clock or Clock(time.time, self._let_pass), Used())
        self.organization = OrganizationChoice(run.settings, run.prompt)
        self.popups = Popups(run)
        run.clicker.clears_by(self.popups.clear_top)
        self.account_email: str | None = None
        """the address that the site accepted in this run; None with a saved session"""
        self.entered = 0
        """how many times the site signed the user in"""
        self._while_coming: Callable[[], None] = lambda: None
        """see :meth:`using_waits`"""
        self._given: set[FieldKind] = set()
        """what was typed since then: another attempt does not type it again"""

    def through(self, url: str, arrived: Probe[T], what: str) -> T:
        """Load ``url`` and sign in as needed until ``arrived`` answers.

        Raises SignInRefused (3), PersonNeeded (4), PageNotRecognized (5, naming ``what``), Unsafe (7).
        """
        self.popups.new_load()
        self.run.tab.open(url)
        context = self._context(url)
        with self._loop(context, what) as loop:
            while True:
                try:
                    there = loop.step(self.run.tab.maybe(self._looking_for(arrived, context.detector)))
                except PageGone:
                    if not context.detector.is_back():
                        raise
                    continue
                if there is not None:
                    self._note_accepted(context.attempt)
                    self.run.captures.start(self.run.tab.page)
                    return there.fact

    def _looking_for(self, arrived: Probe[T], detector: Detector) -> Probe[Screen[T]]:
        look = detector.looking_for(arrived)

        def looking(snapshot: Snapshot) -> Observation[Screen[T]] | None:
            screen = look(snapshot)
            if detector.is_coming(snapshot):
                self._while_coming()
            return screen

        return looking

    @contextmanager
    def using_waits(self, do: Callable[[], None]) -> Iterator[None]:
        """In this block, call ``do`` at each look while a requested page comes after the site was signed in to."""
        before, self._while_coming = self._while_coming, do
        try:
            yield
        finally:
            self._while_coming = before

    def watch(self, url: str, arrived: Probe[T], what: str) -> T:
        """Load ``url`` and leave the window to the person until ``arrived`` answers. Raises PersonNeeded."""
        self.run.tab.open(url)
        context = self._context(url)
        with self._loop(context, what):
            return context.watches(
                lambda page: arrived(page) if context.detector.is_own(page.url) else None,
                "Sign in in the window",
                "Somebody has to sign in in the window.",
            )

    def _context(self, url: str) -> Context:
        attempt = Attempt(self._given)
        detector = Detector(self.run, self.popups, attempt, url)
        known = (self.run, self.credentials, self.codes, self.organization)
        return Context(*known, detector, attempt)

    def _note_accepted(self, attempt: Attempt) -> None:
        """The page that was asked for has come, so the site accepted what it was given."""
        self.account_email = attempt.email or self.account_email
        self._given.clear()
        if attempt.visits:
            self.entered += 1
            self.run.recording.note("sign_in.accepted", states=[state.value for state in attempt.visits])

    @contextmanager
    def _loop(self, context: Context, what: str) -> Iterator[SignInLoop]:
        """The loop. The guard is shut however it ends; an error of a closed browser does not hide the reason."""
        loop = SignInLoop(context, what)
        try:
            with self.run.tab.without_frames():
                yield loop
        except BaseException:
            with suppress(Error):
                self.run.guard.shut()
            raise
        else:
            self.run.guard.shut()
        finally:
            loop.end()

    def _let_pass(self, seconds: float) -> None:
        """Wait while the page goes on."""
        self.run.progress.note(f"waiting {round(seconds)} s for the authenticator's next code")
        end = self.codes.clock.now() + seconds
        while (left := end - self.codes.clock.now()) > 0:
            self.run.tab.glance(min(left, 1.0))
