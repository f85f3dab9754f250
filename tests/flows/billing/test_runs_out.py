"""A day to which a plan runs is its end only where the page says that it is not renewed, right behind the plan."""

import pytest
from tests.flows.billing.test_plan_states import ADD, BALANCE, MANAGE, NAMED, seen
from tests.flows.conftest import Read

from openai_platform.billing.overview import Plan

DAY = "Dec 31, 2026"
NOT_RENEWED = (
    f"Active until {DAY}. It will not renew.",
    f"Active until {DAY} \u00b7 Does not renew",
    f"Active until {DAY}, and won't renew",
    f"Access until {DAY}. Your plan will not renew.",
    f"Not renewing \u00b7 active until {DAY}",
    f"Expires {DAY} (not renewing)",
    f"Will not renew after {DAY}",
    f"It won't renew on {DAY}.",
    f"Access ends {DAY} - will not be renewed",
)
OPEN = (
    *(
        NAMED + f"<p>{said}</p>"
        for said in (
            f"Active until {DAY}",
            f"Access until {DAY}",
            f"Active until {DAY}. It will not renew unless you pay.",
            f"Active until {DAY}. It will not renew if you cancel.",
            f"Active until {DAY}. It will not renew at the current price.",
            f"Active until {DAY}. It will not renew without a valid card.",
            f"Active until {DAY}. It will not renew as Pay as you go but as Growth.",
            f"Active until {DAY}. It won't renew, but change to Growth.",
            f"Active until {DAY}. It will not be renewed automatically; we ask you first.",
            f"Active until {DAY}. This will not renew your card.",
            f"Active until {DAY} \u00b7 Does not renew early",
            f"Will not renew on {DAY} if payment fails.",
            f"It won't renew on {DAY} but on Jan 15.",
            f"It won't renew after {DAY} at this price.",
            f"Valid until {DAY}. It will not renew.",
            f"Active until {DAY}. Renews automatically.",
            f"Active until {DAY}, then it renews",
            f"If you cancel, it stays active until {DAY} and will not renew.",
            f"Your certificate is active until {DAY}. It will not renew.",
            f"Trial active until {DAY}. It will not renew.",
            f"Kim's plan: active until {DAY}. It will not renew.",
            f"Prices valid until {DAY}. They will not be renewed.",
            "It will not renew.",
            "Auto-renew: off",
            "Renews: never",
            f"Final billing date: {DAY}",
            f"Not renewing by {DAY} ends your plan?",
            f"Active until {DAY}. Will it not renew?",
        )
    ),
    *(
        NAMED + f"<p>{other}</p><p>{said}</p>"
        for said in NOT_RENEWED[:3]
        for other in (
            "Certificate",
            "Credit grant",
            "Your discount",
            "We use a certificate.",
            "$5.00",
            "Card",
            "Support plan add-on",
        )
    ),
    *(
        f"<h2>{other}</h2><p>{said}</p>"
        for said in NOT_RENEWED[:2]
        for other in ("ChatGPT", "Codex", "Previous plan", "Promo", "Domain")
    ),
    NAMED + MANAGE + f"<p>Certificate</p><p>Active until {DAY}. It will not renew.</p>",
    NAMED + f"<ul><li>Active until {DAY}. It will not renew.</li></ul><p>Your plan renews on Jan 1.</p>",
    NAMED + f"<blockquote>Active until {DAY}. It will not renew.</blockquote>",
    f"<h2>Growth plan</h2><p>Active until {DAY}. It will not renew.</p>{NAMED}<p>Active</p>",
    NAMED + f"<p>Growth plan</p><p>Active until {DAY}. It will not renew.</p>",
)


def test_a_plan_that_is_not_renewed_ends_on_its_day_and_a_day_alone_is_no_end(read: Read) -> None:
    told = {said: seen(read, BALANCE + ADD + NAMED + f"<p>{said}</p>") for said in NOT_RENEWED}

    assert {said: found.plan for said, found in told.items() if found.plan is not Plan.ENDING} == {}
    assert [said for said, found in told.items() if DAY not in found.said] == []
    assert [shown for shown in OPEN if seen(read, BALANCE + ADD + shown).plan_is_over] == []


@pytest.mark.parametrize("button", ["Cancel", "Go on"])
def test_a_heading_that_offers_the_cancellation_is_a_word_of_the_plan(read: Read, button: str) -> None:
    shown = f"<section><h2>Cancel plan</h2><p>You can come back at any time.</p><button>{button}</button></section>"

    found = seen(read, BALANCE + ADD + shown)
    assert (found.plan, found.said) == (Plan.UNCLEAR, "Cancel plan")
