"""The box around what cancels the plan, found again after the press: it says the same, and offers nothing new.

A plan that is over leaves its box, or its box says so. This needs no word for a plan, and no name of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing.doubt_words import EXPLAINS, NOT_OF_PLAN
from openai_platform.sections import ABOUT_ONE, LIVE, headings_over, label_of, plain_runs

_NUMBER = re.compile(r"(?<![\w-])\d")
_SUM_OR_DAY = words.say(rf"{words.MONEY.pattern}|{lex.DATE}")
"""what makes a whole sentence a fact: other numbers in one explain something"""
_CHOICES = frozenset({"radio", "option", "menuitemradio"})


@dataclass(frozen=True)
class PlanBox:
    """What it says, the names of what it offers, and the elements that it is in."""

    said: tuple[str, ...]
    fact: str
    """the first of ``said`` that tells something of this plan"""
    offered: frozenset[str]
    place: tuple[str, ...]

    def is_in(self, snapshot: Snapshot) -> bool:
        return any(box.place == self.place and self._is_like(box) for box in snapshot.nodes if box.visible)

    def _is_like(self, box: Node) -> bool:
        return _said_in(box) == self.said and _offered_in(box) <= self.offered


def plan_box(controls: Sequence[Node]) -> PlanBox | None:
    """The smallest box with other words around one of ``controls``, the first that tells something of the plan."""
    for control in controls:
        box = label_of(control)[0]
        said = _said_in(box)
        chosen = {_words_of(node) for node in box.walk() if _is_chosen(node)}
        told = (
            text for before, text in pairwise(["", *said]) if text in chosen or _tells(text) if _is_own(before, text)
        )
        if (fact := next(told, "")) and len(box.text) <= ABOUT_ONE and not _is_of_balance(control, said):
            return PlanBox(said, fact, _offered_in(box), box.place)
    return None


def _tells(text: str) -> bool:
    """Whether it tells how something stands, unlike a heading or an explanation."""
    is_told = LIVE.fullmatch(text) or _NUMBER.search(text)
    return bool(is_told) and not (text.endswith(".") and not _SUM_OR_DAY.search(text))


def _is_own(label: str, text: str) -> bool:
    """Whether neither it nor what stands before it is about something else."""
    return not any(NOT_OF_PLAN.search(one) or EXPLAINS.search(one) for one in (label, text))


def _is_of_balance(control: Node, said: tuple[str, ...]) -> bool:
    named = [*said, *headings_over(control)[:1]]
    return any(words.BALANCE.match(text) or words.CREDIT_BALANCE.search(text) for text in named)


def _said_in(box: Node) -> tuple[str, ...]:
    """The texts of a box, and what is chosen in it."""
    told = [*plain_runs(box), *filter(_is_chosen, box.walk())]
    return tuple(_words_of(node) for node in sorted(told, key=lambda node: node.order))


def _words_of(node: Node) -> str:
    return node.value or node.name


def _is_chosen(node: Node) -> bool:
    is_one = node.role == "combobox" or (node.role in _CHOICES and (node.checked or node.selected))
    return bool(is_one and node.visible and _words_of(node))


def _offered_in(box: Node) -> frozenset[str]:
    return frozenset(node.name for node in box.walk() if node.is_control and node.visible and not _is_chosen(node))
