"""Signing in: a loop over named states, not a script.

Which of the known states is shown now? Handle it, look again. The same state twice without progress stops. Every page
load of the flow goes through here, so a session that ends in the middle of a run is healed where it ended; while it
lasts that costs one question a reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from playwright.sync_api import Error

from cancelbot.config.credentials import Credentials
from cancelbot.config.totp import Clock, SiteClock, Used, system_clock
from cancelbot.engine.run import Run
from cancelbot.page.observation import Probe
from openai_platform.sign_in.fields import Kind
from openai_platform.sign_in.loop import Journey
from openai_platform.sign_in.popups import Popups
from openai_platform.sign_in.whereabouts import Arrived
from openai_platform.sign_in.words import SignInWords

T = TypeVar("T")
PLATFORM = SignInWords()


class SignIn:
    """The entrance of one run. ``words``, ``clock`` and ``used`` are for other sites and for tests."""

    def __init__(
        self, run: Run, words: SignInWords = PLATFORM, *, clock: Clock | None = None, used: Used | None = None
    ) -> None:
        self.run = run
        self.words = words
        self.credentials = Credentials(run.settings, run.ask, run.recording.learn)
        self.clock = clock or system_clock(self._let_pass)
        self.site_clock = SiteClock()
        self.used = used or Used()
        self.popups = Popups(run, words)
        run.clicker.clear_the_way = self.popups.clear
        self.account_email: str | None = None
        """the address that was given to the site and accepted in this run; None with a kept session"""
        self.entered = 0
        """how many times the site let somebody in"""
        self.given: set[Kind] = set()
        """what was typed since then: another way through the sign-in does not type it once more"""

    def through(self, url: str, arrived: Probe[T], what: str) -> T:
        """Load ``url`` anew and go through whatever comes up until ``arrived`` answers.

        Raises SignInRefused (3), PersonNeeded (4), PageNotRecognised (5, naming ``what``), Unsafe (7).
        """
        self.popups.new_load()
        self.run.tab.open(url)
        journey = Journey(self, url, what)
        with self._shut_afterwards(journey):
            while True:
                found = self.run.tab.maybe(journey.lookout.looking_for(arrived))
                if isinstance(found, Arrived):
                    journey.accepted()
                    self.run.captures.start(self.run.tab.page)
                    return found.fact
                journey.go_on(found)

    def watch(self, url: str, arrived: Probe[T], what: str) -> T:
        """Load ``url`` and leave the window to a person until ``arrived`` answers. Raises PersonNeeded."""
        self.run.tab.open(url)
        journey = Journey(self, url, what)
        with self._shut_afterwards(journey):
            return journey.watch(arrived)

    @contextmanager
    def _shut_afterwards(self, journey: Journey) -> Iterator[None]:
        """The guard is shut however the way ends; a browser that is gone hides no reason why."""
        try:
            yield
        except BaseException:
            with suppress(Error):
                self.run.guard.shut()
            raise
        else:
            self.run.guard.shut()
        finally:
            journey.end()

    def _let_pass(self, seconds: float) -> None:
        """Wait, with an eye on the page."""
        self.run.progress.note(f"waiting {round(seconds)} s for the authenticator's next code")
        end = self.clock.now() + seconds
        while (left := end - self.clock.now()) > 0:
            self.run.tab.glance(min(left, 1.0))
