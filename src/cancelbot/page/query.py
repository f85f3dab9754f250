"""Finds the node that is meant: by name, by visible text, or by its place in a row or a box. Unique, or it raises.

Nothing here touches a browser, and nothing guesses: two matches raise Ambiguous, none raises ControlNotFound. Patterns
must match the whole name of a control; for questions and anchors they may match anywhere.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from cancelbot.errors import Ambiguous, ControlNotFound
from cancelbot.page.snapshot import Node, Snapshot, containing

ROW_ROLES = frozenset({"row", "listitem", "article", "treeitem", "option"})
FURNITURE = frozenset({"heading", "label", "columnheader", "status", "alert", "option"})
"""Roles whose words are read, not pressed."""
PAGE_ROLES = frozenset({"main", "table", "grid", "list", "rowgroup", "navigation", "banner", "dialog", "alertdialog"})
"""A row never contains one of these."""
_LONGEST = 3000
"""characters up to which the text of a box belongs together: words from all over a long list are not a question"""
DIALOGS = frozenset({"dialog", "alertdialog"})
PRESSED = frozenset({"button", "link", "menuitem"})
"""Roles whose words offer something and ask nothing."""
TOGGLE_ROLES = frozenset({"checkbox", "switch", "radio", "menuitemcheckbox", "menuitemradio"})


def controls(within: Node, words: re.Pattern[str]) -> list[Node]:
    """Visible controls named ``words``; of nested ones, the inner one."""
    found = [node for node in within.walk() if node.is_control and node.visible and node.says(words)]
    return _innermost(found)


def texts(within: Node, words: re.Pattern[str]) -> list[Node]:
    """Elements that show exactly ``words`` but do not look like a control: the last resort for plain boxes."""
    found = [
        node
        for node in within.walk()
        if not node.is_text and node.visible and words.fullmatch(node.text) and not node.is_inside_roles(FURNITURE)
    ]
    return [node for node in _innermost(found) if not _is_hint(node)]


def _is_hint(node: Node) -> bool:
    """Whether it only tells what a control does: it is in a tooltip without anything to press."""
    hint = next((at for at in node.self_and_up() if at.role == "tooltip"), None)
    return hint is not None and not any(at.is_control for at in hint.walk())


def icons(within: Node) -> list[Node]:
    """Pictures without words, each with the box that holds nothing else: what a bare icon is pressed by."""
    found = []
    for node in within.walk():
        if node.tag in {"svg", "img"} and node.visible and not node.label:
            alone = node.parent is not None and node.parent is not within and not node.parent.text
            found.append(node.parent if alone and node.parent else node)
    return found


def pressable(snapshot: Snapshot) -> list[Node]:
    """Every named control outside of footers that could be pressed now."""
    return [node for node in snapshot.controls if node.visible and node.enabled and node.name and not in_footer(node)]


def in_footer(node: Node) -> bool:
    """Whether it is in a footer, whose words and fields say nothing about the page."""
    return any(at.role == "contentinfo" or at.tag == "footer" for at in node.self_and_up())


def named(within: Node, words: re.Pattern[str]) -> list[Node]:
    """What can be pressed under the name ``words``: controls if there are any, else plain boxes with that text."""
    return controls(within, words) or texts(within, words)


def free(found: list[Node]) -> list[Node]:
    """Those of ``found`` that are enabled and that nothing covers."""
    return [node for node in found if node.enabled and not node.covered]


def only(found: list[Node], what: str, need: str = "") -> Node:
    """The single one of ``found``; of several, the one that a person has pointed at.

    Raises ControlNotFound or Ambiguous with the name of the ``need``.
    """
    taught = [node for node in found if node.meant]
    return _single(taught or found, what, need)


def _single(found: list[Node], what: str, need: str = "") -> Node:
    if not found:
        raise ControlNotFound(f"{what} is not on the page.", need=need)
    if len(found) > 1:
        raise Ambiguous(f"{what} is on the page {len(found)} times, so it is not clear which one is meant.", need=need)
    return found[0]


def mentions(within: Node, words: re.Pattern[str], *, longest: int | None = None) -> list[Node]:
    """The innermost nodes whose text (of at most ``longest`` characters), or shown value, contains ``words``."""
    contains = containing(words)

    def tells(node: Node) -> bool:
        is_one = len(node.text) <= (longest or _LONGEST) or (longest is None and not node.kids)
        return is_one and contains(node.text)

    return _innermost([node for node in within.walk() if node.visible and (tells(node) or words.search(node.value))])


def is_said_in(box: Node, words: re.Pattern[str]) -> bool:
    """Whether ``words`` are in what a box says, or in one text of it: some end where that text ends."""
    return bool(words.search(box.text) or mentions(box, words))


def smallest(anchor: Node, *needs: Callable[[Node], bool]) -> Node | None:
    """The smallest box around ``anchor`` (or ``anchor`` itself) that meets all ``needs``."""
    return next((at for at in anchor.self_and_up() if all(need(at) for need in needs)), None)


def holds(words: re.Pattern[str]) -> Callable[[Node], bool]:
    """The need that a box has something to press named ``words``."""
    return lambda box: bool(named(box, words))


@dataclass(frozen=True)
class Row:
    """One entry of a list: a key, a card, an invoice."""

    anchor: Node
    box: Node
    mark: str
    """the words that distinguish it from the others, such as ``sk-...AzN9``"""

    @property
    def buttons(self) -> list[Node]:
        """The controls in the row, in document order; of nested ones, the inner one."""
        inside = [n for n in self.box.walk() if n.is_control and n.visible and n.role not in {"textbox", "combobox"}]
        return _innermost(inside)


def rows(within: Node, mark: re.Pattern[str], wanted: re.Pattern[str] | None = None) -> list[Row]:
    """The rows with a ``mark``; where nothing shows one, those of controls and pictures with one in their names.

    ``wanted`` is a control that each row is expected to have.
    """
    told = [node for node in within.walk() if node.role in PRESSED or node.tag in {"img", "svg"}]
    labeled = [node for node in told if node.visible and mark.search(node.label)]
    anchors = _one_each(mentions(within, mark) or _innermost(labeled), mark)
    holding = Counter(id(at) for anchor in anchors for at in anchor.self_and_up())
    found = []
    for anchor in anchors:
        up = anchor.self_and_up()  # first, the boxes around it that hold no other mark
        alone = list(takewhile(lambda at: not (at.role in PAGE_ROLES or at.parent is None or holding[id(at)] > 1), up))
        hit = mark.search(anchor.text) or mark.search(anchor.value) or mark.search(anchor.label)
        found.append(Row(anchor, _row_box(anchor, alone, wanted, single=len(anchors) == 1), hit.group() if hit else ""))
    return found


def _one_each(found: list[Node], mark: re.Pattern[str]) -> list[Node]:
    """Of several marks in one row, the row's own: one entry may be named after another.

    In a row by its role, that is the last text that is nothing but a mark. Where rows are plain boxes, a mark among
    other words does not count beside such a text in the same line.
    """
    whole = {id(node) for node in found if mark.fullmatch(node.text)}
    by_row: dict[int, list[Node]] = {}
    for node in found:
        row = next((at for at in node.self_and_up() if at.role in ROW_ROLES), None)
        own = row is None and any(id(other) in whole and _in_one_line(node, other) for other in found)
        if row is not None or id(node) in whole or not own:
            by_row.setdefault(id(row or node), []).append(node)
    chosen = {id(([n for n in nodes if id(n) in whole] or nodes)[-1]) for nodes in by_row.values()}
    return [node for node in found if id(node) in chosen]


def _in_one_line(one: Node, other: Node) -> bool:
    """Whether two texts stand side by side."""
    shared = min(one.box[1] + one.box[3], other.box[1] + other.box[3]) - max(one.box[1], other.box[1])
    return one is not other and shared > min(one.box[3], other.box[3]) / 2


def _row_box(anchor: Node, alone: list[Node], wanted: re.Pattern[str] | None, *, single: bool) -> Node:
    if not alone:
        return anchor
    if by_role := next((at for at in alone if at.role in ROW_ROLES), None):
        return by_role
    if wanted and (with_control := next((at for at in alone if named(at, wanted)), None)):
        return with_control
    if not single:
        return alone[-1]
    return next((at for at in alone if _has_control_after(at, anchor)), alone[-1])


def _has_control_after(box: Node, anchor: Node) -> bool:
    """Whether ``box`` has a control, or a picture that may be one. A picture before the mark is what it looks like."""
    begins = next((run.order for run in anchor.walk() if run.is_text and run.visible and run.text), anchor.order)
    return any(node.is_control for node in box.walk()) or any(icon.order > begins for icon in icons(box))


NOT = re.compile(r"[^.!?]{0,200}\b(?:not|doesn't|isn't|won't)\b[^.!?]{0,200}[.!?]?", re.IGNORECASE)
"""a sentence that says what something is not"""
_BY_CHOOSING = (
    r"(?:\b(?:choos|click|press|select|tap|hitt?|us|pick)(?:e|ing)?(?: on)?(?: the)?(?: button)? |^)[\"'\u201c\u2018]?"
)
"""before the name of a control in a sentence that says what it does"""
_STEPS = re.compile(r"\b(?:steps?|wizard|progress)\b", re.IGNORECASE)
"""what a navigation is called that leads through a question"""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_COUNTDOWN = re.compile(
    r"(?: (?:in|available in|after)|:| [\u00b7\u2013\u2014-])?[ (\[]{1,2}\d{1,3} ?(?:s|secs?|seconds)?[)\]]?$"
    r"|^[(\[]\d{1,3} ?s?[)\]] ",
    re.IGNORECASE,
)
"""the part of a name that says for how long the control stays disabled"""


@dataclass(frozen=True)
class DialogKind:
    """A kind of question: what it asks, what agrees to it, what goes back."""

    asks: re.Pattern[str]
    names: re.Pattern[str]
    """names that agree and say to what"""
    back: re.Pattern[str]
    sure: re.Pattern[str] | None = None
    """a question that does not say about what: for names that do, or that say what is done with "it" """
    it: re.Pattern[str] | None = None
    """names that only say what is done with "it" """
    bare: re.Pattern[str] | None = None
    """names that agree to anything: only if everything else in the box goes back, and the question is explicit"""
    never: re.Pattern[str] | None = None
    """what makes a question one of something else as well, unless it says that this is not so"""
    turned: re.Pattern[str] | None = None
    """what a question has that a bare yes may answer the other way: to keep it, to pause, to take an offer"""
    rivals: re.Pattern[str] | None = None
    """names that agree in another way: beside one of those nothing is agreed to"""

    @property
    def asks_at_all(self) -> re.Pattern[str]:
        return re.compile(f"{self.asks.pattern}|{self.sure.pattern}", re.IGNORECASE) if self.sure else self.asks

    def agreeing(self, box: Node) -> list[Node]:
        """What agrees in ``box``: the strongest names that are there, enabled or not."""
        explicit = is_said_in(box, self.asks) and not self.is_turned(box)
        for names in (self.names, self.it, self.bare if explicit else None):
            if names is not None and (found := _saying(box, names)):
                others = [n for n in controls(box, self.rivals) if n not in found] if self.rivals else []
                is_other = names is self.bare and (self._offers_more(box, found) or self._is_told_otherwise(box, found))
                return [] if is_other else [*found, *others]
        return []

    def is_turned(self, box: Node) -> bool:
        """Whether a headline or a question of ``box`` asks for something else instead."""
        told = [node for node in box.walk() if node.is_block and node.visible and not _is_chosen(node)]
        lines = [node.text for node in told if not any(at.is_block and at.text for at in node.walk() if at is not node)]
        heads = [node.text for node in box.walk() if node.role == "heading" and node.visible and "?" not in node.text]
        asked = [one for line in lines for one in sentences(line) if one.endswith("?")]
        return self.turned is not None and any(map(self.turned.search, [*heads, *asked]))

    def is_asked_by(self, message: str) -> bool:
        """Whether the browser's own question is of this kind, so that "OK" agrees to it."""
        other = (self.turned and self.turned.search(message)) or (
            self.never and self.never.search(NOT.sub("", message))
        )
        return bool(self.asks_at_all.search(message)) and not other

    def other_matter(self, box: Node) -> str:
        """What ``box`` says of something else that would be done as well; empty if nothing."""
        if self.never is None:
            return ""
        told = [node for node in mentions(box, self.never) if not any(_is_chosen(at) for at in node.self_and_up())]
        found = (self.never.search(NOT.sub("", node.text)) for node in told)
        return next((hit.group() for hit in found if hit), "")

    def _is_told_otherwise(self, box: Node, agreeing: list[Node]) -> bool:
        """Whether the box says of a bare name that it does something else: "Choose Continue to stay on your plan"."""
        said = " ".join(run.text for run in box.walk() if run.is_text and not any(map(_is_chosen, run.up())))
        chosen = [re.compile(rf"{_BY_CHOOSING}{re.escape(_counted(node))}\b", re.IGNORECASE) for node in agreeing]
        told = [one for one in sentences(said) if any(name.search(one) for name in chosen)]
        return self.turned is not None and any(map(self.turned.search, told))

    def _is_step(self, node: Node, box: Node, agreeing: list[Node]) -> bool:
        """Whether it is a step of a wizard, in a navigation of ``box`` that is called so, and offers nothing else."""
        steps = [at for at in node.up() if at.role == "navigation" and at.inside(box) and _STEPS.search(at.label)]
        is_offer = any(other is not None and other.search(node.name) for other in (self.turned, self.never))
        return bool(steps) and not (is_offer or controls(steps[0], self.back) or agreeing[0].inside(steps[0]))

    def _offers_more(self, box: Node, agreeing: list[Node]) -> bool:
        others = [n for n in box.walk() if n.is_control and n.visible and n.role in PRESSED and n not in agreeing]
        apart = [n for n in others if not any(n.inside(other) or other.inside(n) for other in agreeing)]
        apart = [n for n in apart if not self._is_step(n, box, agreeing)]
        return any(n.name and not n.says(self.back) for n in apart)


