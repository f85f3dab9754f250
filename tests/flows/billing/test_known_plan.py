"""After the press: what named the plan before it, or what it cost, speaks for it wherever it still stands."""

import pytest
from tests.flows.billing.test_plan_states import ADD, BALANCE
from tests.flows.conftest import Read

from cancelbot.guard import ActAnswer
from cancelbot.guard.answer import Reply
from openai_platform.billing import overview
from openai_platform.billing.cancel import ClickOutcome
from openai_platform.billing.known_plan import KnownPlan
from openai_platform.billing.overview import Overview, Plan

CANCEL = "<button>Cancel plan</button>"
YES = ActAnswer((Reply(200),))
STUDIO = KnownPlan(("Studio",), ("25",))
SHOWN = [
    (f"<section><h2>Studio</h2><p>$25 / month</p>{CANCEL}</section>", STUDIO),
    (f"<dl><dt>Plan<dd>Studio<dt>Price<dd>$25.00</dl>{CANCEL}", STUDIO),
    (f"<table><tr><th>Current plan<td>Studio<tr><th>Cost<td>$25.00</table>{CANCEL}", STUDIO),
    (f"<article><b>Studio</b> <i>Active</i><p>$25 billed monthly</p><footer>{CANCEL}</footer></article>", STUDIO),
    (f"<section><h3>Subscription</h3><p>Studio \u00b7 $25/month</p>{CANCEL}</section>", STUDIO),
    (f"<div>Plan: Studio, $25 per month</div>{CANCEL}", STUDIO),
    (f"<section><h3>Danger zone</h3>{CANCEL}</section><p>Monthly budget: $25 per month</p>", KnownPlan()),
    (f"<p>Studio renews on May 3 for $25</p>{CANCEL}", KnownPlan((), ("25",))),
    (f"<h2>Pay as you go</h2>{CANCEL}", KnownPlan(("Pay as you go",))),
]
"""the plan in the shapes of a page that can cancel it"""
BASIC = "<section><h3>Basic</h3><p>$5</p><button>Choose</button></section>"
STAYS = """<section><h2>Studio</h2><i>Active</i></section>|<p>Studio \u2013 Active</p>|<div>Studio \u00b7 $25</div>
|<p>STUDIO</p>|<ul><li>Studio, since May 3</ul>|<p>Welcome to Studio!</p>|<p>Your Studio benefits</p>
|<div><b>Studio</b></div><button>Upgrade</button>|<button aria-haspopup=menu>Studio</button>
|<nav><span>Studio</span><a href=/u>Usage</a></nav>|<footer><p>Studio \u00b7 Active</p></footer>
|<table><tr><th>Product<th>State<tr><td>Studio<td>Active</table>
|<dl><dt>Amount<dd>$25.00</dl>|<section><h3>Next invoice</h3><p>May 3 \u00b7 $25.00</p></section>
|<p>$25.00 is due on May 3.</p>|<button>Manage subscription</button>|<a href=x>Edit your plan</a>
|<nav><a href=x>Manage plan</a></nav>|<header><span>Acme</span><span>Studio</span></header>
|<button>Plan settings</button>|<div><b>Studio</b><p>$25/month</p><a href=x>Change card</a></div>
|<h4>Studio</h4><button>Switch to annual</button>
|<aside><b>Studio</b><br>Owner: Dana</aside>|<p>Studio will renew.</p>
|<p>May 3, 2027: $25.00</p>|<p>Studio restored</p>"""
CURRENT = f"{BASIC}<section><h3>Studio</h3><p>$25</p><b>Current</b></section>"
"""a price list that says which of its plans is the own"""
IS_GONE = """<p>You were on Studio until today.</p>|<p>Try Studio again for $25 / month.</p>|<p>No longer on Studio</p>
|<section><h2>Studio</h2><p>Canceled</p></section>
|<section><h2>Studio</h2><p>$25/month</p><p>Ended on May 3</p></section>
|<p>Your Studio plan was canceled.</p>|<p>Your subscription to Studio was canceled.</p>
|<h3>Past plans</h3><ul><li>Studio, $25/month</ul>|<h3>Billing history</h3><p>Studio</p><p>$25.00</p>
|<h3>Prices</h3><p>Studio: $25 per month</p>|<button>Restart Studio</button>|<label><input type=radio>Studio</label>
|<p>Spend limit: $25.00</p>|<p>Last payment: $25.00</p>|<p>A refund of $25.00 will come soon.</p>
|<h3>Voice Studio</h3>|<p>Studio hours are from 9 to 5.</p>|<p>Visit our studio.</p>|<h3>ChatGPT</h3><p>Studio</p>
|<button>Manage payment methods</button>|<h3>ChatGPT</h3><button>Manage subscription</button>
|<h3>Payments</h3><p>May 3 \u00b7 Studio \u00b7 $25.00</p>
|<h2>Studio</h2><p>Ends on May 3, 2027</p><button>Keep plan</button>|<p>Your Studio plan will end on May 3, 2027.</p>
|<p>Your plan is canceled. Come back to Studio any time.</p>
|<h2>Studio</h2><p>Billed each month: $25.00</p><p>Canceled on May 3</p>|<p>You left Studio.</p>
|<p>Studio from $25 / month</p>|<p>Total spent: $25.00</p>|<p>Studio is off.</p>|<p>You have canceled Studio.</p>"""
FOR_SALE = BASIC + BASIC.replace("Basic", "Studio").replace("$5", "$25")


