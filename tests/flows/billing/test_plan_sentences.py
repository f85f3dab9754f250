"""What ordinary sentences say of the plan: that this one is over, or something else."""

from itertools import cycle

from tests.flows.billing.test_plan_states import BALANCE, NAMED, seen
from tests.flows.conftest import Read

from openai_platform.billing.known_plan import KnownPlan
from openai_platform.billing.overview import Plan

OVER = """Your subscription was canceled.|Your subscription has been canceled.|Your plan was canceled.
|Your plan has been cancelled.|Plan canceled|Subscription canceled|Canceled|Your plan is canceled.
|Canceled on Nov 27, 2026|Your plan was canceled on November 27, 2026.|You canceled your plan on Nov 27, 2026.
|You've canceled your plan.|You have canceled your subscription.|Your pay as you go plan was canceled.
|Your plan has ended.|Your subscription ended on November 27, 2026.|Your plan ends on December 1, 2026.
|Your plan will end on December 1, 2026.|Plan ends Dec 1, 2026|Your plan is set to cancel on December 1, 2026.
|Your plan is scheduled to be canceled on December 1, 2026.|Cancels on Dec 1, 2026
|Cancellation scheduled for December 1, 2026|Cancellation takes effect on December 1, 2026.
|Your cancellation is scheduled for Dec 1, 2026.|Your plan will be canceled at the end of the billing period.
|Your plan was canceled and will end on Dec 1, 2026.|Your plan is canceled. You can use it until Dec 1, 2026.
|You've canceled your plan. You'll have access until Dec 1.|Your plan will not renew on Dec 1, 2026.
|Your subscription is no longer active.|Your billing plan is inactive.|Status: Canceled|Plan status: Canceled
|Cancellation pending until Dec 31, 2026|Cancellation requested on Nov 3, 2026. Your plan ends on Dec 31, 2026.
|Your plan is scheduled for cancellation.|Plan ended|Subscription ended|Subscription expired
|Your plan has been terminated.|Your plan has been successfully canceled.
|You have successfully canceled your subscription.
|This plan was canceled.|Billing canceled"""
"""beside the name of the plan as well"""
THERE_IS_NONE = """You don't have an active plan.|You do not have an active subscription.|You're not on a paid plan.
|You are on the free plan.|No active plan|No active subscription|No plan|Current plan: Free|You have no plan."""
"""where no plan is named"""
NOT_OVER = """Your plan can be canceled at any time.|Cancel your plan at any time.|You can cancel anytime.
|If you cancel, you lose access.|When your plan is canceled, your API keys stop working.
|If your plan was canceled by mistake, contact us.|Your previous plan was canceled.
|Your old subscription was canceled on Jan 3, 2025.|Your order was canceled.|Your payment was canceled.
|Your invoice was canceled.|Invoice #123 canceled|Your ChatGPT plan was canceled.
|Your ChatGPT Plus subscription has been canceled.|Your subscription to the newsletter was canceled.
|Your plan was not canceled.|Your plan has not been canceled.|Your plan could not be canceled.
|We couldn't cancel your plan.|Your plan is not canceled yet.|Your plan is about to be canceled.
|Your plan may be canceled if payment fails.|Your plan will be canceled if you don't pay your invoice.
|Your plan will be canceled unless you update your card.|We will cancel your plan if the payment fails again.
|Your cancellation was undone.|Your cancellation was withdrawn.|Your cancellation request was received.
|Your cancellation is being processed.|Cancellation requested|Cancellation failed|Cancellation is not available
|Canceling...|Canceling your plan...|Your plan was canceled and then restarted.
|Your plan was reactivated after being canceled.|Your plan renews on Dec 1, 2026.
|Your plan ends every month and renews automatically.|Your current billing period ends on Dec 1, 2026.
|Your trial ends on Dec 1, 2026.|Your discount ends on Dec 1, 2026.|Your credits expire on Dec 1, 2026.
|Your card expires on Dec 1, 2026.|Your plan ends soon.|Your plan has ended for 2 members.
|Kim's plan was canceled.|Project Alpha's plan was canceled.|Your team plan in Beta was canceled.
|Was your plan canceled?|Plan canceled?|See what happens when your plan is canceled|Learn about canceled plans
|How to tell that your plan was canceled|Your add-on was canceled.|Your support plan was canceled.
|Your scale tier was canceled.|Your auto recharge was canceled.|Canceled invoices|Canceled payments: 2
|Canceled plans keep their data.|Your subscription was canceled for non-payment and will be retried.
|Your upgrade was canceled.|Your downgrade was canceled.|Your plan change was canceled.
|Scheduled plan change canceled|Your request to cancel was canceled.|The cancellation of your plan was canceled.
|You have no active plan change.|No active promotions|You're not on a paid support plan.
|You don't have an active plan limit.|Cancellation pending|Your cancellation is pending.|Pending cancellation
|Cancellation in progress|Your cancellation is in progress.|We are processing your cancellation.
|Your cancellation request is pending review.|Your plan is pending cancellation.|Canceling…
|Cancellation requested on Nov 3, 2026|Your subscription is being canceled.|We received your cancellation.
|Your plan will not renew until you pay.|Status: Cancellation pending|Your request to cancel was received."""
GOES_ON = """Your plan is still active.|Your plan remains active.|You're still subscribed.|Subscription active
|Active subscription|Plan: Active|Status: Active|You are subscribed.|Your subscription renews on Dec 1.
|Renews Dec 1, 2026|Next billing date: Dec 1, 2026|You will be charged $20 on Dec 1, 2026
|Next payment: $20.00 on Dec 1, 2026|Your next bill is due on Dec 1.|We could not cancel your plan.
|Cancellation failed|Cancellation was not completed.|Something's not right. Your plan wasn't canceled.
|Your request could not be completed.|You have an active plan.|Your plan: Developer|Current plan: Growth
|Plan Growth|You're on Growth.|You're on the Growth plan.|Your plan|Subscribed since Jan 2024|Billing is active
|Paid plan|Monthly plan $20/month|$20/month|Your subscription|Contact support to cancel your plan.
|To cancel, contact support.|Please contact us to finish canceling your plan.
|Check your e-mail to confirm the cancellation.|We've sent you an email to confirm your cancellation.
|Confirm your cancellation by email|Please confirm your cancellation.|One more step: confirm your cancellation
|Your plan has been kept.|Your plan was not changed.|You kept your plan.|Thanks for staying!
|Glad you're staying.|Pay your invoice to complete the cancellation.|Your cancellation needs approval.
|An owner must approve the cancellation.|Your owner has been asked to cancel the plan.
|Check your inbox for a confirmation link.|Your request is waiting for approval by an owner.|Awaiting approval
|Your cancellation isn't final yet.|Cancellation 50% complete|Pay $3.20 to cancel|No changes were made.
|We will cancel after you pay $3.20.|Outstanding charges must be paid before we can cancel.|Cancellation: pending
|Your request to cancel was declined.|Auto-renewal is on.|Renewal date: Dec 1, 2026|Your Growth plan
|Upcoming charge: $20.00 on Dec 1, 2026|You will continue to be billed.|You're subscribed to Growth.
|Request received. We will get back to you.|Your request was sent to the owners.|An admin has to look at this first.

|We paused your request.|Your request is being looked at.|The change takes effect after approval.
|To finish, use the link that we sent.|Sorry, we couldn't do that.|Your account is unchanged.
|You have chosen to stay.|Billing is on.|Charged at the end of each month.|Cancellation of Growth is pending.
|Downgrade scheduled|Verify your identity to cancel.|Plan type: Growth|Your plan didn't end."""
"""on a page that names no plan and has no “Cancel plan”"""
OFFERED = """Add credits to keep using the API.|Choose a plan|Start a plan to use the API again.|View plans
|Plans|Pricing|Credits expire after one year.|Enterprise? Contact sales|Auto recharge is off.
|Auto recharge is off. When your credit balance reaches $0, your API requests will stop working.
|Note: This does not reflect the status of your ChatGPT account.|You can buy credits any time.
|Learn more about plans.|When you cancel a plan, your credits stay.|How do I cancel my plan?
|Need more? Contact sales.|See pricing|Manage payment methods|Your usage tier is Tier 1.
|Your free credits have expired.|Upgrade to a paid plan to access more models.
|Subscribe to a plan to use the API.|To use the API again, add credits or start a new plan.|Compare plans
|You can restart your plan at any time.|You will not be charged again.|No upcoming charges|Next invoice: none
|Last payment: $20.00 on Nov 3, 2026|Last invoice: Nov 1, 2026|View usage|Credit balance $0.00
|Explore plans for your team|You have $4.34 left. It stays usable until Dec 1, 2026.|Billing address
|Contact support|We e-mail you a receipt for each payment.|Talk to us about volume plans.
|Get started with the API|Thanks for using OpenAI.|You can cancel any time.|Cancel any time, no questions asked.
|No plan needed to browse the docs.|Each plan has limits.|Limits depend on your plan.
|Higher tiers unlock with usage.|Your credits are yours to keep.|Billing questions? Ask support.
|Members of your team keep access to the dashboard.|Your usage this month: $3.20
|What happens after cancellation?|After cancellation, your API keys stop working.|Your cancellation is complete.
|Cancellation confirmed on Nov 27, 2026|Cancellation confirmed|Your cancellation was confirmed by e-mail.
|We've e-mailed you a confirmation of your cancellation.|Cancellation does not delete your data.
|Your final invoice will be charged on Dec 1, 2026.|Cancellation confirmation #4411|Budget $100 per month
|Your cancellation needs no further action.|Your monthly budget renews on Dec 1, 2026.|Is my plan refundable?
|You are subscribed to product updates.|A paid plan unlocks higher limits.|Requires an active subscription
|Contact us about cancellation and refunds.|Starter $5/month, Growth $20/month|Your cancellation went through.
|A cancellation is in progress for 1 batch.|Cancellation of run_7 requested.|Canceling 2 jobs
|Your order is being canceled.|Check your e-mail for the receipt.|Your plan was canceled by you@example.com."""
"""likewise, of none of this account, or of none any more"""
GOING_ON = (
    "<dl><dt>Plan<dd>Growth<dt>Status<dd>Active</dl>",
    "<dl><dt>Cancellation<dd>Waiting for approval</dl>",
    "<div style='display:flex'><div>Plan</div><div>Growth</div></div>",
    "<ul><li><b>Renews</b> <i>Dec 1, 2026</i></ul>",
    "<table><tr><th>Next billing date<td>Dec 1, 2026</table>",
    "<table><tr><th>Plan<th>Status<tr><td>Growth<td>Active</table>",
    "<section><h3>Check your email</h3><p>We sent a link to confirm canceling your plan.</p></section>",
    "<section><h3>What happens next?</h3><p>Confirm the cancellation in the e-mail we sent you.</p></section>",
    "<section><p>Your plan is still active.</p><p>ChatGPT is billed separately.</p></section>",
    "<button>Confirm cancellation</button>",
    "<p><a href=x>Your plan is still active.</a></p>",
    "<details open><summary>Billing details</summary><p>Your plan is still active.</p></details>",
    f"<p>{'We are always glad to hear from people who use the API. ' * 10}Your plan is still active.</p>",
    "<div role=dialog><h2>Do you want to cancel your plan?</h2><button>OK</button><button>Back</button></div>",
)
"""likewise, in parts of a page"""
NOT_OF_ONE = (
    "<section><h3>Starter</h3><p>$5/month</p><button>Choose</button></section>",
    "<section><h2>Pricing</h2><p>Growth is $20 per month.</p></section>",
    "<section><h3>Budget</h3><p>$100.00 per month</p><p>Renews on Dec 1, 2026</p></section>",
    "<h3>How do I cancel?</h3><p>Contact support to cancel your plan.</p>",
    "<details open><summary>Help</summary><p>Your plan is active until you cancel.</p></details>",
    "<section><h3>API keys</h3><p>Status</p><p>Active</p></section>",
    "<dl><dt>Auto-renew<dd>Off<dt>Next payment<dd>None</dl>",
    "<table><tr><td>Nov 3, 2026<td>Your plan $20.00<td>Paid</table>",
)
"""likewise, of none of this account"""
GROWTH = KnownPlan(("Growth",), ("20",))
"""the plan of this account, before it was pressed to be canceled"""
PAGES = (f"{NAMED}{BALANCE}<p>{{}}</p>", f"{BALANCE}<h3>{{}}</h3>", f"<p>{{}}</p>{BALANCE}")


