"""Touches a page: freely for moving about, once and fenced for what cannot be undone.

Whatever opens a question is pressed with the guard shut, so that a control which acts without asking is found out
before anything reaches the site. What is then agreed to is pressed once: the intent is in the journal before the
click, and while the click is on its way a fence in the page lets it through only on the element that was judged, only
while it says the same words, only once. After that every exception means *unknown*, and only looking goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from playwright.sync_api import Error

from cancelbot.ensure import Rehearsed
from cancelbot.errors import ControlNotFound, PageNotRecognised
from cancelbot.guard import Guard
from cancelbot.sight.aftermath import Aftermath
from cancelbot.sight.eyes import Answer, Eyes, PageGone
from cancelbot.sight.finding import Question
from cancelbot.sight.reading import Node, Reading, plain

OPENING = 8.0
"""seconds that a question may take to come up after it was called for"""
LEAVING = 2.0
"""seconds that a question may take to go away after it was left"""
COVERED_ANYWAY = frozenset({"password", "email"})
"""types of fields that pictures cover wherever they stand"""
PRESSES = 3
"""how often a control that only opens something is pressed while nothing at all happens"""

Finder = Callable[[Reading], Node]


class Journal(Protocol):
    """Where an intent is written down, flushed, before it is carried out."""

    def note(self, event: str, **facts: object) -> None:
        """Write one event."""


class NotPressed(PageNotRecognised):
    """The click was held back by the fence: the site heard nothing."""


@dataclass(frozen=True)
class Asked:
    """What a press brought about, and what to press to agree.

    page: a box that asks. native: the browser's own question (it was declined). direct: no question, the control
    tried to act at once (it was stopped). moved: nothing to agree to yet, only more to press.
    """

    words: str
    kind: Literal["page", "native", "direct", "moved"]
    control: Node
    back: Node | None = None
    document: int = 0
    question: Question | None = None
    """the box that asks, which must still do so at the moment of the press"""

    @classmethod
    def by(cls, question: Question, document: int) -> Asked:
        """What a box of the page asks."""
        return cls(question.words, "page", question.agree, question.back, document, question)

    @property
    def outlined(self) -> tuple[Node, ...]:
        """What to outline in a picture of the question."""
        return (self.control,) if self.kind == "page" else ()

    def still(self, reading: Reading) -> Node:
        """The judged control in a newer reading. Raises NotPressed if it is not quite the same any more."""
        node = reading.by_id.get(self.control.id) if reading.document == self.document else None
        if node is None or not node.visible or not node.enabled or node.name != self.control.name:
            raise NotPressed(f"“{self.control.name}” changed before it was pressed.")
        if self.question is not None and not self.question.is_still_asked(reading):
            raise NotPressed(f"The question around “{self.control.name}” changed before it was pressed.")
        return node


class Hands:
    """Clicks and types in the tab that ``eyes`` see."""

    def __init__(self, eyes: Eyes, guard: Guard, journal: Journal, *, rehearsing: bool = False) -> None:
        self.eyes = eyes
        self.guard = guard
        self.journal = journal
        self.clear_the_way: Callable[[], bool] = lambda: False
        """sends away what lies over the page; whether there was anything"""
        self.rehearsing = rehearsing
        self.acts = 0
        """how many presses that count may have reached the site: what was read before the last may no longer be so"""

    def press(self, node: Node) -> None:
        """Click ``node`` to move about or to open something. Raises ControlNotFound if it cannot be clicked."""
        if node.covered:
            self.clear_the_way()
        try:
            self._click(node)
        except ControlNotFound:
            if not self.clear_the_way():
                raise
            self._click(node)

    def _click(self, node: Node) -> None:
        element = self.eyes.element(node)
        if element is None:
            raise ControlNotFound(f"“{node.name}” went away before it could be pressed.")
        try:
            element.click(timeout=min(5.0, self.eyes.timeout) * 1000, no_wait_after=True)
        except Error as error:
            raise ControlNotFound(f"“{node.name}” could not be pressed ({_reason(error)}).") from None

    def call_for(
        self, opener: Finder, question: Callable[[Reading, Reading, Node], Asked | None], *, direct: bool = False
    ) -> Asked:
        """Press what ``opener`` finds, guard shut, and wait for the ``question`` (now, before, what was pressed).

        With ``direct``, a control that tries to act without asking is accepted as asking nothing; otherwise that
        and silence raise PageNotRecognised. A control that was taught must ask a question that is known.
        """
        for _ in range(PRESSES):
            before = self.eyes.read()
            node = opener(before)
            stopped = len(self.guard.blocked)
            self.eyes.native.clear()
            self.press(node)
            asked = self.eyes.maybe(
                self._called(question, before, node, stopped), timeout=min(OPENING, self.eyes.timeout)
            )
            unasked = asked is not None and (asked.kind == "direct" or (asked.kind == "native" and direct))
            if unasked and node.meant:
                raise PageNotRecognised(f"“{node.name}” was taught, and it does not ask the expected question.")
            if asked is not None and asked.kind == "direct" and not direct:
                raise PageNotRecognised(
                    f"“{node.name}” acts without asking, so it was stopped before it reached the site."
                )
            if asked is not None:
                return asked
            if self.eyes.read().new_since(before):
                raise PageNotRecognised(f"“{node.name}” was pressed, but the expected question did not come up.")
        raise PageNotRecognised("A control was pressed, but nothing happened.")

    def _called(
        self, question: Callable[[Reading, Reading, Node], Asked | None], before: Reading, node: Node, stopped: int
    ) -> Callable[[Reading], Answer[Asked] | None]:
        def look(now: Reading) -> Answer[Asked] | None:
            if self.eyes.native:
                return Answer(Asked(self.eyes.native[-1], "native", node, document=now.document))
            asked = question(now, before, node)
            if asked is not None:
                return Answer(asked)
            acted = len(self.guard.blocked) > stopped  # perhaps telemetry only: a question may still come up
            return Answer(Asked("", "direct", node, document=now.document), sure=False) if acted else None

        return look

    def commit(
        self,
        step: str,
        statement: str,
        control: Finder,
        *,
        accepts: Callable[[str], bool] | None = None,
        back: Node | None = None,
    ) -> list[str]:
        """Carry out one act: press what ``control`` finds, once, with the guard open.

        Returns the messages that came up on the page meanwhile. Raises NotPressed when the click was held back, so
        nothing has happened; swallows everything after it, since then only a fresh look can tell. In a rehearsal it
        goes ``back`` instead and raises Rehearsed.
        """
        if self.rehearsing:
            self._go_back(control, back)
        self.in_earnest(statement)
        self.journal.note("act.intended", step=step, statement=statement)
        aftermath = Aftermath(self.eyes, self.guard)
        self.eyes.traffic.act_begins()
        self.eyes.native.clear()
        with self.guard.opened(step):
            if accepts is not None:
                self.eyes.accepts = accepts
            try:
                self._press_once(control)
                aftermath.follow()
            except NotPressed as held_back:
                self.journal.note("act.held_back", step=step, statement=statement, reason=str(held_back))
                raise
            finally:
                self.eyes.accepts = lambda _message: False
                self.eyes.traffic.act_ended()
        self.journal.note("act.clicked", step=step, statement=statement)
        return aftermath.heard

    def in_earnest(self, statement: str) -> None:
        """Where an act begins to have effects. Raises Rehearsed in a rehearsal."""
        if self.rehearsing:
            raise Rehearsed(statement)

    def _go_back(self, agree: Finder, back: Node | None) -> None:
        """Leave a question unanswered: by its own way back, else by Escape; one that stays goes with a fresh load."""

        def left(now: Reading) -> Answer[bool] | None:
            try:
                agree(now)
            except PageNotRecognised:
                return Answer(True)
            return None

        if back is not None:
            self.press(back)
        else:
            self.eyes.page.keyboard.press("Escape")
        if self.eyes.maybe(left, timeout=min(LEAVING, self.eyes.timeout)) is None:
            self.eyes.open(self.eyes.url)

    def _press_once(self, finder: Finder) -> None:
        node = finder(self.eyes.read())
        element = self.eyes.element(node)
        words = self.eyes.ask("(reader, id) => reader.raise(id)", node.id)
        if element is None or not isinstance(words, str) or not (node.is_toggle or _alike(words, node.name)):
            self._lower()
            raise NotPressed(f"“{node.name}” changed before it was pressed.")
        self.acts += 1
        try:
            element.click(timeout=min(10.0, self.eyes.timeout) * 1000, no_wait_after=True)
        except Error as error:
            self.journal.note("act.unclear", control=node.name, reason=_reason(error))
        fell = self._lower()
        if fell is not None and not fell["passed"]:
            self.acts -= 1
            raise NotPressed(f"“{node.name}” was not pressed: {fell['why'] or 'it could not be reached'}.")

    def _lower(self) -> dict[str, object] | None:
        """How the fence fell; None if the page is gone with it, and so nothing is known."""
        try:
            fell = cast(
                "dict[str, object]", self.eyes.ask("reader => { const f = reader.fell(); reader.lower(); return f; }")
            )
        except (Error, PageGone):
            return None
        return fell

    def fill(self, node: Node, text: str) -> None:
        """Type ``text`` into a field. Raises ControlNotFound, never naming what was typed."""
        element = self.eyes.element(node)
        if element is None:
            raise ControlNotFound(f"The field “{node.label}” went away before it could be filled.")
        try:
            element.fill(text, timeout=min(5.0, self.eyes.timeout) * 1000)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” could not be filled.") from None

    def fill_secret(self, node: Node, secret: str) -> None:
        """Type a ``secret``, into a field that is covered in every picture from now on. Raises ControlNotFound."""
        element = None if node.raw["input"]["type"] in COVERED_ANYWAY else self.eyes.element(node)
        if element is not None:
            with suppress(Error):
                element.evaluate("field => field.setAttribute('data-cancelbot-secret', '')")
        self.fill(node, secret)

    def key_in(self, node: Node, secret: str) -> None:
        """Type ``secret`` key by key, for a field that only listens to keys. Raises ControlNotFound."""
        self.fill_secret(node, "")
        element = self.eyes.element(node)
        try:
            if element is not None:
                element.type(secret, timeout=min(5.0, self.eyes.timeout) * 1000)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” could not be filled.") from None

    def enter(self, node: Node) -> None:
        """Press Enter in a field, which sends its form. Raises ControlNotFound."""
        element = self.eyes.element(node)
        try:
            if element is not None:
                element.press("Enter", timeout=min(5.0, self.eyes.timeout) * 1000, no_wait_after=True)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” went away before it was sent.") from None


def _alike(now: str, judged: str) -> bool:
    """Whether an element still says what it said when it was judged (spaces and case aside)."""
    return "".join(plain(now).split()).casefold() == "".join(judged.split()).casefold()


def _reason(error: Error) -> str:
    """Playwright's message without its call log, which repeats what was typed."""
    return error.message.splitlines()[0]