def page(shown: str) -> str:
    return f"<main><h1>Billing</h1>{shown}<section>{BALANCE}{ADD}</section></main>"


def after(read: Read, shown: str, was: KnownPlan = STUDIO) -> Overview:
    found = overview.read_overview(read(page(shown)), was)
    assert found is not None
    return found.fact


def is_over(found: Overview) -> bool:
    on = Overview(Plan.ACTIVE, None, "$4.34", auto_recharge=False)
    return found.plan_is_over or found.plan is Plan.REPORTED or ClickOutcome(on, YES).explains(found)


@pytest.mark.parametrize(("shown", "known"), SHOWN)
def test_the_plan_that_is_pressed_is_known_by_its_name_and_its_price(read: Read, shown: str, known: KnownPlan) -> None:
    found = overview.plan_on(read(page(shown)))

    assert (found.names, found.prices) == (known.names, known.prices)


def test_what_named_the_plan_speaks_for_it_after_the_yes_of_the_site(read: Read) -> None:
    found = {shown: after(read, shown) for shown in [CURRENT, *STAYS.replace("\n", "").split("|")]}

    assert {shown: seen.plan for shown, seen in found.items() if seen.plan is not Plan.UNCLEAR} == {}
    assert [shown for shown, seen in found.items() if not seen.said] == []


def test_a_plan_that_is_told_of_as_gone_or_for_sale_is_gone(read: Read) -> None:
    found = {shown: after(read, shown) for shown in [FOR_SALE, *IS_GONE.replace("\n", "").split("|")]}

    assert {shown: (seen.plan, seen.said) for shown, seen in found.items() if not is_over(seen)} == {}


def test_a_name_of_several_words_is_not_found_in_a_sentence_that_only_has_the_words(read: Read) -> None:
    core = KnownPlan(("Data Core",))

    assert after(read, "<p>Our data core is open.</p>", core).plan is Plan.GONE
    assert after(read, "<p>Thanks for choosing Data Core.</p>", core).plan is Plan.UNCLEAR
    assert after(read, "<p>Billed as pay-as-you-go</p>", KnownPlan(("Pay as you go",))).plan is Plan.UNCLEAR


def test_a_name_with_active_right_behind_it_outweighs_a_grayed_control(read: Read) -> None:
    grayed = "<button disabled>Cancel plan</button>"

    assert after(read, f"<h2>Studio</h2><p>$25</p><b>Active</b>{grayed}").plan is Plan.UNCLEAR
    assert is_over(after(read, f"<h2>Studio</h2><p>$25</p>{grayed}"))


def test_prepaid_credits_are_no_prepaid_plan(read: Read) -> None:
    prepaid = KnownPlan(("Prepaid",))

    assert after(read, "<p>Prepaid credits: $4.34</p>", prepaid).plan is Plan.GONE
    assert after(read, "<p>Billing type: Prepaid</p>", prepaid).plan is Plan.UNCLEAR


def test_a_state_beside_a_name_that_nobody_knew_is_not_the_plan_s(read: Read) -> None:
    assert after(read, "<section><h2>Webhooks</h2><p>Canceled</p></section>").plan is Plan.GONE
    assert after(read, "<section><h2>Studio</h2><p>Canceled</p></section>", KnownPlan()).plan is Plan.GONE


