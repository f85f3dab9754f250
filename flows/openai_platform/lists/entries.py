"""Tells the entries of a list from what only names one: a message, an example, a sentence, another list."""

import re
from collections.abc import Callable

from cancelbot.page.query import Row
from cancelbot.page.snapshot import Node
from openai_platform import words
from openai_platform.sections import STATEMENT, block_of, headings_over, plain_runs

_MESSAGES = frozenset({"status", "alert", "tooltip", "log"})
_EXAMPLES = frozenset({"pre", "code"})
_WORD = re.compile(r"[^\W\d_]{2,40}")
_FEW = 2
"""words up to which a line with a mark and a full stop may be the entry itself"""
_EXPIRES = words.say(r"\b(?:0?[1-9]|1[0-2]) ?/ ?(?:20)?\d\d\b")
_GONE = words.say(r"\b(?:remov|delet|revok|detach|unlink)\w{1,3}\b|\b(?:was|were|been|no longer|looks? like)\b")
OF_OTHERS = words.OTHER_PRODUCT.pattern, r"\b(?:codex|sora)\b"
"""in a heading over entries of another product"""


def entries(found: list[Row], elsewhere: re.Pattern[str], says_none: Callable[[], bool]) -> list[Row]:
    """Those of ``found`` that are entries of the list, each once. ``elsewhere``: headings over other things.

    What only seems to name one may be one where there is no other. If the page ``says_none``, that is none which it
    says is gone, or has elsewhere.
    """
    if own := [row for row in found if not (_is_other(row, elsewhere) or _is_said(row))]:
        return _once(own)
    none = bool(found) and says_none()
    return [
        row for row in found if not (none and (_is_other(row, elsewhere) or _GONE.search(block_of(row.anchor).text)))
    ]


def _is_other(row: Row, elsewhere: re.Pattern[str]) -> bool:
    """Whether it is in an example, or of another list."""
    is_example = any(at.tag in _EXAMPLES and at.text != row.mark for at in row.anchor.self_and_up())
    return is_example or any(map(elsewhere.search, headings_over(row.anchor)))


def _is_said(row: Row) -> bool:
    """Whether it is named in a message, or in a sentence."""
    if any((at.role in _MESSAGES or at.is_over) and len(at.text) <= STATEMENT for at in row.anchor.up()):
        return True
    found = (at for at in block_of(row.anchor).walk() if at.is_control and at.visible)
    return _is_sentence(row) and not any(not at.name or words.REMOVES.match(at.name) for at in found)


def _is_sentence(row: Row) -> bool:
    said = " ".join(run.text for run in plain_runs(block_of(row.anchor)))
    return said[-1:] in {".", "!", "?"} and len(_WORD.findall(said.replace(row.mark, " "))) > _FEW


def _once(found: list[Row]) -> list[Row]:
    """The rows without those that are a sentence, or have no control, where another one with the same mark has some."""

    def is_again(row: Row) -> bool:
        others = [other for other in found if other.mark == row.mark and other.buttons and not _is_sentence(other)]
        own = _EXPIRES.search(row.box.text)
        is_less = not row.buttons or _is_sentence(row)
        return is_less and any(own is None or own.group() in other.box.text for other in others)

    return [row for row in found if not is_again(row)]


def is_of_section(node: Node, row: Row) -> bool:
    """Whether a control stands with a heading, apart from the line in which the mark of the row has a name."""
    beside = next((at for at in node.up() if at.text != node.text), None)
    if beside is None or row.anchor.inside(beside) or not any(at.role == "heading" for at in beside.walk()):
        return False
    line = next((at for at in row.anchor.up() if at.text != row.mark), row.box)
    return not beside.inside(line)
