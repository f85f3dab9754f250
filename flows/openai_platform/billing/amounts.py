"""The amounts of the Overview: the credit balance and what is due."""

import re
from collections.abc import Callable

from cancelbot.page.query import mentions, smallest
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.sections import STATEMENT

_LABEL = 60
"""characters up to which a text is a label with its amount"""
_GAP = re.compile(r"\s{1,9}(?=[\d.,$\u20ac\u00a3])")
"""between two pieces of an amount"""
_PART = 1000
"""characters up to which a box is a part of the page"""


def balance_of(snapshot: Snapshot) -> str | None:
    return _amount_by(balance_labels(snapshot))


def amount_due(snapshot: Snapshot) -> str | None:
    return _amount_by(_labels(snapshot, words.AMOUNT_DUE))


def balance_labels(snapshot: Snapshot) -> list[Node]:
    return [*mentions(snapshot.root, words.CREDIT_BALANCE), *_labels(snapshot, words.BALANCE)]


def _labels(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    return [node for node in mentions(snapshot.root, pattern, longest=STATEMENT) if pattern.fullmatch(node.text)]


def _amount_by(labels: list[Node]) -> str | None:
    """The first amount that stands alone after one of the labels, else right before it."""
    return next((amount for amount in map(_amount_at, labels) if amount is not None), None)


def _amount_at(label: Node) -> str | None:
    inside = words.MONEY.search(label.text)
    if inside and len(label.text) < _LABEL:
        return inside.group()
    return _nearest_amount(label, lambda node: node.order > label.order, _PART) or _nearest_amount(
        label, lambda node: node.order < label.order, _LABEL
    )


def _nearest_amount(label: Node, there: Callable[[Node], bool], size: int) -> str | None:
    def amounts(box: Node) -> list[str]:
        """What stands alone in an element, perhaps in several pieces, which are joined here."""
        shown = [node for node in box.walk() if node.visible and there(node) and len(node.text) < _LABEL]
        return [text for node in shown if words.AMOUNT.fullmatch(text := _GAP.sub("", node.text))]

    box = smallest(label, lambda at: len(at.text) > size or bool(amounts(at)))
    found = next(iter(amounts(box)), None) if box is not None and len(box.text) <= size else None
    worth = words.MONEY.search(found) if found else None
    return worth.group() if worth else found