def over(read: Read, said: str, *pages: str) -> dict[str, bool]:
    """Whether the plan is over, on a page for each sentence, in one of the ways after the other."""
    each = said.replace("\n", "").split("|")
    found = {one: seen(read, page.format(one)) for one, page in zip(each, cycle(pages), strict=False)}
    return {one: shown.plan_is_over or shown.plan.name == "REPORTED" for one, shown in found.items()}


def test_a_sentence_that_says_so_ends_the_plan(read: Read) -> None:
    beside, alone = over(read, OVER, f"{NAMED}<p>{{}}</p>{BALANCE}"), over(read, THERE_IS_NONE, PAGES[2])

    assert [one for one, is_over in (beside | alone).items() if not is_over] == []


def test_a_sentence_about_something_else_or_in_doubt_does_not_end_it(read: Read) -> None:
    assert [one for one, is_over in over(read, NOT_OVER, *PAGES).items() if is_over] == []


def test_an_end_that_may_still_not_come_is_quoted(read: Read) -> None:
    """Also on a page that says nothing else of a plan, which after a yes of the site would be one without a plan."""
    asked = (
        "Your cancellation is pending.",
        "We are processing your cancellation.",
        "Canceling...",
        "Cancellation requested on Nov 3, 2026",
        "Status: Cancellation pending",
    )
    to_come = ("Your plan will be canceled once your invoice is paid.", "Your subscription will end soon.")

    assert [one for one in asked for page in PAGES if _quoted(read, page.format(one)) != one] == []
    assert [one for one in to_come if _quoted(read, PAGES[2].format(one)) != one] == []


