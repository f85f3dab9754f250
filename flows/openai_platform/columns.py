"""Reads a row by the headings above it, whatever the table is made of: a cell belongs to what it stands under."""

from __future__ import annotations

import re

from cancelbot.sight.finding import Row, mentions
from cancelbot.sight.reading import Node, Reading

NEAR = 28
"""pixels by which a cell may stand left or right of its heading"""


def under(reading: Reading, row: Row, heading: re.Pattern[str]) -> str:
    """What stands in ``row`` under ``heading``; empty if there is no such heading or nothing under it."""
    top = row.anchor.box[1]
    heads = [node for node in mentions(reading.root, heading) if heading.fullmatch(node.text) and node.box[1] < top]
    if not heads:
        return ""
    left = heads[-1].box[0]
    cells = [node for node in row.box.walk() if node.is_text and node.visible and abs(node.box[0] - left) <= NEAR]
    return " ".join(_line(cells))


def first_words(row: Row) -> str:
    """The first text of a row: what a person reads as its name."""
    texts = [node.text for node in row.box.walk() if node.is_text and node.visible and node.text]
    return texts[0] if texts else ""


def _line(cells: list[Node]) -> list[str]:
    return [cell.text for cell in cells if cell.text]
