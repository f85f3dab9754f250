"""How the plan stands, in any words: what outweighs what; silence and trouble prove nothing."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import overview_of

from openai_platform import words
from openai_platform.billing import overview
from openai_platform.billing.known_plan import NOTHING, KnownPlan
from openai_platform.billing.overview import Overview, Plan
from openai_platform.sections import is_claimed

BALANCE = "<div>Credit balance</div><div>$4.34</div>"
ADD = "<button>Add to credit balance</button>"
CANCEL = "<button>Cancel plan</button>"
MENU = "<button aria-haspopup=menu aria-label=Options></button>"
GRAYED = "<button disabled title='Pay your open invoice first'>Cancel plan</button>"
NAMED = "<h2>Pay as you go</h2>"
ENDS = "<p>Your plan will be canceled on December 31, 2026. You keep access until then.</p>"
FAILED = "<p>We couldn't load your plan details right now. Please try again later.</p>"


def day_in(said: str) -> str:
    told = words.DAY.search(said)
    return told["day"] if told else ""


def seen(read: Read, body: str, was: KnownPlan = NOTHING) -> Overview:
    return overview_of(read(f"<main><h1>Billing</h1>{body}</main>"), was)


@pytest.mark.parametrize(
    ("shown", "plan", "said"),
    [
        (NAMED + CANCEL, Plan.ACTIVE, "Pay as you go"),
        (FAILED + CANCEL, Plan.ACTIVE, ""),
        ("<h2>Pay as you go</h2><button>Manage plan</button>", Plan.ACTIVE, "Pay as you go"),
        ("<div><h2>Developer plan</h2><button>Manage</button></div>", Plan.ACTIVE, "Developer plan"),
        ("<section><h3>Growth plan</h3><p>$20</p><button>Choose</button></section>", Plan.GONE, ""),
        ("<p>Your payment is past due.</p>" + CANCEL, Plan.ACTIVE, ""),
        (ENDS + "<button>Keep plan</button>" + CANCEL, Plan.UNCLEAR, ENDS[3:-4]),
        ("<button>Resume plan</button>" + CANCEL, Plan.UNCLEAR, "Resume plan"),
        (FAILED, Plan.UNCLEAR, FAILED[3:-4]),
        (NAMED + CANCEL + "<p>Your payment methods could not be loaded. Try again later.</p>",
         Plan.ACTIVE, "Pay as you go"),
        (NAMED + "<p>Canceled</p><p>Your billing history could not be loaded.</p>", Plan.CANCELED, "Canceled"),
        (NAMED + "<p>Canceled</p><p>Your payment methods and billing details could not be loaded.</p>",
         Plan.UNCLEAR, "Your payment methods and billing details could not be loaded."),
        ("<h2>Free trial</h2>" + FAILED, Plan.UNCLEAR, FAILED[3:-4]),
        ("<p>Plan canceled</p>" + FAILED, Plan.UNCLEAR, FAILED[3:-4]),
        ("<h2>Free trial</h2><p>Loading your plan...</p>", Plan.UNCLEAR, "Loading your plan..."),
        ("<h2>Pay as you go</h2><p>Canceled</p>", Plan.CANCELED, "Canceled"),
        ("<p>Your subscription ended on Nov 3, 2026.</p>", Plan.CANCELED, "Your subscription ended on Nov 3, 2026."),
        (ENDS + "<button>Keep plan</button>", Plan.ENDING, ENDS[3:-4]),
        ("<p>Cancellation scheduled for 31 May 2026</p>", Plan.ENDING, "Cancellation scheduled for 31 May 2026"),
        (NAMED + "<p>Your plan ends on 2026-12-31.</p>", Plan.ENDING, "Your plan ends on 2026-12-31."),
        ("<p>Your plan is paused.</p><button>Resume plan</button>", Plan.PAUSED, "Your plan is paused."),
        (f"<h2>Pay as you go (monthly billing)</h2>{MENU}", Plan.ACTIVE, "Pay as you go (monthly billing)"),
        ("<p>Your plan is paused.</p><button>Resume plan</button>" + CANCEL, Plan.ACTIVE, ""),
        ("<p>No active plan</p>", Plan.NONE, "No active plan"),
        ("<h2>Current plan: none</h2>", Plan.NONE, "Current plan: none"),
        ("<dl><dt>Current plan</dt><dd>None</dd></dl>", Plan.NONE, "None"),
        ("<section><h3>Your plan</h3><p>Free</p></section>", Plan.NONE, "Free"),
        ("<div><h2>Free trial</h2><button>Add payment details</button><p>You are not billed for API usage.</p></div>",
         Plan.NONE, "Free trial"),
        ("<p>You have no active plan.</p><button>Choose a plan</button>", Plan.NONE, "You have no active plan."),
        (f"<article>{NAMED}<footer>{CANCEL}</footer></article>", Plan.ACTIVE, "Pay as you go"),
        (f"{NAMED}<footer>{CANCEL}</footer>", Plan.UNCLEAR, "Pay as you go"),
        (f"{NAMED}<details><summary>Manage plan</summary>{CANCEL}</details>", Plan.ACTIVE, "Pay as you go"),
        (f"{NAMED}<details open><summary>Manage plan</summary>{CANCEL}</details>", Plan.ACTIVE, "Pay as you go"),
        (f"{NAMED}<details open><summary>Help</summary>{CANCEL}</details>", Plan.UNCLEAR, "Pay as you go"),
        (NAMED + GRAYED, Plan.GRAYED, "Pay your open invoice first"),
        (NAMED + "<p><button disabled>Cancel plan</button></p><p>You can cancel after your invoice is paid.</p>",
         Plan.GRAYED, "You can cancel after your invoice is paid."),
        ("<button disabled aria-describedby=w>Cancel plan</button><p id=w hidden>Only owners can cancel.</p>",
         Plan.GRAYED, "Only owners can cancel."),
        ("<span title='Ask an owner'><button disabled>Cancel plan</button></span>", Plan.GRAYED, "Ask an owner"),
        ("<button disabled>Cancel plan</button>", Plan.GRAYED, ""),
        ("<p>You have a past due invoice.</p><button disabled>Cancel plan</button>",
         Plan.GRAYED, "You have a past due invoice."),
        ("<button disabled title='Plan canceled'>Cancel plan</button>", Plan.CANCELED, "Plan canceled"),
        ("<b>Enterprise</b><a href=/sales>Contact sales</a>", Plan.ENTERPRISE, "Enterprise"),
        ("<p>Current plan: Enterprise</p>", Plan.ENTERPRISE, "Current plan: Enterprise"),
        ("<p>Billing is managed by your account representative.</p>",
         Plan.ENTERPRISE, "Billing is managed by your account representative."),
        (NAMED, Plan.UNCLEAR, "Pay as you go"),
        ("<button>Keep plan</button>", Plan.UNCLEAR, ""),
        ("<button>Add payment details</button>", Plan.UNCLEAR, ""),
        ("<div style='height:40px;background:#eee'></div>", Plan.GONE, ""),
        ("", Plan.GONE, ""),
        ("<p>Plans renew each month. You can cancel at any time.</p>", Plan.GONE, ""),
        ("<section><h3>ChatGPT Plus</h3><p>Your plan ends on December 3.</p></section>", Plan.GONE, ""),
        ("<table><tr><td>Credit grant<td>Canceled</table>", Plan.GONE, ""),
        (f"<table><tr><th>Plan<td>Pay as you go<td>{CANCEL}</table>", Plan.ACTIVE, "Pay as you go"),
        ("<table><tr><th>Plan<td>Pay as you go<td><button aria-label=Options>\u22ef</button></table>",
         Plan.ACTIVE, "Pay as you go"),
        (f"<table><tr><th>Organization<th>Plan<tr><td>Acme<td>{CANCEL}<tr><td>Beta<td>{CANCEL}</table>", Plan.GONE, ""),
        (f"<table><tr><th>Plan<td>Pay as you go<td>{CANCEL}<tr><th>Plan<td>Team<td>{CANCEL}</table>", Plan.GONE, ""),
        ("<dl><dt>Plan<dd>Pay as you go<dt>Status<dd>Ended</dl>", Plan.UNCLEAR, "Pay as you go"),
        (f"<table><tr><th>Plan<td>Gold support<td>{CANCEL}</table>", Plan.GONE, ""),
        (f"<table><tr><th>Product<td>Storage<tr><th>Plan<td>Pay as you go<td>{CANCEL}</table>", Plan.GONE, ""),
        (f"<table><tr><th>Plan<td>Pay as you go<tr><th>Subscription<td>Newsletter<td>{CANCEL}</table>", Plan.GONE, ""),
        ("<dl><dt>Plan<dd>Pay as you go<dt>Trial<dd>Ended</dl>", Plan.UNCLEAR, "Pay as you go"),
    ],
)  # fmt: skip
def test_what_is_said_of_the_plan_is_what_it_is(read: Read, shown: str, plan: Plan, said: str) -> None:
    found = seen(read, BALANCE + shown + ADD)

    assert (found.plan, found.said) == (plan, said)


def test_trouble_of_a_list_on_the_same_page_is_not_the_plan_s_unless_the_page_is_silent_on_it(read: Read) -> None:
    failed = "<p>Your invoices could not be loaded. Try again later.</p>"

    assert [seen(read, BALANCE + shown + failed).trouble for shown in (NAMED + CANCEL, GRAYED, "")] == [
        "",
        "Your invoices could not be loaded. Try again later.",
        "Your invoices could not be loaded. Try again later.",
    ]


MANAGE = "<button aria-haspopup=menu>Manage plan</button>"


BUILD = "<h2>Build plan</h2>" + MANAGE
ABOUT_ANOTHER = (
    ("Billing contact", "None"),
    ("Account credits", "None"),
    ("Organization verification", "None"),
    ("Plan discount", "None"),
    ("Savings plan", "None"),
    ("Support plan", "Free"),
    ("Plan renewal reminder", "Canceled"),
    ("Account deletion", "Canceled"),
    ("Organization transfer", "Canceled on May 3, 2026"),
    ("Subscription upgrade", "Canceled"),
)
"""a word of the plan's in the name of something else"""
ALSO_COVERED = (
    "You are also on the Scale agreement of your parent.",
    "Usage of this organization is billed to its parent organization.",
    "You're covered by your company's Enterprise plan.",
    "This organization is part of the Acme contract.",
    "Your usage is invoiced through a reseller.",
)
"""what is paid for in another way than by the plan of the page"""
NOT_OVER = (
    BUILD + "<p>When your plan ends, remaining credits stay for a year.</p>",
    NAMED + MANAGE + "<h3>What happens when my plan ends?</h3>",
    NAMED + MANAGE + "<p>Your plan will be canceled on Jan 5 unless you pay the open invoice.</p>",
    NAMED + MANAGE + "<p>Your plan ends on December 31, 2026 and renews automatically.</p>",
    NAMED + MANAGE + "<p>Your trial plan ends on December 31, 2026.</p>",
    NAMED + MANAGE + "<p>Cancellation scheduled before the 5th takes effect this month.</p>",
    NAMED + MANAGE + "<p>A plan expires after 12 months without use.</p>",
    NAMED + MANAGE + "<p>Your plan ends once you cancel it.</p>",
    NAMED + MANAGE + "<p>You keep access until your credits are used up.</p>",
    NAMED + MANAGE + "<p>Cancels on non-payment</p>",
    "<h2>Build</h2><dl><dt>Monthly spend limit</dt><dd>None</dd></dl>",
    "<h2>Build</h2><div><span>Support</span> <span>Free plan</span></div>",
    "<h2>Build</h2><div>Realtime API</div><div>Free tier</div>",
    "<h2>Build</h2><section><b>Premium support</b><p>No active subscription</p></section>",
    "<h2>Build</h2><section><h4>Priority</h4><p>Faster answers.</p><p>You are not subscribed</p></section>",
    "<h2>Build</h2><p>Canceled</p>",
    "<h2>Build</h2><p>Previous plan: Starter</p><p>Canceled</p>",
    "<h2>Build</h2><div>Order #1042</div><div>Canceled</div>",
    "<h2>Build</h2><div><p>Subject: Your plan</p><p>Your plan was canceled on May 3, 2026.</p></div>",
    "<h2>Build</h2><blockquote>Your plan was canceled on May 3, 2026.</blockquote>",
    "<h2>Build</h2><p>You have access until your plan ends.</p>",
    "<h2>Build</h2><p>Your support plan ends on December 31, 2026.</p>",
    "<h2>Build</h2><p>Kim's plan will be canceled on December 31, 2026.</p>",
    "<h2>Build</h2><p>Storage cancellation is scheduled.</p>",
    "<h2>Build</h2><p>Cancellation pending for seat 4</p>",
    "<p>A cancellation is in progress for 1 batch.</p>",
    "<h2>Build</h2><p>Your plan ends the moment you remove your last card.</p>",
    "<h2>Build</h2><p>Your plan will be closed automatically after 12 months without use.</p>",
    "<h2>Build</h2><section><h3>50% off</h3><p>Ends on December 31, 2026</p></section>",
    "<h2>Build</h2><div><b>Status page</b><p>Your subscription is inactive.</p></div>",
    BUILD + "<h3>Past plans</h3><ul><li><b>Starter</b> <i>Canceled</i></ul>",
    BUILD + "<h3>Activity</h3><div><span>Plan canceled on May 3, 2024</span></div>",
    BUILD + "<section><h3>ChatGPT</h3><p>Not subscribed</p></section>",
    BUILD + "<section><h3>Weekly digest</h3><p>Not subscribed</p></section>",
    BUILD + "<section><h3>Reserved capacity</h3><p>Plan ended on Jan 3, 2026</p></section>",
    BUILD + "<div><p>Usage tier</p><p>Free tier</p></div>",
    BUILD + "<div><span>Moderation</span><span>Free</span></div>",
    BUILD + "<div><span>Sort</span><span>None</span></div>",
    NAMED + "<section><h3>Recent payments</h3><div><b>$10.00</b> <i>Canceled</i></div></section>",
    NAMED + "<ul><li>Aug 1 <b>$10.00</b> <i>Canceled</i></ul>",
    NAMED + "<table><tr><th>Plan<th>Status<tr><td>Starter<td>Canceled</table>",
    "<dl><dt>Plan<dd>Pay as you go<dt>Card<dd>Visa 4242<dt>Status<dd>Expired</dl>",
    f"<dl><dt>Plan<dd>Pay as you go<dt>Trial<dd>14 days<dt>Status<dd>Ended</dl>{MANAGE}",
    *(
        f"<table><tr><th>Plan<td>Pay as you go{rows}</table>"
        for rows in (
            "<tr><th>Status<td>Active<tr><th>Account status<td>Canceled",
            "<tr><th>Subscription<td>Premium support<tr><th>Status<td>Canceled",
            "<tr><th>Last invoice<td>$5<tr><th>Status<td>Canceled",
            "<td>Canceled<tr><td>Credits<td>$20<td>Paid",
            "<tr><th>Plan type<td>None",
            "<tr><th>Account status<td>Free",
        )
    ),
    "<table><tr><th>Plan<td>Free<td>Build<td>Scale<tr><th>Price<td>$0<td>$20<td>$100</table>",
    NAMED + "<h3>Past plan</h3><table><tr><th>Plan<td>Starter<tr><th>Status<td>Canceled</table>",
    NAMED + "<h3>ChatGPT</h3><table><tr><th>Plan<td>Plus<tr><th>Status<td>Canceled</table>",
    NAMED + "<div><span>Status</span> <span>Expired</span></div>",
    NAMED + "<table><caption>Support</caption><tr><th>Plan<td>Premium<tr><th>Status<td>Canceled</table>",
    NAMED + "<dl><dt>Support plan<dd>Basic<dt>Status<dd>Ended</dl>",
    NAMED + "<section><h3>API status</h3><div><span>Status</span> <span>Ended</span></div></section>",
    *(
        NAMED + f"<p>{until}</p>"
        for until in ("Active until Dec 31, 2026", "End date: Dec 31, 2026", "Access ends Dec 31, 2026")
    ),
    NAMED + "<p>Top-up of $10</p><p>Canceled</p>",
    NAMED + "<div>Invitation <span>Canceled</span></div>",
    "<p>Free tier</p><div><h2>Current plan: Build</h2></div>",
    "<p>Free trial</p><p>Your plan renews on Dec 1</p>",
    "<p>Free trial</p><p>Plan information unavailable</p>",
    "<p>No active plan</p><p>You are offline. Showing saved data.</p>",
    "<p>No active plan</p><p>We hit a snag.</p>",
    "<p>Free trial</p><p>Your trial ends on Dec 31, then $20 a month.</p>",
    "<p>Free trial</p><p>After your trial you will be charged $20.</p>",
    "<p>Free trial</p><button>Cancel free trial</button>",
    "<p>Plan inactive</p><p>Your last payment failed.</p>",
    "<h2>Free plan</h2><p>Your plan details could not be found.</p>",
    "<h2>Free plan</h2><p>We're working on getting your plan information back.</p>",
    "<p>No active plan</p><div role=alert>Our billing provider has an outage.</div>",
    "<p>No active plan</p><div>Reconnecting…</div>",
    "<h2>Free plan</h2><p>Your upgrade to Build is being processed.</p>",
    "<dl><dt>Plan<dd>Free<dd>until Dec 31, then Build</dl>",
    "<section><h3>Free</h3><button>Downgrade</button></section><h3>Build</h3><button disabled>Current plan</button>",
    "<p>Your plan was canceled on May 3, 2024. It was started again on June 1.</p>",
    "<p>Your plan expired on Nov 3, 2026. Your new plan begins today.</p>",
    "<p>Plan ended on Nov 3, 2024 for the project Staging</p>",
    "<p>You have no paid usage yet.</p>",
    NAMED + "<p>Your certificate is valid until Dec 31, 2026.</p><button>Renew</button>",
    NAMED + "<p>API access to gpt-4 ends Dec 31, 2026</p><button>Renew</button>",
    NAMED + "<p>You have access until Dec 31, 2026 to the beta.</p>",
    NAMED + "<p>If your plan is canceled, it stays active until Dec 31, 2026.</p>",
    NAMED + "<p>Kim's plan canceled \u2013 active until Dec 31, 2026</p>",
    NAMED + "<h3>Payment of Nov 3</h3><p>Status</p><p>Canceled</p>",
    "<ul><li>Plan canceled on May 3</li><li>Plan started on Jun 1</li></ul>",
    *(f"<h2>Build</h2><p>{about}</p><p>{state}</p>" for about, state in ABOUT_ANOTHER),
    NAMED + "<div role=tablist><button role=tab>Active</button><button role=tab>Canceled</button></div>",
    NAMED + MANAGE + "<div><div>Plan change to Scale</div><div>Canceled</div></div>",
    "<p>You ended your subscription on Nov 3, 2026. Welcome back!</p>",
    "<p>Your plan was canceled on Nov 3, 2026.</p><p>Great to have you back.</p>",
    *(f"<h2>Free plan</h2><p>{also}</p>" for also in ALSO_COVERED),
)
OVER = (
    "<dl><dt>Plan<dd>Pay as you go<dt>Price<dd>$20 / month<dt>Billed<dd>Monthly<dt>Status<dd>Canceled</dl>",
    "<dl><dt>Plan<dd>Growth<dt>Status<dd>Canceled<dt>Last payment<dd>3 May</dl>",
    "<dl><dt>Plan<dd>Pay as you go<dt>Last payment<dd>3 May<dt>Plan status<dd>Canceled</dl>",
    "<div><h2>Growth plan</h2><p>$20 per month</p><span>Canceled</span></div>",
    "<p>Last payment: 3 May</p><h2>Pay as you go</h2><p>Canceled on May 3, 2026</p>",
    "<div><h2>Pay as you go</h2><span>Canceled</span></div>",
    "<dl><dt>Plan<dd>Pay as you go<dt>Status<dd>Canceled</dl>",
    "<table><tr><th>Plan<td>Pay as you go<tr><th>Status<td>Canceled</table>",
    "<table><tr><th>Current plan<td>No active plan</table>",
    "<dl><dt>Current plan<dd>Free</dl>",
    "<div><p>Plan</p><p>None</p></div>",
    NAMED + "<p>Your plan will be canceled in 12 days.</p><button>Keep plan</button>",
    NAMED + "<p>Ends Dec 31, 2026</p><button>Resume</button>",
    NAMED + "<p>Active until Dec 31, 2026</p><button>Renew</button>",
    NAMED + "<p>Set to cancel on Dec 31, 2026.</p>",
    NAMED + "<p>Your plan won't renew. It ends on Dec 31, 2026.</p>",
    NAMED + "<p>Your plan stays active until Dec 31, 2026, then it will be canceled.</p>",
    NAMED + "<p>You've canceled your plan. It stays active until Dec 31, 2026.</p>",
    NAMED + "<p>Plan canceled \u2013 active until 31/12/2026</p>",
    NAMED + "<p>Your plan was canceled; it ends on December 31, 2026.</p>",
    NAMED + "<p>Cancellation date: Dec 31, 2026</p>",
    NAMED + "<p>Your cancellation takes effect on Dec 31, 2026.</p>",
    NAMED + "<p>Your plan ends tomorrow (Nov 28).</p>",
    "<h2>Pay as you go · Cancels on Dec 31</h2>",
    "<h2>Pay as you go (canceled)</h2>",
    "<h2>Your plan is canceled</h2><p>Your credits can still be used.</p><button>Restart plan</button>",
    "<p>You canceled your plan on Nov 27, 2026.</p>",
    "<p>Plan ended Nov 27, 2026</p>",
    "<p>Your plan is no longer active.</p><button>Choose a plan</button>",
    "<p>There is no plan on this organization.</p>",
    "<p>Plan canceled on May 3, 2026</p><p>A cancellation is in progress for 1 batch.</p>",
    "<h2>E-mails and plan</h2><p>Your plan was canceled on May 3, 2026.</p>",
    "<p>You have no plan at the moment.</p>",
    "<p>You're no longer on a paid plan.</p>",
    "<p>No billing plan is active.</p>",
    "<h2>Welcome back, Sam</h2><div><p>Your plan was canceled on Nov 3, 2026.</p></div>",
    "<h2>Free plan</h2><p>Upgrade to Enterprise, or talk to sales about a contract.</p>",
    "<h2>Free plan</h2><p>Use of this service is governed by the Services Agreement.</p>",
    "<h2>Free plan</h2><p>If you are on a contract, ask your account manager.</p>",
)


