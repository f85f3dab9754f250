"""Decides whether a page that lists nothing is believed to have nothing to list.

"There is no card" is claimed only if it is positively known: the page says so in words, or it is at rest after its data
has come, and nothing on it belongs to a card or reports trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from cancelbot.page.query import DIALOGS, controls, mentions, sentences
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import words
from openai_platform.words import say

T = TypeVar("T")
_SENTENCE = 300
"""characters up to which a text is a statement of the page, not a part of it"""
ASIDE = frozenset({"navigation", "contentinfo"})
_CELLS = frozenset({"cell", "gridcell", "rowheader"})
TROUBLE = say(
    words.TROUBLED.pattern,
    r"\b(could not|couldn't|cannot|can't|unable to|fail(ed|s)? to)( \w+)? (be )?(get|show|read|access)",
    r"\b(went|gone|goes) wrong\b",
    r"\b(unexpected|unknown|internal|server|network|connection) error\b",
    r"\berror (occurred|happened|code|\d{3})\b",
    r"\b(trouble|problems?|issues?) (connecting|reaching)\b",
    r"\b(unavailable|not available)\b",
    r"\b(bad request|timed out|you(r connection)? (is|are|seem to be) offline|no connection)\b",
    r"\bno [\w ]{1,30} (could|can) be (loaded|shown|displayed|retrieved|fetched|read|found)\b",
)
"""what a page says when its data did not come"""
NOT_YET = say(
    r"\b(if|when|whenever|while|until|unless|once|without|with no|will be|would be)\b[^.!?]{0,160}\bno\b",
    r"\bno\b[^.!?]{0,160}\b(until|unless|once|will be|would be)\b",
    r"\bno (\w+ ){1,4}(needed|required|fees?|charges?|limits?)\b",
    r"\bno [\w ]{1,30} (can|could|may|must|should|is|are) \w+",
)
"""around "no card": what would be, or something else that is not there, rather than what is"""
NARROWED = say(
    r"\b(match(es|ed|ing)?|filter(s|ed)?|search(es|ed)?|criteria|selected|selection)\b",
    r"\b(in|for|on|within|during) (this|that|the (selected|current|chosen|last)) "
    r"(period|range|view|tab|page|month|quarter|year|date|time)",
    r"\b(for|in|from|since) ((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* )?20\d\d\b",
)
"""around "no keys": only of what was searched for"""
FILTERS = say(
    r"(in)?active|expired|revoked|disabled|archived|default|(un)?paid|open|overdue|past due|void(ed)?|refunded|drafts?"
    r"|20\d\d|(this|last) (month|quarter|year)|((last|past) )?(7|14|30|60|90) days"
)
"""a selected tab or option that shows only some of a list"""
SEARCHES = say(r"\b(search|filter|find)\b")
_THINGS = r"(cards?|payment methods?|(api |secret )*keys?|invoices?)"
HINTS = say(
    rf"(?<!up to )(?<!limit of )(?<!maximum of )(?<!max )\b[1-9]\d{{0,4}} (\w+ ){{0,2}}{_THINGS}\b",
    rf"\b{_THINGS}\b:? ?[(\[]?[1-9]\d{{0,4}}\b",
    r"\b(hidden|withheld|restricted|not visible) (for|from|to|by|in)\b",
    r"\byour role\b",
)
"""where a page does not say that there is nothing: what speaks for something that is not shown"""
FOLDED = say(rf".*\b{_THINGS}\b.*")


@dataclass(frozen=True)
class Unseen:
    """Why a page that lists nothing is not believed."""

    why: str


def trouble(snapshot: Snapshot) -> str:
    """What the page says about trouble with its data; empty if it says nothing."""
    return next((_sentence(node) for node in _statements(snapshot, TROUBLE)), "")


def is_at_work(snapshot: Snapshot) -> bool:
    """Whether the page says in words that it is still working."""
    return any(True for _ in _statements(snapshot, words.BUSY))


def said_none(snapshot: Snapshot, empty: re.Pattern[str]) -> list[str]:
    """The sentences of the page itself that state that there is nothing; ``empty`` is how they would."""
    wholes = [_sentence(node) for node in _statements(snapshot, empty)]
    stating = [one for whole in wholes for one in sentences(whole) if empty.search(one)]
    return [one for one in stating if not NOT_YET.search(one)]


def none_listed(
    snapshot: Snapshot, empty: re.Pattern[str], traces: re.Pattern[str], removes: re.Pattern[str] | None = None
) -> Observation[list[T] | Unseen]:
    """What a page without recognised rows says: that there is nothing, or why that is not believed.

    ``empty`` matches how it says that there is nothing. ``traces`` are controls and labels that only such a thing has;
    those that would remove it (``removes``) also contradict the page's own words.
    """
    unseen = _unseen(snapshot, empty, traces, removes)
    return Observation(unseen or [], certain=False, partial=unseen is not None)


def _unseen(
    snapshot: Snapshot, empty: re.Pattern[str], traces: re.Pattern[str], removes: re.Pattern[str] | None
) -> Unseen | None:
    if said := trouble(snapshot):
        return Unseen(f"it says “{said}”")
    if states := said_none(snapshot, empty):
        return _contradiction(snapshot, states, removes)
    return _hint(snapshot, traces) or _narrowed(snapshot)


def _hint(snapshot: Snapshot, traces: re.Pattern[str]) -> Unseen | None:
    """What speaks for entries that are not shown, on a page that does not say that there is none."""
    if alert := next((node.text for node in snapshot.nodes if _alerts(node)), ""):
        return Unseen(f"it says “{alert[:_SENTENCE]}”")
    found = [node for node in (*controls(snapshot.root, traces), *_labels(snapshot, traces)) if _counts(node)]
    if found := found or _unfolds(snapshot):
        return Unseen(f"it shows “{found[0].name}”, which belongs to nothing that was recognised")
    if row := next(_data_rows(snapshot), None):
        return Unseen(f"it lists something that was not recognised: “{row.text[:80]}”")
    hint = next(_statements(snapshot, HINTS), None)
    return Unseen(f"it says “{_sentence(hint)}”") if hint else None


def _contradiction(snapshot: Snapshot, states: list[str], removes: re.Pattern[str] | None) -> Unseen | None:
    """What speaks against the page's own words that there is nothing."""
    if said := next(filter(NARROWED.search, states), ""):
        return Unseen(f"it says “{said}”, which is not about all of them")
    left = [node for node in (controls(snapshot.root, removes) if removes else []) if _counts(node)]
    return Unseen(f"it says “{states[0]}”, and shows “{left[0].name}”") if left else _narrowed(snapshot)


