"""A list of facts in which what is canceled is a payment, a card, an order: it says nothing of the plan above it."""

from tests.flows.billing.test_plan_states import ADD, BALANCE, MANAGE, NAMED, seen
from tests.flows.conftest import Read

_ROWS = (
    ("Last payment", "3 May", "Status"),
    ("Card", "Visa 4242", "Status"),
    ("Invoice", "#123", "Status"),
    ("Credit grant", "$5", "Status"),
    ("Upgrade", "Scale", "Status"),
    ("Top-up", "$10", "State"),
    ("Next payment", "None", "Status"),
    ("Price", "$20", "Refund", "$20", "Status"),
)
STATE_OF_ANOTHER = (
    *(f"<dl><dt>Plan<dd>Pay as you go<dt>{'<dd>'.join(row[:-1])}<dt>{row[-1]}<dd>Canceled</dl>" for row in _ROWS),
    *(
        f"<div>{''.join(f'<{box}>{text}</{box}>' for text in ('Plan', 'Pay as you go', *row, 'Canceled'))}</div>"
        for row in _ROWS
        for box in ("div", "p")
    ),
    *(
        NAMED + f"<div><div><span>{row[0]}</span><span>{row[1]}</span></div>"
        f"<div><span>{row[-1]}</span><span>Canceled</span></div></div>"
        for row in _ROWS[:6]
    ),
    NAMED + "<dl><dt>Last payment<dd>3 May<dt>Status<dd>Canceled</dl>",
    NAMED + MANAGE + "<dl><dt>Last payment<dd>3 May<dt>Status<dd>Canceled</dl>",
    "<dl><dt>Plan<dd>Pro<dt>Last payment<dd>3 May<dt>Status<dd>Canceled</dl>",
    "<dl><dt>Last payment<dd>3 May<dt>Status<dd>Canceled<dt>Plan<dd>Pay as you go</dl>",
    "<dl><div><dt>Plan<dd>Growth</div><div><dt>Last payment<dd>3 May</div><div><dt>Status<dd>Canceled</div></dl>",
    "<div><p>Plan: Pay as you go</p><p>Last payment: 3 May</p><p>Status: Canceled</p></div>",
    *(
        NAMED + f"<p>{other}</p><p>Canceled{when}</p>"
        for other in ("$5.00", "May 3, 2026", "Refund", "Kim", "Invoice INV-001", "Your last payment of $5 on May 3.")
        for when in ("", " on May 3, 2026")
    ),
    NAMED + "<h3>Scale plan</h3><p>Canceled</p>",
    NAMED + "<dl><dt>Add-on<dd>Priority plan<dt>Status<dd>Canceled</dl>",
    "<dl><dt>Since<dd>May 3<dt>Status<dd>Canceled<dt>Plan<dd>Pay as you go</dl>",
    NAMED + "<div><div>Recent payments</div><div>May 3</div><div>$5.00</div><div>Canceled</div></div>",
)


STATE_OF_THE_PLAN = (
    "<dl><dt>Plan<dd>Pay as you go<dt>Since<dd>May 3, 2024<dt>Status<dd>Canceled</dl>",
    "<dl><dt>Plan<dd>Pay as you go<dt>Price<dd>$20 / month<dt>Status<dd>Canceled</dl>",
    NAMED + "<div><span>Tier</span><span>Tier 1</span></div><div><span>Status</span><span>Canceled</span></div>",
    NAMED + "<p>You only pay for what you use.</p><span>Canceled</span>",
    "<div><span>Canceled</span><h3>Pay as you go</h3></div>",
)


def test_a_state_behind_what_only_describes_the_plan_or_right_above_its_name_is_the_plan_s(read: Read) -> None:
    assert [shown for shown in STATE_OF_THE_PLAN if not seen(read, BALANCE + ADD + shown).plan_is_over] == []


def test_the_state_of_a_payment_a_card_or_an_order_is_not_the_plan_s(read: Read) -> None:
    assert [shown for shown in STATE_OF_ANOTHER if seen(read, BALANCE + ADD + shown).plan_is_over] == []
