"""The plan on a page in words that nobody has listed for it, composed from the lexicon, with a survey.

The site ends the session of several tabs meanwhile, as in test_loaded_ahead.py.
"""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import state_of
from tests.flows.test_loaded_ahead import asked_for, hold_data
from tests.flows.test_plan_conditions import under
from tests.support.shortened import SHORTEST

from cancelbot.sandbox import Act, eras
from cancelbot.sandbox.api import shapes

OTHERS = {
    "terminate": {
        "billing": "Billing & payments",
        "balance": "Prepaid credits remaining",
        "buy": "Purchase more credits",
        "cancel": "Terminate subscription",
        "cancel_title": "Do you really want to end your subscription?",
        "cancel_text": "What is left of your credits can still be used up. There will be no further charges.",
        "cancel_back": "No, keep my subscription",
        "canceled": "Your subscription has been terminated.",
        "recharge": "Automatic top-up",
        "recharge_off_text": "Requests are rejected once nothing is left.",
        "recharge_set_up": "Set up automatic top-up",
        "recharge_change": "Configure automatic top-up",
        "recharge_title": "Automatic top-up options",
        "recharge_question": "Never run dry again?",
        "recharge_check": "Yes, automatically top up my balance whenever it runs low",
        "recharge_save": "Apply",
        "recharge_saved": "Saved.",
        "recharge_card": "",
    },
    "membership": {
        "billing": "Plan and billing",
        "balance": "Available funds",
        "buy": "Add funds",
        "cancel": "Stop my membership",
        "cancel_title": "You are about to stop your membership",
        "cancel_text": "Your requests stop when the funds are gone.",
        "cancel_back": "Take me back",
        "canceled": "You have ended your membership.",
        "recharge": "Auto-refill",
        "recharge_off_text": "Requests are rejected once nothing is left.",
        "recharge_set_up": "Activate auto-refill",
        "recharge_change": "Adjust auto-refill",
        "recharge_title": "Auto-refill",
        "recharge_save": "Save",
        "recharge_saved": "Saved.",
        "recharge_card": "Auto-refill",
    },
}
PLANS = {"terminate": "Usage-based billing", "membership": "Current plan: Prepaid"}


@pytest.mark.parametrize("other", ["terminate", pytest.param("membership", marks=pytest.mark.soak)])
def test_a_page_in_other_words_whose_session_ends_meanwhile_is_canceled_without_asking_anybody(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    said = {**eras.ERAS["2026-09"], **{name: eras.Wording(text, "nowhere") for name, text in OTHERS[other].items()}}
    monkeypatch.setattr(eras, "ERAS", {**eras.ERAS, "2026-09": said})
    monkeypatch.setitem(shapes.PLANS, "payg", (PLANS[other], None, None))
    sandbox = serve(under("neighbors", "survey-before-cancel", "two-presses-auto-recharge", "2026-09"))
    hold_data(sandbox, monkeypatch, ends_session=True)

    ran = run(sandbox, timeout=10.0, flow=SHORTEST[Act.CANCEL])

    after = state_of(sandbox)
    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert (after.plan, sandbox.state.organizations[0].auto_recharge) == ("canceled", False)
    assert len(sandbox.request_log.acts("cancel")) == 1
    assert asked_for(sandbox, "/api/accounts/password/verify") == 2
