"""Controls as component libraries build them: what each shows, what it may hide, and what only looks like it."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import overview_of

from cancelbot.errors import ControlNotFound
from cancelbot.page.query import DialogKind, dialog_of
from openai_platform.billing.auto_recharge import TURNS_OFF
from openai_platform.billing.cancel import CANCELS, cancel_control
from openai_platform.billing.overview import Plan, read_overview
from openai_platform.billing.recharge_state import recharge_state
from openai_platform.lists.rows import CARD_ROWS, KEY_ROWS

PAGE = "<main><h1>Billing</h1><section>{}</section></main>"
PLAN = PAGE + "<p>Credit balance</p><p>$4.34</p>"
SWITCH = "<h3>{}</h3><button role=switch aria-checked={}><i>{}</i><i>{}</i></button>"
SELECT = "<div role=combobox tabindex=0 aria-haspopup=listbox><label>{}</label><span>{}</span></div>"
BUTTON = "<button aria-haspopup=listbox aria-label='{}'>{}</button>"
STEPS = "<div role=dialog><h2>Cancel your plan?</h2>{}<button>Nevermind</button><button>{}</button></div>"
MENU = "<button aria-haspopup=menu><svg width=9 height=9></svg></button>"
NAV = "<nav aria-label=Steps><button>Reason</button><button>Review</button></nav>"


@pytest.mark.parametrize(("on", "off"), [("On", "Off"), ("ON", "OFF"), ("Yes", "No")])
@pytest.mark.parametrize("checked", [True, False])
def test_a_switch_that_draws_both_of_its_words_is_as_it_is_set(read: Read, on: str, off: str, checked: bool) -> None:
    shown = SWITCH.format("Auto recharge", str(checked).lower(), on, off)

    assert recharge_state(read(PAGE.format(shown))) is checked


@pytest.mark.parametrize("heading", ["Auto recharge e-mails", "ChatGPT auto recharge", "Monthly limit"])
def test_such_a_switch_of_something_else_says_nothing(read: Read, heading: str) -> None:
    assert recharge_state(read(PAGE.format(SWITCH.format(heading, "false", "On", "Off")))) is None


@pytest.mark.parametrize("select", [SELECT, BUTTON])
@pytest.mark.parametrize(
    ("name", "shown", "state"),
    [
        ("Auto recharge", "On", True),
        ("Auto-reload", "Enabled", True),
        ("Auto recharge", "Off", False),
        ("Auto recharge", "Disabled", False),
        ("Auto recharge", "Off for 7 days", None),
        ("Auto recharge", "Off until Monday", None),
        ("Auto recharge", "Select", None),
        ("Auto recharge", "No change", None),
        ("Auto recharge", "No project selected", None),
        ("Auto recharge", "Off | On", None),
        ("Auto recharge", "Off for Alpha", None),
        ("Auto recharge e-mails", "Off", None),
        ("Auto recharge limit", "Off", None),
        ("Low balance alerts", "Off", None),
        ("Codex auto recharge", "Off", None),
    ],
)
def test_a_select_that_a_library_draws_is_read_by_its_label(
    read: Read, select: str, name: str, shown: str, state: bool | None
) -> None:
    assert recharge_state(read(PAGE.format(select.format(name, shown)))) is state


@pytest.mark.parametrize(
    "menu",
    [
        "<button aria-expanded=false aria-label='Kebab toggle'><svg width=9 height=9></svg></button>",
        "<button aria-haspopup=true aria-label='Overflow menu'><svg width=9 height=9></svg></button>",
        "<button aria-haspopup=menu><svg width=9 height=9></svg></button>",
    ],
)
def test_a_menu_beside_the_plan_may_hide_what_cancels_it(read: Read, menu: str) -> None:
    page = read(PLAN.format(f"<h2>Pay as you go</h2>{menu}"))

    assert cancel_control(page).tag == "button"


@pytest.mark.parametrize(
    "shown",
    [
        f"<h2>Pay as you go</h2><div><span>Acme workspace</span>{MENU}</div>",
        f"<h2>Pay as you go</h2><div><span>Priority support</span>{MENU}</div>",
        f"<h2>Pay as you go</h2><div><span>Visa •••• 4242</span>{MENU}</div>",
        f"{MENU}<h1>Billing</h1><h2>Pay as you go</h2>",
        "<h2>Pay as you go</h2><button aria-haspopup=dialog><svg width=9 height=9></svg></button>",
        "<h2>Pay as you go</h2><button aria-expanded=false><svg width=9 height=9></svg></button>",
        "<h2>Pay as you go</h2><button aria-label='About this plan'><svg width=9 height=9></svg></button>",
        "<h2>Pay as you go</h2>" + 2 * "<button aria-haspopup=menu><svg width=9 height=9></svg></button>",
        "<h2>Pay as you go</h2><p>" + "You pay for what you use. " * 12 + "</p>"
        "<button aria-haspopup=menu><svg width=9 height=9></svg></button>",
    ],
)
def test_what_only_tells_something_hides_nothing(read: Read, shown: str) -> None:
    page = read(PLAN.format(shown))

    with pytest.raises(ControlNotFound):
        cancel_control(page)


@pytest.mark.parametrize("title", ["Manage plan", "Plan settings"])
def test_a_drawer_of_the_plan_is_no_menu_of_the_site(read: Read, title: str) -> None:
    drawer = f"<nav><b>{title}</b><p>Pay as you go</p><button>Cancel plan</button></nav>"

    assert cancel_control(read(PLAN.format("<h2>Pay as you go</h2>") + drawer)).name == "Cancel plan"


@pytest.mark.parametrize("title", ["", "Help", "ChatGPT Plus", "Topics"])
def test_in_any_other_menu_the_words_lead_to_something_else(read: Read, title: str) -> None:
    sidebar = f"<nav><b>{title}</b><a href=/help>Cancel plan</a></nav>"
    seen = read_overview(read(PLAN.format("<h2>Pay as you go</h2>") + sidebar))

    assert seen is not None
    with pytest.raises(ControlNotFound):
        cancel_control(read(PLAN.format("<h2>Pay as you go</h2>") + sidebar))


@pytest.mark.parametrize("go_on", ["Next", "Continue"])
def test_a_wizard_is_gone_through_by_what_leads_on(read: Read, go_on: str) -> None:
    asks = dialog_of(read(STEPS.format(NAV, go_on)), CANCELS)

    assert asks is not None
    assert asks.agree.name == go_on


@pytest.mark.parametrize(
    ("inside", "go_on"),
    [
        (NAV + "<button>Pause plan</button>", "Next"),
        (NAV + "<h3>Upgrade to Pro</h3>", "Next"),
        ("<nav><a href=#>Downgrade</a><a href=#>Get credits</a></nav>", "Continue"),
        ("<nav aria-label=Steps><button>Pause plan</button></nav>", "Continue"),
        ("<nav aria-label=Steps><button>Delete organization</button></nav>", "Continue"),
        ("<nav aria-label=Steps><button>Go to Pro</button><button>Nevermind</button></nav>", "Continue"),
        (NAV + "<h3>Get 50% off for 3 months?</h3>", "Next"),
        (NAV.replace("<nav aria-label=Steps>", "<div>").replace("</nav>", "</div>"), "Next"),
        (NAV, "Next offer"),
        (NAV.replace("Review", "Cancel plan"), "Next"),  # it says more than "Next"
    ],
)
def test_a_mere_next_does_not_agree_to_what_is_not_asked(read: Read, inside: str, go_on: str) -> None:
    asks = dialog_of(read(STEPS.format(inside, go_on)), CANCELS)

    assert asks is None or asks.agree.name == "Cancel plan"


def test_next_alone_agrees_to_nothing_that_is_not_named(read: Read) -> None:
    tour = "<div role=dialog><h2>New in billing</h2><button>Skip</button><button>Next</button></div>"

    assert dialog_of(read(PLAN.format(tour)), CANCELS) is None


@pytest.mark.parametrize("kind", [TURNS_OFF, KEY_ROWS.question, CARD_ROWS.question])
def test_next_agrees_to_nothing_but_a_cancellation(read: Read, kind: DialogKind) -> None:
    asked = "<h2>{}</h2><p>Choose a replacement</p><button>Cancel</button><button>Next</button>"
    boxes = ("Turn off auto recharge?", "Revoke secret key", "Delete payment method")

    assert [dialog_of(read(f"<div role=dialog>{asked.format(one)}</div>"), kind) for one in boxes] == [None] * 3


@pytest.mark.parametrize(
    "nav",
    [
        "<b>Plan settings</b><p>Status</p><p>Canceled</p>",
        "<b>Manage plan</b><p>Your plan will be canceled on May 3, 2027</p>",
        "<b>Plan settings</b><p>No active plan</p>",
        "<b>Manage plan</b><a href=/help>Cancel plan</a>",
        "<b>Guides</b><b>Manage plan</b><button>Cancel plan</button>",
    ],
)
def test_what_a_navigation_says_of_a_plan_is_not_how_it_stands(read: Read, nav: str) -> None:
    page = read(f"<nav>{nav}</nav>{PLAN.format('<h2>Pay as you go</h2>')}")

    assert overview_of(page).plan is Plan.UNCLEAR


def test_a_choice_named_otherwise_or_in_a_history_is_not_of_the_switch(read: Read) -> None:
    limit = (
        "<div role=combobox tabindex=0 aria-label='Monthly limit'><label>Auto recharge</label><span>Off</span></div>"
    )
    shown = (limit, "<h2>Billing history</h2>" + BUTTON.format("Auto recharge", "No"))

    assert [recharge_state(read(PAGE.format(one))) for one in shown] == [None, None]
