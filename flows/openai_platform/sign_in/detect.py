"""What is looked for on the way in: one question a reading, which costs nothing more while the session lasts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from cancelbot.engine.run import Run
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.snapshot import Snapshot
from openai_platform.sign_in.fields import Kind, origin_of
from openai_platform.sign_in.popups import Popups
from openai_platform.sign_in.states import CHOICES, REFUSALS, TYPES_INTO, Seen, State, in_application, recognise
from openai_platform.sign_in.whereabouts import Arrived, Elsewhere, Found, Stuck
from openai_platform.sign_in.words import SignInWords

T = TypeVar("T")
LINGERS = 1.5
"""seconds after which a state that a page still loads around is believed"""
STUCK = 2.0
"""seconds of silence after which a page that was answered and stayed as it was is believed to stay so"""
POLLS = 8.0
"""likewise, of a page that never falls silent"""
SURE = TYPES_INTO | REFUSALS | {State.BOT_CHECK, State.RECOVERY}


class Lookout:
    """Tells the page that was asked for from a popup over it, a state of the sign-in, and another page inside."""

    def __init__(self, run: Run, words: SignInWords, popups: Popups, url: str) -> None:
        self.run = run
        self.words = words
        self.popups = popups
        self.url = url
        self.typed: set[Kind] = set()
        """what was typed since this sign-in began: only then a refusal is one"""
        self.answered: Seen | None = None
        """the state that was handled last"""
        self.is_there: Callable[[Snapshot], bool] = lambda _reading: False
        """whether a page is the one that was asked for"""
        self.reopened = False
        """whether the address was loaded once more after signing in"""
        self._shown: Seen | None = None
        self._shown_since = 0.0

    def looking_for(self, arrived: Probe[T]) -> Probe[Found[T]]:
        """The question whose answer is what to do next."""
        self.is_there = lambda snapshot: (answer := arrived(snapshot)) is not None and answer.certain

        def look(snapshot: Snapshot) -> Observation[Found[T]] | None:
            there = arrived(snapshot)
            if there is not None and there.certain:
                return Observation(self.popups.over(snapshot) or Arrived(there.fact))
            unsure = (
                Observation(Arrived(there.fact), certain=False, partial=there.partial) if there is not None else None
            )
            return self._on_the_way(snapshot) or unsure

        return look

    def _on_the_way(self, snapshot: Snapshot) -> Observation[Found[T]] | None:
        """What else ``reading`` shows; a popup comes before what it lies over."""
        seen = self.state(snapshot)
        astray = seen is None and self._is_elsewhere(snapshot)
        popup = self.popups.over(snapshot)
        if popup is not None:
            return Observation(popup, certain=seen is not None or not self.run.tab.loading)
        if seen is not None:
            return self._weighed(seen, snapshot)
        if not astray:
            return None
        return Observation(
            Elsewhere(snapshot.url), certain=self._is_calm(snapshot) and in_application(snapshot, self.words)
        )

    def state(self, snapshot: Snapshot) -> Seen | None:
        """The state on one of the site's own origins; on another one, only a state that asks for something."""
        seen = recognise(snapshot, self.words, frozenset(self.typed))
        if seen is None or self.is_own(snapshot.url):
            return seen
        return seen if seen.state in TYPES_INTO else None

    def is_own(self, url: str) -> bool:
        """Whether ``url`` is where credentials belong."""
        settings = self.run.settings
        return origin_of(url) in {origin_of(settings.auth_url), origin_of(settings.platform_url)}

    def is_inside(self, snapshot: Snapshot) -> bool:
        """Whether ``reading`` is a page of the signed-in application."""
        return self.is_own(snapshot.url) and in_application(snapshot, self.words)

    def handled(self, seen: Seen) -> None:
        """From now on ``seen`` unchanged is no news."""
        self.answered, self._shown = seen, None

    def _weighed(self, seen: Seen, snapshot: Snapshot) -> Observation[Found[T]]:
        """``seen`` with how sure it is: a page that polls never falls silent, so what stays for long is sure too."""
        calm, stays = self._is_calm(snapshot), self._stays(seen)
        if self.answered == seen:
            needed, silent = max(STUCK, self.run.tab.pace.pause), time.monotonic() - self.run.tab.network.finished_at
            return Observation(Stuck(seen, snapshot), certain=calm and (min(stays, silent) > needed or stays > POLLS))
        return Observation(seen, certain=seen.state in SURE or (seen.state in CHOICES and calm) or stays > LINGERS)

    def _stays(self, seen: Seen) -> float:
        """For how long, in seconds, readings have shown ``seen``."""
        if seen != self._shown:
            self._shown, self._shown_since = seen, time.monotonic()
        return time.monotonic() - self._shown_since

    def _is_calm(self, snapshot: Snapshot) -> bool:
        return not self.run.tab.loading and not snapshot.busy

    def _is_elsewhere(self, snapshot: Snapshot) -> bool:
        """Whether a sign-in of this way has ended at the platform, but not where it was to go."""
        here, asked = urlsplit(snapshot.url), urlsplit(self.url)
        if (
            self.reopened
            or self.answered is None
            or origin_of(snapshot.url) != origin_of(self.url)
            or "callback" in here.path
        ):
            return False
        apart = origin_of(self.run.settings.auth_url) != origin_of(self.run.settings.platform_url)
        return here.path.rstrip("/") != asked.path.rstrip("/") and (apart or in_application(snapshot, self.words))
