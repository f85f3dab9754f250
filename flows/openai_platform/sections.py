"""What a part of a page is about, and whether a text states something.

Another product, former plans, quoted messages and mere suppositions say nothing of how this account stands.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from cancelbot.page.query import DIALOGS, NOT, PRESSED, mentions, sentences
from cancelbot.page.snapshot import Node
from openai_platform import lexicon as lex
from openai_platform import words

_MESSAGES = r"(?:newsletters?|e-?mails?|notifications?|alerts?|marketing|communications?)"
OTHER_HEADING = words.say(
    words.OTHER_PRODUCT.pattern,
    r"\b(?:codex|sora|support|storage|add-?ons?|marketplace|referral|seats?|webhooks?|minutes)\b",
    r"\b(?:sub-?organi[sz]ations?|(?:other|upcoming|scheduled|next) (?:plans?|organi[sz]ations?))\b",
    r"^(?:(?:all|your|other|my) )?(?:members?|projects?|users?)\b",
    rf"^(?!(?:{_MESSAGES} (?:and|&) )?(?:your )?(?:billing|plan|subscription)(?: (?:and|&) {_MESSAGES})?$)"
    rf".{{0,120}}\b{_MESSAGES}\b",
)
"""over what is about another product, or about messages: "Plan and e-mails" is over the plan as well"""
PAST_HEADING = words.say(
    r"\b(?:past|previous|former|earlier|expired|archived?|history|activity|log|timeline|recent(?:ly)?|events|news"
    r"|notifications?|inbox|messages|updates)\b"
)
"""over a list of what was"""
SUPPOSED = words.say(
    r"\b(?:if|when|whenever|once|unless|before|after|until|while|should|would|could|might|what|how|why)\b",
    r"\b(?:trial|promo(?:tional)?|introductory|discount(?:ed)?|previous|former|old|legacy)\s$",
)
"""before a statement: it only supposes something, or is of another plan"""
DOUBTED = words.say(
    r"\bunless\b|\bif (?:you|we|your|the|it|no)\b",
    r"\b(?:once|when|whenever|as soon as) (?:you|we|your (?:credits?|balance|card|payment))\b",
    r"\bonly (?:after|if|once|when)\b|\bafter you\b|\bfor (?:workspace|project|team|seat)\b",
    r"(?<!be )\b(?:restarted|reactivated|resumed|renewed|restored)\b",
    words.OTHER_PRODUCT.pattern,
    r"\?$",
)
"""behind a statement, likewise"""
QUOTED = words.say(r"\b(?:subject:|preview|template|sample)(?!\w)")
"""in what shows how a message looks, not how things stand"""
_OWNED = words.say(r"\b(?:your|you|this organi[sz]ation's|the current)\b")
_OURS = words.say(
    words.BILLING_HEADING.pattern,
    rf"\b(?:{lex.ANY_PLAN}|your|overview|summary|status|accounts?|organi[sz]ations?|credits?|balance|settings|preferences"
    r"|usage)\b",
    words.RECHARGE.pattern,
)
"""a heading over what may be said of the plan without naming it"""
_DAY = words.say(rf"(?:(?:on|at) )?{lex.DATE}:?")
_PLAN = r"(?:plan|subscription|membership)"
PLAN_LABEL = words.say(rf"(?:(?:your|my|current|active|billing) ){{0,3}}{_PLAN}(?: (?:name|type))?:?")
"""the first cell of a row that names the plan"""
_STATE_LABEL = words.say(rf"(?:(?:your|my|current) ){{0,2}}(?P<plan>{_PLAN} )?(?:status|state):?")
"""the first cell of a row that says how it stands: by itself, whatever the row above is about"""
_STATES = words.say(r"\b(?:status|state)\b")
_OF_WHOM = words.say(
    r"\b(?:organi[sz]ations?|projects?|members?|users?|owners?|teams?|workspaces?|seats?|vendors?|products?|services?"
    r"|compan(?:y|ies)|customers?|clients?|support)\b"
)
"""the first cell of a row that says whose plan it is, or of what"""
LIVE = words.say("active|enabled|current|in use|ok")
"""the state of a plan that goes on"""
ABOUT_ONE = 500
"""characters up to which a box is about one thing"""
STATEMENT = 160
"""characters up to which a text is one statement, not a part of the page"""

_MENU = (
    *(words.BILLING, words.USER_API_KEYS, words.PROFILE_LINK),
    *(words.OVERVIEW_TAB, words.PAYMENT_METHODS_TAB, words.BILLING_HISTORY),
)
"""the names by which the settings lead from one page to another"""
_TITLE = words.say(
    *(name.pattern for name in _MENU),
    r"(?:(?:your|my|organization|account|project|user|workspace) )?settings|organization|account|personal|general|user",
)
"""the first heading in them"""
_OFFERS = PRESSED | {"tab", "radio", "treeitem", "option", "listitem"}


def is_over_page(node: Node) -> bool:
    """Whether it is in a dialog over the page, such as a question."""
    return any(at.role in DIALOGS and not is_settings(at) for at in node.self_and_up())


@lru_cache(maxsize=2)  # a page has one or two, and each keeps its page alive
def is_settings(dialog: Node) -> bool:
    """Whether a dialog is the page itself: some consoles show their settings in one, which has the menu of them."""
    nodes = [node for node in dialog.walk() if node.visible]
    title = next((node.text for node in nodes if node.role == "heading"), "")
    if not _TITLE.fullmatch(title):
        return False
    offers = [node for node in nodes if node.is_control and node.role in _OFFERS and not plain_runs(block_of(node))]
    return sum(any(node.says(name) for node in offers) for name in _MENU) > 1


def block_of(node: Node) -> Node:
    """The paragraph that a text is part of."""
    return next((at for at in node.self_and_up() if at.is_block), node)


def plain_runs(box: Node) -> list[Node]:
    """The visible runs of text in a box that are no control's."""
    runs = [run for run in box.walk() if run.is_text and run.visible and run.text]
    return [run for run in runs if not any(at.is_control for at in run.up())]


