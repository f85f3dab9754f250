"""Removes one thing from a list of things alike, a card or a key: its own row's control, its own question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cancelbot.engine.run import Run
from cancelbot.errors import Ambiguous, ControlNotFound, PageNotRecognised
from cancelbot.page.confirmation import Confirmation, Finder
from cancelbot.page.query import Row, confirm_dialog
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.lists.rows import Kind, menu_item, openers, says_so
from openai_platform.lists.typed_confirmation import TypedConfirmation


@dataclass
class RowHints:
    """What a list has shown of its rows: they are alike."""

    place: int = 0
    """which of a row's controls removed the thing before"""
    is_bare: bool = False
    """whether nothing more came to light while the pointer was over a row"""


class Removal:
    """The removal of the one row of ``kind`` for which ``is_it`` holds."""

    def __init__(
        self,
        run: Run,
        kind: Kind,
        name: str,
        is_it: Callable[[Row], bool],
        reach: Callable[[Callable[[Snapshot], bool]], None],
        hints: RowHints,
    ) -> None:
        self.run = run
        self.kind = kind
        self.name = name
        self.is_it = is_it
        self.reach = reach
        self.hints = hints
        self.number, self.place = 1, 0
        """how many controls of the row may be it, and which of them is meant"""
        self.by_menu = self.hovers = False
        self.typed = TypedConfirmation(run, kind.asks, kind.agree, words.TYPED_TO_REMOVE, self._names)

    def remove(self, statement: str) -> None:
        """Press the row's own control, agree to its own question, once. Raises RefusedBySite if the site says no."""
        if not self._is_shown(self.run.tab.read()):
            self._reach()
        confirmation = self._call()
        self._judge(confirmation)
        self.run.picture("dialog", *confirmation.outlined)
        finder: Finder = confirmation.still
        if confirmation.kind != "page":
            self._reach()
            finder = self._last_press()
        answer = self.run.clicker.click_once(
            self.kind.step,
            statement,
            finder,
            accepts=lambda message: bool(confirmation.words) and message == confirmation.words,
            back=confirmation.back,
        )
        answer.raise_if_refused(f"remove the {self.kind.noun} {self.name}")

    def _call(self) -> Confirmation:
        """What the row's control brings up; of several without words, the first that asks whether to remove it.

        Each is pressed with the guard shut, on a page loaded anew.
        """
        found = self._may_be_it()
        self.number = len(found)
        order = sorted(range(self.number), key=lambda place: place != self.hints.place)
        failed: list[PageNotRecognised] = []
        for self.place in order:
            try:
                confirmation = self._call_once(says_so(found[self.place]))
            except PageNotRecognised as other:
                failed.append(other)
                if len(failed) < self.number:
                    self._reach()
                continue
            self.hints.place = self.place
            return confirmation
        raise failed[0]

    def _may_be_it(self) -> list[Node]:
        """The controls of the row that may be it; some rows show them only while the pointer is over them."""
        found = self._seen()
        if found and (self.hints.is_bare or found[0].name or found[0].label):
            return found
        self.hovers = True
        self._hover()
        shown = openers(self.row(self.run.tab.read()), self.kind)
        self.hints.is_bare = [node.id for node in shown] == [node.id for node in found]
        self.hovers = not self.hints.is_bare
        return shown

    def _seen(self) -> list[Node]:
        """The controls that may be it, as far as they are in sight; none if they do not show."""
        try:
            return openers(self.row(self.run.tab.read()), self.kind)
        except ControlNotFound:
            return []

    def _hover(self) -> None:
        if self.hovers:
            self.run.clicker.hover(self.row(self.run.tab.read()).box)

    def _reach(self) -> None:
        """Have the row in sight, on a page loaded anew."""
        self.reach(self._is_shown)
        self._hover()

    def _call_once(self, says_what: bool) -> Confirmation:
        """What one control brings up; through the row's menu if it is in one.

        Only a control that ``says_what`` it does may do so without asking.
        """
        self.by_menu = False
        confirmation = self.typed.open_confirmation(self._opener, self._question, direct=says_what)
        if confirmation.kind == "moved":
            self.by_menu = True
            confirmation = self.typed.open_confirmation(confirmation.still, self._question, direct=True)
        if confirmation.kind == "native" and not (
            self.kind.asks.search(confirmation.words) and self._is_about_removal(confirmation)
        ):
            raise PageNotRecognised(f"The browser asked something else than expected: “{confirmation.words}”")
        return confirmation

    def _last_press(self) -> Callable[[Snapshot], Node]:
        if not self.by_menu:
            return self._opener
        opened = self.run.clicker.open_confirmation(self._opener, self._question)
        if opened.kind != "moved":
            raise PageNotRecognised(f"The menu of the {self.kind.noun} {self.name} did not come up again.")
        return opened.still

    def _names(self, before: Snapshot) -> frozenset[str]:
        """What the thing is called: the words of its row, each by itself."""
        return frozenset(node.text for node in self.row(before).box.walk() if node.visible and node.text)

    def _is_shown(self, snapshot: Snapshot) -> bool:
        return any(self.is_it(row) for row in self.kind.rows(snapshot))

    def row(self, snapshot: Snapshot) -> Row:
        """The row itself. Raises ControlNotFound, or Ambiguous if two rows look the same."""
        found = [row for row in self.kind.rows(snapshot) if self.is_it(row)]
        if not found:
            raise ControlNotFound(f"The row of the {self.kind.noun} {self.name} is not on the page.")
        if len(found) > 1:
            raise Ambiguous(f"Two rows look like the {self.kind.noun} {self.name}.")
        return found[0]

    def _opener(self, snapshot: Snapshot) -> Node:
        found = openers(self.row(snapshot), self.kind)
        if len(found) != self.number:
            raise ControlNotFound(f"The controls in the row of the {self.kind.noun} {self.name} have changed.")
        return found[self.place]

    def _question(self, now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
        asks = confirm_dialog(now, self.kind.asks, self.kind.agree, words.NEVERMIND, since=before)
        if asks is not None and (says_so(pressed) or says_so(asks.agree)):
            return replace(Confirmation.by(asks, now.document), words=_whole_text(asks.box))
        item = None if pressed.says(self.kind.remove) else menu_item(now, before, self.kind)
        return Confirmation("", "moved", item, document=now.document) if item else None

    def _judge(self, confirmation: Confirmation) -> None:
        """A question that names another thing is not agreed to; one that names none was opened by this row alone."""
        named_marks = {match.group() for match in self.kind.mark.finditer(confirmation.words)}
        if named_marks and not any(self._same(mark) for mark in named_marks):
            self._back_out(confirmation)
            raise PageNotRecognised(
                f"The site asks about another {self.kind.noun} ({', '.join(sorted(named_marks))}) than {self.name}."
            )
        if len(named_marks) > 1:
            self._back_out(confirmation)
            raise Ambiguous(f"The site asks about several {self.kind.noun}s at once.")

    def _is_about_removal(self, confirmation: Confirmation) -> bool:
        """Whether the control that was pressed, or else the browser's question itself, speaks of removing."""
        return says_so(confirmation.control) or bool(words.REMOVES.search(confirmation.words))

    def _same(self, mark: str) -> bool:
        return tail(mark) == tail(self.name)

    def _back_out(self, confirmation: Confirmation) -> None:
        if confirmation.back is not None:
            self.run.clicker.press(confirmation.back)


def _whole_text(box: Node) -> str:
    """All words of a box, with those that its read-only fields show."""
    return " ".join([box.text, *(node.value for node in box.walk() if node.value)])


def tail(mark: str) -> str:
    """The last characters of a mark, by which two spellings of it are compared."""
    return re.sub(r"[^A-Za-z0-9]", "", mark)[-4:]