def test_what_is_supposed_past_stale_or_of_another_thing_does_not_end_this_plan(read: Read) -> None:
    assert [shown for shown in NOT_OVER if seen(read, BALANCE + ADD + shown).plan_is_over] == []
    assert [shown for shown in OVER if not seen(read, BALANCE + ADD + shown).plan_is_over] == []
    if_canceled = BALANCE + f"<div>{ADD}{CANCEL}</div>" + NAMED + "<p>If you cancel, your plan ends.</p>"
    assert seen(read, if_canceled).plan is Plan.ACTIVE


BANNERS = """Your subscription was canceled.|Your plan has been canceled|Plan canceled|Subscription cancelled
    |You've canceled your plan|Your subscription has ended|Cancellation confirmed|Cancellation complete
    |Successfully canceled your plan|All done. Your plan is canceled|You have unsubscribed
    |Your plan was canceled. If you change your mind, resubscribe.|Your plan was canceled and can be renewed."""
NO_BANNERS = """Your plan could not be canceled|If your plan was canceled by mistake, contact us|Plan canceled?
    |Your plan has not been canceled|Your ChatGPT Plus subscription was canceled|When your subscription was canceled
    |Your trial was canceled|Your plan change was canceled|Your plan was canceled on May 3 and restarted on May 4
    |A plan canceled today ends on Dec 1|You've canceled the request to cancel your plan
    |You've canceled your cancellation
    |Plan canceled: false|Cancellation is complete after you confirm by e-mail|Your plan was canceled for ChatGPT
    |Your plan is canceled only after you confirm by e-mail|You've stopped auto-recharge|You've ended the session
    |We've ended support for this version|You've canceled the upload"""


