"""The kernel's laws: an act runs at most once, only looks are tried again, and what is not seen is not claimed."""

from collections.abc import Callable

import pytest

from cancelbot.ensure import Kernel, LookFailed, Outcome
from cancelbot.errors import NotConfirmed, PageNotRecognised, RefusedBySite


class Told:
    """A watcher that only keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def looked(self, statement: str, *, so: bool) -> None:
        self.events.append(f"looked {so}")

    def planned(self, statement: str) -> None:
        self.events.append("planned")

    def acted(self, statement: str, trouble: Exception | None) -> None:
        self.events.append("acted")

    def look_again(self) -> None:
        self.events.append("look again")

    def confirmed(self, statement: str) -> None:
        self.events.append("confirmed")


def kernel(*, dry_run: bool = False, patience: float = 0.0) -> Kernel:
    return Kernel(Told(), dry_run=dry_run, patience=patience, sleep=lambda _seconds: None)


def answers(*given: bool | Exception) -> Callable[[], bool]:
    left = list(given)

    def look() -> bool:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return look


class Act:
    """An act that counts how often it ran."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.times = 0
        self.trouble = trouble

    def __call__(self) -> None:
        self.times += 1
        if self.trouble is not None:
            raise self.trouble


def test_what_is_so_is_left_alone() -> None:
    act = Act()

    assert kernel().ensure("it is so", answers(True), by=act) is Outcome.ALREADY
    assert act.times == 0


def test_a_dry_run_never_acts() -> None:
    act = Act()

    assert kernel(dry_run=True).ensure("it is so", answers(False), by=act) is Outcome.PLANNED
    assert act.times == 0


def test_an_act_runs_once_and_is_confirmed_by_a_fresh_look() -> None:
    act = Act()

    assert kernel().ensure("it is so", answers(False, True), by=act) is Outcome.DONE
    assert act.times == 1


@pytest.mark.parametrize("trouble", [TimeoutError("the click timed out"), ValueError("anything")])
def test_trouble_in_an_act_says_nothing_and_only_a_look_decides(trouble: Exception) -> None:
    landed, lost = Act(trouble), Act(trouble)

    assert kernel().ensure("it is so", answers(False, True), by=landed) is Outcome.DONE
    with pytest.raises(NotConfirmed):
        kernel().ensure("it is so", answers(False, False), by=lost)
    assert (landed.times, lost.times) == (1, 1)


def test_an_old_state_is_looked_at_again_until_it_changes() -> None:
    act = Act()

    assert kernel(patience=5).ensure("it is so", answers(False, False, False, True), by=act) is Outcome.DONE
    assert act.times == 1


def test_an_act_that_did_not_recognise_its_page_stops_before_any_look() -> None:
    with pytest.raises(PageNotRecognised, match="no such button"):
        kernel().ensure("it is so", answers(False, True), by=Act(PageNotRecognised("no such button")))


def test_what_the_site_refused_is_reported_as_refused_unless_it_is_so() -> None:
    with pytest.raises(RefusedBySite):
        kernel().ensure("it is so", answers(False, False), by=Act(RefusedBySite("no")))
    assert kernel().ensure("it is so", answers(False, True), by=Act(RefusedBySite("no"))) is Outcome.DONE


def test_a_look_that_fails_is_tried_three_times() -> None:
    assert kernel().look(answers(LookFailed("1"), LookFailed("2"), True))
    with pytest.raises(LookFailed, match="3"):
        kernel().look(answers(LookFailed("1"), LookFailed("2"), LookFailed("3"), True))


def test_a_look_that_cannot_be_made_after_an_act_confirms_nothing() -> None:
    with pytest.raises(NotConfirmed):
        kernel().ensure("it is so", answers(False, LookFailed("gone")), by=Act())
