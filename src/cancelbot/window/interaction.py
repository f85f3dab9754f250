"""Progress, questions and consent on the page, instead of on the terminal."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page

from cancelbot.engine.interaction import IO, Progress, time_left
from cancelbot.engine.signals import interrupt
from cancelbot.page.tab import Tab
from cancelbot.recording.read import LoadedRecording
from cancelbot.report.document import source
from cancelbot.report.rows import planned_changes, planned_sentence
from cancelbot.result import IN_WORDS, Result, Step, words_of_step
from cancelbot.window.page import Left, WindowPage, rendered, rendered_parts

_SHOWN = 3
"""pictures of a step that are shown"""
_FLAG = re.compile(r" \(--[\w-]+\)")
"""what would be typed on a terminal"""


@dataclass
class StepRow:
    """One step as the page shows it."""

    name: str
    ending: str = "at work"
    message: str = ""
    pictures: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return words_of_step(self.name).subject


@dataclass
class WindowIO(Progress):
    """Progress, prompt and consent of one run. ``title`` says what is done.

    ``place`` opens the page for the run, in the first page of its browser if it is given one.
    """

    title: str
    place: Callable[[Page | None], AbstractContextManager[WindowPage]]
    page: WindowPage | None = None
    rows: list[StepRow] = field(default_factory=list)
    words: str = "Starting the browser"
    left: str = ""
    """how much time there is for it"""
    call: str = ""
    """what the person has to do in the other tab"""
    tab: Tab | None = None
    folder: Path = Path()
    tries: bool = False
    """whether buttons are tried with the guard shut, before a change"""
    _asks: bool = False
    _shown: dict[str, str] = field(default_factory=dict)
    """the changing parts of the screen, as they were shown last"""

    def io(self, *, consent: bool) -> IO:
        """The IO of a run. ``consent``: whether the person is asked before anything is changed."""
        self.tries = consent
        return IO(self, self, self.agrees if consent else None, self.opened)

    @contextmanager
    def opened(self, tab: Tab, first: Page | None, folder: Path) -> Iterator[None]:
        """The page beside the work tab, as long as the browser is open."""
        self.tab, self.folder = tab, folder
        with self.place(first) as self.page:
            self._show()
            self.page.to_front()
            with self.page.calling_on_stop(interrupt):
                yield
        self.page = None

    # Progress

    def step_began(self, name: str) -> None:
        """A new line; at the first step of another pass, a new list."""
        if any(row.name == name for row in self.rows):
            self.rows.clear()
        self.rows.append(StepRow(name))
        self.words, self.left = "", ""
        self._to_work()

    def step_ended(self, step: Step) -> None:
        row = self.rows[-1]
        row.ending, row.message = IN_WORDS[step.outcome], _FLAG.sub("", step.message)
        row.pictures = [source(self.folder / file) for file in step.pictures[-_SHOWN:]]
        self._to_work(comes_back=step.name == "sign-in")  # whose own windows come to the front

    def progressed(self, done: int, total: int) -> None:
        self.words = f"{done} of {total} done"
        self._update()

    def note(self, text: str) -> None:
        self.words, self.left = text.removeprefix("signing in: "), ""  # the title of the step says so
        self._to_work()

    def count_down(self, text: str, left: float) -> None:
        """Show what is waited for, and how long. After a call, that is what the person has to do."""
        self.words, self.left = text, time_left(left)
        if self._asks:
            self.call, self.words = text, "waiting for you"
            self._update()
        else:
            self._to_work()

    def _to_work(self, *, comes_back: bool = False) -> None:
        """The bot continues by itself: show this page again to a person who was called to the other tab."""
        comes_back = comes_back or self._asks
        self._asks, self.call = False, ""
        if comes_back and self.page is not None:
            self.page.to_front()
        self._update()

    def _update(self) -> None:
        if self.page is None:
            return
        parts = rendered_parts("live", **vars(self))
        changed = {name: html for name, html in parts.items() if html != self._shown.get(name)}
        try:
            if changed and not self.page.patch(changed):
                self._show()
            self._shown = parts
        except Left:
            self.page = None  # its closing has stopped the run already

    def _show(self) -> None:
        if self.page is not None:
            self.page.show(rendered("live", **vars(self)))

    # Prompt

    def hidden(self, question: str) -> str:
        return self._answer(question, kind="password")

    def line(self, question: str) -> str:
        return self._answer(question, kind="text")

    def bell(self) -> None:
        """Call the person to the tab where they are needed."""
        self._asks = True
        if self.tab is not None:
            with suppress(Error):  # of a tab that is gone
                self.tab.page.bring_to_front()

    def _answer(self, question: str, kind: str) -> str:
        if self.page is None:
            return ""
        try:
            answer = self.page.ask(rendered("question", question=question, kind=kind))
            self._show()
        except Left:
            return ""
        return answer["answer"].strip() if answer["do"] == "answer" else ""

    # Consent

    def agrees(self, planned: Result) -> bool:
        """Whether the person types ``cancel``, or holds the button, below the list of changes."""
        shown = [step for step in planned.planned if step.pictures]
        pictures = [(words_of_step(step.name).title, source(self.folder / step.pictures[-1])) for step in shown]
        changes, sentence = planned_changes(planned), planned_sentence(planned)
        wrong, practice = "", LoadedRecording.of(planned).is_sandbox
        facts = {"who": planned.account, "changes": changes, "sentence": sentence, "pictures": pictures}
        while self.page is not None:
            try:
                answer = self.page.ask(rendered("consent", wrong=wrong, practice=practice, **facts))
                agrees = answer["do"] == "held" or answer.get("word", "").strip().lower() == "cancel"
                if answer["do"] == "leave" or agrees:
                    self._show()
                    return answer["do"] != "leave"
            except Left:
                break
            wrong = "Nothing was done. Type the word cancel first, or hold the button for three seconds."
        return False
