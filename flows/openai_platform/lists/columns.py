"""Reads a row by the headings above it, whatever the table is made of: a cell belongs to what it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cancelbot.page.query import Row
from cancelbot.page.snapshot import Node, Snapshot

NEAR = 28
"""pixels by which a cell may stand left or right of its heading"""


class Headings:
    """What a page says outside of its ``rows``, among it the headings of their columns."""

    def __init__(self, snapshot: Snapshot, rows: list[Row]) -> None:
        within = {id(node) for row in rows for node in row.box.walk()}
        self.outside = [node for node in snapshot.nodes if id(node) not in within and node.visible and node.text]

    def column(self, heading: re.Pattern[str]) -> Column:
        """The column of that heading; an empty one, if there is none."""
        return Column(heading, [node for node in self.outside if heading.fullmatch(node.text)])


@dataclass(frozen=True)
class Column:
    """What stands under a heading, which may be there several times, above different rows or in each of them."""

    heading: re.Pattern[str]
    heads: list[Node]

    def of(self, row: Row) -> str:
        """What stands in ``row`` under the heading, or after it; empty if that is nothing."""
        return self._under(row) or self._after(row)

    def _after(self, row: Row) -> str:
        said = [node.text for node in row.box.walk() if node.is_text and node.visible and node.text]
        return next((then for label, then in pairwise(said) if self.heading.fullmatch(label.rstrip(": "))), "")

    def _under(self, row: Row) -> str:
        heads = [node for node in self.heads if node.box[1] < row.anchor.box[1]]
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
