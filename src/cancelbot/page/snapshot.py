"""A snapshot of a page: a tree of what a person can see, with roles, words, states and boxes. Needs no browser.

The script snapshot.js lists the nodes of the page; here they become a tree. Nothing depends on ids, classes or test ids
of the site. Only this file reads the raw list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from cancelbot.page.raw import RawNode, RawSnapshot

Box = tuple[int, int, int, int]
"""left, top, width, height in CSS pixels of the whole page"""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]|[\u24d8\u2139\U0001f6c8]\ufe0f?")
"""also the sign that offers help: normalized, it would be a letter"""
_SIGN = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ue000-\uf8ff\U0001f300-\U0001faff\ufe0f ]"
_SIGNS = re.compile(rf"^{_SIGN}{{1,8}}|{_SIGN}{{1,8}}$")
"""arrows, shapes, pictures and the letters of icon fonts, around a name"""


def plain(text: str) -> str:
    """``text`` as it is compared: one kind of space, quote and dash, nothing invisible."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(text.split())


class Node:
    """An element or a run of text."""

    def __init__(self, raw: RawNode, parent: Node | None, order: int, document: int = 0) -> None:
        self.parent, self.order = parent, order
        self.kids: list[Node] = []
        self.document = document
        """the load that it was read in: its id means nothing in another"""
        self.meant = ""
        """words of the site that its own words stand for, as a person has taught"""
        self.id = raw["id"]
        """the same for the same element in one document; 0 for text"""
        self.tag = raw["tag"]
        """in lower case; ``#`` for a run of text"""
        self.is_text = self.tag == "#"
        self.data = raw.get("text", "")
        """a run of text as it is in the document, visible or not"""
        self.hidden_text = bool(raw.get("hid"))
        self.is_apart = bool(raw.get("gap"))
        """whether a person sees a space before this run of text"""
        self.visible = (self.is_text and not self.hidden_text) or bool(raw.get("seen"))
        """rendered, and not clipped"""
        left, top, width, height = raw.get("box", [0, 0, 0, 0])
        self.box: Box = left, top, width, height
        self.role, self.level = raw.get("role", ""), raw.get("level", 0)
        """the ARIA role, given or implied by the tag; empty for a plain box. The level is that of a heading, 1 to 6"""
        self.is_block = bool(raw.get("block"))
        """laid out as a box of its own, not in a line of text"""
        self.is_over, self.is_painted = bool(raw.get("over")), bool(raw.get("paint"))
        """stays in its place while the page scrolls, as overlays do; has a background of its own, and no box in it"""
        self.is_control = bool(raw.get("control"))
        """a person would take it for something to press"""
        self.is_ghost, self.is_framed = bool(raw.get("ghost")), bool(raw.get("framed"))
        """a control that is not itself in sight (a library paints it by other means, or hides it); one in a frame"""
        self.enabled = not raw.get("off")
        """not grayed out in any of the usual ways"""
        self.covered = raw.get("top") is False
        """something else lies over its middle (unknown outside the window: not covered)"""
        self.checked = {"true": True, "false": False}.get(raw.get("checked", ""))
        """the state of a checkbox, radio, switch or toggle button; None if it has none"""
        self.is_toggle_button = bool(raw.get("pressed"))
        """a button that stays pressed"""
        self.selected = bool(raw.get("selected"))
        """marked as the one of several that is shown"""
        self.popup = raw.get("popup", "")
        """what it opens: ``menu``, ``listbox``, ``dialog``; ``true`` is the old value for a menu"""
        self.expanded = {"true": True, "false": False}.get(raw.get("expanded", ""))
        self.href = raw.get("href", "")
        self.field = raw.get("input")
        """facts about a field; None for anything else"""
        self.value = plain(shown) if (shown := raw.get("value")) else ""
        """what a field or a select shows (never a secret's)"""
        self._label, self._about = raw.get("label", ""), raw.get("about", "")

    @cached_property
    def text(self) -> str:
        """The words that a person sees in it."""
        return plain(self._shown)

    @cached_property
    def label(self) -> str:
        """The name given to it by a label, an attribute, words for screen readers only, or its pictures."""
        if (given := plain(self._label)) or self.text:
            return given
        for_readers = " ".join(node.data for node in self.walk() if node.is_text)
        pictures = [node for node in self.walk() if node.tag in {"svg", "img"} or node.role == "img"]
        return plain(for_readers or (" ".join([node._label for node in pictures]) if self.is_control else ""))

    @property
    def is_toggle(self) -> bool:
        return self.checked is not None

    @cached_property
    def description(self) -> str:
        """What the page says about it besides its name: a description, a tooltip, or a title."""
        return plain(self._about)

    @property
    def name(self) -> str:
        """Its visible words, else its label. A toggle shows signs, so its label comes first."""
        return (self.label or self.text) if self.is_toggle else (self.text or self.label)

    @cached_property
    def _shown(self) -> str:
        """The visible runs of text in it, with a space where a person sees two words in two runs."""
        if self.is_text:
            return "" if self.hidden_text else f" {self.data}" if self.is_apart else self.data
        inner = "".join([kid._shown for kid in self.kids])
        return inner or (f" {self._label} " if self.tag == "input" and self.role == "button" else "")

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether ``words`` matches the whole of its visible text, perhaps without signs around it, or its label."""
        return any(said and words.fullmatch(said) for said in (self.text, self.label, self.meant, self._unsigned))

    @cached_property
    def _unsigned(self) -> str:
        """Its text without the arrows and pictures at its ends; empty if that is the same, or nothing."""
        bare = _SIGNS.sub("", self.text) if self.is_control else self.text
        return bare if bare != self.text else ""

    @cached_property
    def title_level(self) -> int:
        """The level of the heading that is all of its text; 0 if it says anything else."""
        if self.role == "heading" and self.visible and self.text:
            return self.level or 6
        return next((kid.title_level for kid in self.kids if kid.title_level and kid.text == self.text), 0)

    def walk(self) -> Iterator[Node]:
        """Itself and everything in it, in document order."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead += reversed(node.kids)

    def up(self) -> Iterator[Node]:
        """Everything that contains it, from the inside out."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def self_and_up(self) -> Iterator[Node]:
        yield self
        yield from self.up()

    @property
    def place(self) -> tuple[str, ...]:
        """The tag and the role of itself and of each element around it, from the inside out."""
        return tuple(f"{at.tag} {at.role}" for at in self.self_and_up())

    def inside(self, other: Node) -> bool:
        """Whether it is ``other`` or in it."""
        return any(at is other for at in self.self_and_up())

    def is_inside_roles(self, roles: frozenset[str]) -> bool:
        return any(at.role in roles for at in self.self_and_up())

    def __repr__(self) -> str:
        return f"<{self.role or self.tag} {self.id} {self.name[:40]!r}>"


class Snapshot:
    """One snapshot of one page. ``document`` numbers the loads: ids of one mean nothing in another."""

    def __init__(self, raw: RawSnapshot, document: int = 0) -> None:
        self.document = document
        self.nodes: list[Node] = []
        for order, item in enumerate(raw["nodes"]):
            parent = self.nodes[item["p"]] if item["p"] >= 0 else None
            self.nodes.append(Node(item, parent, order, document))
            if parent is not None:
                parent.kids.append(self.nodes[-1])
        self.by_id = {node.id: node for node in self.nodes if node.id}
        self._news: tuple[Snapshot, set[int]] | None = None
        self._take(raw)

    def _take(self, raw: RawSnapshot) -> None:
        self.url, self.title, self.ready = raw["url"], plain(raw["title"]), raw["ready"]
        self.width = raw["width"]
        """of the window, in CSS pixels"""
        self.moves = raw["moves"]
        """how often the document had changed when it was read"""
        self.number = raw["number"]
        """by which the page knows what it has handed out last"""
        self.busy = raw["busy"] or self.ready == "loading"
        """whether the page itself says that it is still loading"""
        self.still = raw["still"] / 1000
        """for how many seconds the document had not changed when it was read"""
        self.worked = raw.get("worked", 0.0) / 1000
        """for how many seconds the page had been at work on that change, as far as is known"""

    def again(self, raw: RawSnapshot) -> Snapshot:
        """A later snapshot of the same elements, none of which has changed: cached results are kept."""
        later = copy(self)
        later._take(raw)
        return later

    @property
    def root(self) -> Node:
        """The body; an empty one if the page has none."""
        return self.nodes[0] if self.nodes else Node({"id": 0, "p": -1, "tag": "body"}, None, 0)

    @property
    def text(self) -> str:
        return self.root.text

    @property
    def controls(self) -> list[Node]:
        """Everything to press or fill, in document order."""
        return [node for node in self.nodes if node.is_control]

    def has(self, words: re.Pattern[str]) -> bool:
        return bool(words.search(self.text))

    def new_since(self, before: Snapshot) -> set[int]:
        """Ids of elements that ``before`` did not have, or did not show; all of them on another document.

        What was only redrawn, with the same words in the same place, is not new.
        """
        if before.document != self.document:
            return set(self.by_id)
        if self._news is None or self._news[0] is not before:
            self._news = before, self._new_since(before)
        return self._news[1]

    def _new_since(self, before: Snapshot) -> set[int]:
        old = {node.id for node in before.nodes if node.visible}
        new = [node for node in self.nodes if node.id and node.visible and node.id not in old]
        gone = [node for node in before.nodes if node.id and node.visible and node.id not in self.by_id] if new else []
        if not gone:
            return {node.id for node in new}
        drawn, found = Counter(map(_likeness, gone)), set[int]()
        for node, like in zip(new, map(_likeness, new), strict=True):
            if drawn[like]:
                drawn[like] -= 1
            else:
                found.add(node.id)
        return found

    def is_new(self, node: Node, before: Snapshot | None) -> bool:
        """Whether ``before`` did not show this element with these words: libraries reuse elements."""
        if before is None or before.document != self.document:
            return True
        at = node.parent if node.is_text and node.parent else node
        old = before.by_id.get(at.id)
        return at.id in self.new_since(before) if old is None or not old.visible else old.text != at.text

    def drawn_anew(self, node: Node) -> Node | None:
        """The element that replaces ``node`` of an earlier snapshot, if exactly one does."""
        like = _likeness(node)
        found = [at for at in self.nodes if at.id and at.visible and _likeness(at) == like]
        return found[0] if len(found) == 1 else None


def _likeness(node: Node) -> tuple[str, ...]:
    """What an element shares with the one that replaces it: the boxes around it, and their words."""
    return node.text, node.label, node.parent.text if node.parent else "", *node.place


_KNOWN: dict[tuple[str, int], Callable[[str], bool]] = {}
_MOST = 500
"""patterns that are remembered: the site's own, and those of the names of things"""