BOXES = """<label>Plan <select><option>Starter<option selected>Volume</select></label>{}
|<p>Subscriptions: 1</p>{}|<ul><li><b>5 TB</b> <span>Monthly</span> {}</ul>|<h3>1 license</h3>{}
|<p>Since May 3, 2025</p>{}|<p>Started on 3 May</p>{}|<h4>Billing cycle</h4><p>12 days left</p>{}
|<fieldset><legend>Plan</legend><label><input type=radio checked>Volume</label><label><input type=radio>Light</label>{}
</fieldset>"""


@pytest.mark.parametrize("box", BOXES.replace("\n", "").split("|"))
def test_a_box_from_which_only_the_control_is_gone_does_not_say_that_the_plan_is(read: Read, box: str) -> None:
    def shown(instead: str) -> str:
        return f"<section>{box.replace('{}', instead)}</section>"

    was = overview.plan_on(read(page(shown(CANCEL))))

    assert after(read, shown(""), was).plan is Plan.UNCLEAR
    assert is_over(after(read, shown("<button>Choose</button>"), was))
    assert is_over(after(read, shown("<b>Ended</b>"), was))
    assert is_over(after(read, "<p>Come back soon.</p>", was))


STAYING = [
    ("Payment method:", "Visa \u2022\u2022\u2022\u2022 4242"),
    ("Usage this month", "$12.34"),
    ("Organization ID", "org-1234"),
    ("Monthly budget", "$120.00"),
    ("Phone", "+1 555 0100"),
    ("Visa ending in 4242", "Expires 12/2028"),
    ("Balance", "$5.42"),
    ("Members", "3"),
    ("Billing e-mail", "a1@b.example"),
    ("Danger zone", "Data is kept for 30 days."),
    ("Danger zone", "You lose access to GPT-4."),
    ("You can cancel", "within 30 days"),
    ("Acme Robotics", "Questions? Write to us."),
]
"""what stands in the box of a plan, and stays when it is canceled"""


@pytest.mark.parametrize("shape", ["<p>{} {}</p>", "<dl><dt>{}<dd>{}</dl>", "<div><div>{}</div><div>{}</div></div>"])
def test_what_is_not_of_the_plan_may_stay_in_its_box(read: Read, shape: str) -> None:
    found = dict[str, Overview]()
    for pair in STAYING:
        beside = shape.format(*pair)
        was = overview.plan_on(read(page(f"<section>{beside}{CANCEL}</section>")), "Acme Robotics")
        found[beside] = after(read, f"<section>{beside}</section>", was)

    assert {beside: seen.said for beside, seen in found.items() if not is_over(seen)} == {}


@pytest.mark.parametrize(
    "beside",
    [
        "<a href=/b>Billing</a> <a href=/o aria-current=page>Overview</a>",
        "<label><input type=checkbox checked>Send me invoices</label>",
        "<label>Currency <select><option>USD</select></label>",
    ],
)
def test_a_place_or_a_setting_that_is_chosen_is_none_of_the_plan(read: Read, beside: str) -> None:
    was = overview.plan_on(read(page(f"<section><h3>Danger zone</h3>{beside}{CANCEL}</section>")))

    assert is_over(after(read, f"<section><h3>Danger zone</h3>{beside}</section>", was))


@pytest.mark.parametrize(
    ("title", "organization", "name"),
    [
        ("<h2>Acme Robotics</h2><p>Growth</p>", "Acme Robotics", "Growth"),
        ("<h2>Team</h2>", "Teamwork Inc", "Team"),
        ("<h2>Growth \u2022 Monthly</h2>", "Acme", "Growth"),
        ("<h2>Growth \u2013 5M tokens</h2>", "Acme", "Growth"),
        ("<h2>Growth (up to 5 users)</h2>", "Acme", "Growth"),
        ("<h2>Discover</h2>", "Acme", "Discover"),
    ],
)
def test_a_plan_is_named_beside_its_organization_and_what_it_offers(
    read: Read, title: str, organization: str, name: str
) -> None:
    was = overview.plan_on(read(page(f"<section>{title}{CANCEL}</section>")), organization)

    assert was.names == (name,)
    assert after(read, f"<section>{title}</section>", was).plan is Plan.UNCLEAR