def test_a_banner_counts_only_if_it_says_that_this_plan_was_canceled() -> None:
    said, unsaid = ([" ".join(one.split()) for one in told.split("|")] for told in (BANNERS, NO_BANNERS))

    assert [text for text in said if not is_claimed(text, words.CANCELED_BANNER)] == []
    assert [text for text in unsaid if is_claimed(text, words.CANCELED_BANNER)] == []


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("<p>Active until Dec 31, 2026</p><button>Undo cancellation</button>", "Dec 31, 2026"),
        (
            "<p>Your plan won't renew. You have access until Dec 31, 2026.</p><button>Resume plan</button>",
            "Dec 31, 2026",
        ),
        ("<p>Your plan is canceled and will end on Dec 31, 2026.</p>", "Dec 31, 2026"),
    ],
)
def test_a_plan_that_runs_out_is_over_in_other_words_too(read: Read, said: str, day: str) -> None:
    found = seen(read, BALANCE + ADD + NAMED + said)

    assert (found.plan, day_in(found.said)) == (Plan.ENDING, day)


@pytest.mark.parametrize("plan", [Plan.GONE, Plan.UNCLEAR, Plan.GRAYED, Plan.PAUSED, Plan.ENTERPRISE, Plan.ACTIVE])
def test_nothing_but_the_page_s_own_words_says_that_a_plan_is_over(plan: Plan) -> None:
    assert not Overview(plan, None, "$4.34", auto_recharge=False).plan_is_over


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (ENDS, "December 31, 2026"),
        ("<p>Your plan ends on 31.12.2026.</p>", "31.12.2026"),
        ("<p>Your subscription was canceled on Nov 25, 2026.</p>", "Nov 25, 2026"),
        ("<p>Cancels on 31 Dec 2026</p>", "31 Dec 2026"),
        ("<p>Your plan will end at the end of the month.</p>", "the end of the month"),
    ],
)
def test_the_day_of_the_end_is_told_as_the_page_writes_it(read: Read, said: str, day: str) -> None:
    assert day_in(seen(read, BALANCE + said).said) == day