def _narrowed(snapshot: Snapshot) -> Unseen | None:
    """A filter of the list that is set: what it leaves out is not shown."""
    own = [node for node in snapshot.controls if _counts(node)]
    chosen = [node.name for node in own if node.selected and node.says(FILTERS)]
    chosen += [node.value for node in own if node.role == "combobox" and FILTERS.fullmatch(node.value)]
    chosen += [node.value for node in own if node.value and node.field and SEARCHES.search(_told(node))]
    return Unseen(f"it shows only what “{chosen[0]}” leaves of the list") if chosen else None


def _told(field: Node) -> str:
    return f"{field.label} {field.field['hint'] if field.field else ''} {field.role.removesuffix('box')}"


def _unfolds(snapshot: Snapshot) -> list[Node]:
    """What is folded and may hold entries, and menus such as entries have."""
    main = [node for node in snapshot.nodes if node.role == "main"]
    own = [node for node in snapshot.controls if _counts(node) and (not main or node.inside(main[0]))]
    menus = [node for node in own if node.role == "button" and node.says(words.ROW_MENU)]
    return [node for node in own if node.expanded is False and not node.popup and node.says(FOLDED)] + menus


def _statements(snapshot: Snapshot, pattern: re.Pattern[str]) -> Iterator[Node]:
    return (node for node in mentions(snapshot.root, pattern) if len(node.text) <= _SENTENCE and _counts(node))


def _sentence(node: Node) -> str:
    """The whole statement of which ``node`` is part: its paragraph."""
    block = next((at for at in (node, *node.up()) if at.is_block or at.role == "alert"), node)
    return block.text if len(block.text) <= _SENTENCE else node.text


def _counts(node: Node) -> bool:
    """Whether it is part of the page itself, not of its menu, footer, a row, or a question over it."""
    return node.visible and not any(at.role in ASIDE | DIALOGS or _is_data(at) for at in (node, *node.up()))


def _alerts(node: Node) -> bool:
    return node.role == "alert" and bool(node.text) and _counts(node)


def _labels(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    return [node for node in snapshot.nodes if node.is_text and node.visible and pattern.fullmatch(node.text)]


def _data_rows(snapshot: Snapshot) -> Iterator[Node]:
    return (
        node for node in snapshot.nodes if _is_data(node) and node.visible and not node.is_inside_roles(ASIDE | DIALOGS)
    )


def _is_data(node: Node) -> bool:
    """Whether it is a row of a table with text in more than one cell."""
    return node.role == "row" and sum(kid.role in _CELLS and bool(kid.text) for kid in node.kids) > 1
