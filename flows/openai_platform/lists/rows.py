"""Lists with rows: the kinds of entries, the cells under each heading, and the control that removes an entry."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from cancelbot.errors import RefusedBySite
from cancelbot.page.query import DialogKind, Row, controls, icons, named, only, rows, texts
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.agreement import question_kind
from openai_platform.lists.absence import EmptyList
from openai_platform.lists.entries import OF_OTHERS, entries, is_of_section
from openai_platform.sections import is_over_page
from openai_platform.teachable import REMOVE_CONTROL

_MENU = frozenset({"menu"})
"""A menu asks nothing, even if the box that it opens in is a dialog."""
DISABLES = words.say(
    rf"(?:disable|deactivate|suspend|pause|block|freeze|turn off)(?: {lex.ITS}(?:{lex.KEY}|{lex.CARD}))?"
)
"""ends an entry for now, as far as its name says"""
MANAGES = words.say(rf"manage(?: {lex.ITS}(?:{lex.KEY}|{lex.CARD}))?")
"""what may unfold a menu, or be one although it does not say so"""
_WALLET = (
    rf"{lex.BRAND}|paypal|link|apple pay|google pay|cash app(?: pay)?|amazon pay|(?:sepa|direct) debit|ideal"
    r"|venmo|alipay|klarna"
)
_CHOICES = frozenset({"radio", "option", "tab", "treeitem"})
_BRAND = words.say(rf"\b(?:{lex.BRAND})\b")
_NO_CARD = words.say(r"\b(?:bank|account|iban|sepa|ach|checking|savings|wallet|expired)\b")
OTHER_THINGS = words.say(
    *OF_OTHERS,
    r"\b(?:charges|transactions|activity|tax|vat|promo\w{0,6}|coupons?|vouchers?|gift|phones?|contacts?|webhooks?)\b",
)
"""in a heading over what may look like a card or a key"""
_DIGITS = 4
"""characters by which the ends of two marks are compared"""
NEAR = 28
"""pixels by which a cell may be left or right of its heading"""


@dataclass(frozen=True)
class RowKind:
    """A kind of entry: the mark of its rows, the words around its removal, and what its empty list says."""

    step: str
    noun: str
    mark: re.Pattern[str]
    remove: re.Pattern[str]
    question: DialogKind
    none: EmptyList

    def rows(self, snapshot: Snapshot) -> list[Row]:
        """The rows of the page, except those of a question over it."""
        found = [row for row in rows(snapshot.root, self.mark, self.remove) if not is_over_page(row.box)]
        return entries(_with_details(found), self.remove, OTHER_THINGS, lambda: self.none.is_said(snapshot))


def _with_details(found: list[Row]) -> list[Row]:
    """The rows; the one that is chosen, and shown once more beside the list with its details, counts once.

    It is called as in the list, and removed where its details are.
    """
    chosen = [row for row in found if any(_is_chosen(at) for at in row.anchor.self_and_up())]
    shown = [row for row in found if chosen and _may_detail(row, chosen[0])]
    if len(chosen) != 1 or len(shown) != 1:
        return found
    details = replace(shown[0], mark=chosen[0].mark)
    return [details if row is chosen[0] else row for row in found if row is not shown[0]]


def _is_chosen(node: Node) -> bool:
    return node.is_control and node.role in _CHOICES and bool(node.checked or node.selected)


def _may_detail(row: Row, choice: Row) -> bool:
    """Whether ``row`` may be the same card as ``choice``: no choice itself, with the digits and the brand of that."""
    if any(_NO_CARD.search(at.anchor.text) for at in (row, choice)):
        return False
    brands = [_BRAND.search(at.anchor.text) for at in (row, choice)]
    names = {brand.group().casefold() for brand in brands if brand}
    is_text = not any(at.is_control for at in row.anchor.self_and_up())
    return is_text and row.mark[-_DIGITS:] == choice.mark[-_DIGITS:] and len(names) < len(brands)


CARD_ROWS = RowKind(
    "payment-methods",
    "card",
    words.CARD_MARK,
    words.DELETE,
    question_kind(words.DELETE_CARD_QUESTION, words.DELETE_CARD, never=words.OTHER_ACT),
    EmptyList(
        lex.CARD,
        words.NO_CARDS,
        words.say(
            words.DELETE.pattern,
            lex.REMOVES_SOME,
            r"default|(set|make|use) (it |this )?as default",
            r"(expires|expiry|exp\.?|valid (until|thru))\b.{0,20}",
            rf"(?:{_WALLET})(?:\W{{1,3}}\S{{1,60}}@\S{{1,60}})?",
            "((us|linked|other|connected) )?(banks?( accounts?)?|wallets?|payment methods of .{1,40})",
            r"(bank|checking|savings|account|iban|sepa|ach|card|revolut)\b[^.!?]{0,40}\d{4}",
            r"(0[1-9]|1[0-2]) ?/ ?(20)?\d\d",
        ),
        words.say(words.DELETE.pattern, "disconnect"),
    ),
)
KEY_ROWS = RowKind(
    "api-keys",
    "key",
    words.KEY_MARK,
    words.REVOKE,
    question_kind(words.REVOKE_QUESTION, words.REVOKE_KEY, never=words.OTHER_ACT),
    EmptyList(
        lex.KEYS,
        words.NO_KEYS,
        words.say(words.REVOKE.pattern, lex.REMOVES_SOME, "active|revoked|expired|disabled"),
        words.REVOKE,
        must_say=True,
    ),
)


@dataclass(frozen=True)
class Heading:
    """A heading, which may occur several times: above different rows, or in each of them."""

    words: re.Pattern[str]
    heads: list[Node]

    def of(self, row: Row) -> str:
        """The text of ``row`` under the heading, or after it; empty if there is none."""
        after = (then for label, then in pairwise(said(row)) if self.words.fullmatch(label.rstrip(": ")))
        return self._under(row) or next(after, "")

    def _under(self, row: Row) -> str:
        heads = [node for node in self.heads if node.box[1] < row.anchor.box[1]]
        if not heads:
            return ""
        head, runs = heads[-1], _runs(row)
        left, _, width, _ = [at for at in head.self_and_up() if at.text == head.text][-1].box  # its cell
        aligned = [node for node in runs if abs(node.box[0] - head.box[0]) <= NEAR]
        below = [node for node in runs if left <= node.box[0] + node.box[2] / 2 <= left + width]
        cells = dict.fromkeys(_cell(node, row) for node in aligned or below)
        return " ".join(cell.text for cell in cells)


def _cell(run: Node, row: Row) -> Node:
    """The box in ``row`` around a run of text; the run itself, if that box also has the mark of the row."""
    box = next((at for at in run.up() if at.is_block or at is row.box), run)
    return run if row.anchor.inside(box) else box


def columns(snapshot: Snapshot, rows: list[Row]) -> Callable[[re.Pattern[str]], Heading]:
    """Finds the heading of a column among the texts outside of ``rows``; an empty one, if there is none."""
    within = {id(node) for row in rows for node in row.box.walk()}
    outside = [node for node in snapshot.nodes if id(node) not in within and node.visible and node.text]
    return lambda words: Heading(words, [node for node in outside if words.fullmatch(node.text)])


def said(row: Row) -> list[str]:
    """The texts of a row, one after another."""
    return [node.text for node in _runs(row)]


def _runs(row: Row) -> list[Node]:
    return [node for node in row.box.walk() if node.is_text and node.visible and node.text]


def opener(row: Row, kind: RowKind) -> Node:
    """The row's own control that removes; if none says so, the likeliest. Raises as :func:`openers`."""
    return openers(row, kind)[0]


