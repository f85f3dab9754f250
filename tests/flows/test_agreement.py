"""What a question may want before it can be agreed to: what the bot ticks, waits for, or leaves to the person."""

from collections.abc import Callable

import pytest
from tests.flows.conftest import Notes, SmallRun
from tests.support.committed import Committed, hold_back

from cancelbot.errors import AnswerNeeded
from cancelbot.guard import ActAnswer
from cancelbot.page.confirmation import Confirmation, Finder
from cancelbot.page.query import dialog_of
from openai_platform import agreement as agreements
from openai_platform.agreement import Agreement
from openai_platform.billing.cancel import CANCELS

Agree = Callable[..., str]
AT_ONCE = 0.3
"""seconds to look for what comes with the press itself, so the first look has it, or never"""
BOX = """<main><h1>Billing</h1></main><div role=dialog><h2>Cancel your plan?</h2>{}
<button>Keep plan</button><button id=go disabled>{}</button></div>"""
TICK = "<label><input type=checkbox onchange='go.disabled = !ticked()'>{}</label>"
ALL = "<script>const ticked = () => [...document.querySelectorAll('input')].every(box => box.checked)</script>"
REASON = "<p>Why?</p><label><input type=radio name=why id=cost onchange='go.disabled = false'> Cost</label>"
COUNTS = """<script>let left = 3; const tick = () => { left -= 1; go.disabled = left > 0;
  go.textContent = left ? `Cancel plan in ${left}s` : "Cancel plan"; if (left) setTimeout(tick, 200) };
  setTimeout(tick, 200)</script>"""


@pytest.fixture
def agree(small_run: SmallRun, monkeypatch: pytest.MonkeyPatch) -> Agree:
    """Agrees to the question of a page; what would have been pressed in earnest. ``choose``: what the person clicks."""

    def start(body: str, choose: str = "") -> str:
        run = small_run(timeout=3.0, headed=bool(choose))
        assert isinstance(run.progress, Notes)
        run.progress.when_called = lambda: run.tab.page.click(choose)
        hold_back(run, monkeypatch)
        run.tab.page.set_content(body)
        now = run.tab.read()
        asks = dialog_of(now, CANCELS)
        assert asks is not None
        agreement = Agreement(run, "cancel-plan", "the plan is canceled", CANCELS, lambda: None)
        with pytest.raises(Committed) as committed:
            agreement.carry_out(Confirmation.by(asks))
        return str(committed.value)

    return start


@pytest.mark.parametrize(
    "boxes",
    [
        TICK.format("I understand that my requests will be rejected once my credits are used up"),
        TICK.format("Yes, I acknowledge this.") + TICK.format("I am aware that credits are non-refundable"),
        TICK.format("I confirm that I want to cancel my plan"),
    ],
)
def test_boxes_that_say_only_that_one_understands_are_ticked(agree: Agree, boxes: str) -> None:
    assert agree(BOX.format(boxes + ALL, "Cancel plan")) == "Cancel plan"


@pytest.mark.parametrize(
    "name",
    [
        "Also delete my organization",
        "I understand that cancelling my plan deletes my organization and its data",
        "I agree to receive offers by e-mail",
        "I accept an early termination fee of $50",
        "I agree to the Terms of Service",
        "Send me tips",
    ],
)
def test_a_box_of_anything_else_is_left_and_the_question_is_quoted(
    agree: Agree, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(agreements, "WAKES", AT_ONCE)

    with pytest.raises(AnswerNeeded, match=name.replace("$", r"\$")):
        agree(BOX.format(TICK.format(name) + ALL, "Cancel plan"))


def test_a_countdown_is_waited_for(agree: Agree) -> None:
    assert agree(BOX.format("", "Cancel plan in 3s") + COUNTS) == "Cancel plan"


def test_what_only_a_person_can_choose_is_chosen_in_the_window_and_the_run_goes_on(agree: Agree) -> None:
    assert agree(BOX.format(REASON, "Cancel plan"), choose="#cost") == "Cancel plan"


Steps = Callable[..., list[str]]


@pytest.fixture
def steps(small_run: SmallRun, monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Gives the function that agrees to what a page asks, and tells what was pressed for it."""
    monkeypatch.setattr(agreements, "COMES_UP", AT_ONCE)

    def press_all(page: str, *, in_steps: bool) -> list[str]:
        run = small_run(timeout=3.0)
        made: list[str] = []

        def press(_step: str, _statement: str, control: Finder, **_: object) -> ActAnswer:
            node = control(run.tab.read())
            made.append(node.name)
            run.clicker.press(node)
            return ActAnswer()

        monkeypatch.setattr(run.clicker, "click_once", press)
        run.tab.page.set_content(page)
        now = run.tab.read()
        asks = dialog_of(now, CANCELS)
        assert asks is not None

        Agreement(run, "cancel-plan", "-", CANCELS, lambda: None, in_steps=in_steps).carry_out(Confirmation.by(asks))
        return made

    return press_all


STEPS = """<main><h1>Billing</h1></main><div role=dialog><h2 id=headline>Cancel your plan?</h2>
<p id=text>Step 1 of 2</p>
<button>Keep plan</button><button id=go onclick="{}">{}</button></div>"""
NEXT = "go.textContent = 'Cancel plan'; text.textContent = 'No further charges will be made.'"


@pytest.mark.parametrize(
    ("name", "then", "pressed"),
    [
        ("Continue", NEXT, ["Continue", "Cancel plan"]),
        ("Continue", "go.textContent = 'Continue to checkout'", ["Continue"]),
        ("Continue", f"{NEXT}; headline.textContent = 'Delete your organization?'", ["Continue"]),
        ("Confirm", "go.textContent = 'Confirm again'", ["Confirm"]),
        ("Yes, cancel plan", NEXT, ["Yes, cancel plan"]),
        ("Confirm", f"{NEXT}; text.textContent = 'Your plan could not be canceled.'", ["Confirm"]),
        *(
            ("Continue", f"{NEXT}; text.textContent = '{said}'", ["Continue"])
            for said in (
                "Your plan is canceled.",
                "Canceling...",
                "Please wait",
                "Payment of $5 failed.",
                "You will be charged $20 today.",
            )
        ),
    ],
)
def test_a_question_may_go_on_in_its_own_box_until_it_names_the_act(
    steps: Steps, name: str, then: str, pressed: list[str]
) -> None:
    assert steps(STEPS.format(then, name), in_steps=True) == pressed


def test_a_question_of_another_kind_does_not_go_on_in_its_own_box(steps: Steps) -> None:
    """A second step could speak of more than the one card or key that the first one named."""
    assert steps(STEPS.format(NEXT, "Continue"), in_steps=False) == ["Continue"]
