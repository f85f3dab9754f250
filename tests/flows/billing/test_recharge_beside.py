"""What stands beside a state of auto-recharge: it may be held, changed elsewhere, a hint, or no statement at all."""

import pytest
from tests.flows.billing.test_plan_states import BALANCE, CANCEL, NAMED, seen
from tests.flows.conftest import Read

OFF = "<div><h3>Auto-reload</h3><span>Off</span>{}</div>"
SWITCH = "<button role=switch aria-checked={} style='width:36px;height:20px'></button>"


def state(read: Read, shown: str) -> bool | None:
    return seen(read, NAMED + BALANCE + CANCEL + shown).auto_recharge


@pytest.mark.parametrize(
    "shown",
    [
        OFF.format("<p>Your monthly cap of $100 was reached.</p>"),
        OFF.format("<p>You hit your reload limit.</p>"),
        OFF.format("<p>3 teams override this.</p>"),
        "<div><label><input type=checkbox> Enable auto-reload</label><p>You have unsaved changes</p></div>",
        OFF.format("<p>Your top-up limit was hit.</p>").replace("Off", "Inactive"),
        "<div><h3>Auto-reload</h3><select><option>Sandbox<option>Main</select><span>Off</span></div>",
        "<div><h3>Auto-reload</h3><b role=tab aria-selected=true>North</b><b role=tab>South</b><span>Off</span></div>",
        "<div role=tooltip>Auto recharge is off</div><h3>Auto recharge</h3>",
        "<dl><dt>Auto-reload enabled<dd>No</dl>",
    ],
)
def test_what_is_held_overridden_unsaved_or_only_a_hint_is_not_off(read: Read, shown: str) -> None:
    assert state(read, shown) is None


@pytest.mark.parametrize("chosen", ["$20", "Visa 4242", "USD", "Choose a card"])
def test_the_choice_of_an_amount_or_a_card_is_of_no_part(read: Read, chosen: str) -> None:
    assert state(read, OFF.format(f"<select disabled><option>{chosen}</select>")) is False


@pytest.mark.parametrize("said", ["Requests stop once your monthly limit is reached.", "Your usage limit was reached."])
def test_another_limit_does_not_hold_it(read: Read, said: str) -> None:
    assert state(read, OFF.format(f"<p>{said}</p>")) is False


@pytest.mark.parametrize("is_on", [True, False])
def test_a_state_may_be_called_a_status(read: Read, is_on: bool) -> None:
    status = "Enabled" if is_on else "Disabled"

    assert state(read, f"<section><h3>Auto-reload settings</h3><p>Status: {status}</p></section>") is is_on


@pytest.mark.parametrize("is_on", [True, False])
def test_a_switch_for_mails_in_the_same_box_is_another(read: Read, is_on: bool) -> None:
    own, mails = SWITCH.format(str(is_on).lower()), SWITCH.format(str(not is_on).lower())
    box = f"<div><h3>Auto-reload</h3><div><span>Status</span>{own}</div>{{}}</div>"

    assert state(read, box.format(f"<div><span>E-mail me each time</span>{mails}</div>")) is is_on
    assert state(read, box.format(f"<div><span>Weekly plan</span>{mails}</div>")) is None