def openers(row: Row, kind: RowKind) -> list[Node]:
    """The row's own control that removes, or those that come into question.

    By its words ("Delete"), by its words with the row's own ("Delete key Backup"), else the row's menu, then controls
    without words, from the last on; else a plain box with the words. Raises ControlNotFound, Ambiguous, and
    RefusedBySite if all are disabled, or none removes. A key that is *named* "Delete me" is no control.
    """
    what = f"The control that removes the {kind.noun}"
    own = [node for node in row.buttons if not (node.is_toggle or is_of_section(node, row))]
    if by_words := [node for node in own if node.says(kind.remove) or _names_row(node, row)]:
        return _usable([only(by_words, what)], kind)
    menus = [node for node in own if _is_menu(node, alone=len(own) == 1)]
    named_controls = [node for node in row.buttons if node.expanded is not False]  # what unfolds goes by its icon
    bare = [icon for icon in icons(row.box) if not any(map(icon.inside, named_controls))]
    silent = [node for node in own if not node.name and node not in menus] or bare
    if menus or silent:
        return _usable([*([only(menus, what)] if menus else []), *silent[::-1]], kind)
    if off := [node for node in own if node.says(DISABLES)]:
        raise RefusedBySite(
            f"The site offers no way to remove this {kind.noun}, only “{off[0].name}”, which may be undone.",
            advice="Press it by hand if that is enough, or ask the site's support.",
        )
    return _usable([only(texts(row.box, kind.remove), what, REMOVE_CONTROL[kind.noun])], kind)


def _is_menu(node: Node, *, alone: bool) -> bool:
    unfolds = alone or node.expanded is not None
    return bool(
        (node.popup and node.popup != "listbox") or node.says(words.ENTRY_MENU) or (unfolds and node.says(MANAGES))
    )


def menu_item(now: Snapshot, before: Snapshot, kind: RowKind) -> Node | None:
    """The one entry that removes in what a press has opened; not a button of a question."""
    new = now.new_since(before)
    found = [node for node in controls(now.root, kind.remove) if node.id in new and node.enabled]
    if len(found) != 1 or (is_over_page(found[0]) and not found[0].is_inside_roles(_MENU)):
        return None
    unfolded = [at for at in found[0].up() if at.id in new]
    return None if unfolded and named(unfolded[-1], words.NEVERMIND) else found[0]


def says_so(node: Node) -> bool:
    """Whether a control says that it removes, or agrees to removing."""
    return any(words.REMOVES.match(name) for name in (node.text, node.label))


def _names_row(node: Node, row: Row) -> bool:
    """Whether a control's name is a verb of removal followed by the mark, or words, of its row."""
    name = node.label or node.text
    verb = words.REMOVAL_VERB.match(name)
    rest = words.REMOVED_THING.sub("", name[verb.end() :]).strip(" \"'“”") if verb else ""
    is_told = node.text != node.label and rest.casefold() in row.box.text.casefold()
    beside = next((at.text for at in node.up() if at.text != node.text), "")
    is_of_cell = rest in beside and not (row.mark in beside or next(iter(said(row)), "") in beside)
    return bool(rest) and (row.mark in rest or (bool(node.label) and is_told and not is_of_cell))


def _usable(found: list[Node], kind: RowKind) -> list[Node]:
    if not any(node.enabled for node in found):
        reason = next((f": “{node.description}”" for node in found if node.description), "")
        raise RefusedBySite(f"The site does not let this {kind.noun} go: its control is grayed out{reason}.")
    return [node for node in found if node.enabled]
