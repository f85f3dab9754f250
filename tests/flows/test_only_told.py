"""A bare "Next" or "OK" agrees to nothing where its box only tells of the act, or where another section is over it."""

from collections.abc import Callable
from itertools import cycle
from types import SimpleNamespace
from typing import cast

import pytest
from tests.flows.conftest import Read, SmallRun

from cancelbot.errors import PageNotRecognized
from cancelbot.page.query import dialog_of
from openai_platform.agreement import is_only_told
from openai_platform.billing.cancel import CANCELS, Billing, cancel_control, is_of_another_section
from openai_platform.navigation import Site

Opened = Callable[[str], str]
PAGE = """<main><h1>Billing</h1><h2>Pay as you go</h2><button onclick="over.hidden = false">Cancel plan</button></main>
<div id=over role=dialog hidden>{}</div>"""
BUTTONS = (
    "<button>Close</button><button>Next</button>",
    "<button>Dismiss</button><button>Continue</button>",
    "<button>Close</button><button>OK</button>",
)
TIPS = """You can cancel your plan anytime|You can cancel your plan at any time.|Cancel your plan anytime.
|Here you can cancel your plan.|Need to cancel your plan? You can do it here anytime.
|Tip: cancel your plan from this page.|You may cancel your subscription whenever you like.
|New: manage and cancel your plan in one place|Learn how to cancel your plan
|What happens when you cancel your plan|It's now easier to cancel your plan
|If you ever want to cancel your plan, you can do so here.|To cancel your plan, open the menu.
|Only owners can cancel your plan.|When you cancel your plan, requests fail."""
ASKS = """Cancel your plan?|Cancel your plan|Are you sure you want to cancel your plan?
|You are about to cancel your plan.|Your plan will be canceled today.|Confirm your cancellation
|Continue to cancel your plan.|Plan cancellation|If you continue, your plan will be canceled.
|Please confirm that you want to cancel your plan.|Cancel your plan? You can come back at any time.
|Your plan will end on May 3. You can use your credits here until then."""
OTHER_SECTIONS = """Payment details|Payment method|Transfer ownership|Invite members|Billing address|Contact support
|Verify your identity|Change password|Export your data|API keys|Organization details|Notifications|Refund"""
OWN_SECTIONS = """What happens next|What you'll lose|Before you go|Your plan|Pay as you go|Summary|Step 1 of 2|Confirm
|What happens to your data|Effective date|Details|Reason|Please note|After cancellation|Remaining credits"""


def each(said: str) -> list[str]:
    return said.replace("\n", "").split("|")


def agrees(read: Read, box: str) -> bool:
    asks = dialog_of(read(f"<main><h1>Billing</h1></main><div role=dialog>{box}</div>"), CANCELS)
    return asks is not None and not (is_only_told(asks, CANCELS) or is_of_another_section(asks))


def test_a_tip_about_the_act_is_no_question_and_a_question_may_tell_something_too(read: Read) -> None:
    tips = {tip: f"<h2>{tip}</h2>{buttons}" for tip, buttons in zip(each(TIPS), cycle(BUTTONS), strict=False)}
    questions = {ask: f"<h2>{ask}</h2>{buttons}" for ask, buttons in zip(each(ASKS), cycle(BUTTONS), strict=False)}

    assert [tip for tip, box in tips.items() if agrees(read, box)] == []
    assert [ask for ask, box in questions.items() if not agrees(read, box)] == []


def test_under_the_heading_of_another_section_a_bare_name_agrees_to_nothing(read: Read) -> None:
    box = "<h2>Cancel your plan?</h2><p>It ends today.</p><h3>{}</h3><p>Some text.</p>" + BUTTONS[0]

    assert [head for head in each(OTHER_SECTIONS) if agrees(read, box.format(head))] == []
    assert [head for head in each(OWN_SECTIONS) if not agrees(read, box.format(head))] == []


@pytest.fixture
def opened(small_run: SmallRun) -> Opened:
    """What would be pressed in what "Cancel plan" opens."""

    def start(box: str) -> str:
        run = small_run()
        run.tab.page.set_content(PAGE.format(box))
        agreement = Billing(cast("Site", SimpleNamespace(run=run))).agreement("the plan is canceled")
        return run.clicker.open_confirmation(cancel_control, agreement.question).control.name

    return start


@pytest.mark.parametrize(
    "box",
    [
        f"<h2>You can cancel your plan anytime</h2>{BUTTONS[0]}",
        f"<h2>Cancel your plan?</h2><h3>Payment details</h3><p>Visa 4242</p>{BUTTONS[1]}",
    ],
)
def test_after_the_press_neither_is_taken_for_the_question(opened: Opened, box: str) -> None:
    with pytest.raises(PageNotRecognized):
        opened(box)


def test_a_step_of_the_question_itself_is_gone_on_with(opened: Opened) -> None:
    assert opened(f"<h2>Cancel your plan</h2><h3>What happens next</h3><p>Requests fail.</p>{BUTTONS[0]}") == "Next"
