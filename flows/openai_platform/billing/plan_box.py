"""The box around "Cancel plan", found again on a page after the press: nothing is gone from it but the control.

A plan that is over leaves its box, or its box says so. This needs no word for a plan, and no name of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing.doubt_words import NOT_OF_PLAN
from openai_platform.sections import ABOUT_ONE, LIVE, label_of

_FACT = re.compile(rf"\d|{words.MONEY.pattern}|^(?:{LIVE.pattern})$", re.IGNORECASE)
"""in a text that tells how a plan stands, unlike its heading or an explanation"""


@dataclass(frozen=True)
class PlanBox:
    """What it says, the names of what can be pressed in it, and the boxes that it is in."""

    said: tuple[str, ...]
    fact: str
    """the first of ``said`` that tells something of this plan"""
    controls: frozenset[str]
    place: tuple[str, ...]

    def is_in(self, snapshot: Snapshot) -> bool:
        """Whether the page has it at the same place, says just that in it, and offers nothing that was not there."""
        return any(_place_of(box) == self.place and self._is(box) for box in snapshot.nodes if box.visible)

    def _is(self, box: Node) -> bool:
        return _said_in(box) == self.said and _pressed_in(box) <= self.controls


def plan_box(controls: Iterable[Node]) -> PlanBox | None:
    """The smallest box with other words around the first of ``controls``, if it tells something of the plan."""
    for control in controls:
        box = label_of(control)[0]
        said, chosen = _said_in(box), {_words_of(node) for node in _telling(box) if not node.is_text}
        facts = (text for text in said if text in chosen or _FACT.search(text))
        fact = next((text for text in facts if not NOT_OF_PLAN.search(text)), "")
        if fact and len(box.text) <= ABOUT_ONE and not words.CREDIT_BALANCE.search(box.text):
            return PlanBox(said, fact, _pressed_in(box), _place_of(box))
    return None


def _place_of(box: Node) -> tuple[str, ...]:
    return tuple(f"{at.tag} {at.role}" for at in box.self_and_up())


def _said_in(box: Node) -> tuple[str, ...]:
    return tuple(map(_words_of, _telling(box)))


def _words_of(node: Node) -> str:
    return node.value or node.name


def _telling(box: Node) -> list[Node]:
    """The runs of text that are no control's, and what is chosen in fields."""
    shown = [node for node in box.walk() if node.visible and _words_of(node)]
    return [node for node in shown if _is_chosen(node) or (node.is_text and not any(at.is_control for at in node.up()))]


def _is_chosen(node: Node) -> bool:
    return bool(node.value or node.checked or node.selected)


def _pressed_in(box: Node) -> frozenset[str]:
    return frozenset(node.name for node in box.walk() if node.is_control and node.visible and not _is_chosen(node))