@pytest.mark.parametrize(
    ("shown", "balance"),
    [
        ("<p>Credit balance</p><p>4,48 US$</p>", "4,48 US$"),
        ("<p>Credit balance</p><p>CA$4.48</p>", "CA$4.48"),
        ("<p>Credit balance</p><p>A$ 4.48</p>", "A$4.48"),
        ("<p>Credit balance</p><p>4.48 remaining</p>", "4.48 remaining"),
        ("<p>API credit balance</p><p>$4.48 / $10.00</p>", "$4.48"),
        ("<p>Prepaid credits remaining: €4,48</p>", "€4,48"),
        ("<p>Account balance</p><p>1 204,34 €</p>", "1204,34€"),
        ("<p>Amount due</p><p>$31.20</p>", None),
        ("<p>Current charges</p><p>$31.20</p>", None),
    ],
)
def test_amounts_are_read_in_the_form_of_any_region(read: Read, shown: str, balance: str | None) -> None:
    found = seen(read, NAMED + f"<section>{shown}</section>" + CANCEL)

    assert (found.balance, found.plan) == (balance, Plan.ACTIVE)


def test_an_overview_without_a_balance_is_known_by_what_cancels_the_plan_or_pays_for_it(read: Read) -> None:
    tab = "<button role=tab aria-selected=true>Overview</button>"

    assert seen(read, f"{tab}<h2>Usage-based</h2><p>You owe</p><p>$31.20</p>{CANCEL}").plan is Plan.ACTIVE
    assert seen(read, f"{tab}<p>Usage is invoiced through your sales contract.</p>").plan is Plan.ENTERPRISE
    assert overview.read_overview(read(f"<main><h1>Billing</h1>{tab}<h2>Usage-based</h2></main>")) is None


NEIGHBORS = [
    "<section><h3>ChatGPT Plus</h3><button>Cancel subscription</button></section>",
    "<section><h3>Danger zone</h3><button>Delete organization</button><button>Close account</button></section>",
    "<button>Keep plan history</button><button>Cancel plan emails</button>",
    "<p><label><input type=checkbox checked> E-mail me before my plan ends</label></p>",
    "<a href=/help>How to cancel your plan</a><a href=/docs>Cancellation policy</a>",
    "<button>Pause plan</button><button>Change plan</button><button>Upgrade plan</button>",
]


@pytest.mark.parametrize("neighbor", NEIGHBORS)
def test_what_is_about_the_plan_or_of_another_thing_is_never_pressed_for_it(read: Read, neighbor: str) -> None:
    page = f"<main><h1>Billing</h1>{NAMED}{BALANCE}<div>{ADD}{CANCEL}</div><div>{neighbor}</div></main>"

    assert [node.name for node in overview.cancel_controls(read(page))] == ["Cancel plan"]
    without = read(page.replace(CANCEL, ""))
    assert [node.name for node in overview.cancel_controls(without)] == []
