"""Where a control is not found, a person may point at it: asked once, judged, shown, kept, used from then on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.drift.catalogue import Catalogue, Teachable
from cancelbot.drift.overrides import Taught, TaughtFile, objection, understood
from cancelbot.errors import ControlNotFound, PageNotRecognised
from cancelbot.page.picker import NothingPointedAt, Pointed, point
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording

NONE = "Nothing was clicked and nothing was kept. Finish by hand, and send us what cancelbot drift prints."


class Notes(Protocol):
    """Where the person reads what is looked for."""

    def note(self, text: str) -> None:
        """Show ``text``."""


class Learner(Protocol):
    """What a lesson needs of a run."""

    @property
    def settings(self) -> Settings: ...

    @property
    def tab(self) -> Tab: ...

    @property
    def recording(self) -> Recording: ...

    @property
    def progress(self) -> Notes: ...

    @property
    def ask(self) -> Prompt | None: ...

    @property
    def catalogue(self) -> Catalogue: ...

    def picture(self, moment: str, *marks: Node) -> None:
        """A picture with ``marks`` outlined."""


class AskUser:
    """The lessons of one run."""

    def __init__(self, run: Learner, file: TaughtFile | None = None) -> None:
        self.run = run
        self.file = file or TaughtFile()
        self.site = run.settings.platform_url
        self.known = [one for one in self.file.read() if one.site == self.site]
        self._asked: set[str] = set()
        run.tab.understand = self.understand

    def understand(self, snapshot: Snapshot) -> Snapshot:
        """``reading`` with what was taught for this site."""
        return understood(snapshot, self.known, self.run.catalogue)

    def learn(self, missing: PageNotRecognised) -> bool:
        """Whether a person has taught what is ``missing``, so that it is worth looking again.

        False where there is no lesson, no window or no terminal. Raises ControlNotFound if what they pointed at will
        not do.
        """
        lesson = self.run.catalogue.lesson(missing.need)
        can_ask = self.run.ask is not None and self.run.settings.in_a_window
        if lesson is None or not can_ask or lesson.name in self._asked:
            return False
        self._asked.add(lesson.name)
        try:
            pointed = self._call(lesson, str(missing))
        except NothingPointedAt as reason:
            self.run.recording.note("lesson.missed", lesson=lesson.name, reason=str(reason))
            return False
        self._judge(lesson, pointed, missing)
        self._keep(lesson, pointed)
        return True

    def _call(self, lesson: Teachable, why: str) -> Pointed:
        """Call the person to the window and wait until they have pointed at something. Raises NothingPointedAt."""
        minutes, run = self.run.settings.patience, self.run
        run.recording.note("person.called", why=why, minutes=minutes, lesson=lesson.name)
        if run.ask is not None:
            run.ask.bell()
        text = f"{why} Please click on {lesson.what}. This click does nothing on the page. Escape: there is none."

        def tick(left: float) -> None:
            run.progress.note(f"{text} ({int(left // 60)}:{int(left % 60):02} left)")

        tick(minutes * 60)
        return point(run.tab, text, minutes * 60, tick)

    def _judge(self, lesson: Teachable, pointed: Pointed, missing: PageNotRecognised) -> None:
        """Raise ControlNotFound if it cannot be what is meant, or the person does not stand by it."""
        self.run.picture("pointed-at", pointed.node)
        reason = (
            objection(lesson, pointed.node) or self._twins(lesson, pointed) or self._second_thoughts(lesson, pointed)
        )
        if reason:
            self.run.recording.note("lesson.refused", lesson=lesson.name, reason=reason)
            raise ControlNotFound(f"{missing} What was pointed at will not do: {reason}", advice=NONE)

    def _twins(self, lesson: Teachable, pointed: Pointed) -> str | None:
        """Whether it could not be told from others when the page is read again."""
        taught = self._taught(lesson, pointed)
        alike = [node for node in self.run.tab.read().controls if node.visible and taught.is_it(node)]
        if lesson.several or len(alike) == 1:
            return None
        return f"“{pointed.node.name}” is on the page {len(alike)} times, so it could not be told from the others."

    def _taught(self, lesson: Teachable, pointed: Pointed) -> Taught:
        today, node = f"{datetime.now(UTC):%Y-%m-%d}", pointed.node
        return Taught(today, self.site, lesson.name, node.name, node.role, pointed.locator)

    def _second_thoughts(self, lesson: Teachable, pointed: Pointed) -> str | None:
        if self.run.ask is None:
            return "Nobody was there to say so."
        shown = f"You pointed at the {pointed.node.role or 'box'} “{pointed.node.name}”, as {lesson.what}"
        wanted = lesson.destroys or "yes"
        answer = self.run.ask.line(f"{shown}. Type “{wanted}” if that is right")
        return None if answer.strip().casefold() == wanted.casefold() else "It was not confirmed."

    def _keep(self, lesson: Teachable, pointed: Pointed) -> None:
        """Use it from now on, and in later runs."""
        taught = self._taught(lesson, pointed)
        self.file.add(taught)
        self.known = [*(one for one in self.known if one.need != lesson.name), taught]
        self.run.recording.note("lesson.learned", lesson=lesson.name, words=taught.words, locator=taught.locator)
