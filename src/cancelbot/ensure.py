"""The kernel: a step is a statement that must become true.

    look  ->  already so?  -> ALREADY
          ->  dry run?     -> PLANNED (a rehearsal goes up to the press that counts)
          ->  act, once
    look again, on a freshly loaded page  ->  DONE, or it raises NotConfirmed

This is the one place where a dry run is decided. The network guard enforces it a second time, without knowing of
this one. Only looks are retried; an act runs at most once, and running the command again is its retry.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Protocol, TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    stop_after_delay,
    wait_exponential,
)

from cancelbot.errors import CancelbotError, NotConfirmed, PageNotRecognised, RefusedBySite

T = TypeVar("T")
Look = Callable[[], bool]
Act = Callable[[], None]
Sleep = Callable[[float], None]


class Outcome(StrEnum):
    """How a step ended."""

    ALREADY = "already"
    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNVERIFIED = "unverified"


class LookFailed(CancelbotError):
    """A look could not be finished, for a reason that may pass: it may be tried again on a fresh page."""


class Rehearsed(Exception):
    """An act was carried out up to the press that counts, and then left. Not an error: a rehearsal has gone well."""


class Watcher(Protocol):
    """Who is told what the kernel does, and takes the pictures."""

    def looked(self, statement: str, *, so: bool) -> None:
        """A look is over."""

    def planned(self, statement: str) -> None:
        """A dry run stops here."""

    def acted(self, statement: str, trouble: Exception | None) -> None:
        """The act is over; ``trouble`` is what it raised after it touched the page."""

    def look_again(self) -> None:
        """What was read so far no longer counts."""

    def confirmed(self, statement: str) -> None:
        """A fresh look says that it is so."""


class Kernel:
    """Makes statements true. ``patience`` is how long, in seconds, a fresh page may go on showing the old state."""

    def __init__(
        self,
        watcher: Watcher,
        *,
        dry_run: bool,
        patience: float,
        rehearse: bool = False,
        sleep: Sleep = time.sleep,
    ) -> None:
        self.watcher = watcher
        self.dry_run = dry_run
        self.rehearse = rehearse
        self.patience = patience
        self.sleep = sleep

    def look(self, look: Callable[[], T]) -> T:
        """``look()``, tried three times while it fails for reasons that may pass."""
        return Retrying(
            retry=retry_if_exception_type(LookFailed),
            stop=stop_after_attempt(3),
            wait=wait_exponential(multiplier=0.3, max=3),
            sleep=self.sleep,
            reraise=True,
        )(look)

    def ensure(self, statement: str, look: Look, *, by: Act) -> Outcome:
        """Make ``statement`` true.

        Raises NotConfirmed if it was acted on and a fresh page does not say so, RefusedBySite if the site said no.
        """
        so = self.look(look)
        self.watcher.looked(statement, so=so)
        if so:
            return Outcome.ALREADY
        if self.dry_run:
            if self.rehearse:
                _rehearse(by)
            self.watcher.planned(statement)
            return Outcome.PLANNED
        trouble = _attempt(by)
        self.watcher.acted(statement, trouble)
        if isinstance(trouble, RefusedBySite) and not self._look_again(look):
            raise trouble
        if not self._becomes_so(look):
            raise NotConfirmed(f"After it was done, a freshly loaded page still does not say that {statement}.")
        self.watcher.confirmed(statement)
        return Outcome.DONE

    def _becomes_so(self, look: Look) -> bool:
        """Whether fresh looks come to say so within the patience; the last trouble of a look is raised."""
        return Retrying(
            retry=retry_if_result(lambda so: so is False) | retry_if_exception_type(CancelbotError),
            stop=stop_after_delay(self.patience),
            wait=wait_exponential(multiplier=0.3, max=5),
            sleep=self.sleep,
            retry_error_callback=_last_answer,
        )(lambda: self._look_again(look))

    def _look_again(self, look: Look) -> bool:
        self.watcher.look_again()
        return self.look(look)


def _rehearse(act: Act) -> None:
    """Run an act whose last press will be left out (cancelbot.sight.hands sees to that, and the guard is shut)."""
    with suppress(Rehearsed):
        act()


def _attempt(act: Act) -> Exception | None:
    """Run an act. Not recognising a page stops it before its click; any other trouble says nothing of the site."""
    try:
        act()
    except PageNotRecognised:
        raise
    except Exception as trouble:  # noqa: BLE001  # any exception after a click means "unknown", and only a look can tell
        return trouble
    return None


def _last_answer(state: RetryCallState) -> bool:
    outcome = state.outcome
    return bool(outcome and not outcome.failed and outcome.result())
