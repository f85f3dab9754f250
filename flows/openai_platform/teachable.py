"""The controls that a person may point at if their words are not found, and names that are never meant."""

import re

from cancelbot.drift.catalogue import Teachable
from openai_platform import words

CANCEL_PLAN, CONFIRM_CANCEL, RECHARGE = "cancel-plan", "confirm-cancel", "auto-recharge-off"
REMOVE_CONTROL = {"card": "remove-card", "key": "remove-key"}


def _never(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return words.say(*(one.pattern for one in patterns))


_ELSEWHERE = (words.NEVERMIND, words.BUY, words.KEEP, words.ADD_TO_CREDIT, words.ADD_PAYMENT_METHOD)
_CANCELS = (words.CANCEL_PLAN, words.CANCEL_BARE)
_PLACES = (
    words.SETTINGS,
    words.OVERVIEW_TAB,
    words.PAYMENT_METHODS_TAB,
    words.BILLING_HISTORY,
    words.API_KEYS,
    words.PROFILE_LINK,
)
_ENDS = _never(*_ELSEWHERE, *_PLACES, words.DELETE, words.REVOKE, words.RECHARGE_MODIFY, words.CREATE_KEY, words.VIEW)
_CHANGES = _never(*_ELSEWHERE, *_PLACES, *_CANCELS, words.DELETE, words.REVOKE, words.CREATE_KEY, words.VIEW)
_REMOVES = _never(*_ELSEWHERE, *_PLACES, *_CANCELS, words.CREATE_KEY, words.VIEW)
LEAVES = _never(*_ELSEWHERE, *_CANCELS, words.DELETE, words.REVOKE, words.CREATE_KEY)
WAYS = {
    "billing": words.BILLING,
    "payment-methods": words.PAYMENT_METHODS_TAB,
    "billing-history": words.BILLING_HISTORY,
    "api-keys": words.API_KEYS,
}
"""the teachable controls of menu paths, with their words"""

TEACHABLE = (
    Teachable(
        CANCEL_PLAN,
        "the control that opens the question whether to cancel the billing plan",
        "Cancel plan",
        _ENDS,
        destroys="cancel plan",
    ),
    Teachable(
        CONFIRM_CANCEL,
        "the control by which the question is agreed to: it cancels the billing plan",
        "Cancel plan",
        _ENDS,
        destroys="cancel plan",
    ),
    Teachable(
        RECHARGE, "the control by which auto-recharge is changed or turned off", "Modify auto-recharge", _CHANGES
    ),
    Teachable("billing", "the way to “Billing”", "Billing", LEAVES),
    Teachable("payment-methods", "the way to the saved cards", "Payment methods", LEAVES),
    Teachable("billing-history", "the way to the invoices", "Billing history", LEAVES),
    Teachable("api-keys", "the way to the API keys", "API keys", LEAVES),
    Teachable(
        REMOVE_CONTROL["card"], "the control that deletes a saved card", "Delete", _REMOVES, "delete", several=True
    ),
    Teachable(REMOVE_CONTROL["key"], "the control that revokes an API key", "Revoke", _REMOVES, "revoke", several=True),
)
