"""Tells the entries of a list from what only names one: a message, an example, a sentence, another list."""

import re
from collections import defaultdict
from collections.abc import Callable

from cancelbot.page.query import Row
from cancelbot.page.snapshot import Node
from openai_platform import words
from openai_platform.lists.absence_words import COLUMN
from openai_platform.sections import STATEMENT, block_of, headings_over, plain_runs

_MESSAGES = frozenset({"status", "alert", "tooltip", "log"})
_EXAMPLES = frozenset({"pre", "code"})
_WORD = re.compile(r"[^\W\d_]{2,40}")
_FEW = 2
"""words up to which a line with a mark and a full stop may be the entry itself"""
_EXPIRES = words.say(r"\b(?:0?[1-9]|1[0-2]) ?/ ?(?:20)?\d\d\b")
_GONE = words.say(r"(?<!be )\b(?:removed|deleted|revoked|detached|unlinked|no longer|looks? like)\b")
OF_OTHERS = words.OTHER_PRODUCT.pattern, r"\b(?:codex|sora)\b"
"""in a heading over entries of another product"""


def entries(
    found: list[Row], wanted: re.Pattern[str], elsewhere: re.Pattern[str], says_none: Callable[[], bool]
) -> list[Row]:
    """Those of ``found`` that are entries of the list, each once.

    ``wanted`` are names of the control that an entry has, and ``elsewhere`` headings over other things. Where nothing
    else is there, what seems to be of another list may be an entry, unless the page ``says_none``.
    """
    if own := [row for row in found if not (_is_other(row, elsewhere) or _is_gone(row))]:
        return _once(own, wanted)
    return [] if found and says_none() else found


def _is_other(row: Row, elsewhere: re.Pattern[str]) -> bool:
    """Whether it is in an example, or of another list."""
    is_example = any(at.tag in _EXAMPLES and at.text != row.mark for at in row.anchor.self_and_up())
    return is_example or any(map(elsewhere.search, headings_over(row.anchor)))


def _is_gone(row: Row) -> bool:
    """Whether only a message or a sentence names it, which says that it is gone, or that it is none."""
    return _is_said(row) and bool(_GONE.search(block_of(row.anchor).text))


def _is_said(row: Row) -> bool:
    around = [at for at in row.anchor.up() if len(at.text) <= STATEMENT]
    is_message = any(at.role in _MESSAGES or at.is_over for at in around)
    said = " ".join(run.text for run in plain_runs(block_of(row.anchor)))
    is_sentence = said[-1:] in {".", "!", "?"} and len(_WORD.findall(said.replace(row.mark, " "))) > _FEW
    return is_message or is_sentence


def _once(found: list[Row], wanted: re.Pattern[str]) -> list[Row]:
    """The rows without those that only name the entry of another one, which has the same mark and the control."""

    def names_it(row: Row) -> bool:
        return _is_said(row) or ":" in row.anchor.text.partition(row.mark)[0]

    def is_entry(row: Row) -> bool:
        return any(node.says(wanted) or node.popup or not node.name for node in row.buttons) and not names_it(row)

    alike = defaultdict[str, list[Row]](list)
    for row in found:
        alike[row.mark].append(row)

    def is_again(row: Row) -> bool:
        others = [other for other in alike[row.mark] if other is not row and is_entry(other)]
        if not names_it(row):  # two entries may share their mark, if they stand in one list
            others = [other for other in others if other.box.parent is not row.box.parent and not _expires(row, other)]
        is_choice = any(at.is_control for at in row.anchor.self_and_up())
        return bool(others) and not (is_choice or is_entry(row))

    return [row for row in found if not is_again(row)]


def _expires(row: Row, other: Row) -> bool:
    """Whether it has a day of its own."""
    own = _EXPIRES.search(row.box.text)
    return own is not None and own.group() not in other.box.text


def is_of_section(node: Node, row: Row) -> bool:
    """Whether a control stands with a heading, apart from the line in which the mark of the row follows a name."""
    beside = next((at for at in node.up() if at.text != node.text), None)
    if beside is None or row.anchor.inside(beside) or not any(at.role == "heading" for at in beside.walk()):
        return False
    line = next((at for at in row.anchor.up() if at.text != row.mark), row.box)
    before = [run.text for run in plain_runs(line) if run.order < row.anchor.order and not run.inside(row.anchor)]
    return not beside.inside(line) and any(not COLUMN.fullmatch(text.rstrip(":")) for text in before)