def headings_over(node: Node) -> list[str]:
    """The headings in whose part of the page ``node`` is, the nearest first.

    A heading is about what follows it in its box, up to the next one of its level.
    """
    found: list[str] = []
    at, lowest = node, 7
    while at.parent is not None:
        before = at.parent.kids[: at.parent.kids.index(at)]
        for beside in reversed(before):
            if 0 < beside.title_level < lowest:
                found.append(beside.text)
                lowest = beside.title_level
        at = at.parent
    return found


def card_text(node: Node) -> str:
    """What the box around ``node`` says that is about one thing."""
    boxes = [at.text for at in node.up() if len(at.text) <= ABOUT_ONE and not words.CREDIT_BALANCE.search(at.text)]
    return boxes[-1] if boxes else ""


def beside(node: Node) -> list[Node]:
    """The paragraph of a statement, and those right before and after it."""
    block = block_of(node)
    widest = [at for at in block.self_and_up() if at.text == block.text][-1]
    around = [
        at for at in (widest.parent.kids if widest.parent else [widest]) if at is widest or (at.visible and at.text)
    ]
    at = around.index(widest)
    return [block, *(one for one in around[max(at - 1, 0) : at + 2] if one.role != "heading" and one is not widest)]


def told_with(node: Node) -> list[str]:
    """What is said along with a statement: its paragraph, those beside it, and the box about it."""
    return [text for text in (*(one.text for one in beside(node)), card_text(node)) if len(text) <= ABOUT_ONE]


def is_of_another_product(node: Node) -> bool:
    """Whether the box around ``node``, or a heading over it, names another product."""
    about = NOT.sub("", card_text(node))
    return bool(words.OTHER_PRODUCT.search(about)) or any(map(OTHER_HEADING.search, headings_over(node)))


def label_of(node: Node) -> tuple[Node, Node | None]:
    """The smallest box around ``node`` with other words that are no control's, and the words right before it there."""
    for at in node.up():
        if told := [run for run in plain_runs(at) if run.text != node.name and not run.inside(node)]:
            return at, next((run for run in reversed(told) if run.order < node.order), told[0])
    return node, None


