"""Presses what is on a page: freely for moving about, once and fenced for what cannot be undone.

Whatever opens a question is pressed with the guard shut, so that a control which acts without asking is found out
before anything reaches the site. What is then agreed to is pressed once: the intent is in the journal before the
click, and while the click is on its way a fence in the page lets it through only on the element that was judged, only
while it says the same words, only once. After that every exception means *unknown*, and only looking goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, cast

from playwright.sync_api import Error

from cancelbot.engine.ensure import Rehearsed
from cancelbot.errors import ControlNotFound, PageNotRecognised
from cancelbot.guard import Guard
from cancelbot.page.confirmation import Asked, Finder, NotPressed, WentAway
from cancelbot.page.observation import Answer
from cancelbot.page.settle import Aftermath
from cancelbot.page.snapshot import Node, Reading, plain
from cancelbot.page.tab import Eyes, PageGone

OPENING = 8.0
"""seconds that a question may take to come up after it was called for"""
LEAVING = 2.0
"""seconds that a question may take to go away after it was left"""
HOVERING = 2.0
"""seconds that the pointer may take to get over something"""
REDRAWN = 5
"""how often a page may draw a control anew just when it is being pressed"""
PRESSES = 3
"""how often a control that only opens something is pressed while nothing at all happens"""


class Journal(Protocol):
    """Where an intent is written down, flushed, before it is carried out."""

    def note(self, event: str, **facts: object) -> None:
        """Write one event."""


class Hands:
    """Clicks in the tab that ``eyes`` see."""

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
        """Click ``node`` to move about or to open something. Raises ControlNotFound if it cannot be clicked.

        Where the page draws itself anew meanwhile, what was drawn in its stead is clicked: if it is one alone.
        """
        for _ in range(REDRAWN):
            try:
                return self._press(node)
            except WentAway:
                drawn = self.eyes.read().drawn_anew(node)
                if drawn is None:
                    raise
                node = drawn
        return self._press(node)

    def hover(self, node: Node) -> None:
        """Have the pointer over ``node``: some rows show their controls only then."""
        element = self.eyes.element(node)
        if element is not None:
            with suppress(Error):
                element.hover(timeout=min(HOVERING, self.eyes.timeout) * 1000)

    def _press(self, node: Node) -> None:
        if node.covered:
            self.clear_the_way()
        try:
            self._click(node)
        except WentAway:
            raise
        except ControlNotFound:
            if not self.clear_the_way():
                raise
            self._click(node)

    def _click(self, node: Node) -> None:
        element = self.eyes.element(node)
        if element is None:
            raise WentAway(f"“{node.name}” went away before it could be pressed.")
        try:
            element.click(timeout=min(5.0, self.eyes.timeout) * 1000, no_wait_after=True)
        except Error as error:
            if _is_detached(error):
                raise WentAway(f"“{node.name}” went away while it was being pressed.") from None
            raise ControlNotFound(f"“{node.name}” could not be pressed ({_reason(error)}).") from None

    def call_for(
        self, opener: Finder, question: Callable[[Reading, Reading, Node], Asked | None], *, direct: bool = False
    ) -> Asked:
        """Press what ``opener`` finds, guard shut, and wait for the ``question`` (now, before, what was pressed).

        With ``direct``, a control that tries to act without asking is accepted as asking nothing; otherwise that
        and silence raise PageNotRecognised. A control that was taught must ask a question that is known.
        """
        pressed = ""
        for _ in range(PRESSES):
            try:
                before, node, stopped = self._open(opener)
            except PageNotRecognised:
                if not pressed:
                    raise
                break  # it went with the press, as an entry of a menu does
            pressed = f"“{node.name}”" if node.name else "A control"
            asked = self.eyes.maybe(
                self._called(question, before, node, stopped), timeout=min(OPENING, self.eyes.timeout)
            )
            if asked is not None:
                _raise_if_unasked(asked, node, direct=direct)
                return asked
            if self.eyes.read().new_since(before):
                raise PageNotRecognised(f"{pressed} was pressed, but the expected question did not come up.")
        raise PageNotRecognised(f"{pressed} was pressed, but nothing happened.")

    def _open(self, opener: Finder) -> tuple[Reading, Node, int]:
        """Press what ``opener`` finds: the page before that, what was pressed, and how much the guard had stopped."""
        for _ in range(REDRAWN - 1):
            with suppress(WentAway):
                return self._open_once(opener)
        return self._open_once(opener)

    def _open_once(self, opener: Finder) -> tuple[Reading, Node, int]:
        before, stopped = self.eyes.read(), len(self.guard.blocked)
        node = opener(before)
        self.eyes.native.clear()
        self.press(node)
        return before, node, stopped

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


def _raise_if_unasked(asked: Asked, pressed: Node, *, direct: bool) -> None:
    """Raise PageNotRecognised if what was pressed acts without a question that is known, and may not."""
    unasked = asked.kind == "direct" or (asked.kind == "native" and direct)
    if unasked and pressed.meant:
        raise PageNotRecognised(f"“{pressed.name}” was taught, and it does not ask the expected question.")
    if asked.kind == "direct" and not direct:
        raise PageNotRecognised(f"“{pressed.name}” acts without asking, so it was stopped before it reached the site.")


def _alike(now: str, judged: str) -> bool:
    """Whether an element still says what it said when it was judged (spaces and case aside)."""
    return "".join(plain(now).split()).casefold() == "".join(judged.split()).casefold()


def _is_detached(error: Error) -> bool:
    return "not attached" in error.message


def _reason(error: Error) -> str:
    """Playwright's message without its call log, which repeats what was typed."""
    return error.message.splitlines()[0]
