"""What comes after a press that counts: the site's answer, and the words with which the page reacts to it."""

from __future__ import annotations

import time

from playwright.sync_api import Error

from cancelbot.guard import Guard
from cancelbot.page.tab import PageGone, Tab

ANSWERING = 60.0
"""seconds that the site may take to answer an act before only looking goes on"""
QUIET = 0.4
"""seconds without an answer outstanding after which an act is over"""
REACTED = 0.15
"""seconds after which it is over when the site has answered, and the page has shown that it knows"""
POLL = 0.05
"""seconds to wait for the page to change before it is asked again whether an answer is outstanding"""
SENTENCE = 300
"""characters up to which words that come up are kept"""


class Settle:
    """Follows the page from a moment just before the press."""

    def __init__(self, tab: Tab, guard: Guard) -> None:
        self.tab = tab
        self.guard = guard
        self.heard: list[str] = []
        """what the page has come to say since"""
        self._before = tab.read()
        self._answered = guard.answered

    def follow(self) -> None:
        """Until the site has answered, or the page is gone.

        A page may write again on hearing an answer, so its own reaction to it is waited for as well, and what that
        reaction brings in the first moment.
        """
        began = last = time.monotonic()
        try:
            while time.monotonic() - began < ANSWERING:
                if self.guard.awaiting or self.tab.loading:
                    last = time.monotonic()
                left = self._over(self._hear(), last) - time.monotonic()
                if left <= 0:
                    return
                self.tab.glance(min(POLL, left))
        except (Error, PageGone):
            return

    def _over(self, moved: float, last: float) -> float:
        """When it is over, if nothing more happens; the page has ``moved``, and the ``last`` answer has come, then."""
        reacted = self.guard.answered > self._answered and moved > last
        return min(moved + REACTED, last + QUIET) if reacted else last + QUIET

    def _hear(self) -> float:
        """Keep the words that have come up; when the page moved last."""
        now = self.tab.read()
        new = now.new_since(self._before)
        for node in now.nodes:
            if node.id in new and node.text and len(node.text) < SENTENCE and node.text not in self.heard:
                self.heard.append(node.text)
        return time.monotonic() - now.still