def is_fact(row: Node, plans: Sequence[re.Pattern[str]], states: re.Pattern[str]) -> bool:
    """Whether a row of a table tells which of ``plans`` is the page's own, or in which of ``states`` it is.

    Such a table has one thing in a row, and its value: "Plan | Pay as you go". A row that only says "Status" is about
    what the row above it names.
    """
    table = next((at for at in row.up() if at.role in {"table", "grid"}), None)
    if row.role != "row" or table is None:
        return False
    told = [[kid.text for kid in at.kids if plain_runs(kid)] for at in table.walk() if at.role == "row"]
    own = [kid.text for kid in row.kids if plain_runs(kid)]
    labels = [cells[0] for cells in told if cells]
    captions = [run.text for run in plain_runs(table) if not any(at.role == "row" for at in run.up())]
    named = [at for at, cells in enumerate(told) if cells and PLAN_LABEL.fullmatch(cells[0])]
    if len(named) != 1 or any(map(_OF_WHOM.search, labels)) or not all(map(_OURS.search, captions)):
        return False
    plan, below = told[named[0]], told[named[0] + 1 : named[0] + 2]
    state = [cells for cells in told if cells and _STATES.search(cells[0])]
    label = _STATE_LABEL.fullmatch(state[0][0]) if state else None
    is_read = not state or (label is not None and bool(label["plan"] or state == below))
    is_read = is_read and all(
        len(cells) == 2 and (states.fullmatch(cells[1]) or LIVE.fullmatch(cells[1])) for cells in state
    )
    is_ours = len(plan) == 2 and any(one.fullmatch(plan[1]) for one in plans)
    return is_ours and is_read and len(state) < 2 and own in [plan, *state]


def is_table_of_facts(part: Node) -> bool:
    """Whether a table, or the one around a row, tells of one thing: names and their values, or one row under heads."""
    table = next((at for at in part.self_and_up() if at.role in {"table", "grid"}), part)
    rows = [[kid for kid in at.kids if kid.text] for at in table.walk() if at.role == "row"]
    rows = [cells for cells in rows if cells]
    is_headed = bool(rows) and len(rows[0]) > 1 and all(cell.tag == "th" or "header" in cell.role for cell in rows[0])
    of_whom = any(_OF_WHOM.search(cells[0].text) for cells in rows)
    is_one = len(rows) == 2 if is_headed else all(len(cells) <= 2 for cells in rows)
    return is_one and not of_whom


def is_past(node: Node) -> bool:
    """Whether ``node`` is in a list of what was (former plans, a log), or explains what would be."""
    heads, label = headings_over(node), label_of(node)[1]
    explained = any(PAST_HEADING.search(text) or (text[-1] == "?" and SUPPOSED.search(text)) for text in heads)
    return explained or (label is not None and label.order < node.order and bool(_DAY.fullmatch(label.text)))


def is_past_or_quoted(node: Node) -> bool:
    """Whether ``node`` is of the past, in a quotation, or in the preview of an e-mail."""
    quoted = any(at.tag in {"blockquote", "q", "pre", "code"} for at in node.up())
    return is_past(node) or quoted or bool(QUOTED.search(card_text(node)))


def is_titled_otherwise(node: Node) -> bool:
    """Whether the nearest heading over ``node`` is neither about billing or the plan nor over the balance as well.

    What says "your" or "you" is said of this account, whatever the heading.
    """
    heads = [text for text in headings_over(node) if text != node.text]
    if not heads or _OWNED.search(node.text) or _OURS.search(heads[0]):
        return False
    balance = next(iter(mentions([*node.up()][-1], words.CREDIT_BALANCE)), None)
    return balance is None or heads[0] not in headings_over(balance)


def is_claimed(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a sentence of ``text`` states what ``pattern`` says, rather than asking or supposing it."""
    hits = ((sentence, hit) for sentence in sentences(text) for hit in pattern.finditer(sentence))
    return any(not (SUPPOSED.search(said[: hit.start()]) or DOUBTED.search(said[hit.end() :])) for said, hit in hits)
