"""Detects where a sign-in is: one question to each reading, which costs nothing more while the session lasts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from cancelbot.engine.run import Run
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.snapshot import Snapshot
from openai_platform.sign_in.fields import origin_of
from openai_platform.sign_in.popups import Popups
from openai_platform.sign_in.states import (
    CHOICES,
    REFUSALS,
    TYPES_INTO,
    Arrived,
    Astray,
    Attempt,
    Screen,
    Seen,
    State,
    Stuck,
    in_application,
    recognise,
)
from openai_platform.sign_in.words import SignInWords

T = TypeVar("T")
LINGERS = 1.5
"""seconds after which a state that a page still loads around is believed"""
STUCK = 2.0
"""seconds of silence after which a page that was answered and stayed as it was is believed to stay so"""
POLLS = 8.0
"""the same, of a page that never falls silent"""
SURE = TYPES_INTO | REFUSALS | {State.BOT_CHECK, State.RECOVERY}


class Detector:
    """Tells the page that was asked for from a popup over it, a state of the sign-in, and another page inside."""

    def __init__(self, run: Run, words: SignInWords, popups: Popups, attempt: Attempt, url: str) -> None:
        self.run = run
        self.words = words
        self.popups = popups
        self.attempt = attempt
        self.url = url
        self.is_there: Callable[[Snapshot], bool] = lambda _snapshot: False
        """whether a page is the one that was asked for"""
        self._reopened = False
        self._shown: Seen | None = None
        self._shown_since = 0.0

    def looking_for(self, arrived: Probe[T]) -> Probe[Screen[T]]:
        """The question whose answer is what to do next."""
        self.is_there = lambda snapshot: (answer := arrived(snapshot)) is not None and answer.certain

        def look(snapshot: Snapshot) -> Observation[Screen[T]] | None:
            there = arrived(snapshot)
            if there is not None and there.certain:
                return Observation(self.popups.over(snapshot) or Arrived(there.fact))
            unsure = (
                Observation(Arrived(there.fact), certain=False, partial=there.partial) if there is not None else None
            )
            return self._on_the_way(snapshot) or unsure

        return look

    def _on_the_way(self, snapshot: Snapshot) -> Observation[Screen[T]] | None:
        """What else ``snapshot`` shows; a popup comes before what it lies over."""
        seen = self.state(snapshot)
        popup = self.popups.over(snapshot)
        if popup is not None:
            return Observation(popup, certain=seen is not None or not self.run.tab.loading)
        if seen is not None:
            return self._weighed(seen, snapshot)
        if not self._is_astray(snapshot):
            return None
        return Observation(
            Astray(snapshot.url), certain=self._is_calm(snapshot) and in_application(snapshot, self.words)
        )

    def state(self, snapshot: Snapshot) -> Seen | None:
        """The state on one of the site's own origins; on another one, only a state that asks for something."""
        seen = recognise(snapshot, self.words, frozenset(self.attempt.typed))
        if seen is None or self.is_own(snapshot.url):
            return seen
        return seen if seen.state in TYPES_INTO else None

    def is_own(self, url: str) -> bool:
        """Whether ``url`` is where credentials belong: origins are compared whole."""
        settings = self.run.settings
        return origin_of(url) in {origin_of(settings.auth_url), origin_of(settings.platform_url)}

    def is_inside(self, snapshot: Snapshot) -> bool:
        """Whether ``snapshot`` is a page of the signed-in application."""
        return self.is_own(snapshot.url) and in_application(snapshot, self.words)

    def note_handled(self) -> None:
        """From now on the state that was handled is no news."""
        self._shown = None

    def note_reopened(self) -> None:
        """The address was loaded once more after signing in, which happens once."""
        self._reopened = True

    def _weighed(self, seen: Seen, snapshot: Snapshot) -> Observation[Screen[T]]:
        """``seen`` and how sure it is. A page that polls never falls silent, so what stays for long is sure too."""
        calm, stays = self._is_calm(snapshot), self._stays(seen)
        if self.attempt.answered == seen:
            needed, silent = max(STUCK, self.run.tab.pace.pause), time.monotonic() - self.run.tab.network.finished_at
            return Observation(Stuck(seen, snapshot), certain=calm and (min(stays, silent) > needed or stays > POLLS))
        return Observation(seen, certain=seen.state in SURE or (seen.state in CHOICES and calm) or stays > LINGERS)

    def _stays(self, seen: Seen) -> float:
        """For how many seconds readings have shown ``seen``."""
        if seen != self._shown:
            self._shown, self._shown_since = seen, time.monotonic()
        return time.monotonic() - self._shown_since

    def _is_calm(self, snapshot: Snapshot) -> bool:
        return not self.run.tab.loading and not snapshot.busy

    def _is_astray(self, snapshot: Snapshot) -> bool:
        """Whether this sign-in has ended at the platform, but on another page than was asked for."""
        here, asked = urlsplit(snapshot.url), urlsplit(self.url)
        if (
            self._reopened
            or self.attempt.answered is None
            or origin_of(snapshot.url) != origin_of(self.url)
            or "callback" in here.path
        ):
            return False
        apart = origin_of(self.run.settings.auth_url) != origin_of(self.run.settings.platform_url)
        return here.path.rstrip("/") != asked.path.rstrip("/") and (apart or in_application(snapshot, self.words))
