"""The switcher of projects, beside the organisation's or with a name of its own (site-facts 1.5)."""

from __future__ import annotations

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.account.chooser import NO_NAMES, Dropdown, at_the_top_left, like_lists, lists, name_of
from openai_platform.account.switchers import PROJECT, shown_by
from openai_platform.words import say

OWN = say(r"(current |switch |select |change )?project\b.*")


class ProjectSwitcher:
    """The control that names the project, and the list that it opens."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.chooser = Dropdown(run)

    def here(self) -> str | None:
        """The name that is shown as chosen; None if there is no switcher."""
        here = control(self.run.tab.read())
        return name_of(here) if here is not None else None

    def names(self) -> list[str]:
        """All that the switcher offers; the shown one alone if it offers no list, nothing if there is no switcher."""
        here = control(self.run.tab.read())
        if here is None:
            return []
        choices = self.chooser.offered(here)
        if choices:
            self.chooser.close(here, choices)
        return [choice.name for choice in choices] or [name_of(here)]

    def choose(self, name: str) -> bool:
        """Switch to ``name``; whether that was needed. Raises ControlNotFound if it is not offered, or twice."""
        here = control(self.run.tab.read())
        if here is None or name_of(here) == name:
            return False
        found = [choice for choice in self.chooser.offered(here) if choice.name == name]
        if len(found) != 1:
            raise ControlNotFound(f"The project “{name}” is offered {len(found)} times by the switcher.")
        self.chooser.take(found[0], _shows(name))
        return True


def control(snapshot: Snapshot) -> Node | None:
    """The control that names the project: one that says so, else what stands beside the organisation's."""
    found = [node for node in lists(snapshot) if not node.says(NO_NAMES)]
    at_the_top = at_the_top_left(snapshot, found) + at_the_top_left(snapshot, like_lists(snapshot))
    organization = shown_by(snapshot)
    beside = [node for node in at_the_top if organization and organization.control is not node]
    labelled = [node for node in at_the_top if node.says(PROJECT)] or [node for node in found if node.says(OWN)]
    return next((node for node in (*labelled, *beside) if name_of(node)), None)


def _shows(name: str) -> Probe[bool]:
    def look(snapshot: Snapshot) -> Observation[bool] | None:
        here = control(snapshot)
        return Observation(fact=True) if here is not None and name_of(here) == name else None

    return look
