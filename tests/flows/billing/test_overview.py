"""What the Overview says, read from pages that are written out here."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import overview_of

from openai_platform.billing import overview
from openai_platform.billing.cancel import cancel_control
from openai_platform.billing.overview import Overview, Plan

PAYING = "<h2>Pay as you go</h2><div>Credit balance</div><div>$4.34</div>"
BUTTONS = "<div><button>Add to credit balance</button><button>Cancel plan</button></div>"
FREE = "<h2>Free trial</h2><div>Credit balance</div><div>$4.34</div><button>Add payment details</button>"
ELSEWHERE = [
    "<footer><a href='/help'>Cancel plan</a></footer>",
    "<details><summary>Cancel plan</summary>At any time.</details>",
    "<section><h3>ChatGPT Plus</h3><p>Renews monthly.</p><button>Cancel plan</button></section>",
    "<nav><a href='/docs/cancel'>Cancel plan</a></nav>",
]


def seen(read: Read, body: str) -> Overview:
    return overview_of(read(f"<main><h1>Billing</h1>{body}</main>"))


@pytest.mark.parametrize(
    ("shown", "balance"),
    [
        ("<div>Credit balance</div><div>$4.34</div>", "$4.34"),
        ("<div>Credit balance</div><div><span>$</span><span>4</span><sup>.34</sup></div>", "$4.34"),
        ("<dl><dt>API credit balance</dt><dd>-$0.07</dd></dl>", "-$0.07"),
        ("<div><b>$1,204.34</b><p>Credit balance</p></div>", "$1,204.34"),
        ("<p>Credit balance: $4.34</p>", "$4.34"),
        ("<div>Credit balance</div><div>US$4.34</div>", "US$4.34"),
        ("<div>Credit balance</div><div>4.34 USD</div>", "4.34 USD"),
        ("<div>Credit balance</div><div style='display:flex'><div>\u2212$</div><div>0.07</div></div>", "\u2212$0.07"),
    ],
)
def test_the_balance_is_the_amount_at_its_label(read: Read, shown: str, balance: str) -> None:
    assert seen(read, f"<h2>Pay as you go</h2><section>{shown}</section>{BUTTONS}").balance == balance


@pytest.mark.parametrize(
    "trouble",
    [
        "<div role=alert>Something went wrong.</div>",
        "<p>Too many requests, slow down.</p>",
        "<div>We couldn't load your plan. <button>Retry</button></div>",
        "<span>Loading…</span>",
        "<p>Please wait while this is done.</p>",
    ],
)
def test_a_button_greyed_where_the_page_is_in_trouble_says_nothing_of_the_plan(read: Read, trouble: str) -> None:
    greyed = PAYING + BUTTONS.replace("<button>C", "<button disabled>C")

    assert seen(read, greyed).plan is Plan.GREYED
    assert seen(read, greyed + trouble).plan is Plan.UNCLEAR


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_another_cancel_plan_of_the_page_is_never_the_one(read: Read, elsewhere: str) -> None:
    snapshot = read(f"<main><h1>Billing</h1>{PAYING}{BUTTONS}{elsewhere}</main>")

    (control,) = overview.cancel_controls(snapshot)
    assert control.parent is not None
    assert control.parent.text == "Add to credit balance Cancel plan"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize(
    ("after", "plan"),
    [
        (FREE, Plan.NONE),
        ("<h2>Pay as you go <i>Canceled</i></h2><div>Credit balance</div><div>$4.34</div>", Plan.CANCELED),
        (PAYING + BUTTONS.replace("<button>C", "<button disabled>C"), Plan.GREYED),
        ("<div>Credit balance</div><div>$4.34</div><button>Add to credit balance</button>", Plan.GONE),
    ],
)
def test_what_says_cancel_plan_elsewhere_hides_no_cancellation(
    read: Read, after: str, plan: Plan, elsewhere: str
) -> None:
    assert seen(read, after + elsewhere).plan is plan


def test_the_plan_is_the_one_named_at_the_balance_and_not_the_one_that_is_offered(read: Read) -> None:
    offer = "<section><h3>Pay as you go</h3><p>Pay only for what you use.</p><button>Upgrade</button></section>"

    assert (seen(read, FREE + offer).plan, seen(read, FREE + offer).label) == (Plan.NONE, "Free trial")


def test_a_plan_that_is_named_in_a_sentence_is_not_gone(read: Read) -> None:
    body = "<p>You are on the Pay as you go plan.</p><div>Credit balance</div><div>$4.34</div>"

    assert seen(read, body).plan is Plan.UNCLEAR


@pytest.mark.parametrize(
    ("offered", "on"),
    [
        ("<fieldset><legend>Auto recharge</legend><label><input type=radio name=r> Off</label>{}</fieldset>", True),
        (
            "<fieldset><legend>Auto recharge</legend>{}<label><input type=radio name=r> Disabled</label></fieldset>",
            True,
        ),
        ("<p>Auto recharge <button>Off</button><button>On</button></p>", None),
        ("<p>Auto recharge <select><option>Off<option selected>On</select></p>", True),
        ("<label for=s>Auto recharge</label><select id=s><option>Enabled<option selected>Disabled</select>", False),
        ("<p>Auto recharge</p><p>Currency <select><option>EUR<option selected>USD</select></p>", None),
        ("<p>Auto recharge e-mails <select><option>On<option selected>Off</select></p>", None),
        ("<p>Auto recharge threshold <select><option>$5<option selected>$10</select></p>", None),
        ("<p><b>Auto recharge</b> <span>On</span></p>", True),
        ("<button aria-expanded=false>Auto recharge is on</button>", True),
    ],
)
def test_what_can_be_chosen_does_not_tell_how_auto_recharge_stands(read: Read, offered: str, on: bool | None) -> None:
    chosen = "<label><input type=radio name=r checked> On</label>"

    assert seen(read, PAYING + offered.format(chosen) + BUTTONS).auto_recharge == on


def test_a_plan_that_was_canceled_on_a_day_is_canceled_and_a_banner_without_one_tells_nothing(read: Read) -> None:
    said = "<p>Your plan was canceled{}.</p>"

    assert seen(read, PAYING + said.format(" on Nov 25, 2026")).plan is Plan.CANCELED
    assert seen(read, PAYING + said.format("")).plan is Plan.UNCLEAR


@pytest.mark.parametrize(("is_open", "presses"), [("open", "Cancel plan"), ("", "Danger zone")])
def test_what_cancels_may_be_in_a_fold_that_is_named_after_what_ends_things(
    read: Read, is_open: str, presses: str
) -> None:
    fold = f"<details {is_open}><summary>Danger zone</summary><button>Cancel plan</button></details>"
    page = read(f"<main><h1>Billing</h1>{PAYING}<button>Add to credit balance</button>{fold}</main>")

    assert overview_of(page).plan is Plan.ACTIVE
    assert cancel_control(page).name == presses
