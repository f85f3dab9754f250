"""A switch in the box of auto-recharge that has a label of its own: it is auto-recharge's only if the label says so."""

from itertools import cycle

import pytest
from tests.flows.conftest import Read

from cancelbot.errors import ControlNotFound
from openai_platform.billing.auto_recharge import next_press
from openai_platform.billing.recharge_state import recharge_state

PAGE = "<main><h1>Billing</h1><h2>Pay as you go</h2><section><h3>Auto recharge</h3>{}</section></main>"
SWITCH = "<button role=switch aria-checked=true></button>"
SHAPES = (
    f"<div><span>{{}}</span> {SWITCH}</div>",
    f"<p>{{}}</p>{SWITCH}",
    f"<p>Never run out of credits.</p><div>{SWITCH} <span>{{}}</span></div>",
    f"<dl><dt>{{}}</dt><dd>{SWITCH}</dd></dl>",
    f"<div><h4>{{}}</h4>{SWITCH}</div>",
    "<label><input type=checkbox checked> {}</label>",
    "<button role=switch aria-checked=true aria-label='{}'></button>",
)
OTHERS = """Limit to $50|Limit to $50.00 a month|Cap at $50|Stop at $50|Monthly limit $50|Up to $50|Daily cap: $50
|Max $50|Never above $50|Block usage at $0|Round up to $10|Charge a fixed amount of $20
|Low balance alert at $5|Warn me below $5|Email me a receipt|E-mail me a receipt|Send me a receipt
|Notify me|Notify me when it happens|Notify owners|Alert me|Remind me first|Ask me first
|Ask before charging|Confirm each charge|Require approval|Use a backup card|Text me
|Use promotional credits first|Show on dashboard|Save this card|Set as default|Remember my choice
|Pause on weekends|Only on weekdays|Bill in euros|Share with team|Get product news|Include tax
|Retry failed payments"""
OWN = """Auto recharge|Auto recharge credits|Enable auto recharge|Enabled|On|Off|On/Off|Active|Status|Status: on
|Currently on|Turn on auto recharge|Automatically recharge my balance|Auto recharge when balance is below $5
|Yes, automatically recharge|Keep my balance topped up|Use auto recharge"""


def laid_out(labels: str, *shapes: str) -> dict[str, str]:
    """A page for each label, in one of the shapes after the other."""
    names = labels.replace("\n", "").split("|")
    return {name: PAGE.format(shape.format(name)) for name, shape in zip(names, cycle(shapes), strict=False)}


def test_a_switch_with_a_label_of_something_else_is_neither_read_nor_pressed(read: Read) -> None:
    for name, page in (*laid_out(OTHERS, *SHAPES).items(), *laid_out(OTHERS, f"{SWITCH}<p>{{}}</p>").items()):
        seen = read(page)
        assert recharge_state(seen) is None, name
        with pytest.raises(ControlNotFound):
            next_press(seen)


def test_a_switch_without_a_label_or_with_one_of_its_own_is_read_and_pressed(read: Read) -> None:
    described = "|".join(("Your card is charged when the balance is low.", "Minimum $5, maximum $100.", "Learn more"))
    pages = [
        *laid_out(OWN, *SHAPES).items(),
        *laid_out(described, f"{SWITCH}<p>{{}}</p>").items(),
        ("", PAGE.format(SWITCH)),
    ]
    for name, page in pages:
        seen = read(page)
        assert recharge_state(seen) is True, name
        assert next_press(seen).checked, name
