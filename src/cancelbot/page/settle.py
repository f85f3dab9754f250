"""What comes after a press that counts: the site's answer, and the words with which the page reacts to it.

The act lasts until its own request has gone out and was answered, and the page has shown that it knows; no longer,
whatever else the page goes on to send. Some pages wait half a second before they send, so as long as nothing of the
act's own was heard, the guard stays open for a while.
"""

from __future__ import annotations

import time

from playwright.sync_api import Error

from cancelbot.guard import ActAnswer, Guard
from cancelbot.page.query import DIALOGS
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.page.tab import PageGone, Tab

_LONGEST = 60.0
"""seconds that an act may take: its own request has no answer, or the control that was pressed is still at work"""
UNHEARD = 10.0
"""seconds that a page may take to send a request of the act's own; twice that if it says that it is busy"""
AT_WORK = 10.0
"""seconds that the control may go on being at work after the act's own answer, while the page shows nothing of it"""
STAYS_OFF = 1.0
"""seconds after the page's reaction in which a control that is at work may come to rest: some stay greyed for good"""
ASKED = 2.5
"""seconds after a further question has come up in which the page may still send what was asked for"""
_FETCHING = 1.5
"""seconds after it in which the page may fetch what it is going to show of it"""
STAYS = 2.0
"""seconds after it that a page gets which still offers the control as it was: it may be about to send once more"""
_QUIET = 0.4
"""seconds after it in which any other page may react"""
REACTED = 0.15
"""seconds after the page's reaction in which it may write again"""
_POLL = 0.05
"""seconds to wait for the page to change before it is asked again whether an answer is outstanding"""
_MOMENT = 0.01
_SENTENCE = 300
"""characters up to which words that come up are kept"""
ALERTS = frozenset({"alert", "status", "log", "alertdialog"})


class Settle:
    """Follows the page from a moment just before the press."""

    def __init__(self, tab: Tab, guard: Guard) -> None:
        self.tab = tab
        self.log = guard.log
        self.heard: list[str] = []
        """what the page has come to say since"""
        self.alerts: list[str] = []
        """what of that it says as an alert, a status or a toast"""
        self._before = tab.read()

    def follow(self, pressed: Node) -> None:
        """Until the act is over, or the page is gone."""
        began = open_at = time.monotonic()
        shown, moved, answered = self._before, began, 0
        try:
            while (now := time.monotonic()) < began + _LONGEST:
                earlier, shown = shown, self.tab.read_on(shown)
                if shown is not earlier:
                    self._hear(shown)
                    moved = time.monotonic() - shown.still
                pending, number = self.log.pending, self.log.answered
                ends = self._ends(shown, pressed, began=began, answered_at=open_at if number else None, moved=moved)
                if not pending and number == answered and ends <= now:
                    return
                if pending or not number:
                    open_at = now
                answered = number
                self.tab.glance(min(_POLL, max(ends - now, _MOMENT)))
        except (Error, PageGone):
            return

    def _ends(self, shown: Snapshot, pressed: Node, *, began: float, answered_at: float | None, moved: float) -> float:
        """When the act is over if nothing more happens. ``answered_at``: when the last answer of its own came."""
        control = shown.by_id.get(pressed.id) if shown.document == pressed.document else None
        there = control is not None and control.visible
        at_work = control is not None and there and not control.enabled
        if answered_at is None:
            if self._asks(shown):
                return moved + ASKED
            return began + (_LONGEST if at_work else 2 * UNHEARD if shown.busy else UNHEARD)
        if at_work:
            return moved + STAYS_OFF if moved > answered_at else answered_at + AT_WORK
        if self.tab.network.fetching:
            return answered_at + _FETCHING
        if moved > answered_at:
            return moved + REACTED
        return answered_at + (STAYS if there and not pressed.is_toggle else _QUIET)

    def _asks(self, shown: Snapshot) -> bool:
        """Whether a box has come up since the press in which something can be pressed: the page waits for a person."""
        new = shown.new_since(self._before)
        return any(
            node.id in new and node.is_control and node.visible and node.enabled and node.is_inside_roles(DIALOGS)
            for node in shown.nodes
        )

    def answer(self) -> ActAnswer:
        """What the site answered, and what the page has said."""
        return self.log.answer(tuple(self.heard), tuple(self.alerts))

    def _hear(self, now: Snapshot) -> None:
        """Keep the words that have come up, in elements that are new or in one that was there and empty."""
        new = now.new_since(self._before)
        for node in now.nodes:
            box = node.parent if node.is_text and node.parent else node
            came = node.id in new or (node.is_text and now.is_new(node, self._before))
            if came and box.text and len(box.text) < _SENTENCE and box.text not in self.heard:
                self.heard.append(box.text)
                if any(at.role in ALERTS for at in (box, *box.up())):
                    self.alerts.append(box.text)