def containing(words: re.Pattern[str]) -> Callable[[str], bool]:
    """What tells whether ``words`` is in a text, and remembers it: a page is read many times, and says mostly the same.

    A pattern is known by what is written in it: to hash a long one takes longer than to search a text for it.
    """
    key = words.pattern, words.flags
    if key not in _KNOWN:
        if len(_KNOWN) == _MOST:
            _KNOWN.clear()
        _KNOWN[key] = lru_cache(maxsize=2_000)(lambda text: words.search(text) is not None)
    return _KNOWN[key]


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Observation(Generic[T_co]):
    """What a probe finds in a snapshot.

    ``certain``: the page says so. ``partial``: the things themselves are there, but more may come. Neither: it follows
    only from something being absent.
    """

    fact: T_co
    certain: bool = True
    partial: bool = False
    silence: float | None = None
    """seconds of silence that an absence needs right after a press, when the page's data do not tell what is to come"""

    @property
    def kind(self) -> str:
        """The type of the innermost fact: a page that gave one is expected to give one again."""
        fact: object = self.fact
        while hasattr(fact, "fact"):
            fact = fact.fact
        return type(fact).__name__


Probe = Callable[[Snapshot], Observation[T] | None]


def when(holds: Callable[[Snapshot], bool]) -> Probe[bool]:
    """The probe that answers True once ``holds`` does."""
    return lambda snapshot: Observation(True) if holds(snapshot) else None
