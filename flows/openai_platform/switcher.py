"""The switchers of the top bar, "<organisation> / <project>": which there are, and choosing one (site-facts 1.5).

Choosing is moving about: the guard stays shut, and a switcher that needs a write to switch is not switched.
"""

from __future__ import annotations

import re

from cancelbot.errors import ControlNotFound
from cancelbot.run import Run
from cancelbot.sight.eyes import Answer, Question
from cancelbot.sight.reading import Node, Reading

TOP = 110
"""pixels from the top within which a top bar has its switchers"""
ROLES = frozenset({"option", "menuitem", "menuitemradio", "menuitemcheckbox", "radio"})


def switchers(reading: Reading) -> list[Node]:
    """Controls at the top left that open a list: the organisation's first, then the project's."""
    half = reading.raw["width"] / 2
    found = [n for n in reading.controls if n.visible and n.name and n.box[1] < TOP and n.box[0] < half]
    return [n for n in found if n.raw.get("popup") in {"dialog", "listbox", "menu", "true"} or n.role == "combobox"]


def bare(name: str) -> str:
    """A name without the arrows and ticks around it."""
    return re.sub(r"^\W+|\W+$", "", name)


def shown(control: Node) -> str:
    """What a switcher shows as chosen: what a select holds, else its words."""
    return bare(control.value or control.name)


class Switcher:
    """The switcher at place ``at`` of the top bar."""

    def __init__(self, run: Run, at: int) -> None:
        self.run = run
        self.at = at

    def options(self) -> list[str]:
        """The names it offers; the shown one alone if it offers no list."""
        here = self._control(self.run.eyes.read())
        if here is None:
            return []
        names = [bare(node.name) for node in self._open(here)]
        self.run.eyes.page.keyboard.press("Escape")
        return names or [shown(here)]

    def choose(self, name: str) -> bool:
        """Switch to ``name``; whether that was needed. Raises ControlNotFound if it is not offered."""
        here = self._control(self.run.eyes.read())
        if here is None or shown(here) == name:
            return False
        found = [node for node in self._open(here) if bare(node.name) == name]
        if len(found) != 1:
            raise ControlNotFound(f"“{name}” is offered {len(found)} times by the switcher.")
        self.run.hands.press(found[0])
        self.run.eyes.maybe(self._shows(name))
        return True

    def _shows(self, name: str) -> Question[bool]:
        def look(reading: Reading) -> Answer[bool] | None:
            here = self._control(reading)
            return Answer(True) if here is not None and name in f"{here.value} {here.name}" else None

        return look

    def _control(self, reading: Reading) -> Node | None:
        found = switchers(reading)
        return found[self.at] if len(found) > self.at else None

    def _open(self, control: Node) -> list[Node]:
        """The list's entries. Where the list stood open, the first press has closed it and the second opens it."""
        for _ in range(2):
            before = self.run.eyes.read()
            self.run.hands.press(control)
            found = self.run.eyes.maybe(_entries_since(before), timeout=3.0)
            if found:
                return found
        return []


def _entries_since(before: Reading) -> Question[list[Node]]:
    def look(reading: Reading) -> Answer[list[Node]] | None:
        new = reading.new_since(before)
        found = [node for node in reading.controls if node.id in new and node.role in ROLES and node.name]
        return Answer(found, sure=bool(found))

    return look
