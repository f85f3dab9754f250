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

LEAVE_IT_OFF = (
    """\
Never run out of credits.|Keep your apps running without interruptions.
|We'll top up your balance automatically so your integrations keep working.
|Add funds automatically once your credit balance runs low.
|Automatically recharge your credit balance when it drops below the amount you choose.
|Your saved card is charged each time the balance drops below your threshold.
|Turn this on to refill credits without lifting a finger.
|Set a threshold and an amount, and we'll take care of the rest.
|Enable auto recharge to keep your balance above a minimum.|Auto recharge helps you avoid service interruptions.
|With auto recharge, your credits are refilled before they run out.
|Auto recharge tops up your credits from your default payment method.|You'll be charged only when credits run low.
|You pay only for what you use.|Recharges happen at most once per day.
|Your API requests will fail once your credits are used up.|API calls stop working when the balance reaches $0.
|Once your balance hits $0, requests are rejected.|Requests will be rejected when you have no credits left.
|You must buy credits manually.|Credits must be purchased manually.|Manual top-ups only.
|No automatic charges will be made.|Your card won't be charged automatically.|We won't charge your card.
|Nothing is charged without your consent.|You can change this at any time in settings.|Change this anytime.
|You can turn this off at any time.|Minimum $5, maximum $100.|Amounts between $5 and $1,000.
|Threshold: $5. Recharge to: $20.|Recharge when balance is below $5.00, up to $20.00.|When balance drops below: $5
|Add up to: $20|Monthly recharge limit: none|Monthly limit: No limit|No monthly limit
|Payment method: Visa ending in 4242|Visa •••• 4242|Default card: Visa 4242, expires 04/2028|Credit balance $18.22
|Balance: $18.22|Last recharge: Nov 3, 2026|Last recharged on November 3, 2026 ($20.00)|Last charge $20.00 on Nov 3
|Recommended|Recommended for production workloads|Recommended for production use.|Beta|New|Off by default
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
|Settings are saved automatically.|Updated just now|Saved|Last updated 2 minutes ago|Updated Nov 27, 2026, 10:14 AM
|Auto recharge uses your default payment method.|Automatic payments|Automatic payments are disabled
|Reload amount $20 · Threshold $5|If your balance goes below $5, we add $20.
|When enabled, we charge your card whenever your balance dips below the threshold.
|When your balance falls below $5, $20 will be added.|Set up automatic payments so that you never lose access.
|Automatically purchase credits.|We recommend turning on auto recharge.
|Some services may be unavailable when you run out of credits.|Purchases are non-refundable.
|Requests are paused when your balance reaches zero.|You can resume auto recharge whenever you like.
|You can always turn it back on.|Turn it on again at any time.|You can re-enable it later.
|Add credits to use the API again.|Requests will fail until you add credits.
|Your API stays available until your credits run out.|Your plan renews on December 1, 2026.
|Your plan is active until December 31, 2026.|Your next invoice is due on December 1, 2026.|Next invoice: Dec 1, 2026
|Billing period: Nov 1 - Nov 30, 2026|Visa ending in 4242 expires on 04/30/2028|Card expires Apr 30, 2028
|Your credits expire on May 3, 2027.|Credits are valid until May 3, 2027.|$5.00 of your credits expire on May 3, 2027
|Turned off on May 3, 2026|Off since May 3, 2026|Last changed on May 3, 2026|Changed May 3, 2026 by dana@acme.com
|You turned off auto recharge on May 3, 2026.|Last top-up: $20 on May 3, 2026|Created on May 3, 2026
|Member since May 3, 2026|Your balance was last updated on May 3, 2026.|As of May 3, 2026
|You used $12.40 in the last 30 days.|Usage this month: $12.40|Spent today: $0.20|Recharges happen at most once a day.
|Up to $500 a month|The limit resets every month.|Usage resets on the 1st of each month.
|We'll email you when your balance is low.|You'll get an email before each charge.
|We only charge your card when your balance is low.|You're only charged for what you use.
|Only available to organization owners.|Only owners and admins can change this.|Read-only|View only
|For API usage only.|Credits are for API usage only.|Manual payments only
|While auto recharge is off, requests stop at $0.|While this is off, you need to buy credits yourself.
|When off, requests stop at $0.|During an outage you are not charged.
|Unless you turn it on, your card is never charged.|Your card will not be charged unless you turn this on.
|Your card is not charged until you buy credits.|We will not charge your card until you enable it.
|No recharges are scheduled.|Nothing is scheduled.|No pending charges|Pending charges: $0.00|No upcoming recharges
|Next recharge: none|Next recharge: not scheduled|Refunds take 5 to 10 days.|Payments take up to 3 days to appear.
|Charges may take 2 days to show up.|It may take a few minutes for changes to apply.
|Changes take effect within 5 minutes.|Takes effect immediately|You'll be charged within 24 hours of enabling it.
|Skip the hassle of manual top-ups.|Keep your projects running.|Used by all projects in your organization
|Shared across all projects|Applies to your whole organization|Applies to API usage
|Manage it for each project in project settings.|Projects share this balance.|Set a budget for each project.
|Team plans are billed separately.|New customers get $5 in credits.|Support hours: 9 am to 5 pm
|Need help? We answer within 24 hours.|Your trial ended on May 3, 2026.|Your trial ends on May 3, 2027.
|Prices change on January 1, 2027.|New prices from January 1, 2027.
|By turning it on you agree to the terms of May 3, 2026.|Account created May 3, 2024
|Default payment method: Mastercard 1234|Current status: disabled|Auto recharge: Off
|Auto recharge is currently off. Requests stop at $0.|Threshold: not set|Below $5 we add $20.
|When it's on, we add $20 whenever you fall below $5.|Between $5 and $100|Daily recharges: 0
|Recharged 0 times this month|0 recharges in the last 30 days|This feature is in beta.|This month: $4.20 used
|Rate limits reset every minute.|Minimum recharge is $5.|Keep at least $5 in your account.|Saved just now
|All changes saved|Last saved 2 days ago|Synced 5 minutes ago|Auto recharge was turned off 3 days ago.
|Auto recharge has been off since May 3, 2026.
""".strip()
    .replace("\n", "")
    .split("|")
)
LIMIT_IT = (
    """\
Resumes on May 3.|Paused until May 3.|Workspace: Acme|Resumes in 3 days|Paused until further notice
|Snoozed until tomorrow|Until May 3, 2027, then on|Workspace Acme|For project Alpha only|For Acme only|Alpha only
|Only for workspace Acme|Weekends only|On again May 3|Back on in 2 hours|Will turn on again on May 3.
|It turns back on on May 3|Reactivates on May 3|Change pending|Pending: on from May 3|Pending change: On
|Changes to On on May 3|From May 3: On|On from May 3|On as of May 3|Valid until May 3|Ends on May 3|Off until May 3
|for the next 7 days|This month only|During the trial|While your card is being verified
|As long as your balance is above $5|Temporarily disabled|For now|Waiting for confirmation|Unsaved changes
|Scheduled for May 3|Starts May 3, 2027|Enabled again on May 3|Will be enabled on May 3
|Automatically re-enabled in 3 days|Next recharge: May 3|Next charge: May 3|Next top-up May 3
|We will charge your card again on May 3|Recharges resume on May 3|Auto recharge resumes on May 3
|Auto recharge will be back on May 3.|It will be active again on May 3.|In workspace Acme|Team: Design
|Applies to: Workspace Acme|Except for project Alpha|All projects except Alpha|Workspace B: On|Default workspace
|May 3 to May 10|10:00 - 18:00|Vacation mode|Grace period ends May 3|Retry on May 3|We'll retry on May 3.
|Unless your balance drops below $1|Below $5 only|Inherited from organization: On|Organization default: On|Default: On
|One more recharge is pending|1 pending change|Resumes at midnight|Resumes when your card is verified
|Turned off until May 3 by Kim|Disabled for 30 days|Suspended because a payment failed|On hold|Skips the next recharge
|Skip until May 3|Goes live again on May 3|Takes effect May 3|Effective from May 3|Switches to On on May 3
|Turning on in 5 minutes|Reverts to On on May 3|Returns to On after 7 days|Tonight only|Until the end of the month
|Until you reactivate it|Through May 3|By default on|For Visa 4242 only|For invoices only|For test mode only
|Trial period only|Sleeping until May 3|Resume on June 1|Recharging starts again next week|Recharge starts June 1
|Paused by support until further notice|Snoozed|On break until June 1|Stopped for this billing period|Off today
|Off for now|Disabled for the rest of the month|Disabled until we verify your account|Locked until June 1
|Inactive until June 1|Active from June 1|Activation pending|Scheduled to turn on|Set to turn on June 1
|Turns on at midnight|Turns on automatically|Goes on June 1|Restarting soon|Will come back soon|Back soon
|Retries tomorrow|We retry every day|Payment failed; next attempt June 1|Next try on June 1
|Next reload on June 1, 2027|Upcoming charge: $20 on June 1|Your change takes effect on June 1
|Your change applies from June 1|Unsaved|Trial only|Off-peak hours only|Evenings only|Only this project|Only Alpha
|This card only|For workspace Acme|Workspace (Acme)|Acme workspace|Projects: Alpha, Beta|Alpha: off, Beta: on
|Live mode: On|Sandbox only|Test environment|US only|Everywhere else it is on|Excludes project Alpha
|Applies only to Alpha|Limited to weekends|From 10 pm to 6 am|June 1|2027-06-01|1 June 2027|expires 2027-06-01
|in 2 weeks|for 30 minutes|2 days remaining
""".strip()
    .replace("\n", "")
    .split("|")
)


def told(read: Read, said: list[str], *shapes: str) -> dict[str, bool | None]:
    """How auto-recharge stands on a page with each sentence, in one of the ``shapes`` after the other."""
    pages = {one: shape.format(one) for one, shape in zip(said, cycle(shapes), strict=False)}
    return {one: seen(read, f"{NAMED}{BALANCE}<div>{page}</div>{CANCEL}").auto_recharge for one, page in pages.items()}


def test_a_sentence_that_does_not_limit_it_leaves_it_off(read: Read) -> None:
    assert [one for one, is_on in told(read, LEAVE_IT_OFF, *SHAPES).items() if is_on is not False] == []


def test_off_beside_a_sentence_that_limits_it_is_not_plainly_off(read: Read) -> None:
    assert [one for one, is_on in told(read, LIMIT_IT, *SHAPES).items() if is_on is not None] == []


def test_off_in_a_drawn_select_that_says_how_long_is_not_plainly_off(read: Read) -> None:
    plain = ["", "Learn more", "Last top-up: $20 on May 3, 2026"]

    assert [one for one, is_on in told(read, LIMIT_IT[:12], WITHIN).items() if is_on is not None] == []
    assert [one for one, is_on in told(read, plain, WITHIN).items() if is_on is not False] == []
