"""The plan as the page showed it before it was canceled: its names and prices, found again on a page after that.

A page without "Cancel plan" that still has one of them outside of price lists has not said that the plan is over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing.doubt_words import EACH, NOT_OF_PLAN, OFFERED_UNDER, OFFERS, OTHER_COST, PRICE
from openai_platform.billing.page_texts import control_around, label_pairs, page_texts
from openai_platform.billing.plan_box import PlanBox, plan_box
from openai_platform.billing.statements import is_headed_by, is_sold
from openai_platform.sections import ABOUT_ONE, LIVE, PLAN_LABEL, headings_over, label_of, plain_runs

_PARTS = re.compile(r"[:(),|\u00b7\u2022\u2713]|\s[\u2013\u2014-]\s")
_NO_NAME = words.say(
    LIVE.pattern,
    r"(?:my|your|the|this|current(?:ly)?|paid|billing|billed|mode|plans?|subscriptions?|membership|you(?:'re| are)|on"
    r"|name|type|status|state|details|overview|summary|settings|general|danger|zone|accounts?|organi[sz]ation|usage|credits?"
    r"|balance|payments?|manage|cancel(?:lation)?|monthly|yearly|annual(?:ly)?|per|month|year|price|cost|amount|free|none|no"
    r"|trial|product|tier|auto|recharge|live|running|renews|next|invoice|cycle|period|\d{1,4})",
)
"""a word that is no part of the name of a plan"""
_MONEY = re.compile(rf"{words.MONEY.pattern}|{lex.DATE}", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[A-Z]?[a-z]+")
"""a name that is a word of the language as well: it is one where it is written and stands as a name"""
_AFTER_NAME = re.compile(
    r"\W{0,9}$|\s?[:(),|\u00b7\u2022\u2713\u25cf]|\s[\u2013\u2014-]\s|\s\W?\d|\s(?:is|stays?|remains?|keeps?|continues?|renews?|since|plan"
    r"|subscription|at|for|active|enabled|running|has|includes?|will|can|can't|isn't|restored|reactivated|resumed)\b"
)
_BEFORE_NAME = re.compile(r"(?:^|\s)(?!(?:Your|My|The|Plan|Subscription|Current|On)\s)[A-Z][\w-]{0,20}\s$")
"""before a name that is part of another one: "Agent Builder" for "Builder" """

_OF_THE_PAST = words.say(
    rf"\b(?:no longer|{lex.ENDED}|expired|were on|was your|used|you left|thank|previous|former|last)\b",
    r"\b(?:paid|credited)\b|(?<!%)(?<!% )\boff\b|\bstart(?:s|ing)? (?:at|from)\b|\b(?:come|coming) back\b",
    rf"\bfrom (?:{words.MONEY.pattern})",
)
"""in a sentence with the name or the price of a plan that was: it tells that it was, or offers it again"""
_COST_LABEL = words.say(r"(?:price|cost|fee|amount|total|billed|charge)(?: (?:per|a|each) (?:month|year))?:?")
"""the name of what a plan costs, beside the amount"""
_TO_PAY = words.say(
    _COST_LABEL.pattern,
    rf"\b(?:due|next|upcoming|renew\w{{0,3}}|will|scheduled)\b|{EACH}|^(?:{words.MONEY.pattern})$",
    rf"^(?:{lex.DATE})\W{{1,3}}(?:{words.MONEY.pattern})$|^(?:{words.MONEY.pattern}) (?:on |by )?{lex.DATE}",
)
"""beside an amount, or in a sentence with it: it is still to be paid"""
_RENEWS = words.say(r"\brenews?\b")
_PAYMENTS = words.say(
    words.BILLING_HISTORY.pattern,
    r"(?:(?:recent|your|all) )?(?:payments?|invoices|receipts|transactions|charges|bills)",
)
"""a heading over what was paid"""
_CHOSEN = frozenset({"option", "radio", "checkbox", "menuitemradio", "label"})
"""Roles of what offers one of several plans"""


@dataclass(frozen=True)
class KnownPlan:
    """What named the plan, as the page wrote it, what it cost, in digits, and the box that it stood in."""

    names: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    box: PlanBox | None = None
    """in which it could be canceled, if that tells something of the plan"""

    def is_named(self, said: str) -> bool:
        """Whether a sentence has a name of the plan in it."""
        return any(_has_name(said, name) for name in self.names)

    def is_all_of(self, said: str) -> bool:
        """Whether ``said`` is only a name of the plan, perhaps with its state or price."""
        return any(_name_in(said) in {name, name.upper()} for name in self.names)

    def is_priced(self, said: str) -> bool:
        """Whether it has a price of the plan in it."""
        return any(digits in self.prices for digits in _prices(said))

    def unnamed(self, said: str) -> str:
        """``said`` without the names: "Your Growth plan was canceled" is said of "your plan"."""
        for name in self.names:
            said = re.sub(rf"\b(?:(?:to|of|for|on) )?{_flexible(name)}\s", "", f"{said} ", flags=re.IGNORECASE).strip()
        return said


NOTHING = KnownPlan()
"""no plan was seen"""


def known_plan(snapshot: Snapshot, controls: Sequence[Node], label: str, organization: str) -> KnownPlan:
    """What names the plan that ``controls`` cancel, or that is called ``label``, and what it costs.

    A title that is only the name of the ``organization`` names no plan.
    """
    texts = [text for _, text in page_texts(snapshot)]
    labeled = [value for text in texts for key, _, value in [text.partition(": ")] if PLAN_LABEL.fullmatch(key)]
    titles = [_title_of(control, organization) for control in controls]
    names = {*filter(None, map(_name_in, [label, *labeled, *titles]))}
    plan = KnownPlan(tuple(sorted(names)), box=plan_box(controls))
    costs = [value.text for key, value in label_pairs(snapshot) if _COST_LABEL.fullmatch(key.text)]
    priced = [text for text in texts if (PRICE.search(text) or _RENEWS.search(text)) and not OTHER_COST.search(text)]
    own = [*costs, *priced, *filter(plan.is_named, texts)]
    return replace(plan, prices=tuple(sorted({digits for text in own for digits in _prices(text)})))


def _title_of(control: Node, organization: str) -> str:
    """The first name in the smallest box around a control that has one; else in the headings over it."""

    def names(text: str, label: str = "") -> bool:
        told = label, _PARTS.split(text)[0]
        is_other = text.casefold() == organization.casefold() or any(map(NOT_OF_PLAN.search, told))
        return bool(_name_in(text)) and not is_other

    for box in control.up():
        if len(box.text) > ABOUT_ONE or words.CREDIT_BALANCE.search(box.text):
            break
        told = ["", *(run.text for run in plain_runs(box))]
        if title := next((text for label, text in pairwise(told) if names(text, label)), ""):
            return title
    return next(filter(names, headings_over(control)), "")


def _name_in(text: str) -> str:
    """The name that a short text is, without what is said besides: "Growth" of "Current plan: Growth, $20/month"."""
    if len(text) > 60:
        return ""
    for part in _PARTS.split(_MONEY.sub(" ", text)):
        said = part.strip(" .!/")
        own = [word for word in said.split() if not _NO_NAME.fullmatch(word)]
        if own and len(own) <= 4 and any(map(str.isalpha, own[0])):
            return " ".join(own)
    return ""


def _prices(said: str) -> list[str]:
    found = (re.sub(r"[^\d.,]", "", hit.group()) for hit in words.MONEY.finditer(said))
    return [re.sub(r"[.,]00$", "", digits) for digits in found if digits.strip("0.,")]


def _flexible(name: str) -> str:
    return r"[\s-]".join(map(re.escape, re.split(r"[\s-]", name)))


def _has_name(said: str, name: str) -> bool:
    if _name_in(said) in {name, name.upper()}:
        return True
    if not _PLAIN_NAME.fullmatch(name):
        capitals = re.findall(r"\b[A-Z]", name)
        found = re.finditer(rf"(?<![\w-]){_flexible(name)}(?![\w-])", said, re.IGNORECASE)
        return any(len(capitals) < 2 or hit.group() in {name, name.upper()} for hit in found)
    for hit in re.finditer(rf"\b{name}\b", said):
        before, after = said[: hit.start()], said[hit.end() :]
        is_part = _BEFORE_NAME.search(before) or re.match(r"\s[A-Z]", after)
        if not is_part and (before or _AFTER_NAME.match(after)):
            return True
    return False


def is_still_there(run: Node, said: str, was: KnownPlan) -> bool:
    """Whether it has the name or the price of the plan that was, and neither offers it nor tells of the past."""
    named, is_list = was.is_named(said), len(words.MONEY.findall(said)) > 1
    if not (named or was.is_priced(said)) or is_list or OFFERS.search(said) or _OF_THE_PAST.search(said):
        return False
    if words.CREDIT_BALANCE.search(said):  # "Prepaid credits" are no prepaid plan
        return False
    control = control_around(run)
    leads_on = control is not None and not was.is_all_of(control.name)
    if leads_on or any(at.role in _CHOSEN for at in run.up()) or is_sold(run):
        return False
    heads = headings_over(run)[:1]
    if any(OFFERED_UNDER.search(head) or _PAYMENTS.fullmatch(head) for head in heads):
        return False
    return named or (_is_cost(run, said) and not is_headed_by(run, OTHER_COST))


def _is_cost(run: Node, said: str) -> bool:
    """Whether an amount is said to be what something costs from now on."""
    label = label_of(run)[1]
    told = [said, label.text if label is not None else "", *headings_over(run)[:1]]
    is_other = any(OTHER_COST.search(text) or words.CREDIT_BALANCE.search(text) for text in told[:2])
    return not is_other and any(map(_TO_PAY.search, told))
