"""What each wording takes in and what it must never take in: tables of names as real pages have them."""

import re
from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]  # nothing else takes a pattern apart
from typing import cast

import pytest

from openai_platform import words
from openai_platform.billing import plan_words

MEANT = {
    words.CANCEL_PLAN: """Cancel usage-based plan|Turn off billing|Unsubscribe from the API plan
        |Cancel organization plan|Cancel plan|Cancel my billing plan|End subscription|Stop billing|Terminate plan
        |Close subscription|End pay as you go|Cancel pay-as-you-go plan
        |Discontinue membership|Cancel paid account
        |Cancel plan...|End billing|Cancel your API subscription""",
    words.CANCEL_BARE: """Unsubscribe|Request cancellation|Start cancellation...""",
    words.CONFIRM_CANCEL: """Agree and cancel|No thanks, cancel plan|Finalize cancellation|Cancel plan for good
        |Cancel plan|Yes, cancel my plan|Confirm cancellation|Continue to cancel
        |Yes, end subscription
        |End subscription now|Proceed with cancellation|Complete plan cancellation|Cancel plan anyway""",
    words.CANCEL_IT: """Yes, cancel|End it now|Yes, end it|Cancel anyway|Terminate|Stop now|OK, stop it""",
    words.NEVERMIND: """Not yet|Leave it as is|Leave on|I'll stay|Abort|No thanks, keep my plan
        |Nevermind|Never mind|Keep plan|Keep it on|No, keep my subscription|Go back|Don't cancel
        |Stay on plan
        |Not now|Cancel|No, take me back|I changed my mind""",
    words.CANCEL_QUESTION: """Are you sure you want to cancel your billing plan?|End your subscription?
        |You are about to terminate your API plan.|Your plan will be canceled at the end of the month.
        |Do you really want to stop billing?|Confirm cancellation|Cancelling your plan stops all API requests.
        |Ready to leave pay as you go?""",
    words.MANAGE_PLAN: """Manage plan|Manage subscription|Manage billing plan|Change plan|Plan options
        |Edit subscription|Danger zone""",
    words.RECHARGE: """Auto recharge|Auto-reload|autoreload|Automatic top-ups|Auto-refill|automatically recharge
        |Automatic credit purchases|Recharge my card automatically|Auto top up|Automatic replenishment|auto reload""",
    words.RECHARGE_DISABLE_FULL: """Turn off auto-reload|Turn auto-reload off|Disable auto recharge
        |Switch off automatic top-up
        |Stop auto-refill|Deactivate automatic replenishment|Yes, turn off auto-reload|Cancel auto-recharge""",
    words.RECHARGE_ENABLE: """Enable auto recharge|Set up auto-reload|Turn on automatic top-ups|Turn auto-refill on""",
    words.RECHARGE_MODIFY: """Modify|Manage auto-reload|Edit automatic top-up|Auto recharge settings|Change|Manage""",
    words.RECHARGE_TOGGLE: """Auto-reload|Enable auto recharge|Use auto-reload|Automatic top-ups|Auto-reload credits
        |Yes, automatically recharge my card when my credit balance falls below a threshold
        |Automatically top up my balance when it falls below $5|Auto recharge is on
        |Enable automatic top-up for my account
        |Auto recharge We buy credits when your balance is low.|Recharge my balance automatically""",
    words.RECHARGE_IS_ON: """Auto top-up · On|Auto-reload (on)
        |Auto recharge is on|Auto-reload: On|Automatic top-ups are enabled
        |Auto-refill is currently active""",
    words.RECHARGE_IS_OFF: """Auto-reload has been turned off|Auto-refill · off
        |Auto recharge is off|Auto-reload is turned off|Automatic top-up: disabled
        |Auto-reload isn't enabled|Your auto-refill is not set up""",
    words.NO_PLAN: """There is no active plan.
        |Free trial|No active plan|You don't have an active plan.|Current plan: Free|Your plan: None
        |You're on the free tier|Your organization does not have a subscription|You are not subscribed to any plan""",
    words.CANCELED_BADGE: """Canceled|Plan canceled|Your subscription was cancelled on Nov 25, 2026.
        |Subscription ended
        |Plan status: canceled|Pay as you go canceled|Your plan has ended""",
    plan_words.ENDS: """Your plan is canceled and will end on Dec 31
        |Your plan will be canceled on December 31, 2026. You keep access until then.
        |Plan ends on 31 Dec 2026
        |Cancels on Jan 1|Your subscription is scheduled to end on 2026-12-31|Cancellation pending
        |Your plan is set to be terminated on 31.12.2026""",
    words.MONEY: """$4.34|US$4.34|-$0.07|4,48 US$|CA$4.48|A$4.48|4,48 €|€ 4,48|CHF 4.48|R$ 4,48|4,48 $ US|1.204,34 €
        |USD 4.34|4,48 kr|4,48 zł|$1,204.34|1 204,34 €|¥500|₹1,00,000.00|4.48 USD|NZ$4.48|SEK 4,48|1.234.567,89 €""",
    words.AMOUNT: """4.48 remaining|$4.48 / $10.00|$4.48 remaining|4,48|US$ 4.48|$4.48 of $10.00|($0.07)|-0.07
        |4,48 US$ / 10,00 US$|$4.34 USD""",
    words.TROUBLED: """We hit a snag|You are offline. Showing saved data.|Plan data unavailable|That didn't work
        |We couldn't load your plan details right now. Please try again later.
        |Failed to load credit balance
        |Something went wrong|Plan information is not available right now.|There was a problem loading your plan
        |Your plan could not be loaded|Unable to retrieve your subscription|Billing is temporarily unavailable""",
    words.CARD_MARK: """Visa 4242|Mastercard - 8490|Card ending 4242
        |••••8490|Visa •••• 4242Expires 07/2028|xxxx-4242|ending in 4242|**** **** **** 4242""",
    words.DELETE: """Delete|Remove|Remove card|Delete payment method|Detach card|Remove this payment method""",
    words.REVOKE: """Revoke|Delete key|Revoke secret key|Remove this API key|Revoke API key""",
    words.BUY: """Buy credits|Add to credit balance|Purchase credits now|Upgrade|Upgrade plan|Pay now|Top up now
        |Turn on
        |Turn on auto-reload|Add payment details|Subscribe|Reload now|Add funds""",
    words.USER_API_KEYS: """API keys|User API keys|User API Keys (Legacy)|User API Keys Legacy""",
    words.LOAD_MORE: """Load more|Show all 9 keys|Show older invoices|View all|Show 10 more|See remaining 7""",
    words.KEEP: """Reactivate|Uncancel
        |Keep plan|Resume plan|Keep my subscription|Undo cancellation|Don't cancel|Renew subscription
        |Reactivate plan""",
}
NEIGHBORS = {
    words.NEVERMIND: """Leave plan|Leave|Proceed|Accept offer|Cancel plan""",
    words.USER_API_KEYS: """Admin keys|Project API keys|API keys help|Your API keys|User API key usage""",
    words.LOAD_MORE: """More|View|View invoice|Show details|See plans|View usage""",
    words.CANCEL_PLAN: """Disable billing alerts|Turn off billing emails|Request an invoice
        |Unsubscribe|Request cancellation|Unsubscribe from our newsletter
        |Cancel|Close|End|Cancel ChatGPT plan|Cancel plan emails|Change plan|Cancel invitation
        |Keep plan|Stop
        |Delete organization|Close account|Cancel scheduled cancellation|Manage plan|Cancel order|Resume plan
        |Pause plan
        |How to cancel your plan|Cancel plan history|Billing|Plan|Upgrade plan|Close billing|Stop billing alerts
        |Cancel free trial|Cancellation policy""",
    words.CANCEL_BARE: """Cancel|End|Stop|Leave|Unsubscribe from our newsletter|Unsubscribe all""",
    words.CANCEL_IT: """Cancel|Stop|Close|End|Don't cancel|Keep it|Never mind|No|Close account now""",
    words.CONFIRM_CANCEL: """Accept offer|No thanks|Agree
        |Cancel|Continue|Keep plan|Undo cancellation|Continue with plan|Don't cancel plan
        |Change plan""",
    words.AGREE: """No|Cancel|Keep|Buy|Close|Continue with plan|Submit""",
    words.RECHARGE_TOGGLE: """Send me auto-recharge emails|E-mail me when auto-recharge fails|Auto-recharge alerts
        |Notify me when my balance is recharged automatically|Auto-recharge Emails|Monthly limit for auto-recharge
        |Auto-recharge history|Auto-recharge limit|Pause all keys when auto-recharge fails|Usage alerts
        |Auto-recharge my ChatGPT credits|Learn more about auto-recharge|Auto-reload notifications
        |Auto-recharge help""",
    words.RECHARGE_DISABLE_FULL: """Turn off auto-recharge emails|Disable auto-recharge alerts|Turn on auto-reload
        |Turn off
        |Turn off auto-reload notifications|Manage auto-reload|Stop auto-recharge reminders""",
    words.RECHARGE_MODIFY: """Auto-recharge history|Manage auto-recharge emails|Buy credits|Set up auto-reload
        |Manage plan
        |Learn about auto-recharge|Edit auto-recharge alerts|Update payment method""",
    words.RECHARGE_ENABLE: """Enable auto-recharge emails|Turn off auto-reload|Add auto-recharge alert""",
    words.RECHARGE_IS_ON: """Auto-recharge on failure
        |Auto-recharge emails are on|Turn auto-reload on|We e-mail you when auto-recharge is on
        |Auto-recharge is on by default for new accounts|Auto recharge is off|Keep auto-reload on""",
    words.RECHARGE_IS_OFF: """Auto-reload is off for project Staging|Auto recharge is off in test mode
        |Auto-recharge emails: off|Turn auto-reload off|If auto recharge is off, requests stop.
        |Auto recharge is off by default|Get an alert when auto-reload is off""",
    words.CANCELED_BADGE: """Ended|Expired|Closed|Inactive|Payment canceled on Nov 3|Cancel plan|Your card expired
        |Plan""",
    words.NO_PLAN: """No plan changes|Start a free trial|Free credits|Compare plans""",
    plan_words.ENDS: """Pending cancellation requests: 0
        |Expires 07/2028|Your credits expire on Jan 1|Trial ends soon|Your plan renews on Jan 1
        |Cancel at any time|Ends with 4242""",
    words.CANCEL_QUESTION: """Cancel your ChatGPT subscription?|Turn off auto-reload?|Are you sure?
        |Delete organization?
        |Change your plan?|Cancel the invitation?|Cancel order|Unsubscribe from product updates?""",
    words.CARD_MARK: """Visa 07/28|Visa 2028/07
        |4242|2026-11-26|..42425|USD 1234""",
    words.TROUBLED: """Your API requests will stop working|Auto recharge is off|Credits cannot be refunded
        |You'll be able to consume any remaining credits in your account""",
    words.DELETE: """Delete organization|Remove member|Delete card history|Delete key|Remove from cart""",
    words.REVOKE: """Revoke all sessions|Delete card|Remove project|Delete organization|Revoke access of member""",
    words.KEEP: """Cancel plan|Keep|Resume|Cancel subscription""",
    words.BUY: """Cancel plan|Turn off|Save|Turn off auto-reload|Manage auto-reload|Keep it on""",
}
ANYWHERE = {
    words.CANCEL_QUESTION,
    words.RECHARGE,
    words.RECHARGE_IS_ON,
    words.RECHARGE_IS_OFF,
    plan_words.ENDS,
    words.MONEY,
    words.TROUBLED,
    words.CARD_MARK,
}
NAMES = {id(pattern): name for module in (words, plan_words) for name, pattern in vars(module).items()}


