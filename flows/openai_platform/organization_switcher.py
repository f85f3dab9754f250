"""The organisation that a page names, and the switcher to another one (site-facts 1.5, "<avatar> Org name / Project").

Choosing is moving about: the guard stays shut, so a switcher that needs a write is not switched; a fresh page tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cancelbot.errors import ControlNotFound
from cancelbot.run import Run
from cancelbot.sight.eyes import Answer, Question
from cancelbot.sight.finding import named
from cancelbot.sight.reading import Node, Reading
from openai_platform.sign_in_states import pressable
from openai_platform.words import say

TOP = 110
"""pixels from the top within which a top bar has its switchers"""
ARROWS = re.compile("[\u2195\u21c5\u2304\u23f7\u25b4\u25b8\u25bc\u25be\u25bf\u2c7d\u02c5\u2335]")
OWN = say(r"(current |switch |select |change )?(organi[sz]ation|workspace)\b.*", r"org\b.*")
PROJECT = say(r".*\bproject\b.*")
PREFIX = re.compile(r"^(current |switch )?(organi[sz]ation|workspace|org)\s*[:\u00b7-]\s*", re.IGNORECASE)
OTHER_LISTS = say(
    "menu",
    "open menu",
    "docs",
    "(api )?docs",
    "api",
    "products?",
    "resources",
    "help",
    "language",
    "theme",
    "settings",
    ".*@.*",
)
NO_NAMES = say(r"\+?\s*(create|new|add|manage|invite|leave|view all|search|settings)\b.*", r"(log|sign)[ -]?out.*")
CHANGES = say(r"(switch|change|select|choose|go|apply|ok|update)( (the )?(organi[sz]ation|workspace|org))?")
OPTIONS = "(reader, id) => [...(reader.element(id)?.options ?? [])].map(option => option.textContent.trim())"
OPENING = 3.0
"""seconds that a list may take to open, or a choice to take effect"""


@dataclass(frozen=True)
class Shown:
    """The organisation of a page, and the control that names it."""

    name: str
    control: Node = field(compare=False)


class OrganizationSwitcher:
    """The control that names the organisation, and the list that it opens."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._names: list[str] | None = None

    @property
    def offered(self) -> list[str]:
        """What the switcher offered, if it was opened."""
        return list(self._names or [])

    def shown(self, seconds: float) -> Shown | None:
        """The organisation that the page names; None if it does not within ``seconds``."""
        return self.run.eyes.maybe(
            lambda reading: Answer(now := shown_by(reading), sure=now is not None), timeout=seconds
        )

    def names(self) -> list[str]:
        """All that the switcher offers; the list is opened once and closed again."""
        if self._names is None:
            now = shown_by(self.run.eyes.read())
            options = self._open(now.control) if now else {}
            self._names = list(options) or ([now.name] if now else [])
            if now is not None and options:
                self._close(now.control, list(options.values()))
        return self._names

    def choose(self, name: str) -> None:
        """Switch to ``name``. Raises ControlNotFound if it is not offered."""
        now = shown_by(self.run.eyes.read())
        option = self._open(now.control).get(name) if now else None
        if now is None or option is None:
            raise ControlNotFound(f"The organisation “{name}” is not offered by the switcher.")
        if now.control.raw["tag"] == "select":
            self._select(now.control, name)
        else:
            self.run.hands.press(option)
        self.run.eyes.maybe(_shows(name), timeout=OPENING)

    def _open(self, control: Node) -> dict[str, Node]:
        """The names that ``control`` offers, each with what chooses it."""
        if control.raw["tag"] == "select":
            options = self.run.eyes.ask(OPTIONS, control.id)
            return {str(option): control for option in options} if isinstance(options, list) else {}
        for _ in range(2):  # where the list stood open already, the first press has closed it
            self.run.eyes.maybe(self._at_rest, timeout=OPENING)
            before = self.run.eyes.read()
            self.run.hands.press(control)
            found = self.run.eyes.maybe(self._entries_since(before), timeout=OPENING)
            if found:
                return found
        return {}

    def _at_rest(self, _reading: Reading) -> Answer[bool] | None:
        """What comes while the page still loads would be taken for the list."""
        return None if self.run.eyes.loading else Answer(fact=True)

    def _entries_since(self, before: Reading) -> Question[dict[str, Node]]:
        def look(reading: Reading) -> Answer[dict[str, Node]]:
            found = _entries(reading, reading.new_since(before))
            return Answer(found, sure=bool(found) and not self.run.eyes.loading)

        return look

    def _select(self, control: Node, name: str) -> None:
        """Some selects only choose, and a button beside them switches."""
        form = next((at for at in control.up() if at.role == "form"), control.parent)
        buttons = [node for node in named(form, CHANGES) if node.enabled and node is not control] if form else []
        element = self.run.eyes.element(control)
        if element is not None:
            element.select_option(label=name)
        if len(buttons) == 1:
            self.run.hands.press(buttons[0])

    def _close(self, control: Node, options: list[Node]) -> None:
        """By Escape; where that does not help, by the control that opened it."""
        if control.raw["tag"] == "select":
            return
        self.run.eyes.page.keyboard.press("Escape")
        if not self.run.eyes.maybe(_gone(options), timeout=0.5):
            self.run.hands.press(control)


