"""What may stand beside an "Off" of auto-recharge: most of it leaves it off, some limits it to a while or a part."""

from itertools import cycle

from tests.flows.billing.test_plan_states import BALANCE, CANCEL, NAMED, seen
from tests.flows.conftest import Read

SELECT = "<button role=combobox aria-haspopup=listbox aria-label='Auto recharge'><span>Off</span>{}</button>"
SWITCH = "<button role=switch aria-checked=false aria-label='Auto recharge'></button>"
NATIVE = "<select><option selected>Off<option>On</select>"
RADIOS = "<label><input type=radio name=a>On</label><label><input type=radio name=a checked>Off</label>"
SHAPES = (
    "<section><h3>Auto recharge</h3><p>{}</p><span>Off</span><button>Set up auto recharge</button></section>",
    f"<section><h3>Auto recharge</h3>{SWITCH}<p>{{}}</p></section>",
    f"<section><label>Auto recharge</label> {SELECT.format('')}<p>{{}}</p></section>",
    f"<section><h3>Auto recharge</h3><label>Auto recharge {NATIVE}</label><small>{{}}</small></section>",
    f"<section><h3>Auto recharge</h3>{RADIOS}<p>{{}}</p></section>",
    "<div><p>Auto recharge is off.</p><p>{}</p></div>",
)
"""where a sentence may stand: each is tried in one of them"""
WITHIN = f"<section><div>Auto recharge {SELECT.format(' <small>{}</small>')}</div></section>"

