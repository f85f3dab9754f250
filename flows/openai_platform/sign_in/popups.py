"""Harmless popups over the page (cookies, onboarding, news, a survey): the bot presses their harmless button.

It never presses a button that buys or agrees, and only acts on what really lies over the page (a dialog, or a fixed box
that covers something). It does so once for each load, since the guard still blocks what the site would write about it.
"""

from contextlib import suppress

from playwright.sync_api import Error, Frame

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound
from cancelbot.page.query import DIALOGS, pressable, texts
from cancelbot.page.snapshot import Node, Snapshot, plain, when
from openai_platform.sections import is_settings
from openai_platform.sign_in import words
from openai_platform.sign_in.states import Popup

_PAGE = frozenset({"main", "banner", "navigation"})
MESSAGES = frozenset({"status", "alert", "log"})
"""Boxes with a message. The message is wanted, unless it covers a control and can be dismissed."""
_LEAVING = 1.0
"""seconds that a popup may take to close"""
IN_FRAMES = "button, [role=button], a"
"""the controls that close a popup in a frame"""


class Popups:
    """The popups of one load."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._done: set[tuple[str, str]] = set()

    def new_load(self) -> None:
        """After another load, a popup that was closed may be back."""
        self._done.clear()

    def over(self, snapshot: Snapshot) -> Popup | None:
        """The popup over the page that was not yet closed on this load."""
        popups = popups_over(snapshot)
        return next((popup for popup in popups if (popup.name, popup.words) not in self._done), None)

    def send_away(self, popup: Popup) -> None:
        """Press its harmless button once, whether it closes or not."""
        self._done.add((popup.name, popup.words))
        self.run.recording.note("popup.sent_away", popup=popup.words, by=popup.name)
        try:
            self.run.clicker.press(popup.control)
        except ControlNotFound:
            return
        at = popup.control.id
        gone = when(lambda now: at not in now.by_id or not now.by_id[at].visible)
        self.run.tab.maybe(gone, timeout=_LEAVING)

    def clear(self) -> bool:
        """Close everything that lies over the page now. Returns whether there was anything."""
        cleared = False
        while self.clear_top():
            cleared = True
        return cleared

    def clear_top(self) -> bool:
        """Close what lies on top. What it covered stays: that may be the question to be answered."""
        before, snapshot = len(self._done), self.run.tab.read()
        on_top = {popup.control.id for popup in popups_over(snapshot)}
        while (popup := self.over(snapshot)) is not None and popup.control.id in on_top:
            self.send_away(popup)
            snapshot = self.run.tab.read()
        with suppress(Error):
            for frame in self.run.tab.page.main_frame.child_frames:
                self._send_frame_away(frame)
        return len(self._done) > before

    def _send_frame_away(self, frame: Frame) -> None:
        """Press the one button of a consent vendor's frame that declines. A bot check is left alone."""
        element = frame.frame_element()
        if not element.is_visible() or words.BOT_CHECK_FRAME.search(plain(element.get_attribute("title") or "")):
            return
        says = plain(frame.evaluate("document.body?.innerText ?? ''"))[:200]
        buttons = frame.query_selector_all(IN_FRAMES) if words.COOKIES.search(says) else []
        told = [(plain(button.inner_text()), button) for button in buttons]
        declines = [(name, button) for name, button in told if words.DECLINES.fullmatch(name) and button.is_visible()]
        if len(declines) == 1 and (declines[0][0], says) not in self._done:
            name, button = declines[0]
            self._done.add((name, says))
            self.run.recording.note("popup.sent_away", popup=says, by=name)
            button.click(timeout=_LEAVING * 1000)
            self.run.tab.glance(_LEAVING)


def popups_over(snapshot: Snapshot) -> list[Popup]:
    """Every harmless popup over the page, each with the control that closes it."""
    ways_out = _ways_out(snapshot)
    covered = [node for node in snapshot.controls if node.covered and node.visible]
    boxes = [(node, overlay(node, covered)) for node in ways_out if not node.covered]
    return [
        Popup(node.name, box.text[:200], node)
        for node, box in boxes
        if box is not None and (node.says(words.DECLINES) or _is_in_the_way(node, box, covered))
    ]


def _ways_out(snapshot: Snapshot) -> list[Node]:
    """Controls with a harmless name; in boxes over the page also plain text that says it."""
    harmless = (words.DECLINES, words.DISMISSES, words.LATER, words.STAYS)
    found = [node for node in pressable(snapshot) if any(node.says(word) for word in harmless)]
    boxes = [node for node in snapshot.nodes if node.visible and (node.role in DIALOGS or node.is_over)]
    bare = [box for box in boxes if not any(node.inside(box) for node in found)]
    return found + [node for box in bare for word in harmless for node in texts(box, word)]


def _is_in_the_way(node: Node, box: Node, covered: list[Node]) -> bool:
    """Whether a box may be dismissed: it covers something, and neither confirms an act nor reports one."""
    covers = any(_lies_over(box, under) for under in covered) if box.role in MESSAGES else bool(covered)
    may = (
        node.says(words.LATER)
        if box.role in MESSAGES
        else not node.says(words.STAYS) or bool(words.STILL_THERE.search(box.text))
    )
    agrees = node.says(words.OKAY) and any(other.says(words.GOES_BACK) for other in box.walk() if other.is_control)
    return may and (box.role in DIALOGS or covers) and not (agrees or words.KEEP_AWAY.search(box.text))


def _lies_over(box: Node, under: Node) -> bool:
    """Whether the middle of ``under`` is within ``box``."""
    (left, top, width, height), (x, y, wide, high) = box.box, under.box
    return left <= x + wide / 2 <= left + width and top <= y + high / 2 <= top + height


def overlay(control: Node, covered: list[Node]) -> Node | None:
    """The box around ``control`` that lies over the page: a dialog, or a fixed box that is not the page's own frame."""
    around = list(control.up())
    for box in around:
        if box.role in DIALOGS:
            return None if is_settings(box) else box
        if box.role in _PAGE:
            return None
        if box.is_over:
            is_navigation = sum(node.role == "link" for node in box.walk()) > 3
            return None if is_navigation else box
    clear = [box for box in around if not any(node.inside(box) for node in covered)]
    return clear[-1] if covered and clear else None