def test_a_page_without_a_plan_has_no_word_about_one(read: Read) -> None:
    """Only such a page means, after a yes of the site, that the plan is gone."""
    silent = (PAGES[2], f"{BALANCE}<section><h3>{{}}</h3></section>")
    linked = f"{BALANCE}<div><span>{{}}</span><a href=x>Learn more</a></div>"
    grayed = f"<p>{{}}</p>{BALANCE}<button disabled>Cancel plan</button>"

    assert _silent(read, GOES_ON, *silent, linked) == []
    assert _silent(read, OFFERED, *silent, linked) == OFFERED.replace("\n", "").split("|")
    assert "Your plan is still active." not in _silent(read, GOES_ON, grayed)


def test_a_plan_goes_on_in_whatever_part_of_the_page_it_is_said(read: Read) -> None:
    ended = {Plan.GONE, Plan.GRAYED}

    assert [part for part in GOING_ON if seen(read, BALANCE + part).plan in ended] == []
    assert [part for part in NOT_OF_ONE if seen(read, BALANCE + part).plan is not Plan.GONE] == []


def test_what_is_said_of_canceling_in_general_leaves_a_plan_active(read: Read) -> None:
    said = (
        "Canceling your plan stops the API.",
        "Cancellation received before the 5th takes effect the same month.",
        "Cancellation requested by a member is shown here.",
    )
    page = f"{NAMED}{BALANCE}<button>Cancel plan</button><p>{{}}</p>"

    assert [one for one in said if seen(read, page.format(one)).plan is not Plan.ACTIVE] == []


def _silent(read: Read, said: str, *pages: str) -> list[str]:
    """The sentences that leave a page without a word about a plan, on one of the pages after the other."""
    each = zip(said.replace("\n", "").split("|"), cycle(pages), strict=False)
    found = {one: seen(read, page.format(one), GROWTH).plan for one, page in each}
    return [one for one, plan in found.items() if plan in {Plan.GONE, Plan.GRAYED}]


def _quoted(read: Read, page: str) -> str:
    shown = seen(read, page)
    return shown.said if shown.plan is Plan.UNCLEAR else shown.plan.value
