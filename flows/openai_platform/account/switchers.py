"""The organisation that a page names, and the switcher to another one (site-facts 1.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.account.chooser import Dropdown, at_the_top_left, like_lists, lists, name_of
from openai_platform.words import say

OWN = say(r"(current |switch |select |change )?(organi[sz]ation|workspace)\b.*", r"org\b.*")
PROJECT = say(r".*\bproject\b.*")


@dataclass(frozen=True)
class Shown:
    """The organisation of a page, and the control that names it."""

    name: str
    control: Node = field(compare=False)


class OrganizationSwitcher:
    """The control that names the organisation, and the list that it opens."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.chooser = Dropdown(run)
        self._names: list[str] | None = None

    @property
    def offered(self) -> list[str]:
        """What the switcher offered, if it was opened."""
        return list(self._names or [])

    def shown(self, seconds: float) -> Shown | None:
        """The organisation that the page names; None if it does not within ``seconds``."""
        return self.run.tab.maybe(
            lambda snapshot: Observation(now := shown_by(snapshot), certain=now is not None), timeout=seconds
        )

    def names(self) -> list[str]:
        """All that the switcher offers; the list is opened once and closed again."""
        if self._names is None:
            now = shown_by(self.run.tab.read())
            choices = self.chooser.offered(now.control) if now else []
            self._names = [choice.name for choice in choices] or ([now.name] if now else [])
            if now is not None and choices:
                self.chooser.close(now.control, choices)
        return self._names

    def choose(self, name: str) -> None:
        """Switch to ``name``. Raises ControlNotFound if it is not offered, or twice."""
        now = shown_by(self.run.tab.read())
        found = [choice for choice in self.chooser.offered(now.control) if choice.name == name] if now else []
        if len(found) != 1:
            raise ControlNotFound(f"The organisation “{name}” is offered {len(found)} times by the switcher.")
        self.chooser.take(found[0], _shows(name))


def shown_by(snapshot: Snapshot) -> Shown | None:
    """The organisation that ``reading`` names: by a switcher that says so, else by the one at the top left."""
    found = lists(snapshot)
    labelled = [node for node in found if node.says(OWN)]
    at_the_top = at_the_top_left(snapshot, [node for node in found if not node.says(PROJECT)])
    drawn = at_the_top_left(snapshot, like_lists(snapshot))
    for node in (*labelled, *at_the_top, *drawn):
        name = name_of(node)
        if name and not OWN.fullmatch(name):
            return Shown(name, node)
    return None


def _shows(name: str) -> Probe[bool]:
    def look(snapshot: Snapshot) -> Observation[bool] | None:
        now = shown_by(snapshot)
        return Observation(fact=True) if now is not None and now.name == name else None

    return look
