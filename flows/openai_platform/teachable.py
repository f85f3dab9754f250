"""What a person may point at when its words are not found, and what can never be meant by it."""

from __future__ import annotations

import re

from cancelbot.drift.catalogue import Teachable
from openai_platform import words

CANCEL_PLAN, CONFIRM_CANCEL, RECHARGE = "cancel-plan", "confirm-cancel", "auto-recharge-off"
REMOVE = {"card": "remove-card", "key": "remove-key"}


def _never(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """Words that any of the patterns knows."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns), re.IGNORECASE)


ELSEWHERE = (words.NEVERMIND, words.BUY, words.KEEP, words.ADD_TO_CREDIT, words.ADD_PAYMENT_METHOD)
PLACES = (words.SETTINGS, words.OVERVIEW, words.PAYMENT_METHODS, words.BILLING_HISTORY, words.API_KEYS, words.PROFILE)
ENDS = _never(*ELSEWHERE, *PLACES, words.DELETE, words.REVOKE, words.RECHARGE_MODIFY, words.CREATE_KEY, words.VIEW)
CHANGES = _never(*ELSEWHERE, *PLACES, words.CANCEL_PLAN, words.DELETE, words.REVOKE, words.CREATE_KEY, words.VIEW)
REMOVES = _never(*ELSEWHERE, *PLACES, words.CANCEL_PLAN, words.CREATE_KEY, words.VIEW)
LEAVES = _never(*ELSEWHERE, words.CANCEL_PLAN, words.DELETE, words.REVOKE, words.CREATE_KEY)
WAYS = {
    "billing": words.BILLING,
    "payment-methods": words.PAYMENT_METHODS,
    "billing-history": words.BILLING_HISTORY,
    "api-keys": words.API_KEYS,
}
"""lessons about moving about, and the words that each stands for"""

LESSONS = (
    Teachable(
        CANCEL_PLAN,
        "the control that opens the question whether to cancel the billing plan",
        "Cancel plan",
        ENDS,
        destroys="cancel plan",
    ),
    Teachable(
        CONFIRM_CANCEL,
        "the control by which the question is agreed to: it cancels the billing plan",
        "Cancel plan",
        ENDS,
        destroys="cancel plan",
    ),
    Teachable(RECHARGE, "the control by which auto-recharge is changed or turned off", "Modify auto-recharge", CHANGES),
    Teachable("billing", "the way to “Billing”", "Billing", LEAVES),
    Teachable("payment-methods", "the way to the saved cards", "Payment methods", LEAVES),
    Teachable("billing-history", "the way to the invoices", "Billing history", LEAVES),
    Teachable("api-keys", "the way to the API keys", "API keys", LEAVES),
    Teachable(REMOVE["card"], "the control that deletes a saved card", "Delete", REMOVES, "delete", several=True),
    Teachable(REMOVE["key"], "the control that revokes an API key", "Revoke", REMOVES, "revoke", several=True),
)
