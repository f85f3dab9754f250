"""A question that wants something typed first: the bot types only the question's own words, or the name it asks for.

That is "delete", "cancel plan" and the like, or the name of the entry, as the question writes it. The guard stays shut
meanwhile. Anything else is left to the person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cancelbot.engine.run import Run
from cancelbot.errors import PageNotRecognized
from cancelbot.page.confirmation import Confirmation, Finder, QuestionFinder
from cancelbot.page.query import DIALOGS, DialogKind, holds, mentions, smallest
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import words

FIELDS = frozenset({"textbox", "searchbox"})
_SENTENCE = 160
"""characters up to which a text is one instruction"""
QUOTES = "\"'`\u201c\u201d\u00ab\u00bb"
_SIGNS = [chr(0xE000 + number) for number in range(20)]
"""characters that no page has"""
TAKING = 3.0
"""seconds that a question may take to accept what was typed"""
_BY_HAND = "Nothing was changed: the question was not agreed to. Answer it by hand."


@dataclass(frozen=True)
class TypedConfirmation:
    """What a question may want typed: ``allowed`` words, or one of the ``names`` of the entry."""

    run: Run
    kind: DialogKind
    allowed: re.Pattern[str]
    names: Callable[[Snapshot], frozenset[str]]
    """as they were on the page before"""
    own_name: str = ""
    """the name of the entry, if the question asks for "its name"; empty if it has none"""

    def open_confirmation(self, opener: Finder, question: QuestionFinder, *, direct: bool = False) -> Confirmation:
        """As Clicker.open_confirmation, and type what it wants. Raises PageNotRecognized if that is not clear."""
        pressed = list[tuple[Snapshot, Node]]()

        def look(now: Snapshot, before: Snapshot, control: Node) -> Confirmation | None:
            pressed[:] = [(before, control)]
            return self._wants(now, before) or question(now, before, control)

        confirmation = self.run.clicker.open_confirmation(opener, look, direct=direct)
        return self._typed(confirmation, question, *pressed[0]) if confirmation.control.role in FIELDS else confirmation

    def _typed(self, wanted: Confirmation, question: QuestionFinder, before: Snapshot, pressed: Node) -> Confirmation:
        """The question, once it accepts the words that it ``wanted``."""

        def look(now: Snapshot) -> Observation[Confirmation] | None:
            confirmation = question(now, before, pressed)
            disabled = confirmation is None or (confirmation.dialog is not None and confirmation.dialog.is_disabled)
            return None if confirmation is None or disabled else Observation(confirmation)

        self.run.fields.fill(wanted.control, wanted.words)
        content = self.run.tab.maybe(look, timeout=TAKING)
        if content is None:
            raise PageNotRecognized(f"The question goes no further with “{wanted.words}” typed.", advice=_BY_HAND)
        return content

    def _wants(self, now: Snapshot, before: Snapshot) -> Confirmation | None:
        """The field to type into, and the text."""
        found = self._field(now, before)
        if found is None:
            return None
        (box, field), names = found, self.names(before)
        told = asked_for(box, field, names)
        wanted = {text for text in told if self.allowed.fullmatch(text) or text in names}
        if self.own_name and any(map(words.ITS_NAME.fullmatch, told)):
            wanted.add(self.own_name)
        return Confirmation(wanted.pop(), "moved", field) if len(wanted) == 1 else None

    def _field(self, now: Snapshot, before: Snapshot) -> tuple[Node, Node] | None:
        """The box that asks, new since ``before``, and the only empty field in it."""

        def agrees(box: Node) -> bool:
            return bool(self.kind.agreeing(box))

        asking = [mention for mention in mentions(now.root, self.kind.asks) if now.is_new(mention, before)]
        boxes = [
            smallest(mention, holds(words.NEVERMIND), agrees)
            or smallest(mention, lambda at: at.role in DIALOGS, agrees)
            for mention in asking
        ]
        found = {node.order: (box, node) for box in boxes if box is not None for node in _fields(box)}
        return next(iter(found.values())) if len(found) == 1 else None


def _fields(box: Node) -> list[Node]:
    inputs = [node for node in box.walk() if node.role in FIELDS and node.visible and node.enabled]
    plain = [node for node in inputs if node.field and node.field["type"] in {"text", "search", "textarea"}]
    return [node for node in plain if not (node.value or (node.field and node.field["readonly"]))]


def asked_for(box: Node, field: Node, names: frozenset[str]) -> set[str]:
    """The text that a box or its field asks for: a word, or one of the ``names``.

    A name may have dots and commas, at which other words would end, so a placeholder stands for it.
    """
    told = [node.text for node in box.walk() if node.visible and len(node.text) <= _SENTENCE]
    told += [field.label, field.field["hint"] if field.field else ""]
    odd = sorted((name for name in names if set(name) & set(",.;:")), key=len, reverse=True)[: len(_SIGNS)]
    signs = dict(zip(_SIGNS, odd, strict=False))
    for sign, name in signs.items():
        told = [re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"{sign}{sign}", text) for text in told]
    hits = [hit for text in told for hit in words.TYPE_THIS.finditer(text)]
    found = {(hit["before"] or hit["after"]).strip(" .:").strip(QUOTES) for hit in hits}
    return {signs.get(text[:1], text) if len(set(text)) == 1 else text for text in found}