def sentences(text: str) -> list[str]:
    """``text`` in sentences, each with its mark at the end."""
    return _SENTENCE_END.split(text)


def _is_chosen(node: Node) -> bool:
    """Whether it is something to press or to tick, which is not asked, only offered."""
    return node.is_control or node.role == "label"


def _saying(box: Node, names: re.Pattern[str]) -> list[Node]:
    """What is named one of ``names`` in ``box``, perhaps with a countdown; plain text only if it is not the title."""
    first = next((node for node in box.walk() if node.is_text and node.visible and node.text), None)
    plain_boxes = [node for node in texts(box, names) if first is None or not first.inside(node)]
    counting = [
        node
        for node in box.walk()
        if node.is_control and node.visible and _COUNTDOWN.search(node.name) and names.fullmatch(_counted(node))
    ]
    return controls(box, names) or counting or plain_boxes


def _counted(node: Node) -> str:
    return _COUNTDOWN.sub("", node.name)


@dataclass(frozen=True)
class ConfirmDialog:
    """A box that asks before it acts: what it says, what agrees, what goes back."""

    box: Node
    asks: re.Pattern[str]
    agree: Node
    back: Node | None

    @property
    def words(self) -> str:
        return self.box.text

    @property
    def is_disabled(self) -> bool:
        return not self.agree.enabled or _counted(self.agree) != self.agree.name

    def is_still_asked(self, snapshot: Snapshot) -> bool:
        """Whether, in a newer snapshot, the control is still in the same box, and the box still asks."""
        box, agree = snapshot.by_id.get(self.box.id), snapshot.by_id.get(self.agree.id)
        return box is not None and agree is not None and agree.inside(box) and is_said_in(box, self.asks)


