"""Clicks: freely for moving about, once and guarded for what cannot be undone.

What opens a question is pressed with the guard shut, so a control that acts without asking is noticed before anything
reaches the site. The control that agrees is pressed once. The intent is on the disk before the click. During the click,
the click guard in the page lets it through only on the element that was judged, only while it has the same words, only
once. After that every exception means *unknown*, and only looks go on.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import cast

from playwright.sync_api import Error
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from cancelbot.errors import ControlNotFound, PageNotRecognized, Rehearsed, first_line
from cancelbot.guard import ActAnswer, Guard
from cancelbot.page.confirmation import Confirmation, Finder, NotPressed, QuestionFinder, WentAway, is_found
from cancelbot.page.settle import Settle
from cancelbot.page.snapshot import Node, Observation, Snapshot, plain
from cancelbot.page.tab import PageGone, Tab

REDRAWN = 5
"""how often a page may redraw a control while it is being pressed"""
_PRESSES = 3
"""how often a control that only opens something is pressed while nothing happens"""


class Clicker:
    """Clicks in ``tab``. ``note`` writes an intent to the disk before it is carried out."""

    def __init__(self, tab: Tab, guard: Guard, note: Callable[..., None], *, rehearsing: bool = False) -> None:
        self.tab = tab
        self.guard = guard
        self.note = note
        self._clear: Callable[[], bool] = lambda: False
        self.ways_cleared = 0
        """how often something that lay on top of the page was closed"""
        self.rehearsing = rehearsing
        self.answer = ActAnswer()
        """what the site answered to the last act"""
        self._loads = -1
        """how many pages had been loaded at the last act"""
        self.acts = 0
        """how many clicks may have changed the account: what was read before the last may be outdated"""

    def press(self, node: Node) -> None:
        """Click ``node`` to move about or to open something. Raises ControlNotFound if it cannot be clicked.

        If the page redraws itself meanwhile, the element that replaces ``node`` is clicked, if exactly one does.
        """
        for _ in range(REDRAWN):
            try:
                return self._press(node)
            except WentAway:
                drawn = self.tab.read().drawn_anew(node)
                if drawn is None:
                    raise
                node = drawn
        return self._press(node)

    def clears_by(self, clear: Callable[[], bool]) -> None:
        """From now on, ``clear`` closes what lies on top of the page, and returns whether there was anything."""
        self._clear = clear

    def make_way(self) -> bool:
        """Close what lies on top of the page. Returns whether there was anything."""
        cleared = self._clear()
        self.ways_cleared += cleared
        return cleared

    def find(self, finder: Finder) -> tuple[Snapshot, Node]:
        """What ``finder`` finds now, and the snapshot. Something may have come up over the page at any moment.

        It is closed on the current page, since it would come up again after a load. What was closed may fade away.
        """
        has_waited = False
        while True:
            snapshot = self.tab.read()
            try:
                node = finder(snapshot)
            except PageNotRecognized:
                if self.make_way():
                    continue
                if has_waited or not any(control.covered for control in snapshot.controls):
                    raise
                has_waited = True
                self.tab.maybe(partial(_uncovered, finder), timeout=self.tab.limits.leaving)
                continue
            if not (node.covered and self.make_way()):
                return snapshot, node

    def hover(self, node: Node) -> None:
        """Move the pointer over ``node``: some rows show their controls only then."""
        element = self.tab.element(node)
        if element is not None:
            with suppress(Error):
                element.hover(timeout=self.tab.limits.hover * 1000)

    def _press(self, node: Node) -> None:
        now: Node | None = node
        while now is not None and now.covered and self.make_way():
            now = self.tab.read().by_id.get(node.id)
        try:
            self._click(node)
        except WentAway:
            raise
        except ControlNotFound:
            if not self.make_way():
                raise
            self._click(node)

    def _click(self, node: Node) -> None:
        element = self.tab.element(node)
        if element is None:
            raise WentAway(f"“{node.name}” went away before it could be pressed.")
        try:
            at = self.tab.point(node)
            element.click(timeout=self.tab.limits.press * 1000, no_wait_after=True, position=at)
        except Error as error:
            if "not attached" in error.message:
                raise WentAway(f"“{node.name}” went away while it was being pressed.") from None
            self.note("press.failed", control=node.name, reason=first_line(error))
            why = "something lies over it, or it does not hold still"
            raise ControlNotFound(f"“{node.name}” could not be pressed: {why}.") from None

    def open_confirmation(self, opener: Finder, question: QuestionFinder, *, direct: bool = False) -> Confirmation:
        """Press what ``opener`` finds, guard shut, and wait for the ``question``.

        With ``direct``, a control that tries to act without asking is accepted as one that asks nothing. Otherwise that
        raises PageNotRecognized, and so does silence. A control that was taught must ask a known question.
        """
        pressed = ""
        if_redrawn = Retrying(retry=retry_if_exception_type(WentAway), stop=stop_after_attempt(REDRAWN), reraise=True)
        for _ in range(_PRESSES):
            try:
                before, node, stopped = if_redrawn(self._open, opener)
            except PageNotRecognized:
                if not pressed:
                    raise
                break  # it went with the press, as an entry of a menu does
            pressed = f"“{node.name}”" if node.name else "A control"
            confirmation = self._wait_for(question, before, node, stopped)
            if confirmation is not None:
                if confirmation.kind != "direct":
                    self.guard.log.press_asked()
                _raise_if_unasked(confirmation, node, direct=direct)
                return confirmation
            if self.tab.read().new_since(before):
                raise PageNotRecognized(f"{pressed} was pressed, but the expected question did not come up.")
        raise PageNotRecognized(f"{pressed} was pressed, but nothing happened.")

    def _open(self, opener: Finder) -> tuple[Snapshot, Node, int]:
        """Press what ``opener`` finds. Returns the page before, the control, and the number of stopped requests."""
        before, node = self.find(opener)
        stopped = len(self.guard.blocked)
        self.tab.native.clear()
        self.guard.log.press_begins(self.tab.page)
        self.press(node)
        return before, node, stopped

    def _wait_for(self, question: QuestionFinder, before: Snapshot, pressed: Node, stopped: int) -> Confirmation | None:
        """What the press has brought up. If something else covers it, that is closed first."""
        timeout = self.tab.limits.opening

        def called(now: Snapshot) -> Observation[Confirmation] | None:
            if self.tab.native:
                return Observation(Confirmation(self.tab.native[-1], "native", pressed))
            if (confirmation := question(now, before, pressed)) is not None:
                return Observation(confirmation)
            if not self.guard.has_stopped_an_act(stopped):
                return None
            direct = Confirmation("", "direct", pressed)
            return Observation(direct, certain=False, silence=self.tab.limits.unasked)

        def or_covered(now: Snapshot) -> Observation[Confirmation | bool] | None:
            """What is called, or True if only something covered has come up."""
            covered = (node for node in now.controls if node.visible and node.covered and now.is_new(node, before))
            return called(now) or (Observation(True, certain=False) if any(covered) else None)

        while isinstance(found := self.tab.maybe(or_covered, timeout=timeout), bool):
            if not self.make_way():
                return self.tab.maybe(called, timeout=timeout)
        return found

    def click_once(
        self,
        step: str,
        statement: str,
        control: Finder,
        *,
        accepts: Callable[[str], bool] | None = None,
        back: Node | None = None,
    ) -> ActAnswer:
        """Carry out one act: press what ``control`` finds, once, with the guard open.

        Returns what the site answered, and what the page has said. Raises NotPressed if the click was stopped, so
        nothing has happened. Every error after the click is dropped, since only a fresh look can tell what happened. In
        a rehearsal it presses ``back`` instead and raises Rehearsed.
        """
        with suppress(PageNotRecognized):
            self.find(control)  # what lies over it is sent away while the guard is still shut
        if self.rehearsing:
            self._go_back(control, back)
        self.in_earnest(statement)
        self.answer = ActAnswer()
        self.note("act.intended", step=step, statement=statement)
        settle, before = Settle(self.tab, self.guard), self.acts
        self.guard.log.act_begins(self.tab.page)
        self.tab.native.clear()
        with self.tab.network.acting(), self.guard.opened(step), self.tab.accepting(accepts):
            try:
                settle.follow(self._press_once(control))
                self.answer = self.guard.log.answer(tuple(settle.heard), tuple(settle.alerts))
            except PageNotRecognized as held_back:
                if self.acts == before:  # what is not there is not pressed either, and no later run may think it was
                    self.note("act.held_back", step=step, statement=statement, reason=str(held_back))
                raise
        self.note("act.clicked", step=step, statement=statement)
        return self.answer

    @property
    def has_loaded(self) -> bool:
        """Whether a page was loaded since the last act: only that can confirm it."""
        return self.tab.loads > self._loads

    def in_earnest(self, statement: str) -> None:
        """An act begins to have effects here. Raises Rehearsed in a rehearsal."""
        if self.rehearsing:
            raise Rehearsed(statement)

    def _go_back(self, agree: Finder, back: Node | None) -> None:
        """Leave a question unanswered: by its own way back, else by Escape. If it stays, a fresh load removes it."""

        def left(now: Snapshot) -> Observation[bool] | None:
            return None if is_found(agree, now) else Observation(True)

        if back is not None:
            self.press(back)
        else:
            self.tab.page.keyboard.press("Escape")
        if self.tab.maybe(left, timeout=self.tab.limits.leaving) is None:
            self.tab.open(self.tab.url)

    def _press_once(self, finder: Finder) -> Node:
        node = finder(self.tab.read())
        element, at = self.tab.element(node), self.tab.point(node)
        words: object = None
        with suppress(Error):  # the page has moved on since it was read
            words = self.tab.ask("(reader, id) => reader.arm(id)", node.id)
        if element is None or not isinstance(words, str) or not (node.is_toggle or _alike(words, node.name)):
            self._disarm()
            raise NotPressed(f"“{node.name}” changed before it was pressed.")
        self.acts += 1
        self._loads = self.tab.loads
        try:
            element.click(timeout=self.tab.limits.click * 1000, no_wait_after=True, position=at)
        except Error as error:
            self.note("act.unclear", control=node.name, reason=first_line(error))
        outcome = self._disarm()
        if outcome is not None and not outcome["passed"]:
            self.acts -= 1
            raise NotPressed(f"“{node.name}” was not pressed: {outcome['why'] or 'it could not be reached'}.")
        return node

    def _disarm(self) -> dict[str, object] | None:
        """Disarm the click guard. Returns what it did; None if the page is gone, so nothing is known."""
        try:
            script = "reader => { const outcome = reader.outcome(); reader.disarm(); return outcome; }"
            return cast("dict[str, object]", self.tab.ask(script))
        except (Error, PageGone):
            return None


def _uncovered(finder: Finder, snapshot: Snapshot) -> Observation[bool] | None:
    """Whether there is something to press, or nothing lies over any control any more."""
    is_covered = any(control.covered for control in snapshot.controls)
    return Observation(True) if is_found(finder, snapshot) or not is_covered else None


def _raise_if_unasked(confirmation: Confirmation, pressed: Node, *, direct: bool) -> None:
    """Raise PageNotRecognized if the pressed control acts without a known question, and must not."""
    unasked = confirmation.kind == "direct" or (confirmation.kind == "native" and direct)
    if unasked and pressed.meant:
        raise PageNotRecognized(f"“{pressed.name}” was taught, and it does not ask the expected question.")
    if confirmation.kind == "direct" and not direct:
        raise PageNotRecognized(f"“{pressed.name}” acts without asking, so it was stopped before it reached the site.")


def _alike(now: str, judged: str) -> bool:
    """Whether an element still says what it said when it was judged (spaces and case aside)."""
    return "".join(plain(now).split()).casefold() == "".join(judged.split()).casefold()
