"""Waits until an act is over: the site has answered, and the page has reacted.

The act lasts until its own request was sent and answered, and the page shows that it knows; what the page goes on to
send does not matter. Some pages wait half a second before they send. So while no request of the act's own was seen, the
guard stays open for some time.
"""

import time

from playwright.sync_api import Error

from cancelbot.guard import Guard
from cancelbot.page.query import DIALOGS
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.page.tab import PageGone, Tab

_POLL = 0.05
"""seconds between two checks for an answer"""
_MOMENT = 0.01
_SENTENCE = 300
"""characters up to which new texts are kept"""
ALERTS = frozenset({"alert", "status", "log", "alertdialog"})


class Settle:
    """Follows the page from just before the press."""

    def __init__(self, tab: Tab, guard: Guard) -> None:
        self.tab = tab
        self.limits = tab.limits
        self.log = guard.log
        self.heard: list[str] = []
        """the texts that the page has shown since"""
        self.alerts: list[str] = []
        """those of them in an alert, a status or a toast"""
        self._before = tab.read()

    def follow(self, pressed: Node) -> None:
        """Return when the act is over, or the page is gone."""
        began = open_at = time.monotonic()
        shown, moved, answered = self._before, began, 0
        try:
            while (now := time.monotonic()) < began + self.limits.act:
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
        """When the act is over if nothing more happens. ``answered_at``: when its last answer came."""
        limits = self.limits
        control = shown.by_id.get(pressed.id) if shown.document == pressed.document else None
        there = control is not None and control.visible
        at_work = control is not None and there and not control.enabled
        if answered_at is None:
            if self._asks(shown):
                return moved + limits.asked
            return began + (limits.act if at_work else 2 * limits.unheard if shown.busy else limits.unheard)
        if at_work:
            return moved + limits.stays_off if moved > answered_at else answered_at + limits.at_work
        if self.tab.network.fetching:
            return answered_at + limits.fetching
        if moved > answered_at:
            return moved + limits.reacted
        return answered_at + (limits.stays if there and not pressed.is_toggle else limits.quiet)

    def _asks(self, shown: Snapshot) -> bool:
        """Whether a box with a control has come up since the press: the page waits for a person."""
        new = shown.new_since(self._before)
        return any(
            node.id in new and node.is_control and node.visible and node.enabled and node.is_inside_roles(DIALOGS)
            for node in shown.nodes
        )

    def _hear(self, now: Snapshot) -> None:
        """Keep the texts of elements that are new or were empty before."""
        new = now.new_since(self._before)
        for node in now.nodes:
            box = node.parent if node.is_text and node.parent else node
            came = node.id in new or (node.is_text and now.is_new(node, self._before))
            if came and box.text and len(box.text) < _SENTENCE and box.text not in self.heard:
                self.heard.append(box.text)
                if any(at.role in ALERTS for at in box.self_and_up()):
                    self.alerts.append(box.text)
