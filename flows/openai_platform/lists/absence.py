"""Decides whether a page that lists nothing is believed to have nothing to list: one rule for cards, keys and invoices.

"There is no card" is claimed of a page that shows nothing of a card and tells of no trouble, if it says so of all of
them; or if it is the page of cards, is at rest after its data has come, and speaks of none that it does not show. The
page of keys must say so, or show a table without rows: one with a mere note may be where keys are no longer. What is
said of a part only ("No cards in this project"), or beside a part that is not open, says nothing of the whole.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TypeVar

from cancelbot.page.query import controls, mentions, sentences
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.lists.absence_words import (
    ALL_OF_THEM,
    CHIP,
    COLUMN,
    COUNT,
    EARLIER,
    FILTERS,
    FOLDED,
    HELD_BACK,
    HIDDEN,
    HINTS,
    INVITES_FIRST,
    LEAVES_LESS,
    LEFT_OVER,
    NARROWS,
    NEUTRAL,
    NO_LIMIT,
    NO_MATCH,
    OF_HELP,
    OF_MINE,
    OF_SOME,
    SAYS_EMPTY,
    SAYS_MUCH,
    SEARCHES,
    SHOWS_LIST,
    SHOWS_MORE,
    SOME_ONLY,
    TROUBLE,
    WOULD_SHOW,
)
from openai_platform.lists.not_saved import is_not_saved
from openai_platform.lists.parts import tabs_beside
from openai_platform.sections import OTHER_HEADING, headings_over, is_over_page, plain_runs
from openai_platform.sign_in.fields import path_of
from openai_platform.words import say

T = TypeVar("T")
_ENTRY = (160, 16)
"""pixels from which a box may show an entry of a list: its width and its height"""
_WORD = (40, 8)
"""likewise, for a word of one"""
_BOXES = frozenset({"div", "span", "p", "li", "td"})
_SENTENCE = 300
"""characters up to which a text is a statement of the page, not a part of it"""
_FIELDS = frozenset({"combobox", "searchbox", "textbox", "listbox", "radio"})
"""what a search is typed into, or a part of a list is chosen with"""
_LISTS = frozenset({"listbox", "menu", "true", "dialog"})
ASIDE = frozenset({"navigation", "contentinfo"})
_CELLS = frozenset({"cell", "gridcell", "rowheader"})
_LABELS = frozenset({"heading", "label", "row", "columnheader", "tablist", "status"})


@dataclass(frozen=True)
class Unseen:
    """Why a page that lists nothing is not believed."""

    why: str


@dataclass(frozen=True)
class EmptyList:
    """How the page of one kind of ``thing`` says that there is ``none``, and what shows that there is one.

    ``traces`` are controls and labels that only such a thing has; those that would remove it (``removes``) also
    contradict the page's own words. ``scope`` is what the whole list may be called: an account's, a project's.
    """

    thing: str
    none: re.Pattern[str]
    traces: re.Pattern[str]
    removes: re.Pattern[str] | None = None
    scope: str = "account|organi[sz]ation"
    part: Callable[[Snapshot, Node], str] = lambda _snapshot, _heading: ""
    """which part of the whole list is chosen on the page below its heading, if one is"""
    must_say: bool = False
    """whether a page that neither says in words nor shows by a table without rows that there is none says nothing"""

    def read(self, snapshot: Snapshot, path: str, *, known: bool) -> Observation[list[T] | Unseen] | None:
        """What a page without recognized rows says: that there is nothing, or why that is not believed.

        None while it is not positively the list's page: it is ``known`` as that, says that there is none, or tells of
        trouble at its ``path``.
        """
        said, troubled = self._said(snapshot), trouble(snapshot)
        if _still_loads(snapshot):
            return None
        if not (known or any(map(self.none.search, said)) or (troubled and path_of(snapshot.url) == path)):
            return None
        why = f"it says “{troubled}”" if troubled else self._doubt(snapshot, said)
        return Observation(Unseen(why) if why else [], certain=False, partial=bool(why))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return say(rf"{lex.says_that(self.scope)}(?:{self.none.pattern}){lex.on_file(self.scope)}{lex.INVITES}")

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """What the whole list may be called, in a heading or a tab."""
        own = rf"(?:(?:my|your|saved|api|(?:{self.scope})(?:'s)?) ){{0,3}}{self.thing}"
        return say(rf"(?:all|{self.scope})\b.*", rf"{own}(?: .*)?", words.BILLING.pattern)

    @cached_property
    def _zero(self) -> re.Pattern[str]:
        """How a list counts none."""
        return say(rf"(?:0|zero) (?:{self.thing})(?: (?:found|in total))?\.?|(?:{self.thing}):? ?[(\[]?0[)\]]?")

    def _said(self, snapshot: Snapshot) -> list[str]:
        """What the page itself says of there being none, a sentence each; of another product only if that is all."""
        no = say(self.none.pattern, rf"\b(?:no|zero|(?:not|n't) (?:have|own)) (?:[\w'-]{{1,20}} ){{0,3}}{self.thing}\b")
        told = [(node, one) for node in _statements(snapshot, no) for one in sentences(_sentence(node))]
        about = [(self._over(node), one) for node, one in told if no.search(one)]
        here = [(head, one) for head, one in about if not OTHER_HEADING.search(head)]
        said = [f"{head}: {one}" if head else one for head, one in here or about]
        return [one for one in said if self._whole.fullmatch(one) or not NEUTRAL.search(one)]

    def is_said(self, snapshot: Snapshot) -> bool:
        """Whether the page says of all of them that there is none."""
        return any(map(self._whole.fullmatch, self._said(snapshot)))

    def _over(self, node: Node) -> str:
        """The heading over a statement that makes it one of something else, or of a part."""
        heads = (text for text in headings_over(node) if not self._named.fullmatch(text))
        return next((text for text in heads if OTHER_HEADING.search(text) or SOME_ONLY.fullmatch(text)), "")

    def _doubt(self, snapshot: Snapshot, said: list[str]) -> str:
        """Why it is not believed that there is none; empty if nothing speaks against it."""
        if part := next((one for one in said if not self._whole.fullmatch(one)), ""):
            return f"it says “{part}”, which is not about all of them"
        if out := self._left_out(snapshot, _folded(snapshot)):
            return out
        if closed := self._not_read(snapshot, is_said=bool(said)):
            return closed
        if not said:
            return self._left_over(snapshot) or self._hint(snapshot) or self._silence(snapshot)
        if held := next(_statements(snapshot, HELD_BACK), None):
            return f"it says “{said[0]}”, and “{_sentence(held)}”"
        left = next(self._shown_beside(snapshot), None)
        return f"it says “{said[0]}”, and shows “{left.name[:80]}”" if left else ""

    def _shown_beside(self, snapshot: Snapshot) -> Iterator[Node]:
        """What the page shows of such things although it says that there is none."""
        yield from filter(_counts, controls(snapshot.root, self.removes) if self.removes else [])
        texts = (node for node in snapshot.nodes if node.is_text and _counts(node))
        told = [node for node in texts if not any(at.is_control for at in node.up())]
        yield from (n for n in self._labels(told) if not (SAYS_MUCH.fullmatch(n.text) or is_not_saved(n, snapshot)))
        things = rf"(?:{self.thing}|bank accounts?|wallets?|methods?)\b(?! (?:can|may|is required))"
        count = say(rf"{NO_LIMIT}\b[1-9]\d{{0,4}} (?:\w+ ){{0,2}}{things}")
        yield from (node for node in told if count.search(node.text))
        yield from self._pictured(snapshot)
        for row in self._rows(snapshot):
            if all(self._named.fullmatch(head) and not words.ABOUT.search(head) for head in headings_over(row)[:1]):
                yield row

    def _pictured(self, snapshot: Snapshot) -> list[Node]:
        """The picture of such a thing; several are what can be added."""
        found = [node for node in snapshot.nodes if node.tag == "img" and _counts(node) and node.says(self.traces)]
        return found if len({node.label for node in found}) == 1 else []

    def _labels(self, told: list[Node]) -> Iterator[Node]:
        """Texts that only such a thing has, but for the headings of the list and of its columns."""
        heads = {"columnheader": COLUMN, "heading": self._named}
        found = (node for node in told if node.says(self.traces))
        return (n for n in found if not any(at.role in heads and heads[at.role].fullmatch(n.text) for at in n.up()))

    def _rows(self, snapshot: Snapshot) -> Iterator[Node]:
        rows = (node for node in snapshot.nodes if is_data_row(node) and node.visible)
        return (row for row in rows if not (row.is_inside_roles(ASIDE) or is_over_page(row)))

    def _not_read(self, snapshot: Snapshot, *, is_said: bool) -> str:
        """A frame of which nothing was read, or a picture, that may show entries: by its name, if it has one."""
        named = say(rf"(?:(?:my|your|saved|stored|existing|all|api) ){{0,3}}{self.thing}(?: (?:list|table))?")
        for node in filter(_counts, snapshot.nodes):
            is_frame = node.tag == "iframe" and not node.text and node.box[2] >= _ENTRY[0] and node.box[3] >= _ENTRY[1]
            may_show = bool(named.fullmatch(node.label)) or (is_frame and not (is_said or node.label))
            if may_show and (is_frame or (node.tag == "img" and not is_said)):
                return f"what “{node.label or 'a frame'}” shows cannot be read"
        return ""

    def _hint(self, snapshot: Snapshot) -> str:
        """What speaks for entries that are not shown, on a page that does not say that there is none."""
        alerts = (node.text for node in snapshot.nodes if node.role == "alert" and node.text and _counts(node))
        if alert := next(alerts, ""):
            return f"it says “{alert[:_SENTENCE]}”"
        labels = self._labels([node for node in snapshot.nodes if node.is_text and node.visible])
        traced = [*filter(_counts, [*controls(snapshot.root, self.traces), *labels]), *self._pictured(snapshot)]
        if shown := [*traced, *_menus(snapshot)]:
            return f"it shows “{shown[0].name}”, which belongs to nothing that was recognized"
        if row := next(self._rows(snapshot), None):
            return f"it lists something that was not recognized: “{row.text[:80]}”"
        if any(map(_is_blank_row, snapshot.nodes)) or _has_blanks(snapshot):
            return "it shows boxes without words"
        title = say(rf"(?:(?:my|your|all|past|previous|recent|saved|existing|current) ){{1,3}}{self.thing}")
        lines = (
            node for node in _lines(snapshot) if not (title.fullmatch(node.text) or self.says_nothing(node, snapshot))
        )
        hint = next(filter(_begins_a_text, _statements(snapshot, HINTS)), None) or next(lines, None)
        return f"it says “{_sentence(hint)}”" if hint else ""

    def _left_over(self, snapshot: Snapshot) -> str:
        """What may only be what a search or a filter has left of the list."""
        told = (node for node in snapshot.nodes if node.is_text and _counts(node) and len(node.text) <= _SENTENCE)
        said = (n for n in told if any(one.fullmatch(n.text) for one in (SAYS_EMPTY, NO_MATCH, self._zero)))
        part = next((n.text for n in said if not self.says_nothing(n, snapshot)), "")
        return f"it says “{part}”, which may be of a part of the list" if part else ""

    def _silence(self, snapshot: Snapshot) -> str:
        """What is missing if nothing on the page stands for the list, such as where only a note says where it went."""
        if not self.must_say or sum(node.role == "columnheader" and _counts(node) for node in snapshot.nodes) > 1:
            return ""
        told = (node for node in snapshot.nodes if node.is_text and _counts(node))
        is_told = any(self.says_nothing(node, snapshot) or INVITES_FIRST.search(node.text) for node in told)
        return "" if is_told else "it shows no list, and does not say that it is empty"

    def says_nothing(self, node: Node, snapshot: Snapshot) -> bool:
        """Whether it says that the list shows nothing, on a page that shows all of it: without search or filter."""
        if not (SAYS_EMPTY.fullmatch(node.text) or self._counts_none(node, snapshot)):
            return False
        heads = [at.order for at in snapshot.nodes if at.role == "heading" and at.visible]
        own = [at for at in _in_main(snapshot) if at.order > next(iter(heads), 0)]
        parts = [
            at for at in own if at.role in _FIELDS or at.says(LEAVES_LESS) or (at.selected and not at.says(self._named))
        ]
        return not parts and not any(_statements(snapshot, LEFT_OVER))

    def _counts_none(self, node: Node, snapshot: Snapshot) -> bool:
        """Whether a count of none stands under the heading of the whole list, and nothing there may show more."""
        heads = headings_over(node)
        is_own = all(map(self._named.fullmatch, heads[:1])) and not any(map(OF_SOME.search, heads))
        is_none = is_own and bool(self._zero.fullmatch(node.text))
        return is_none and not any(at.says(SHOWS_MORE) for at in _in_main(snapshot))

    def left_out(self, snapshot: Snapshot) -> str:
        """What part of a list with entries the page does not show; empty if it speaks of none."""
        return self._left_out(snapshot, [node for node in _folded(snapshot) if node.says(EARLIER)])

    def _left_out(self, snapshot: Snapshot, folded: list[Node]) -> str:
        if chosen := self._narrowed(snapshot):
            return f"it shows only what “{chosen}” leaves of the list"
        return f"“{folded[0].name}” is not unfolded" if folded else ""

    def _narrowed(self, snapshot: Snapshot) -> str:
        """A tab, an option or a search that shows only some of the list."""
        own = [node for node in snapshot.controls if _counts(node)]
        main = _in_main(snapshot)
        chosen = [n.name for n in main if (n.selected or (n.is_toggle_button and n.checked)) and self._is_a_part(n)]
        selects = [(node, node.value or node.text) for node in own if node.role == "combobox" or node.popup in _LISTS]
        chosen += [shown for _, shown in selects if FILTERS.fullmatch(shown)]
        chosen += [node.value for node in own if node.value and node.field and _seeks(node)]
        chosen += [node.text for node in snapshot.nodes if node.is_text and _counts(node) and CHIP.fullmatch(node.text)]
        chosen += [node.name for node in own if node.says(HIDDEN) and node.checked is None]
        chosen += [node.name for node in main if node.checked is False and node.says(WOULD_SHOW)]
        facets = [node for node in main if (node.checked or not node.is_toggle) and node.role != "link"]
        named = ((node, f"{node.name} {node.value}".strip()) for node in facets)
        chosen += [said for node, said in named if NARROWS.fullmatch(said)]
        return next(iter(chosen), "") or self._part(snapshot)

    def _part(self, snapshot: Snapshot) -> str:
        """The part of the list that is chosen below its heading."""
        heads = [node for node in snapshot.nodes if node.role == "heading" and node.visible]
        return self.part(snapshot, min(heads, key=lambda at: not at.says(self._named), default=snapshot.root))

    def _is_a_part(self, tab: Node) -> bool:
        """Whether a tab that is chosen stands for less than what may be chosen beside it."""
        beside = [at for at in tabs_beside(tab) if at is not tab]
        if tab.says(ALL_OF_THEM) and tab.says(self._named):
            return False
        is_one = not tab.says(self._named) or tab.says(OF_MINE)
        return any(
            at.says(ALL_OF_THEM) or self.traces.fullmatch(COUNT.sub("", at.name)) or (is_one and at.says(SOME_ONLY))
            for at in beside
        ) or (tab.says(SOME_ONLY) and not tab.says(self._named))


def trouble(snapshot: Snapshot) -> str:
    """What the page says about trouble with its data; empty if it says nothing."""
    return next((_sentence(node) for node in _statements(snapshot, TROUBLE)), "")


def _seeks(field: Node) -> bool:
    """Whether what stands in a field leaves only some of a list."""
    kind, hint = (field.field["type"], field.field["hint"]) if field.field else ("", "")
    return kind == "date" or bool(SEARCHES.search(f"{field.label} {hint} {field.role.removesuffix('box')}"))


def _in_main(snapshot: Snapshot) -> list[Node]:
    main = [node for node in snapshot.nodes if node.role == "main"]
    return [node for node in snapshot.controls if _counts(node) and (not main or node.inside(main[0]))]


def _folded(snapshot: Snapshot) -> list[Node]:
    """The parts of the page that are folded and may hold entries. Folded details show nothing but their summary."""
    may = [n for n in _in_main(snapshot) if not (n.popup or n.role in {"combobox", "tab"} or n.says(OF_HELP))]
    opened = {node.role for node in may if node.expanded}
    named = [n for n in may if n.says(FOLDED) or (n.expanded is False and n.role in opened)]
    return [n for n in named if n.expanded is False or (n.tag == "summary" and n.parent and n.parent.text == n.text)]


def _menus(snapshot: Snapshot) -> list[Node]:
    """Menus such as entries have, and what shows the entries."""
    buttons = [node for node in _in_main(snapshot) if node.role == "button" and node.says(words.ENTRY_MENU)]
    return buttons or [node for node in _in_main(snapshot) if node.says(SHOWS_LIST)]


def _statements(snapshot: Snapshot, pattern: re.Pattern[str]) -> Iterator[Node]:
    """Where the page says it. Words that only make it up with the name of a control beside them say nothing."""
    said = (node for node in mentions(snapshot.root, pattern, longest=_SENTENCE) if _counts(node))
    return (n for n in said if n.is_text or n.is_control or pattern.search(" ".join(one.text for one in plain_runs(n))))


def _begins_a_text(node: Node) -> bool:
    """Whether a hint is in one text, or begins one: "12 months" and the heading "Invoice" below it are none."""
    runs = [run.text for run in plain_runs(node)]
    starts = {len(" ".join(runs[:at])) + bool(at) for at in range(len(runs))}
    whole = any(map(HINTS.search, runs)) or not any(at.is_block and at.text for at in node.walk() if at is not node)
    return whole or any(hit.start() in starts for hit in HINTS.finditer(" ".join(runs)))


def _sentence(node: Node) -> str:
    """The whole statement of which ``node`` is part: its paragraph, or its line between boxes."""
    block = next((at for at in (node, *node.up()) if at.is_block or at.role == "alert"), node)
    if any(at.is_block and at.text and at is not block for at in block.walk()):
        return _line_in(block, node)
    return block.text if len(block.text) <= _SENTENCE else node.text


def _line_in(block: Node, node: Node) -> str:
    """What stands around ``node`` in a box of several parts, up to the next box on each side."""
    own = next((kid for kid in block.kids if node.inside(kid)), None)
    if own is None:
        return node.text

    def goes_on(kid: Node) -> bool:
        return not any(at.is_block for at in kid.walk())

    at = block.kids.index(own)
    before, after = block.kids[:at], block.kids[at + 1 :]
    line = [*reversed([*takewhile(goes_on, reversed(before))]), own, *takewhile(goes_on, after)]
    said = " ".join(kid.text for kid in line if kid.text)
    return said if len(said) <= _SENTENCE else node.text


def _counts(node: Node) -> bool:
    """Whether it is part of the page itself, not of its menu, footer, a row, or a question over it."""
    around = (node, *node.up())
    return node.visible and not (any(at.role in ASIDE or is_data_row(at) for at in around) or is_over_page(node))


def _lines(snapshot: Snapshot) -> Iterator[Node]:
    """Lines of the page's own part that may name entries: no heading, no control, and not a sentence."""
    for node in snapshot.nodes:
        around = [node, *node.up()]
        is_line = node.is_block and not any(at.is_block and at.text for at in node.walk() if at is not node)
        own = any(at.role == "main" for at in around) and not any(at.is_control or at.role in _LABELS for at in around)
        names = len(node.text) <= _SENTENCE and not (SAYS_MUCH.fullmatch(node.text) or COLUMN.fullmatch(node.text))
        if is_line and own and names and _counts(node) and not any(at.is_control for at in node.walk()):
            yield node


