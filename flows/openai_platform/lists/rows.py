"""The kinds of things that are listed in rows, and the control of a row that removes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancelbot.errors import RefusedBySite
from cancelbot.page.query import DIALOGS, Row, controls, icons, named, only, rows, texts
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.teachable import REMOVE

MENU = frozenset({"menu"})
"""A menu asks nothing, even where the box that it unfolds in is called a dialog."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing: how a row is told by its mark, and the words around its removal."""

    step: str
    noun: str
    mark: re.Pattern[str]
    remove: re.Pattern[str]
    asks: re.Pattern[str]
    agree: re.Pattern[str]

    def rows(self, snapshot: Snapshot) -> list[Row]:
        """The rows of the page, without those of a question that lies over it."""
        return [row for row in rows(snapshot.root, self.mark, self.remove) if not row.box.is_inside_roles(DIALOGS)]


CARD = Kind("payment-methods", "card", words.CARD_MARK, words.DELETE, words.DELETE_CARD_QUESTION, words.DELETE_CARD)
KEY = Kind("api-keys", "key", words.KEY_MARK, words.REVOKE, words.REVOKE_QUESTION, words.REVOKE_KEY)


def opener(row: Row, kind: Kind) -> Node:
    """The row's own control for removing, the likeliest if none says so. Raises as :func:`openers`."""
    return openers(row, kind)[0]


def openers(row: Row, kind: Kind) -> list[Node]:
    """The row's own control for removing, or what may be it. Raises ControlNotFound, Ambiguous, RefusedBySite.

    By its words ("Delete"), by its words with the row's own ("Delete key Backup"), else the row's menu, and then what
    has no words at all, from the last on; else a plain box that says the words. RefusedBySite if all are greyed out.
    A key that is *named* "Delete me" is none.
    """
    what = f"The control that removes the {kind.noun}"
    if by_words := [node for node in row.buttons if node.says(kind.remove) or _names_row(node, row)]:
        return _usable([only(by_words, what)], kind)
    menus = [node for node in row.buttons if node.popup or (node.name and words.ROW_MENU.fullmatch(node.name))]
    silent = [node for node in row.buttons if not node.name and node not in menus] or icons(row.box)
    if menus or silent:
        return _usable([*([only(menus, what)] if menus else []), *silent[::-1]], kind)
    return _usable([only(texts(row.box, kind.remove), what, REMOVE[kind.noun])], kind)


def menu_item(now: Snapshot, before: Snapshot, kind: Kind) -> Node | None:
    """The one entry for removing in what a press has unfolded: not a way on in something that asks."""
    new = now.new_since(before)
    found = [node for node in controls(now.root, kind.remove) if node.id in new and node.enabled]
    if len(found) != 1 or (found[0].is_inside_roles(DIALOGS) and not found[0].is_inside_roles(MENU)):
        return None
    unfolded = [at for at in found[0].up() if at.id in new]
    return None if unfolded and named(unfolded[-1], words.NEVERMIND) else found[0]


def says_so(node: Node) -> bool:
    """Whether a control says of itself that it removes, or agrees to removing."""
    return any(words.REMOVES.match(said) for said in (node.text, node.label))


def _names_row(node: Node, row: Row) -> bool:
    """Whether a control's name is a verb of removal followed by words that stand elsewhere in its row."""
    verb = words.REMOVAL_VERB.match(node.label)
    rest = words.REMOVED_THING.sub("", node.label[verb.end() :]).strip(" \"'“”") if verb else ""
    return bool(rest) and node.text != node.label and rest.casefold() in row.box.text.casefold()


def _usable(found: list[Node], kind: Kind) -> list[Node]:
    if not any(node.enabled for node in found):
        raise RefusedBySite(f"The site does not let this {kind.noun} go: its control is greyed out.")
    return [node for node in found if node.enabled]
