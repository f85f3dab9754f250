"""A person takes over one step of the sign-in in the visible window. The bot notices when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from cancelbot.engine.run import Run
from cancelbot.errors import PersonNeeded
from cancelbot.page.snapshot import Probe, Snapshot, when
from openai_platform.sign_in.detect import Detector
from openai_platform.sign_in.fields import origin_of
from openai_platform.sign_in.states import TYPES_INTO, Seen

T = TypeVar("T")
TICK = 1.0
"""seconds between two updates of the countdown"""
IN_A_WINDOW = "Run the command again with --headed, or sign in once with: cancelbot login --by-hand"


def wait_for_person(
    run: Run, done: Probe[T], do: str, why: str, meanwhile: Callable[[], object] = lambda: None
) -> T | None:
    """Ring the bell, count down, and wait until ``done`` answers; None when the time is up."""
    run.recording.note("person.called", why=why, minutes=run.settings.patience)
    if run.prompt is not None:
        run.prompt.bell()
    end = time.monotonic() + run.settings.patience * 60
    while (left := end - time.monotonic()) > 0:
        run.progress.note(f"{do} ({int(left // 60)}:{int(left % 60):02} left)")
        meanwhile()
        fact = run.tab.maybe(done, timeout=min(TICK, left))
        if fact is not None:
            run.recording.note("person.done")
            return fact
    return None


class Human:
    """The person in front of the window."""

    def __init__(self, detector: Detector) -> None:
        self.detector = detector
        self.run = detector.run

    def takes_over(self, seen: Seen | None, do: str, why: str = "", *, done: Probe[bool] | None = None) -> None:
        """Wait until the page leaves the state ``seen`` (None: an unknown page), or until ``done`` answers.

        Raises PersonNeeded without a window, or when the time is up.
        """
        why = why or f"The sign-in shows {seen.state.value if seen else 'a page that is not known'}."
        if not self.run.settings.in_a_window:
            raise PersonNeeded(f"{why} Only a person can pass it.", advice=IN_A_WINDOW)
        left = self._left(seen)
        self.watches(lambda snapshot: (done(snapshot) if done else None) or left(snapshot), do, why)

    def watches(self, done: Probe[T], do: str, why: str) -> T:
        """Wait for the person until ``done`` answers. Raises PersonNeeded when the time is up."""
        fact = wait_for_person(self.run, done, do, why, meanwhile=self._let_write)
        if fact is None:
            minutes = self.run.settings.patience
            raise PersonNeeded(f"{why} Nobody did their part within {minutes:g} minutes.", advice=IN_A_WINDOW)
        return fact

    def _let_write(self) -> None:
        """The person may sign in anywhere; at the platform's own origin only while its page asks for credentials."""
        here = origin_of(self.run.tab.url)
        asks = self.detector.state(self.run.tab.read())
        if asks is not None and asks.state in TYPES_INTO and here == origin_of(self.run.settings.platform_url):
            self.run.guard.sign_in(here)
        else:
            self.run.guard.by_hand()

    def is_signed_in(self, snapshot: Snapshot) -> bool:
        detector = self.detector
        return detector.is_own(snapshot.url) and (detector.is_there(snapshot) or detector.is_inside(snapshot))

    def _left(self, seen: Seen | None) -> Probe[bool]:
        def left(snapshot: Snapshot) -> bool:
            now = self.detector.state(snapshot) if self.detector.is_own(snapshot.url) else None
            return (now is not None and (seen is None or now.state is not seen.state)) or self.is_signed_in(snapshot)

        return when(left)