def shown_by(reading: Reading) -> Shown | None:
    """The organisation that ``reading`` names: by a switcher that says so, else by the one at the top left."""
    lists = [node for node in pressable(reading) if _opens_a_list(node) and not node.says(OTHER_LISTS)]
    labelled = [node for node in lists if node.says(OWN)]
    half = reading.raw["width"] / 2
    at_the_top = [node for node in lists if node.box[1] < TOP and node.box[0] < half and not node.says(PROJECT)]
    for node in (*labelled, *sorted(at_the_top, key=lambda node: node.box[0])):
        name = name_of(node)
        if name and not OWN.fullmatch(name):
            return Shown(name, node)
    return None


def _opens_a_list(node: Node) -> bool:
    if node.role in {"link", "textbox", "searchbox", "tab"}:
        return False
    popup = node.raw.get("popup") in {"dialog", "listbox", "menu", "true"} or node.raw.get("expanded") is not None
    return popup or node.role == "combobox" or node.raw["tag"] == "summary" or bool(ARROWS.search(node.text))


def name_of(node: Node) -> str:
    """The name on a switcher or in its list, without avatar, arrows, a prefix or a project behind a slash."""
    if node.value:
        return node.value
    runs = [ARROWS.sub("", part.text).strip() for part in node.walk() if part.is_text and part.visible]
    words = [part for part in runs if len(part) > 2] or [part for part in runs if part]
    return PREFIX.sub("", " ".join(words).split(" / ")[0]).strip()


def _entries(reading: Reading, new: set[int]) -> dict[str, Node]:
    """Of what is new on the page the controls, innermost; where none looks like one, the words that are there."""
    fresh = [node for node in pressable(reading) if node.id in new and not node.raw.get("input")]
    fresh = fresh or [node for node in reading.nodes if node.id in new and node.visible and node.text]
    inner = [node for node in fresh if not any(other is not node and other.inside(node) for other in fresh)]
    return {name_of(node): node for node in inner if name_of(node) and not node.says(NO_NAMES)}


def _shows(name: str) -> Question[bool]:
    def look(reading: Reading) -> Answer[bool] | None:
        now = shown_by(reading)
        return Answer(fact=True) if now is not None and now.name == name else None

    return look


def _gone(options: list[Node]) -> Question[bool]:
    def look(reading: Reading) -> Answer[bool] | None:
        still = [reading.by_id.get(node.id) for node in options]
        return None if any(node is not None and node.visible for node in still) else Answer(fact=True)

    return look
