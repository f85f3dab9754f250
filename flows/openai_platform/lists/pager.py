"""What leads to more of a list: "Next", "Load more", an arrow, or the number of the next page."""

from __future__ import annotations

from cancelbot.page.query import controls, smallest, texts
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words

PAGER = 100
"""characters up to which a box is a row of page numbers"""


def next_control(snapshot: Snapshot, page: int) -> Node | None:
    """The control for more of a list, if it can be pressed: by its words, by its sign, else the number ``page``."""
    found = _onwards(snapshot)
    usable = [node for node in found if node.enabled and not node.covered]
    return usable[-1] if usable else None if found else _numbered(snapshot, page)


def _onwards(snapshot: Snapshot) -> list[Node]:
    """What goes on by one page; a double arrow only if there is no single one: beside that it goes to the last."""
    ways = (
        controls(snapshot.root, words.NEXT_PAGE),
        texts(snapshot.root, words.LOAD_MORE),
        controls(snapshot.root, words.DOUBLE_ARROW),
    )
    kept = ([node for node in found if not _is_in_row(node) and not node.says(words.LAST_PAGE)] for found in ways)
    return next((found for found in kept if found), [])


def shown_number(snapshot: Snapshot) -> int | None:
    """Which page of a list is shown, where page numbers stand side by side and one of them is marked as it."""
    marked = [node for node in snapshot.controls if node.selected and node.name.isdecimal()]
    numbers = {int(node.name) for node in marked if not _is_in_row(node) and _has_neighbour(node)}
    return numbers.pop() if len(numbers) == 1 else None


def _has_neighbour(node: Node) -> bool:
    return any(_stands_with(node, int(node.name) + step) for step in (-1, 1))


def _numbered(snapshot: Snapshot, page: int) -> Node | None:
    """The one control that says ``page``, where the number before it stands beside it."""
    found = [node for node in controls(snapshot.root, words.page_number(page)) if not _is_in_row(node)]
    beside = [node for node in found if _stands_with(node, page - 1)]
    return beside[-1] if beside and beside[-1].enabled else None


def _stands_with(node: Node, number: int) -> bool:
    other = words.page_number(number)
    box = smallest(node, lambda at: any(each.says(other) for each in at.walk()))
    return box is not None and len(box.text) <= PAGER


def _is_in_row(node: Node) -> bool:
    """Whether it is about one thing of the list: a menu called "More" is no way to more of the list."""
    return bool(node.popup) or node.is_inside_roles(frozenset({"row", "dialog", "alertdialog"}))
