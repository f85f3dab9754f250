"""What ordinary sentences say of the plan: that this one is over, or something else."""

from itertools import cycle

from tests.flows.billing.test_plan_states import BALANCE, NAMED, seen
from tests.flows.conftest import Read

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


def _quoted(read: Read, page: str) -> str:
    shown = seen(read, page)
    return shown.said if shown.plan is Plan.UNCLEAR else shown.plan.value