def cases(table: dict[re.Pattern[str], str]) -> list[object]:
    listed = [(one, " ".join(said.split())) for one, told in table.items() for said in told.split("|")]
    return [pytest.param(one, said, id=f"{NAMES[id(one)]}: {said}") for one, said in listed]


def takes_in(wording: re.Pattern[str], said: str) -> bool:
    return bool(wording.search(said) if wording in ANYWHERE else wording.fullmatch(said))


@pytest.mark.parametrize(("wording", "said"), cases(MEANT))
def test_a_thing_is_known_by_any_of_its_names(wording: re.Pattern[str], said: str) -> None:
    assert takes_in(wording, said)


@pytest.mark.parametrize(("wording", "said"), cases(NEIGHBORS))
def test_a_neighbor_is_never_taken_for_the_thing(wording: re.Pattern[str], said: str) -> None:
    assert not takes_in(wording, said)


def endless(parts: Iterable[tuple[object, object]], *, repeated: bool = False, last: bool = True) -> list[str]:
    """The repetitions without a bound that could be tried again and again: inside of another, or before other parts."""
    found, listed = list[str](), list(parts)
    for number, (kind, what) in enumerate(listed):
        at_end = last and number == len(listed) - 1
        if kind in {_parser.MAX_REPEAT, _parser.MIN_REPEAT}:
            _, most, inner = cast("tuple[int, int, Iterable[tuple[object, object]]]", what)
            if most is _parser.MAXREPEAT and (repeated or not at_end):
                found.append(str(list(inner)))
            found += endless(inner, repeated=repeated or most > 1, last=at_end)
        elif isinstance(what, tuple):
            groups = [one for one in what if isinstance(one, _parser.SubPattern)]
            groups += [one for many in what if isinstance(many, list) for one in many]
            inside = [one for one in groups if isinstance(one, _parser.SubPattern)]
            found += [bad for one in inside for bad in endless(one, repeated=repeated, last=at_end)]
    return found


@pytest.mark.parametrize("name", [name for name, one in vars(words).items() if isinstance(one, re.Pattern)])
def test_no_text_of_a_page_makes_a_wording_slow(name: str) -> None:
    """Every repetition has a bound, but for what a wording ends with."""
    assert endless(_parser.parse(vars(words)[name].pattern)) == []