LEAVE_IT_OFF = """Never run out of credits.|Keep your apps running without interruptions.
|We'll top up your balance automatically so your integrations keep working.
|Add funds automatically once your credit balance runs low.
|Automatically recharge your credit balance when it drops below the amount you choose.
|Your saved card is charged each time the balance drops below your threshold.
|Turn this on to refill credits without lifting a finger.
|Set a threshold and an amount, and we'll take care of the rest.
|Enable auto recharge to keep your balance above a minimum.
|Auto recharge helps you avoid service interruptions.
|With auto recharge, your credits are refilled before they run out.
|Auto recharge tops up your credits from your default payment method.
|You'll be charged only when credits run low.|You pay only for what you use.
|Recharges happen at most once per day.|Your API requests will fail once your credits are used up.
|API calls stop working when the balance reaches $0.|Once your balance hits $0, requests are rejected.
|Requests will be rejected when you have no credits left.|You must buy credits manually.
|Credits must be purchased manually.|Manual top-ups only.|No automatic charges will be made.
|Your card won't be charged automatically.|We won't charge your card.
|Nothing is charged without your consent.|You can change this at any time in settings.
|Change this anytime.|You can turn this off at any time.|Minimum $5, maximum $100.
|Amounts between $5 and $1,000.|Threshold: $5. Recharge to: $20.
|Recharge when balance is below $5.00, up to $20.00.|When balance drops below: $5|Add up to: $20
|Monthly recharge limit: none|Monthly limit: No limit|No monthly limit
|Payment method: Visa ending in 4242|Visa •••• 4242|Default card: Visa 4242, expires 04/2028
|Credit balance $18.22|Balance: $18.22|Last recharge: Nov 3, 2026
|Last recharged on November 3, 2026 ($20.00)|Last charge $20.00 on Nov 3|Recommended
|Recommended for production workloads|Recommended for production use.|Beta|New|Off by default
|Currently turned off.|Auto recharge is currently disabled for your organization.|Status: Inactive
|Applies to prepaid credits.|Prepaid credits expire after one year.
|Charges appear on your invoice as "OpenAI API credits".|Taxes may apply.|Prices exclude tax.
|See our help article for details.|Learn more about auto recharge|Read more|What is auto recharge?
|How does auto recharge work?|Questions? Contact support.|Learn how billing works
|By enabling auto recharge, you agree to our terms of service.
|By turning this on you authorize OpenAI to charge your card.
|You authorize OpenAI to charge your default payment method when you enable this.
|Avoid downtime by turning on auto recharge.|Don't want to run out? Turn on auto recharge.
|Tip: turn on auto recharge to avoid interruptions.|Heads up: your API access stops when credits run out.
|Your organization is on prepaid billing.|Your plan: Pay as you go|Managed by your organization's owner.
|Only owners can edit billing.|Changes take effect immediately.|Changes apply immediately.
|Settings are saved automatically.|Updated just now|Saved|Last updated 2 minutes ago
|Updated Nov 27, 2026, 10:14 AM|Auto recharge uses your default payment method.|Automatic payments
|Automatic payments are disabled|Reload amount $20 · Threshold $5
|If your balance goes below $5, we add $20.
|When enabled, we charge your card whenever your balance dips below the threshold.
|When your balance falls below $5, $20 will be added.
|Set up automatic payments so that you never lose access.|Automatically purchase credits.
|We recommend turning on auto recharge.|Some services may be unavailable when you run out of credits.
|Purchases are non-refundable.|Requests are paused when your balance reaches zero.
|You can resume auto recharge whenever you like.|Add credits to use the API again.
|Your plan is active until December 31, 2026.|Visa ending in 4242 expires on 04/30/2028
|$5.00 of your credits expire on May 3, 2027|Changed May 3, 2026 by dana@acme.com
|Member since May 3, 2026|Usage this month: $12.40|The limit resets every month.
|We only charge your card when your balance is low.|Read-only|Manual payments only
|During an outage you are not charged.|We will not charge your card until you enable it.
|Pending charges: $0.00|Refunds take 5 to 10 days.|Changes take effect within 5 minutes.
|Keep your projects running.|Applies to API usage|Team plans are billed separately.
|Your trial ended on May 3, 2026.|By turning it on you agree to the terms of May 3, 2026.
|Auto recharge: Off|When it's on, we add $20 whenever you fall below $5.|0 recharges in the last 30 days
|Minimum recharge is $5.|Last saved 2 days ago"""
LIMIT_IT = """Resumes on May 3.|Paused until May 3.|Workspace: Acme|Resumes in 3 days|Snoozed until tomorrow
|Workspace Acme|For Acme only|Only for workspace Acme|On again May 3|Will turn on again on May 3.
|Reactivates on May 3|Pending: on from May 3|Changes to On on May 3|On from May 3|Valid until May 3
|Off until May 3|This month only|While your card is being verified|Temporarily disabled
|Waiting for confirmation|Scheduled for May 3|Enabled again on May 3|Automatically re-enabled in 3 days
|Next charge: May 3|We will charge your card again on May 3|Auto recharge resumes on May 3
|It will be active again on May 3.|Team: Design|Except for project Alpha|Workspace B: On|May 3 to May 10
|Vacation mode|Retry on May 3|Unless your balance drops below $1|Inherited from organization: On
|Default: On|1 pending change|Resumes when your card is verified|Disabled for 30 days|On hold
|Skip until May 3|Takes effect May 3|Switches to On on May 3|Reverts to On on May 3|Tonight only
|Until you reactivate it|By default on|For invoices only|Trial period only|Resume on June 1
|Recharge starts June 1|Snoozed|Stopped for this billing period|Off for now
|Disabled until we verify your account|Inactive until June 1|Activation pending|Set to turn on June 1
|Turns on automatically|Restarting soon|Back soon|We retry every day|Next try on June 1
|Upcoming charge: $20 on June 1|Your change applies from June 1|Trial only|Evenings only|Only Alpha
|For workspace Acme|Acme workspace|Alpha: off, Beta: on|Sandbox only|US only|Excludes project Alpha
|Limited to weekends|June 1|1 June 2027|in 2 weeks|2 days remaining|Processing|Saving…|Updating...|Applying your change
|Draft|Kicks in again next month|Charges again tomorrow"""


def told(read: Read, said: str, *shapes: str) -> dict[str, bool | None]:
    """How auto-recharge stands on a page with each sentence, in one of the ``shapes`` after the other."""
    pages = {
        one: shape.format(one) for one, shape in zip(said.replace("\n", "").split("|"), cycle(shapes), strict=False)
    }
    return {one: seen(read, f"{NAMED}{BALANCE}<div>{page}</div>{CANCEL}").auto_recharge for one, page in pages.items()}


def test_a_sentence_that_does_not_limit_it_leaves_it_off(read: Read) -> None:
    assert [one for one, is_on in told(read, LEAVE_IT_OFF, *SHAPES).items() if is_on is not False] == []


def test_off_beside_a_sentence_that_limits_it_is_not_plainly_off(read: Read) -> None:
    assert [one for one, is_on in told(read, LIMIT_IT, *SHAPES).items() if is_on is not None] == []


def test_off_in_a_drawn_select_that_says_how_long_is_not_plainly_off(read: Read) -> None:
    plain = "|Learn more|Last top-up: $20 on May 3, 2026"

    assert [
        one for one, is_on in told(read, LIMIT_IT[:200].rpartition("|")[0], WITHIN).items() if is_on is not None
    ] == []
    assert [one for one, is_on in told(read, plain, WITHIN).items() if is_on is not False] == []
