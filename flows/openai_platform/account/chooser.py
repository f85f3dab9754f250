"""Chooses one of several names, of organizations or projects, from a select, a menu or a list of plain boxes.

The guard stays shut meanwhile. If switching needs a write, nothing is switched, and a fresh page shows that.
"""

import re
from dataclasses import dataclass, field
from functools import partial

from playwright.sync_api import Error

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound
from cancelbot.page.query import named, pressable
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot, plain, when
from openai_platform.account.words import BEFORE_A_NAME, NO_NAMES, OTHER_LISTS, SWITCHES

TOP = 110
"""pixels from the top in which the switchers of a top bar are"""
ARROWS = re.compile("[\u2195\u21c5\u2304\u23f7\u25b4\u25b8\u25bc\u25be\u25bf\u2c7d\u02c5\u2335]")
TICKS = re.compile("[\u2713\u2714\u2022\u25cf]")
_LABEL = frozenset({"label"})
PICTURES = frozenset({"svg", "img"})
_OPTIONS = frozenset({"option", "menuitemradio"})
_NAME = 80
"""characters up to which the text of a box is a name"""
OPTIONS = "(reader, id) => [...reader.element(id)?.options ?? []].map(one => one.disabled ? '' : one.textContent)"
_OPENING = 3.0
"""seconds that a list may take to open, or a choice to take effect"""


@dataclass(frozen=True)
class Choice:
    """A name that a control shows, or one of those that it offers."""

    name: str
    node: Node = field(compare=False)
    """what shows it, what is pressed for it, or the select that has it"""
    at: int = 0
    """its place in that select"""


