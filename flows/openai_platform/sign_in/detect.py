"""Detects which state of the sign-in a snapshot shows, also in a window or frame of its own."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from playwright.sync_api import Error, Frame, Page

from cancelbot.engine.run import Run
from cancelbot.page.snapshot import Observation, Probe, Snapshot, plain
from cancelbot.redaction import bare_url
from openai_platform.sign_in import words
from openai_platform.sign_in.fields import origin_of, path_of
from openai_platform.sign_in.popups import Popups
from openai_platform.sign_in.recognize import in_application, only_a_person, recognize
from openai_platform.sign_in.states import (
    CHOICES,
    REFUSALS,
    TYPES_INTO,
    Arrived,
    Astray,
    Attempt,
    Broken,
    InFrame,
    InWindow,
    Screen,
    Seen,
    State,
    Stuck,
)

T = TypeVar("T")
LINGERS = 1.5
"""seconds after which a state is believed although the page is still loading"""
STUCK = 2.0
"""seconds of silence after which a page that was answered and has not changed is believed to stay so"""
POLLS = 8.0
"""the same for a page that never stops sending requests"""
_BLANK = 4.0
"""seconds after which an empty page is believed to stay empty"""
_UNKNOWN = 3.0
"""seconds after which an unknown page of the sign-in is left to the person"""
_SURE = TYPES_INTO | REFUSALS | {State.RECOVERY, State.RECOVERY_CODES}
CHALLENGES = re.compile(
    r"https://(challenges\.cloudflare\.com|([\w-]+\.)*(hcaptcha|arkoselabs|funcaptcha)\.com"
    r"|(www\.)?(google\.com|recaptcha\.net|gstatic\.com)/recaptcha)/(?!.*\bsize=invisible)",
    re.IGNORECASE,
)
"""addresses of frames with a visible bot check"""
_LARGE = 40
"""pixels that a frame must have in both directions to be visible"""
_HOLDS_A_SIGN_IN = 200
"""likewise, to hold a sign-in"""


class Detector:
    """Tells what a snapshot shows: the requested page, a popup over it, a state of the sign-in, or another page."""

    def __init__(self, run: Run, popups: Popups, attempt: Attempt, url: str) -> None:
        self.run = run
        self.popups = popups
        self.attempt = attempt
        self.url = url
        self.is_there: Callable[[Snapshot], bool] = lambda _snapshot: False
        """whether a snapshot shows the requested page"""
        self.seems_there: Callable[[Snapshot], bool] = self.is_there
        """likewise, although what it shows may not be all, or change"""
        self._home = run.tab.page
        """the window in which the attempt begins"""
        self._windows = set(run.tab.context.pages)
        """the windows that were there before"""
        self._shown: Seen | None = None
        self._shown_since = 0.0

    def looking_for(self, arrived: Probe[T]) -> Probe[Screen[T]]:
        """The probe that finds what to do next."""
        self.is_there = lambda snapshot: (answer := arrived(snapshot)) is not None and answer.certain
        self.seems_there = lambda snapshot: arrived(snapshot) is not None

        def look(snapshot: Snapshot) -> Observation[Screen[T]] | None:
            there = arrived(snapshot)
            if there is not None and there.certain:
                return Observation(self.popups.over(snapshot) or Arrived(there.fact))
            if (window := self._opened()) is not None and self.is_own(window.url):
                return Observation(InWindow(window))
            on_the_way: Observation[Screen[T]] | None = self._on_the_way(snapshot)
            if on_the_way is not None or there is None:
                return on_the_way
            return Observation(Arrived(there.fact), certain=False, partial=there.partial)

        return look

    def _on_the_way(self, snapshot: Snapshot) -> Observation[Screen[T]] | None:
        """What else ``snapshot`` shows. A popup comes before the page below it."""
        seen = self.state(snapshot)
        popup = self.popups.over(snapshot)
        if popup is not None:
            return Observation(popup, certain=seen is not None or not self.run.tab.network.loading)
        if seen is not None:
            return self._weighed(seen, snapshot)
        blank = not snapshot.text and not snapshot.controls and snapshot.still > _BLANK
        may_be_broken = self._is_calm(snapshot) and (self.attempt.answered is None or self._is_returned(snapshot))
        if may_be_broken and (blank or self.run.tab.network.broke(snapshot.url)):
            return Observation(Broken())
        elsewhere = path_of(snapshot.url) != path_of(self.url) and not self.attempt.reopened
        if elsewhere and self._is_returned(snapshot):
            return Observation(Astray(snapshot.url), certain=self._is_calm(snapshot) and in_application(snapshot))
        if frame := self._framed(snapshot):
            return Observation(frame)
        unknown = self._unknown(snapshot)
        return Observation(unknown) if unknown is not None else None

    def _framed(self, snapshot: Snapshot) -> InFrame | None:
        """A frame of the site's own origin on one of its own pages, before anything was typed."""
        if self.attempt.typed or not self.is_own(snapshot.url) or self.is_inside(snapshot) or self.is_there(snapshot):
            return None
        own = [frame.url for frame in self._frames(_HOLDS_A_SIGN_IN) if self.is_own(frame.url)]
        return InFrame(own[0]) if len(own) == 1 and self._is_calm(snapshot) else None

    def _unknown(self, snapshot: Snapshot) -> Seen | None:
        """A page of the sign-in in no known state, after it has stayed the same for long."""
        auth, platform = origin_of(self.run.settings.auth_url), origin_of(self.run.settings.platform_url)
        if origin_of(snapshot.url) != auth or (auth == platform and self.attempt.answered is None):
            return None
        seen = only_a_person(snapshot)
        if seen is None or self._stays(seen) <= _UNKNOWN or not self._is_calm(snapshot):
            return None
        return seen

    def state(self, snapshot: Snapshot) -> Seen | None:
        """The state on one of the site's own origins; on another origin, only a state that asks for credentials."""
        seen = recognize(snapshot, frozenset(self.attempt.typed))
        if not self.is_own(snapshot.url):
            return seen if seen is not None and seen.state in TYPES_INTO else None
        if seen is None and not self.is_inside(snapshot) and self.challenge():
            return Seen(State.BOT_CHECK, snapshot, mark=(snapshot.document,))
        return seen

    def challenge(self) -> bool:
        """Whether the page shows a bot check in a frame, judged by the address or the title of the frame.

        Scripts of the page do not see such frames in closed shadow roots, but the browser does.
        """
        return any(map(_asks_for_a_person, self._frames(_LARGE)))

    def _frames(self, least: int) -> list[Frame]:
        """The visible frames of the page, with so many pixels in both directions."""
        return [frame for frame in self.run.tab.page.main_frame.child_frames if _is_seen(frame, least)]

    def _opened(self) -> Page | None:
        """A window that the first one has opened since, while the tab still shows the first one."""
        if self.run.tab.page is not self._home:
            return None
        new = [page for page in self.run.tab.context.pages if page not in self._windows and not page.is_closed()]
        return next((page for page in new if page.opener() is self._home), None)

    def is_back(self) -> bool:
        """Whether the opened window is closed. If so, the tab shows the first one again."""
        gone = self.run.tab.page is not self._home and self.run.tab.page.is_closed() and not self._home.is_closed()
        if gone:
            self.run.tab.switch(self._home)
        return gone

    def is_own(self, url: str) -> bool:
        """Whether ``url`` may get credentials: its whole origin must be one of the site's own."""
        settings = self.run.settings
        return origin_of(url) in {origin_of(settings.auth_url), origin_of(settings.platform_url)}

    def is_inside(self, snapshot: Snapshot) -> bool:
        return self.is_own(snapshot.url) and in_application(snapshot)

    def is_coming(self, snapshot: Snapshot) -> bool:
        """Whether the site, after it was signed in to, is still loading the requested page or its data."""
        answered, network = self.attempt.answered, self.run.tab.network
        if answered is None or network.navigates_to(self.url):
            return answered is not None
        here, asked = bare_url(snapshot.url), bare_url(self.url)
        return here == asked != bare_url(answered.page.url) and network.fetching

    def note_handled(self) -> None:
        """Forget the state that was handled: it is not a new one."""
        self._shown = None

    def _weighed(self, seen: Seen, snapshot: Snapshot) -> Observation[Screen[T]]:
        """``seen``, and whether it is certain. On a page that polls, a state that stays for long is certain too."""
        calm, stays = self._is_calm(snapshot), self._stays(seen)
        if self.attempt.answered == seen:
            needed, silent = max(STUCK, self.run.tab.pace.pause), time.monotonic() - self.run.tab.network.finished_at
            stuck = calm and (min(stays, silent) > needed or stays > POLLS)
            if stuck and self.challenge():
                return Observation(Seen(State.BOT_CHECK, snapshot, mark=seen.mark))
            if stuck and (frame := self._framed(snapshot)):
                return Observation(frame)
            return Observation(Stuck(seen), certain=stuck)
        return Observation(seen, certain=seen.state in _SURE or (seen.state in CHOICES and calm) or stays > LINGERS)

    def _stays(self, seen: Seen) -> float:
        """For how many seconds the snapshots have shown ``seen``."""
        if seen != self._shown:
            self._shown, self._shown_since = seen, time.monotonic()
        return time.monotonic() - self._shown_since

    def _is_calm(self, snapshot: Snapshot) -> bool:
        return not self.run.tab.network.loading and not snapshot.busy

    def _is_returned(self, snapshot: Snapshot) -> bool:
        """Whether the sign-in was answered and has led back to the platform."""
        here = path_of(snapshot.url)
        if self.attempt.answered is None or origin_of(snapshot.url) != origin_of(self.url) or "callback" in here:
            return False
        apart = origin_of(self.run.settings.auth_url) != origin_of(self.run.settings.platform_url)
        return apart or here == path_of(self.url) or in_application(snapshot)


def _is_seen(frame: Frame, least: int) -> bool:
    with suppress(Error):  # it has just gone
        element = frame.frame_element()
        box = element.bounding_box() if element.is_visible() else None
        return box is not None and min(box["width"], box["height"]) >= least
    return False


def _asks_for_a_person(frame: Frame) -> bool:
    """Whether a frame holds a bot check, by its address or its title."""
    with suppress(Error):  # it has just gone
        title = plain(frame.frame_element().get_attribute("title") or "")
        return bool(CHALLENGES.match(frame.url) or words.BOT_CHECK_FRAME.search(title))
    return False
