"""The kernel: a step is a statement that must become true.

    look  ->  already so?  -> ALREADY
          ->  dry run?     -> PLANNED (a rehearsal goes up to the press that counts)
          ->  act, once
    look again, on a freshly loaded page  ->  DONE, or it raises NotConfirmed

Only here is decided what a dry run does. The network guard enforces it a second time, independently. Only looks are
retried; an act runs at most once, and running the command again is its retry. The listener counts the clicks that may
have changed the account. An error before such a click is raised as it is; after one, only a fresh look decides.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from typing import Protocol, TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    retry_if_result,
    stop_after_attempt,
    stop_after_delay,
    wait_exponential,
)

from cancelbot.errors import (
    CancelbotError,
    GuardLeaks,
    LookFailed,
    NotConfirmed,
    PageNotRecognized,
    PersonNeeded,
    RefusedBySite,
    Rehearsed,
    StateUnclear,
    Unsafe,
)
from cancelbot.result import Outcome

T = TypeVar("T")
Look = Callable[[], bool]
Action = Callable[[str], None]
"""makes the statement true that it gets"""
LONGEST_WAIT = 60.0
"""seconds that the bot waits if the site asks for it; beyond that the run ends and says how long the site asked for"""
CLICKED = "This was seen only after the click that counts, which may have taken effect."


class Listener(Protocol):
    """The kernel asks it about the run, and tells it (``on_...``) what is done."""

    @property
    def clicks(self) -> int:
        """How many clicks may have changed the account so far."""

    @property
    def has_loaded(self) -> bool:
        """Whether a page was loaded since the last click of an act."""

    def is_pending(self, statement: str) -> bool:
        """Whether an earlier run was cut off after it began to make ``statement`` true."""

    def forget(self) -> None:
        """What was read so far no longer counts."""

    def on_looked(self, statement: str, *, so: bool) -> None: ...

    def on_planned(self, statement: str) -> None:
        """A dry run stops here."""

    def on_acted(self, statement: str, trouble: Exception | None) -> None:
        """The act is over. ``trouble`` is what it raised after it touched the page."""

    def on_pause(self, seconds: float) -> None:
        """The site asked for a pause, which comes before the next look."""

    def on_confirmed(self, statement: str) -> None:
        """A fresh page confirms ``statement``."""


@dataclass
class Kernel:
    """Makes statements true."""

    listener: Listener
    _: KW_ONLY
    dry_run: bool
    patience: float
    """seconds for which a fresh page may go on showing the old state"""
    rehearse: bool = False
    sleep: Callable[[float], None] = time.sleep

    def look(self, look: Callable[[], T]) -> T:
        """The answer of ``look``, tried three times while it fails for a temporary reason."""
        return Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, LookFailed) and _may_pass(error)),
            stop=stop_after_attempt(3),
            wait=lambda state: max(_asked(state), wait_exponential(multiplier=0.3, max=3)(state)),
            before_sleep=self._tell_wait,
            sleep=self.sleep,
            reraise=True,
        )(look)

    def _tell_wait(self, state: RetryCallState) -> None:
        if asked := _asked(state):
            self.listener.on_pause(asked)

    def ensure(self, statement: str, look: Look, *, by: Action) -> Outcome:
        """Make ``statement`` true.

        Raises NotConfirmed if it was acted on and a fresh page does not confirm it, RefusedBySite if the site refused.
        """
        so = self.look(look) or (
            not self.dry_run and self.listener.is_pending(statement) and self._becomes_so(look, patience=self.patience)
        )
        self.listener.on_looked(statement, so=so)
        if so:
            return Outcome.ALREADY
        if self.dry_run:
            with suppress(Rehearsed):  # the clicker leaves the last click out, and the guard is shut
                if self.rehearse:
                    by(statement)
            self.listener.on_planned(statement)
            return Outcome.PLANNED
        clicks = self.listener.clicks
        trouble = _attempt(lambda: by(statement))
        self.listener.on_acted(statement, trouble)
        if trouble is not None and self.listener.clicks == clicks:
            raise trouble
        self._confirm(statement, look, trouble)
        self.listener.on_confirmed(statement)
        return Outcome.DONE

    def conclude(self, undone: CancelbotError) -> None:
        """Raise ``undone``, what was asked for and could not be done. A dry run does not raise it."""
        if not self.dry_run:
            raise undone

    def _confirm(self, statement: str, look: Look, trouble: Exception | None) -> None:
        """Raise unless fresh looks confirm it. After a refusal, one look is enough."""
        refused = isinstance(trouble, RefusedBySite | PersonNeeded)
        try:
            so = self._becomes_so(look, patience=0 if refused else self.patience)
        except Unsafe as danger:
            raise Unsafe(str(danger), advice=f"{CLICKED} Look at the page yourself.") from None
        except StateUnclear as unclear:  # it says by itself what is not clear
            said = str(unclear)
            raise NotConfirmed(f"After the click, {said[0].lower()}{said[1:]}", advice=unclear.by_hand) from None
        except Exception as error:  # noqa: BLE001  # the click is made: whatever hinders a look leaves it unknown
            cause = trouble if isinstance(trouble, GuardLeaks) else error  # such a guard has closed the browser
            why = str(cause) if isinstance(cause, CancelbotError) else type(cause).__name__
            raise NotConfirmed(f"After the click, no reloaded page made clear that {statement}: {why}") from None
        if not so and trouble is not None and refused:
            raise trouble
        if not so:
            raise NotConfirmed(f"After the click, a reloaded page still does not say that {statement}.")

    def _becomes_so(self, look: Look, *, patience: float) -> bool:
        """Whether fresh looks confirm it within the patience. Raises what hindered the last look."""
        return Retrying(
            retry=retry_if_result(lambda so: so is False) | retry_if_exception(_may_pass),
            stop=_after(patience),
            wait=wait_exponential(multiplier=0.3, max=5),
            sleep=self.sleep,
            retry_error_callback=lambda state: bool(state.outcome and state.outcome.result()),
        )(lambda: self._look_again(look))

    def _look_again(self, look: Look) -> bool:
        self.listener.forget()
        so = self.look(look)
        if so and not self.listener.has_loaded:
            raise LookFailed("The page that was looked at had been loaded before the click.")
        return so


def _after(patience: float) -> Callable[[RetryCallState], bool]:
    """Stop when the patience is over, but not after a single "no": on a slow site one look may take all of it."""
    is_over = stop_after_delay(patience)

    def stops(state: RetryCallState) -> bool:
        is_first_no = state.attempt_number == 1 and state.outcome is not None and not state.outcome.failed
        return is_over(state) and not (patience and is_first_no)

    return stops


def _attempt(act: Callable[[], None]) -> Exception | None:
    """Run an act and return what it raised: what that means depends on how far it came."""
    try:
        act()
    except Exception as trouble:  # noqa: BLE001  # any exception after a click means "unknown", and only a look can tell
        return trouble
    return None


def _may_pass(error: BaseException) -> bool:
    """Whether another look may succeed. Signing in again is not a look: it would give the password once more."""
    return isinstance(error, PageNotRecognized) or (isinstance(error, LookFailed) and error.after <= LONGEST_WAIT)


def _asked(state: RetryCallState) -> float:
    """The seconds for which the site wants no requests."""
    trouble = state.outcome.exception() if state.outcome else None
    return trouble.after if isinstance(trouble, LookFailed) else 0.0