def dialog_of(snapshot: Snapshot, kind: DialogKind, *, since: Snapshot | None = None) -> ConfirmDialog | None:
    """The one box that asks a question of this ``kind``. What agrees in it may still be disabled.

    Both the question and what agrees must be new ``since`` another snapshot. None if there is none. Raises Ambiguous if
    two boxes ask, or one offers two ways to agree.
    """

    def agreeing(box: Node) -> list[Node]:
        found = [node for node in kind.agreeing(box) if not node.covered and snapshot.is_new(node, since)]
        return [node for node in found if node.enabled] or found

    asking = [mention for mention in mentions(snapshot.root, kind.asks_at_all) if snapshot.is_new(mention, since)]
    asking = [one for one in asking if not any(at.is_control and at.role in PRESSED for at in one.self_and_up())]
    boxes = [_asking_box(mention, kind, agreeing) for mention in asking if not _is_hint(mention)]
    inner = _innermost(list({box.order: box for box in boxes if box is not None}.values()))
    if not inner:
        return None
    box = only(inner, "A question before the change")
    if any(node.covered and snapshot.is_new(node, since) for node in kind.agreeing(box)):
        raise Ambiguous("Something lies over a control that confirms, so it is not clear which one is meant.")
    if other := kind.other_matter(box):
        raise Ambiguous(f"The question is about something else as well, so it is not agreed to: “{other}”.")
    ways_back = [node for node in named(box, kind.back) if node.enabled]
    agree = _single(agreeing(box), "The control that confirms")
    return ConfirmDialog(box, kind.asks_at_all, agree, next(iter(ways_back), None))


def _asking_box(mention: Node, kind: DialogKind, agreeing: Callable[[Node], list[Node]]) -> Node | None:
    """The box around ``mention`` that offers to agree and to go back.

    Some dialogs offer no way back: of those, one whose button says to what it agrees.
    """
    box = smallest(mention, holds(kind.back), lambda at: bool(agreeing(at)))
    dialog = next((at for at in mention.self_and_up() if at.role in DIALOGS), None)
    if dialog is None or not agreeing(dialog) or (box is not None and box.inside(dialog)):
        return box
    return dialog if _saying(dialog, kind.names) else None


def toggles(within: Node) -> list[Node]:
    """Checkboxes, switches, radios and toggle buttons, also those that a library draws itself."""
    return [
        node
        for node in within.walk()
        if node.is_control and node.checked is not None and (node.role in TOGGLE_ROLES or node.is_toggle_button)
    ]


def _innermost(found: list[Node]) -> list[Node]:
    outer = {id(at) for node in found for at in node.up()}
    return [node for node in found if id(node) not in outer]