def _still_loads(snapshot: Snapshot) -> bool:
    """Whether the page says that it loads, in words or by the name of a picture or a box without words."""
    named = (node.label for node in snapshot.nodes if _counts(node) and not node.is_control)
    return any(_statements(snapshot, words.BUSY)) or any(map(words.BUSY.search, named))


def _has_blanks(snapshot: Snapshot) -> bool:
    """Whether painted boxes stand where the words of entries may come: one of the size of an entry, or several."""
    plain = (node for node in snapshot.nodes if node.is_painted and not (node.text or node.role or node.is_control))
    sizes = [node.box[2:] for node in plain if node.tag in _BOXES and _counts(node)]
    large = [size for size in sizes if size[0] >= _ENTRY[0] and size[1] >= _ENTRY[1]]
    return bool(large) or sum(size[0] >= _WORD[0] and size[1] >= _WORD[1] for size in sizes) > 1


def _is_blank_row(node: Node) -> bool:
    """Whether it is a row of a table whose cells are still to come."""
    cells = sum(kid.role in _CELLS for kid in node.kids)
    return node.role == "row" and node.visible and cells > 1 and not node.text and node.box[3] >= _ENTRY[1]


def is_data_row(node: Node, *also: str) -> bool:
    """Whether it is a row of a table with text in more than one cell. ``also``: further roles that are cells."""
    return node.role == "row" and sum(kid.role in {*_CELLS, *also} and bool(kid.text) for kid in node.kids) > 1
