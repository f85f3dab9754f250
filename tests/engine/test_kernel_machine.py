"""The kernel's laws, over any sequence of runs, refusals, stale pages and broken looks that Hypothesis tries."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cancelbot.engine.ensure import Kernel
from cancelbot.errors import LookFailed, NotConfirmed, PageNotRecognized, RefusedBySite, SignInRefused, Unsafe
from cancelbot.result import Outcome

STATEMENT = "it is so"
SPIN = 0.01
"""seconds of patience: the kernel does not sleep here, so it looks often enough"""
TROUBLES: tuple[Callable[[], Exception], ...] = (
    lambda: LookFailed("the page is gone"),
    lambda: LookFailed("too many requests", after=5.0),
    lambda: LookFailed("too many requests", after=3600.0),
    lambda: PageNotRecognized("another page"),
    lambda: SignInRefused("the password was refused"),
    lambda: Unsafe("another organization"),
    lambda: RuntimeError("the browser is gone"),
)
EARLY: tuple[Callable[[], Exception], ...] = (*TROUBLES, lambda: RefusedBySite("grayed out"))
LATE: tuple[Callable[[], Exception | None], ...] = (*EARLY, lambda: TimeoutError("click"), lambda: None, lambda: None)


class Site(RuleBasedStateMachine):
    """A site with one thing to make so, and the runs on it. It is the watcher of the kernel as well."""

    def __init__(self) -> None:
        super().__init__()
        self.so = self.cut_off = False
        self.has_loaded = True
        self.clicks = self.landed = self.sign_ins = 0
        self.stale_looks = 0
        self.broken_looks: list[Callable[[], Exception]] = []

    # the watcher

    def on_looked(self, statement: str, *, so: bool) -> None: ...

    def on_planned(self, statement: str) -> None: ...

    def on_acted(self, statement: str, trouble: Exception | None) -> None: ...

    def forget(self) -> None: ...

    def on_pause(self, seconds: float) -> None: ...

    def on_confirmed(self, statement: str) -> None:
        assert self.so

    def is_pending(self, statement: str) -> bool:
        return self.cut_off

    # the site

    def look(self) -> bool:
        if self.broken_looks:
            trouble = self.broken_looks.pop(0)()
            self.sign_ins += isinstance(trouble, SignInRefused)
            raise trouble
        if self.stale_looks:
            self.stale_looks -= 1
            return False
        return self.so

    def act(self, *, lands: bool, early: Exception | None, late: Exception | None) -> Callable[[str], None]:
        def press(_statement: str) -> None:
            if early is not None:
                raise early
            self.clicks += 1
            self.landed += lands and not self.so
            self.so = self.so or lands
            if late is not None:
                raise late

        return press

    # what happens

    @rule(looks=st.integers(1, 4))
    def the_old_state_is_shown_for_a_while(self, looks: int) -> None:
        self.stale_looks = looks

    @rule(troubles=st.lists(st.sampled_from(TROUBLES), max_size=4))
    def looks_break(self, troubles: list[Callable[[], Exception]]) -> None:
        self.broken_looks = troubles

    @rule()
    def somebody_undoes_it(self) -> None:
        self.so = False

    @rule()
    def the_last_run_was_killed(self) -> None:
        self.cut_off = True

    @rule(lands=st.booleans(), late=st.sampled_from(LATE), dry_run=st.booleans())
    def a_run(self, *, lands: bool, late: Callable[[], Exception | None], dry_run: bool) -> None:
        self._run(self.act(lands=lands, early=None, late=late()), dry_run=dry_run)

    @rule(early=st.sampled_from(EARLY))
    def a_run_that_stops_before_its_press(self, early: Callable[[], Exception]) -> None:
        clicks = self.clicks

        outcome = self._run(self.act(lands=True, early=early(), late=None))

        assert self.clicks == clicks
        assert outcome is not Outcome.DONE

    def _run(self, act: Callable[[str], None], *, dry_run: bool = False) -> Outcome | None:
        """One run; what it reports must be so, and it presses once at most. None: it ended with an error."""
        was, clicks, self.sign_ins = self.so, self.clicks, 0
        kernel = Kernel(self, dry_run=dry_run, patience=SPIN, sleep=lambda _seconds: None)
        try:
            outcome = kernel.ensure(STATEMENT, self.look, by=act)
        except AssertionError:
            raise  # a law that is broken, seen from within
        except NotConfirmed:
            assert self.clicks == clicks + 1
            return None
        except Exception:  # noqa: BLE001  # whatever else ends a run is an exit code of its own, and not 0
            return None
        finally:
            self.cut_off = False
            assert self.clicks <= clicks + (not dry_run), "one press at most, and none in a dry run"
            assert self.sign_ins <= 1, "nobody signs in again and again"
        assert (outcome is Outcome.ALREADY) <= (was and self.so)
        assert (outcome is Outcome.DONE) <= (self.so and self.clicks == clicks + 1)
        assert (outcome is Outcome.PLANNED) <= dry_run
        return outcome

    @invariant()
    def nothing_lands_more_often_than_it_was_pressed(self) -> None:
        assert self.landed <= self.clicks

    def teardown(self) -> None:
        """When nothing goes wrong any more, a run converges, and the next one presses nothing."""
        self.broken_looks, self.stale_looks, self.cut_off = [], 0, False
        act = self.act(lands=True, early=None, late=None)
        assert self._run(act) in {Outcome.DONE, Outcome.ALREADY}
        clicks = self.clicks
        assert self._run(act) is Outcome.ALREADY
        assert self.clicks == clicks


def test_the_kernels_laws_hold_in_any_sequence() -> None:
    run_state_machine_as_test(
        Site, settings=settings(derandomize=True, max_examples=60, stateful_step_count=15, deadline=None, database=None)
    )


@pytest.mark.soak
def test_the_kernels_laws_hold_in_many_more_sequences() -> None:
    run_state_machine_as_test(
        Site,
        settings=settings(
            max_examples=2000, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
