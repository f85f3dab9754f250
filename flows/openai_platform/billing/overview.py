"""Settings > Billing > Overview, read: the plan, the balance, auto-recharge (guide step 3, site-facts 2.2 and 2.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

from cancelbot.page.observation import Observation
from cancelbot.page.query import controls, holds, mentions, smallest, texts, toggles
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words

LABEL = 60
"""characters up to which a text is a label with its amount"""
BOX = 400
"""characters up to which a box is about one thing"""
PART = 1000
"""characters up to which a box is a part of the page"""
SENTENCE = 160
"""characters up to which a text is one statement rather than a part of the page"""
ELSEWHERE = frozenset({"contentinfo", "navigation", "row", "option"})
"""Roles of what is not about the plan that the page is of."""


class Plan(Enum):
    """What the page says of the plan."""

    ACTIVE = "active"
    """it can be cancelled"""
    CANCELED = "canceled"
    """it says so in words, and offers no way to cancel"""
    NONE = "none"
    """free trial, or an invitation to add payment details; no way to cancel"""
    GREYED = "greyed"
    """Cancel plan is there but cannot be pressed, and nothing says that it is for trouble: cancelled, or not allowed"""
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


def read(snapshot: Snapshot) -> Observation[Overview] | None:
    """The Overview, or None while the page is not positively that one.

    Only what costs money is sure at once: "off" and "no plan" may be what a page shows before its data has come.
    """
    credit = mentions(snapshot.root, words.CREDIT_BALANCE)
    balance = _balance(credit)
    if not credit or balance is None or not is_billing(snapshot):
        return None
    overview = Overview(_plan(snapshot), _label(snapshot), balance, recharge_state(snapshot))
    return Observation(overview, certain=overview.plan is Plan.ACTIVE and overview.auto_recharge is True)


def is_billing(snapshot: Snapshot) -> bool:
    """A heading "Billing", or the tabs of Billing side by side."""
    heads = [n for n in snapshot.nodes if n.role == "heading" and n.visible and words.BILLING.fullmatch(n.text)]
    downloads = (words.PAYMENT_METHODS, words.BILLING_HISTORY)
    return (
        bool(heads)
        or all(controls(snapshot.root, tab) for tab in downloads)
        or bool(texts(snapshot.root, words.BILLING))
    )


def _balance(credit: list[Node]) -> str | None:
    """The first amount that stands by itself after a label "Credit balance", else right before it."""
    return next((amount for amount in map(_amount_at, credit) if amount is not None), None)


def _amount_at(label: Node) -> str | None:
    inside = words.MONEY.search(label.text)
    if inside and len(label.text) < LABEL:
        return inside.group()
    return _nearest_amount(label, lambda node: node.order > label.order, PART) or _nearest_amount(
        label, lambda node: node.order < label.order, LABEL
    )


def _nearest_amount(label: Node, there: Callable[[Node], bool], size: int) -> str | None:
    def amounts(box: Node) -> list[str]:
        return [_squeezed(node) for node in box.walk() if node.visible and there(node) and _is_amount(node)]

    box = smallest(label, lambda at: len(at.text) > size or bool(amounts(at)))
    return next(iter(amounts(box)), None) if box is not None and len(box.text) <= size else None


def _is_amount(node: Node) -> bool:
    """Whether an element shows an amount and nothing else, be it in several pieces."""
    return len(node.text) < LABEL and bool(words.AMOUNT.fullmatch(_squeezed(node)))


def _squeezed(node: Node) -> str:
    """Its text, an amount in pieces put together."""
    return re.sub(r"\s+(?=[\d.,$\u20ac\u00a3])", "", node.text)


def _label(snapshot: Snapshot) -> str | None:
    """The plan as the page names it: of several such names, the one closest to the credit balance."""
    named_plans = [
        node
        for pattern in (words.PAY_AS_YOU_GO, words.NO_PLAN)
        for node in mentions(snapshot.root, pattern)
        if pattern.fullmatch(node.text) and not node.is_inside_roles(ELSEWHERE)
    ]
    credit = mentions(snapshot.root, words.CREDIT_BALANCE)
    at = credit[0].order if credit else 0
    return min(named_plans, key=lambda node: abs(node.order - at)).text if named_plans else None


def cancel_controls(snapshot: Snapshot) -> list[Node]:
    """What says "Cancel plan" and is of this plan: closest to "Add to credit balance" if there are several.

    It is a control, or a plain box in one line with that. Not meant are the page's foot and sidebar, what unfolds an
    answer, and boxes about another product.
    """
    found = [node for node in controls(snapshot.root, words.CANCEL_PLAN) if not _is_elsewhere(node)]
    plain_boxes = [node for node in texts(snapshot.root, words.CANCEL_PLAN) if not _is_elsewhere(node)]
    return _closest_to_add(found) or found or _closest_to_add(plain_boxes)


def _closest_to_add(found: list[Node]) -> list[Node]:
    """Those that stand in one line with "Add to credit balance"; of several, those in the smallest box with it."""
    lines = {node: smallest(node, holds(words.ADD_TO_CREDIT)) for node in found}
    near = {node: box for node, box in lines.items() if box is not None and len(box.text) <= SENTENCE}
    return [n for n, box in near.items() if not any(o is not box and o.inside(box) for o in near.values())]


def _is_elsewhere(node: Node) -> bool:
    card = [at for at in node.up() if len(at.text) <= BOX and not words.CREDIT_BALANCE.search(at.text)]
    about = card[-1].text if card else ""
    unfolds = any(at.tag in {"summary", "details"} for at in (node, *node.up()))
    return unfolds or node.is_inside_roles(ELSEWHERE) or bool(words.OTHER_PRODUCT.search(about))


def _plan(snapshot: Snapshot) -> Plan:
    cancel, label = cancel_controls(snapshot), _label(snapshot) or ""
    says_canceled, invites = bool(_badges(snapshot)), bool(controls(snapshot.root, words.ADD_PAYMENT_DETAILS))
    without = bool(words.NO_PLAN.fullmatch(label))
    if without and invites and not _closest_to_add(cancel):
        return Plan.NONE
    if any(node.enabled for node in cancel):
        return Plan.UNCLEAR if says_canceled else Plan.ACTIVE
    if says_canceled:
        return Plan.CANCELED
    if cancel:
        return Plan.NONE if without else _greyed(snapshot)
    if without or invites:
        return Plan.UNCLEAR if words.PAY_AS_YOU_GO.fullmatch(label) else Plan.NONE
    return Plan.UNCLEAR if label else Plan.GONE


def _greyed(snapshot: Snapshot) -> Plan:
    """Unclear where the page says that something failed or is under way: a control may be greyed for that alone."""
    troubled = any(len(node.text) <= SENTENCE for node in mentions(snapshot.root, words.TROUBLED))
    return Plan.UNCLEAR if troubled else Plan.GREYED


def _badges(snapshot: Snapshot) -> list[Node]:
    """Words that say the plan is cancelled, other than a passing banner and rows of a table."""
    return [
        node
        for node in mentions(snapshot.root, words.CANCELED_BADGE)
        if words.CANCELED_BADGE.fullmatch(node.text)
        and (not words.CANCELED_BANNER.search(node.text) or words.DAY.search(node.text))
        and not any(at.role in {"row", "table", "alert", "status", "dialog"} for at in node.up())
    ]


def recharge_mentions(snapshot: Snapshot) -> list[Node]:
    """Where the page speaks of auto-recharge, in document order."""
    return mentions(snapshot.root, words.RECHARGE)


def recharge_state(snapshot: Snapshot) -> bool | None:
    """On, off, or None if the page does not say, or says both."""
    said = {
        on
        for on, pattern in ((True, words.RECHARGE_IS_ON), (False, words.RECHARGE_IS_OFF))
        if _stated(snapshot, pattern)
    }
    shown = {node.checked for node in recharge_toggles(snapshot) if node.role != "radio"}
    offered = {
        on
        for on, pattern in ((True, words.RECHARGE_DISABLE_FULL), (False, words.RECHARGE_ENABLE))
        if controls(snapshot.root, pattern)
    }
    for evidence in (said, shown, offered):
        if evidence:
            return next(iter(evidence)) if len(said | shown) <= 1 and len(evidence) == 1 else None
    return _chosen_state(snapshot)


def _stated(snapshot: Snapshot, pattern: re.Pattern[str]) -> bool:
    """Whether one short text says ``pattern``; words that merely stand side by side do not, nor what can be chosen."""
    short = [node for node in mentions(snapshot.root, pattern) if len(node.text) < SENTENCE]
    return any(pattern.search(_without_choices(node)) for node in short)


def _without_choices(node: Node) -> str:
    """What a box says, without the names of what can be pressed or chosen in it."""
    if node.is_control or any(at.is_control for at in node.up()):
        return node.text
    choices = {at.name for at in node.walk() if at.is_control}
    said = [
        run.text
        for run in node.walk()
        if run.is_text and run.visible and not any(at.is_control or at.text in choices for at in _between(run, node))
    ]
    return " ".join(filter(None, said))


def _between(run: Node, box: Node) -> list[Node]:
    """The boxes around ``run`` inside of ``box``, itself first."""
    return [run, *takewhile(lambda at: at is not box, run.up())]


def recharge_toggles(snapshot: Snapshot) -> list[Node]:
    """Toggles whose own name, or whose box, is about auto-recharge."""
    return [
        node
        for node in toggles(snapshot.root)
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


def _chosen_state(snapshot: Snapshot) -> bool | None:
    """What is chosen of a pair of radios, or in a select of auto-recharge; None if that is not clear."""
    radios = [node for node in recharge_toggles(snapshot) if node.role == "radio" and node.checked]
    chosen = [node.name for node in radios] + [node.value for node in recharge_selects(snapshot)]
    if len(chosen) != 1:
        return None
    if words.OFF_CHOICE.fullmatch(chosen[0]):
        return False
    return True if radios or words.ON_CHOICE.fullmatch(chosen[0]) else None


def recharge_selects(snapshot: Snapshot) -> list[Node]:
    """The selects in which auto-recharge is chosen to be on or off."""
    return [node for node in snapshot.controls if node.role == "combobox" and node.value and _is_of_recharge(node)]


def _is_of_recharge(select: Node) -> bool:
    """Whether a select is called auto-recharge and nothing more, or stands alone beside that name."""
    beside = select.parent.text if select.parent else ""
    return any(words.RECHARGE_NAME.fullmatch(said) for said in (select.label, beside))
