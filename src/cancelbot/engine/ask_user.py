"""Asks a person to point at a control that was not found, checks it, and keeps it for later runs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.drift.catalogue import Catalogue, Teachable
from cancelbot.drift.overrides import Taught, TaughtFile, objection, with_taught
from cancelbot.engine.recorder import StepRecorder
from cancelbot.errors import ControlNotFound, PageNotRecognized
from cancelbot.page.picker import NothingPointedAt, point
from cancelbot.page.snapshot import Node

NONE = "Nothing was clicked and nothing was kept. Finish by hand, and send us what cancelbot drift prints."


@dataclass
class AskUser:
    """Asks the person of one run. What they point at is kept in a file for later runs."""

    recorder: StepRecorder
    settings: Settings
    prompt: Prompt | None
    catalogue: Catalogue
    _file: TaughtFile = field(default_factory=TaughtFile, init=False)
    _asked: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._tab = self.recorder.clicker.tab
        self._known = [one for one in self._file.read() if one.site == self.settings.platform_url]
        self._tab.teach(lambda snapshot: with_taught(snapshot, self._known, self.catalogue))

    def learn(self, missing: PageNotRecognized) -> bool:
        """Whether a person has pointed at what is ``missing``, so that another look is worth it.

        False where nothing can be pointed at, or without a window or a terminal. Raises ControlNotFound if the control
        they pointed at cannot be used.
        """
        control, prompt, note = self.catalogue.control(missing.need), self.prompt, self.recorder.recording.note
        if control is None or control.name in self._asked or prompt is None or not self.settings.in_a_window:
            return False
        self._asked.add(control.name)
        minutes = self.settings.patience
        note("person.called", why=str(missing), minutes=minutes, control=control.name)
        prompt.bell()
        text = f"{missing} Please click on {control.what}. This click does nothing on the page. Escape: there is none."
        tick = partial(self.recorder.progress.count_down, text)
        tick(minutes * 60)
        try:
            node, locator = point(self._tab, text, minutes * 60, tick)
        except NothingPointedAt as reason:
            note("taught.missed", control=control.name, reason=str(reason))
            return False
        today, site = f"{datetime.now(UTC):%Y-%m-%d}", self.settings.platform_url
        taught = Taught(today, site, control.name, node.name, node.role, locator)
        self.recorder.picture("pointed-at", node)
        if why := objection(control, node) or self._twins(control, taught) or _doubt(prompt, control, node):
            note("taught.refused", control=control.name, reason=why)
            raise ControlNotFound(f"{missing} The control you pointed at cannot be used: {why}", advice=NONE)
        self._file.add(taught)
        self._known = [*(one for one in self._known if one.need != control.name), taught]
        note("taught.kept", control=control.name, words=taught.words, locator=taught.locator)
        return True

    def _twins(self, control: Teachable, taught: Taught) -> str | None:
        """Why it could not be told from others on the next read; None if it could."""
        alike = [node for node in self._tab.read().controls if node.visible and taught.is_it(node)]
        if control.several or len(alike) == 1:
            return None
        return f"“{taught.words}” is on the page {len(alike)} times, so it could not be told from the others."


def _doubt(prompt: Prompt, control: Teachable, node: Node) -> str | None:
    """Why it cannot be used: the person has not confirmed it. None if they have."""
    shown = f"You pointed at the {node.role or 'box'} “{node.name}”, as {control.what}"
    wanted = control.destroys or "yes"
    answer = prompt.line(f"{shown}. Type “{wanted}” if that is right")
    return None if answer.strip().casefold() == wanted.casefold() else "It was not confirmed."