class Dropdown:
    """Opens a list of names, and chooses one."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.tab = run.tab

    def offered(self, control: Node) -> list[Choice]:
        """What ``control`` offers. A list that had to be opened stays open."""
        if control.tag == "select":
            told = self.tab.ask(OPTIONS, control.id)
            names = [plain(str(name)) for name in told] if isinstance(told, list) else []
            return [Choice(name, control, at) for at, name in enumerate(names) if name and not NO_NAMES.fullmatch(name)]
        for _ in range(2):  # if the list was open, the first press closed it
            # What still loads is not the list.
            self.tab.maybe(when(lambda _: not self.tab.network.loading), timeout=_OPENING)
            before = self.tab.read()
            self.run.clicker.press(control)
            found = self.tab.maybe(partial(self._opened_since, before), timeout=_OPENING)
            if found:
                return found
        return []

    def options(self, control: Node) -> list[Choice]:
        """What ``control`` offers, only as options. Some lists are open before their options are there."""
        before, found = self.tab.read(), self.offered(control)
        if control.tag == "select":
            return found
        return self.tab.maybe(partial(_options, before), timeout=_OPENING) or []

    def take(self, choice: Choice, shows: Probe[bool]) -> None:
        """Choose it, and wait until the page ``shows`` it. Raises ControlNotFound if it cannot be chosen."""
        before, asked = self.tab.read(), self.tab.network.asked
        if choice.node.tag == "select":
            self._select(choice)
            seen, network = (before.document, before.moves), self.tab.network
            moved = when(lambda now: (now.document, now.moves) != seen or network.asked != asked)
            self.tab.maybe(moved, timeout=_OPENING)  # the select shows the choice before the page does
        else:
            self.set(choice)
        self.tab.maybe(shows, timeout=_OPENING)

    def close(self, control: Node, choices: list[Choice]) -> None:
        """Close the list by Escape, or else by the control that opened it."""
        if control.tag == "select":
            return
        self.tab.page.keyboard.press("Escape")
        ids = [choice.node.id for choice in choices]
        gone = when(lambda page: not any(page.by_id[at].visible for at in ids if at in page.by_id))
        if not self.tab.maybe(gone, timeout=0.5):
            self.run.clicker.press(control)

    def _select(self, choice: Choice) -> None:
        """Set the select; if there is one button beside it that switches, press it."""
        control = choice.node
        form = next((at for at in control.up() if at.role == "form"), control.parent)
        buttons = [node for node in named(form, SWITCHES) if node.enabled and node is not control] if form else []
        self.set(choice)
        if len(buttons) == 1:
            self.run.clicker.press(buttons[0])

    def set(self, choice: Choice) -> None:
        """Choose it in its select or open list, and nothing else. Raises ControlNotFound."""
        if choice.node.tag != "select":
            self.run.clicker.press(choice.node)
            return
        element = self.tab.element(choice.node)
        if element is None:
            raise ControlNotFound(f"The select went away before “{choice.name}” could be chosen.")
        try:
            element.select_option(index=choice.at)
        except Error:
            raise ControlNotFound(f"“{choice.name}” could not be chosen.") from None

    def _opened_since(self, before: Snapshot, now: Snapshot) -> Observation[list[Choice]]:
        found = _entries(now, now.new_since(before))
        return Observation(found, certain=bool(found) and not self.tab.network.loading)


def _options(before: Snapshot, now: Snapshot) -> Observation[list[Choice]]:
    new = [node for node in now.nodes if node.role in _OPTIONS and now.is_new(node, before)]
    found = [Choice(node.name, node) for node in new if node.visible and node.enabled and node.name]
    return Observation(found, certain=bool(found))


def lists(snapshot: Snapshot) -> list[Node]:
    """The controls that open a list, perhaps one of names."""
    return [node for node in pressable(snapshot) if _opens_a_list(node) and not node.says(OTHER_LISTS)]


def like_lists(snapshot: Snapshot) -> list[Node]:
    """Plain boxes whose text ends in a picture: some libraries draw a select so, without a role."""
    boxes = [node for node in pressable(snapshot) if not node.role and len(node.text) <= _NAME]
    others = (OTHER_LISTS, NO_NAMES)
    return [node for node in boxes if _ends_in_a_picture(node) and not any(node.says(words) for words in others)]


def _ends_in_a_picture(node: Node) -> bool:
    shown = [part for part in node.walk() if part.visible and (part.is_text or part.tag in PICTURES)]
    return bool(shown) and not shown[-1].is_text and any(part.is_text for part in shown)


def at_the_top_left(snapshot: Snapshot, found: list[Node]) -> list[Node]:
    """Those of ``found`` at the top left, from left to right."""
    half = snapshot.width / 2
    return sorted((node for node in found if node.box[1] < TOP and node.box[0] < half), key=lambda node: node.box[0])


def _opens_a_list(node: Node) -> bool:
    if node.role in {"textbox", "searchbox"}:  # some libraries show the choice in a field
        return node.popup == "listbox" and bool(node.value)
    popup = node.popup in {"dialog", "listbox", "menu", "true"}
    if node.role in {"link", "tab"}:
        return node.role == "link" and popup and node.expanded is not None
    popup = popup or node.expanded is not None
    return popup or node.role == "combobox" or node.tag == "summary" or bool(ARROWS.search(node.text))


def name_of(node: Node) -> str:
    """The name on a switcher or in its list, without avatar, arrows, ticks, prefix, label, or project after a slash."""
    if node.value:
        return node.value
    parts = [part for part in node.walk() if part.is_text and part.visible]
    parts = [part for part in parts if not part.is_inside_roles(_LABEL)] or parts
    runs = [TICKS.sub("", ARROWS.sub("", part.text)).strip() for part in parts]
    words = [part for part in runs if len(part) > 2] or [part for part in runs if part]
    return BEFORE_A_NAME.sub("", " ".join(words).split(" / ")[0]).strip()


def name_beside(node: Node) -> str:
    """The name in the smallest box around a switcher that has none itself; empty if more than one text is there."""
    box = next((at for at in node.up() if name_of(at)), node)
    told = [at for at in box.walk() if at.is_text and at.visible and len(name_of(at)) > 2]
    return name_of(told[0]) if len(told) == 1 and len(told[0].text) <= _NAME else ""


def _entries(snapshot: Snapshot, new: set[int]) -> list[Choice]:
    """The innermost new controls on the page; if there are none, the new texts."""
    fresh = [node for node in pressable(snapshot) if node.id in new and not node.field]
    fresh = fresh or [node for node in snapshot.nodes if node.id in new and node.visible and node.text]
    inner = [node for node in fresh if not any(other is not node and other.inside(node) for other in fresh)]
    return [Choice(name_of(node), node) for node in inner if name_of(node) and not node.says(NO_NAMES)]
