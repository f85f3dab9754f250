"""What the Overview says, read from pages that are written out here."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import overview_of

from openai_platform.billing import overview
from openai_platform.billing.cancel import cancel_control
from openai_platform.billing.overview import Overview, Plan

BALANCE = "<div>Credit balance</div><div>$4.34</div>"
PAYING = "<h2>Pay as you go</h2>" + BALANCE
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
    grayed = PAYING + BUTTONS.replace("<button>C", "<button disabled>C")

    assert seen(read, grayed).plan is Plan.GRAYED
    assert seen(read, grayed + trouble).plan is Plan.UNCLEAR


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
        (PAYING + BUTTONS.replace("<button>C", "<button disabled>C"), Plan.GRAYED),
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


def test_a_plan_that_was_canceled_on_a_day_is_canceled_and_a_banner_without_one_must_be_seen_again(read: Read) -> None:
    said = "<p>Your plan was canceled{}.</p>"

    assert seen(read, PAYING + said.format(" on Nov 25, 2026")).plan is Plan.CANCELED
    assert not seen(read, PAYING + said.format("")).plan_is_over


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (PAYING + "<p>Your plan was canceled.</p>", "Your plan was canceled."),
        (PAYING + "<div role=alert>Your subscription was canceled.</div>", "Your subscription was canceled."),
        (PAYING + "<div role=status>Plan canceled</div><button>Renew plan</button>", "Plan canceled"),
        (BALANCE + "<p>You have successfully canceled your subscription.</p>",
         "You have successfully canceled your subscription."),
    ],
)  # fmt: skip
def test_a_banner_is_read_with_its_words(read: Read, body: str, said: str) -> None:
    shown = seen(read, body)

    assert (shown.plan, shown.said) == (Plan.REPORTED, said)


@pytest.mark.parametrize(
    "body",
    [
        *(
            BALANCE + f"<p role=status>{said}</p>"
            for said in (
                "Your plan was not canceled.",
                "Was your plan canceled?",
                "Your ChatGPT plan was canceled.",
                "Kim's plan was canceled.",
                "If your plan was canceled by mistake, contact us.",
                "Your plan was canceled and then restarted.",
                "Your cancellation was undone.",
                "Cancellation requested",
                "Canceling your plan...",
                "Your plan change was canceled.",
                "Your plan was canceled for 2 members.",
            )
        ),
        *(
            BALANCE + f"<section><h3>{title}</h3><p>Your plan was canceled.</p></section>"
            for title in ("Notifications", "Recent activity", "What's new: updates", "ChatGPT", "Former plans", "Inbox")
        ),
        BALANCE + "<dialog open><p>Your plan was canceled.</p></dialog>",
        BALANCE + "<table><tr><td>Your plan was canceled.</td></tr></table>",
        BALANCE + "<p role=alert>Your plan was canceled.</p><p>Your plan renews on Dec 1, 2026.</p>",
        BALANCE + "<p role=alert>Your plan was canceled.</p><p>Your plan was reactivated.</p>",
        BALANCE + "<p role=alert>Your plan was canceled. Welcome back!</p>",
        BALANCE + "<p role=alert>Your plan was canceled.</p><p>Your payment is past due.</p>",
        BALANCE + "<p role=alert>Your plan was canceled.</p><p>We couldn't load your plan.</p>",
        PAYING + "<p role=alert>Your plan was canceled.</p>" + "<button>Cancel plan</button>",
        PAYING + "<p role=alert>Your plan was canceled.</p>" + "<button>Manage plan</button>",
    ],
)
def test_what_is_not_said_of_this_plan_now_is_no_such_banner(read: Read, body: str) -> None:
    shown = seen(read, body)

    assert shown.plan is not Plan.REPORTED
    assert not shown.plan_is_over


@pytest.mark.parametrize(("is_open", "presses"), [("open", "Cancel plan"), ("", "Danger zone")])
def test_what_cancels_may_be_in_a_fold_that_is_named_after_what_ends_things(
    read: Read, is_open: str, presses: str
) -> None:
    fold = f"<details {is_open}><summary>Danger zone</summary><button>Cancel plan</button></details>"
    page = read(f"<main><h1>Billing</h1>{PAYING}<button>Add to credit balance</button>{fold}</main>")

    assert overview_of(page).plan is Plan.ACTIVE
    assert cancel_control(page).name == presses


@pytest.mark.parametrize(
    ("beside", "plan"),
    [
        ("<p>Prepaid credits for what you use.</p>", Plan.NONE),
        ("<p>Credit balance</p><p>$4.34</p>", Plan.UNCLEAR),
        ("<p>Your remaining credits are $4.34.</p>", Plan.UNCLEAR),
    ],
)
def test_a_plan_that_is_offered_with_prepaid_credits_is_not_the_own(read: Read, beside: str, plan: Plan) -> None:
    offered = f"<section><h3>Pay as you go</h3>{beside}<button>Add payment details</button></section>"
    page = f"<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p><h2>Free trial</h2>{offered}</main>"

    assert overview_of(read(page)).plan is plan
