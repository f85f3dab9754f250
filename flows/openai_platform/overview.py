"""Settings > Billing > Overview, read: the plan, the balance, auto-recharge (guide step 3, site-facts 2.2 and 2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from cancelbot.sight.eyes import Answer
from cancelbot.sight.finding import controls, holds, mentions, smallest, texts, toggles
from cancelbot.sight.reading import Node, Reading
from openai_platform import words

LABEL = 60
"""characters up to which a text is a label with its amount"""
BOX = 400
"""characters up to which a box is about one thing"""
SENTENCE = 160
"""characters up to which a text is one statement rather than a part of the page"""


class Plan(Enum):
    """What the page says of the plan."""

    ACTIVE = "active"
    """it can be cancelled"""
    CANCELED = "canceled"
    """it says so in words, and offers no way to cancel"""
    NONE = "none"
    """free trial, or an invitation to add payment details; no way to cancel"""
    GREYED = "greyed"
    """Cancel plan is there but cannot be pressed: cancelled, or not allowed"""
    GONE = "gone"
    """neither a plan nor a way to cancel one is mentioned"""
    UNCLEAR = "unclear"
    """a plan is named, but there is no way to cancel it"""


@dataclass(frozen=True)
class Overview:
    """The page as read. ``auto_recharge`` is None where the page does not say."""

    plan: Plan
    label: str | None
    balance: str | None
    auto_recharge: bool | None

    @property
    def plan_is_over(self) -> bool:
        """Whether the page says so of itself, without knowing what was there before."""
        return self.plan in {Plan.CANCELED, Plan.NONE, Plan.GONE}


def read(reading: Reading) -> Answer[Overview] | None:
    """The Overview, or None while the page is not positively that one."""
    credit = mentions(reading.root, words.CREDIT_BALANCE)
    balance = _balance(credit)
    if not credit or balance is None or not is_billing(reading):
        return None
    overview = Overview(_plan(reading), _label(reading), balance, recharge_state(reading))
    return Answer(overview, sure=overview.plan is Plan.ACTIVE and overview.auto_recharge is not None)


def is_billing(reading: Reading) -> bool:
    """A heading "Billing", or the tabs of Billing side by side."""
    heads = [n for n in reading.nodes if n.role == "heading" and n.visible and words.BILLING.fullmatch(n.text)]
    tabs = (words.PAYMENT_METHODS, words.BILLING_HISTORY)
    return bool(heads) or all(controls(reading.root, tab) for tab in tabs) or bool(texts(reading.root, words.BILLING))


def _balance(credit: list[Node]) -> str | None:
    """The first amount that stands by itself after a label "Credit balance"."""
    return next((amount for amount in map(_amount_after, credit) if amount is not None), None)


def _amount_after(label: Node) -> str | None:
    inside = words.MONEY.search(label.text)
    if inside and len(label.text) < LABEL:
        return inside.group()
    box = smallest(label, lambda at: bool(_amounts(at, label)))
    return _amounts(box, label)[0].text if box is not None else None


def _amounts(box: Node, after: Node) -> list[Node]:
    later = [node for node in box.walk() if node.is_text and node.visible and node.order > after.order]
    return [node for node in later if words.MONEY.fullmatch(node.text)]


def _label(reading: Reading) -> str | None:
    for pattern in (words.PAY_AS_YOU_GO, words.NO_PLAN):
        found = mentions(reading.root, pattern)
        exact = [node for node in found if pattern.fullmatch(node.text)]
        if exact:
            return exact[0].text
    return None


def cancel_controls(reading: Reading) -> list[Node]:
    """What says "Cancel plan": the control, else the plain box with these words beside "Add to credit balance".

    Of several, those beside it; words of the same kind in a help text are none.
    """
    found = controls(reading.root, words.CANCEL_PLAN)
    beside = [node for node in found or texts(reading.root, words.CANCEL_PLAN) if _is_beside_add(node)]
    return found if len(found) == 1 else beside or found


def _is_beside_add(node: Node) -> bool:
    box = smallest(node, holds(words.ADD_TO_CREDIT))
    return box is not None and len(box.text) <= SENTENCE


def _plan(reading: Reading) -> Plan:
    cancel = cancel_controls(reading)
    says_canceled = bool(_badges(reading))
    if any(node.enabled for node in cancel):
        return Plan.UNCLEAR if says_canceled else Plan.ACTIVE
    if says_canceled:
        return Plan.CANCELED
    label = _label(reading) or ""
    if cancel:
        return Plan.NONE if words.NO_PLAN.fullmatch(label) else Plan.GREYED
    if words.NO_PLAN.fullmatch(label) or controls(reading.root, words.ADD_PAYMENT_DETAILS):
        return Plan.UNCLEAR if words.PAY_AS_YOU_GO.fullmatch(label) else Plan.NONE
    return Plan.UNCLEAR if label else Plan.GONE


def _badges(reading: Reading) -> list[Node]:
    """Words that say the plan is cancelled, other than a passing banner and rows of a table."""
    return [
        node
        for node in mentions(reading.root, words.CANCELED_BADGE)
        if words.CANCELED_BADGE.fullmatch(node.text)
        and not words.CANCELED_BANNER.search(node.text)
        and not any(at.role in {"row", "table", "alert", "status", "dialog"} for at in node.up())
    ]


def recharge_mentions(reading: Reading) -> list[Node]:
    """Where the page speaks of auto-recharge, in document order."""
    return mentions(reading.root, words.RECHARGE)


def recharge_state(reading: Reading) -> bool | None:
    """On, off, or None if the page does not say, or says both."""
    said = {
        on
        for on, pattern in ((True, words.RECHARGE_IS_ON), (False, words.RECHARGE_IS_OFF))
        if _stated(reading, pattern)
    }
    shown = {node.checked for node in recharge_toggles(reading) if node.role != "radio"}
    offered = {
        on
        for on, pattern in ((True, words.RECHARGE_DISABLE_FULL), (False, words.RECHARGE_ENABLE))
        if controls(reading.root, pattern)
    }
    for evidence in (said, shown, offered):
        if evidence:
            return next(iter(evidence)) if len(said | shown) <= 1 and len(evidence) == 1 else None
    return _radio_state(reading)


def _stated(reading: Reading, pattern: re.Pattern[str]) -> bool:
    """Whether one short text says ``pattern``; words that merely stand side by side on the page do not."""
    return any(len(node.text) < SENTENCE for node in mentions(reading.root, pattern))


def recharge_toggles(reading: Reading) -> list[Node]:
    """Toggles whose own name, or whose box, is about auto-recharge."""
    return [
        node
        for node in toggles(reading.root)
        if words.RECHARGE_TOGGLE.fullmatch(node.name) or _sits_with_recharge(node)
    ]


def _sits_with_recharge(node: Node) -> bool:
    """Whether a toggle stands in a small box of its own kind that speaks of auto-recharge."""
    for box in node.up():
        if len(box.text) > BOX or len([other for other in toggles(box) if other.role != "radio"]) > 1:
            return False
        if words.RECHARGE.search(box.text):
            return True
    return False


def _radio_state(reading: Reading) -> bool | None:
    chosen = [node for node in recharge_toggles(reading) if node.role == "radio" and node.checked]
    return not words.OFF_CHOICE.fullmatch(chosen[0].name) if len(chosen) == 1 else None
