"""The kernel's laws: an act runs at most once, only looks are tried again, and what is not seen is not claimed."""

from collections.abc import Callable

import pytest

from cancelbot.engine.ensure import Kernel
from cancelbot.errors import (
    BrowserGone,
    GuardLeaks,
    LookFailed,
    NotConfirmed,
    PageNotRecognized,
    RefusedBySite,
    SignInRefused,
    StateUnclear,
    Unsafe,
)
from cancelbot.result import Outcome


class Told:
    """A watcher that only keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.clicks = 0
        self.pending_acts = False
        self.has_loaded = True

    def is_pending(self, statement: str) -> bool:
        return self.pending_acts

    def on_looked(self, statement: str, *, so: bool) -> None:
        self.events.append(f"looked {so}")

    def on_planned(self, statement: str) -> None:
        self.events.append("planned")

    def on_acted(self, statement: str, trouble: Exception | None) -> None:
        self.events.append("acted")

    def forget(self) -> None:
        self.events.append("look again")

    def on_pause(self, seconds: float) -> None:
        self.events.append(f"waits {seconds:g}")

    def on_confirmed(self, statement: str) -> None:
        self.events.append("confirmed")


def kernel(told: Told, *, dry_run: bool = False, patience: float = 0.0) -> Kernel:
    return Kernel(told, dry_run=dry_run, patience=patience, sleep=lambda _seconds: None)


@pytest.fixture
def told() -> Told:
    return Told()


def answers(*given: bool | Exception) -> Callable[[], bool]:
    left = list(given)

    def look() -> bool:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return look


class Act:
    """An act that counts how often it ran. ``early``: its trouble comes before the press that counts."""

    def __init__(self, told: Told, trouble: Exception | None = None, *, early: bool = False) -> None:
        self.told = told
        self.times = 0
        self.trouble = trouble
        self.early = early

    def __call__(self, _statement: str) -> None:
        self.times += 1
        self.told.clicks += not self.early
        if self.trouble is not None:
            raise self.trouble


def test_what_is_so_is_left_alone(told: Told) -> None:
    act = Act(told)

    assert kernel(told).ensure("it is so", answers(True), by=act) is Outcome.ALREADY
    assert act.times == 0


def test_a_dry_run_never_acts(told: Told) -> None:
    act = Act(told)

    assert kernel(told, dry_run=True).ensure("it is so", answers(False), by=act) is Outcome.PLANNED
    assert act.times == 0


def test_an_act_runs_once_and_is_confirmed_by_a_fresh_look(told: Told) -> None:
    act = Act(told)

    assert kernel(told).ensure("it is so", answers(False, True), by=act) is Outcome.DONE
    assert act.times == 1


@pytest.mark.parametrize(
    "trouble", [TimeoutError("the click timed out"), ValueError("anything"), PageNotRecognized("another page")]
)
def test_trouble_after_a_press_says_nothing_and_only_a_look_decides(told: Told, trouble: Exception) -> None:
    landed, lost = Act(told, trouble), Act(told, trouble)

    assert kernel(told).ensure("it is so", answers(False, True), by=landed) is Outcome.DONE
    with pytest.raises(NotConfirmed):
        kernel(told).ensure("it is so", answers(False, False), by=lost)
    assert (landed.times, lost.times) == (1, 1)


@pytest.mark.parametrize("trouble", [PageNotRecognized("no such button"), ValueError("anything"), RefusedBySite("no")])
def test_trouble_before_the_press_is_told_as_it_is(told: Told, trouble: Exception) -> None:
    with pytest.raises(type(trouble), match=str(trouble)):
        kernel(told, patience=5).ensure("it is so", answers(False, True), by=Act(told, trouble, early=True))

    assert told.events == ["looked False", "acted"]


def test_a_page_that_was_there_before_the_click_confirms_nothing(told: Told) -> None:
    told.has_loaded = False

    with pytest.raises(NotConfirmed, match="loaded before the click"):
        kernel(told).ensure("it is so", answers(False, True), by=Act(told))
    assert "confirmed" not in told.events


def test_an_old_state_is_looked_at_again_until_it_changes(told: Told) -> None:
    act = Act(told)

    assert kernel(told, patience=5).ensure("it is so", answers(False, False, False, True), by=act) is Outcome.DONE
    assert act.times == 1


def test_what_the_site_refused_is_reported_as_refused_unless_it_is_so(told: Told) -> None:
    with pytest.raises(RefusedBySite):
        kernel(told, patience=5).ensure("it is so", answers(False, False), by=Act(told, RefusedBySite("no")))
    assert kernel(told).ensure("it is so", answers(False, True), by=Act(told, RefusedBySite("no"))) is Outcome.DONE


def test_a_look_that_fails_is_tried_three_times(told: Told) -> None:
    assert kernel(told).look(answers(LookFailed("1"), LookFailed("2"), True))
    with pytest.raises(LookFailed, match="3"):
        kernel(told).look(answers(LookFailed("1"), LookFailed("2"), LookFailed("3"), True))


def test_one_look_that_takes_all_of_the_patience_is_followed_by_another(told: Told) -> None:
    hurried = kernel(told, patience=1e-9)

    assert hurried.ensure("it is so", answers(False, False, True), by=Act(told)) is Outcome.DONE
    with pytest.raises(NotConfirmed):
        hurried.ensure("it is so", answers(False, False, False, True), by=Act(told))


@pytest.mark.parametrize("trouble", [LookFailed("gone"), PageNotRecognized("what is this"), RuntimeError("no browser")])
def test_a_look_that_cannot_be_made_after_an_act_confirms_nothing(told: Told, trouble: Exception) -> None:
    with pytest.raises(NotConfirmed, match="no reloaded page made clear that"):
        kernel(told).ensure("it is so", answers(False, trouble), by=Act(told))


def test_what_a_page_leaves_open_after_an_act_is_said_once_with_what_to_do_by_hand(told: Told) -> None:
    unclear = StateUnclear("The page does not say whether it is so.", by_hand="Open the page and look.")

    with pytest.raises(NotConfirmed) as stopped:
        kernel(told).ensure("it is so", answers(False, unclear), by=Act(told))
    assert str(stopped.value) == "After the click, the page does not say whether it is so."
    assert stopped.value.advice == "Open the page and look."


def test_a_guard_that_closed_the_browser_after_an_act_is_told_and_not_the_browser_that_is_gone(told: Told) -> None:
    leaks = GuardLeaks("The guard could not be shut again, so the browser was closed.")

    with pytest.raises(NotConfirmed, match="made clear that it is so: The guard could not be shut again"):
        kernel(told).ensure("it is so", answers(False, BrowserGone()), by=Act(told, leaks))


def test_after_an_act_nobody_signs_in_again_and_again(told: Told) -> None:
    looks: list[str] = []

    def look() -> bool:
        looks.append("look")
        if len(looks) > 1:
            raise SignInRefused("The password was refused.")
        return False

    with pytest.raises(NotConfirmed, match="The password was refused"):
        kernel(told, patience=5).ensure("it is so", look, by=Act(told))
    assert len(looks) == 2


def test_danger_seen_after_an_act_is_told_as_danger(told: Told) -> None:
    with pytest.raises(Unsafe, match="other keys") as danger:
        kernel(told, patience=5).ensure("it is so", answers(False, Unsafe("other keys are gone")), by=Act(told))
    assert "Nothing was changed" not in danger.value.advice


def test_the_site_is_left_alone_for_as_long_as_it_asks(told: Told) -> None:
    waited: list[float] = []
    patient = Kernel(told, dry_run=False, patience=5, sleep=waited.append)

    assert patient.look(answers(LookFailed("busy", after=7.0), True))

    assert waited == [7.0]
    assert told.events == ["waits 7"]


def test_the_site_may_not_ask_for_an_hour(told: Told) -> None:
    waited: list[float] = []
    patient = Kernel(told, dry_run=False, patience=5, sleep=waited.append)

    with pytest.raises(LookFailed):
        patient.look(answers(LookFailed("busy", after=3600.0), True))
    with pytest.raises(NotConfirmed):
        patient.ensure("it is so", answers(False, LookFailed("busy", after=3600.0)), by=Act(told))
    assert waited == []


def test_what_an_earlier_run_has_begun_is_waited_for_before_it_is_done_again(told: Told) -> None:
    landed, lost = Act(told), Act(told)
    told.pending_acts = True

    assert kernel(told, patience=5).ensure("it is so", answers(False, False, True), by=landed) is Outcome.ALREADY
    assert kernel(told).ensure("it is so", answers(False, False, True), by=lost) is Outcome.DONE
    assert (landed.times, lost.times) == (0, 1)


def test_what_was_left_undone_ends_a_run_and_not_a_dry_run(told: Told) -> None:
    undone = PageNotRecognized("another page")

    kernel(told, dry_run=True).conclude(undone)

    with pytest.raises(PageNotRecognized, match="another page"):
        kernel(told).conclude(undone)
