"""What the Overview itself says of its plan: not its footer, a menu, a list, another product or a control."""

import re
from collections.abc import Iterable

from cancelbot.page.query import NOT, controls, mentions, smallest
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.sections import (
    ABOUT_ONE,
    LIVE,
    STATEMENT,
    block_of,
    headings_over,
    is_claimed,
    is_fact,
    is_of_another_product,
    is_past_or_quoted,
    label_of,
    plain_runs,
)

_ELSEWHERE = frozenset({"contentinfo", "navigation", "row", "option"})
"""Roles of boxes that are not about the plan of the page."""
_NO_CHOICE = words.say(r"\b(?:annual|yearly|monthly|cards?|payment)\b")
"""in the name of a control: it chooses no plan"""


def telling(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    """The short texts of the page itself with ``pattern`` in them."""
    told = mentions(snapshot.root, pattern, longest=STATEMENT)
    return [node for node in told if not (is_elsewhere(node) or any(at.is_control for at in node.self_and_up()))]


def claiming(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    said = [node for node in telling(snapshot, pattern) if not is_past_or_quoted(node)]
    return [node for node in said if is_claimed(block_of(node).text, pattern)]


def statement(snapshot: Snapshot, pattern: re.Pattern[str], *, whole: bool = False) -> str:
    """The first short text of the page that matches ``pattern`` (completely if ``whole``); empty if there is none."""
    return first_own(
        [statement_of(node) for node in telling(snapshot, pattern) if not whole or pattern.fullmatch(node.text)]
    )


def claim(snapshot: Snapshot, pattern: re.Pattern[str]) -> str:
    """Likewise, where it is stated, not asked or supposed, and not of a former plan."""
    return first_own(map(statement_of, claiming(snapshot, pattern)))


def first_own(said: Iterable[str]) -> str:
    return next((text for text in said if not words.OTHER_PRODUCT.search(NOT.sub("", text))), "")


def statement_of(node: Node) -> str:
    """The sentence that a text is part of: the block around it, if that is short."""
    block = block_of(node)
    return block.text if len(block.text) <= STATEMENT and not any(at.is_control for at in block.walk()) else node.text


def offer_around(node: Node) -> Node | None:
    """The small box around a plan or a price in which something can be pressed, if it is not that of the balance."""
    box = smallest(node, lambda at: any(one.is_control for one in at.walk()))
    return box if box is not None and len(box.text) <= ABOUT_ONE and not _is_of_balance(box) else None


def _is_of_balance(box: Node) -> bool:
    """Whether it is called so, or names an amount with it; a sentence about prepaid credits alone is no balance."""
    told = [run.text for run in box.walk() if run.is_text and run.visible and words.CREDIT_BALANCE.search(run.text)]
    return any(text[-1] not in ".!?" for text in told) or bool(told and words.MONEY.search(box.text))


def is_headed_by(run: Node, pattern: re.Pattern[str]) -> bool:
    return any(map(pattern.search, headings_over(run)[:1]))


def is_sold(plan: Node) -> bool:
    """Whether a name or a price stands in a price list, where each plan has what chooses it."""
    box = offer_around(plan)
    if box is None:
        return False
    prices = [run for run in plain_runs(box) if words.MONEY.search(run.text)]
    offering = [*controls(box, plan_words.CHOOSE_PLAN), *(controls(box, words.BUY) if prices else [])]
    chosen = {node for node in offering if not _NO_CHOICE.search(node.name)}
    return bool(chosen) and len(chosen) >= len(prices) and not is_current(box)


def is_current(box: Node) -> bool:
    """Whether a box of a price list says that its plan is the own."""
    return any(LIVE.fullmatch(run.text) for run in plain_runs(box))


def is_elsewhere(node: Node) -> bool:
    """Whether it is apart, in an answer that unfolds, or about another product."""
    folds = (next(iter(at.kids), at) for at in node.self_and_up() if at.tag == "details")
    return any(not fold.says(words.MANAGE_PLAN) for fold in folds) or is_apart(node) or is_of_another_product(node)


def is_of_messages(control: Node) -> bool:
    """Whether "Cancel subscription" ends e-mails: what stands right before it or beside it names them, and no plan."""
    box, label = label_of(control)
    told = [label.text] if label is not None and label.order < control.order else []
    told += [box.text.replace(control.name, "")] if len(box.text) <= STATEMENT else []
    return not plan_words.SAYS_PLAN.search(control.name) and any(
        plan_words.ENDS_MESSAGES.search(text) and not plan_words.SAYS_PLAN.search(text) for text in told
    )


def is_in_box_of_plan(control: Node) -> bool:
    """Whether a verb that does not say of what is the plan's: its box, or the heading over it, names only that."""
    box, heads = label_of(control)[0], headings_over(control)
    names_plan = (words.PAY_AS_YOU_GO, plan_words.ANY_NAMED_PLAN, plan_words.LABELS_PLAN)
    said = [run.text for run in plain_runs(box)]
    is_named = any(name.fullmatch(text) for name in names_plan for text in said) or words.MONEY.search(box.text)
    is_own = len(box.text) <= ABOUT_ONE and not words.CREDIT_BALANCE.search(box.text)
    return bool(is_named and is_own) and not any(map(plan_words.ENDS_MESSAGES.search, [box.text, *heads]))


def is_apart(node: Node) -> bool:
    """Whether it is in the footer, the navigation or a list, and not one of the facts of the plan."""
    is_button = node.is_control and node.role == "button"
    apart = any(at.role in _ELSEWHERE and not (is_button and _is_drawer(at)) for at in node.self_and_up())
    return apart and not is_fact_of_plan(node)


def _is_drawer(box: Node) -> bool:
    """Whether it is a drawer of the plan, by its title: some libraries make a navigation of every drawer."""
    return box.role == "navigation" and any(words.MANAGE_PLAN.fullmatch(run.text) for run in plain_runs(box)[:1])


def is_fact_of_plan(node: Node) -> bool:
    """Whether it is in a row of a table that tells how the page's own plan stands."""
    apart = [at for at in node.self_and_up() if at.role in _ELSEWHERE]
    plans = (words.PAY_AS_YOU_GO, plan_words.ANY_NAMED_PLAN, words.NO_PLAN)
    return len(apart) == 1 and is_fact(apart[0], plans, words.CANCELED_BADGE)
