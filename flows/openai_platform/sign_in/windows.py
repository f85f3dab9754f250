"""A sign-in that opens in a window or frame of its own: the bot goes there, and back."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import ElementHandle, Error, Frame, Page

from cancelbot.engine.run import Run

_HOLDS_A_SIGN_IN = 200
"""pixels that a frame must have in both directions"""


class Windows:
    """The window in which an attempt begins, and those that it opens."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.home = run.tab.page
        self._before = set(run.tab.context.pages)

    def opened(self) -> Page | None:
        """A window that the first one has opened since, while the tab still shows the first one."""
        if self.run.tab.page is not self.home:
            return None
        new = [page for page in self.run.tab.context.pages if page not in self._before and not page.is_closed()]
        return next((page for page in new if page.opener() is self.home), None)

    def is_back(self) -> bool:
        """Whether the opened window is closed. If so, the tab shows the first one again."""
        gone = self.run.tab.page is not self.home and self.run.tab.page.is_closed() and not self.home.is_closed()
        if gone:
            self.run.tab.switch(self.home)
        return gone

    def frames(self) -> list[Frame]:
        """The visible frames that are large enough for a sign-in."""
        with suppress(Error):
            frames = self.run.tab.page.main_frame.child_frames
            return [frame for frame in frames if is_large(frame.frame_element(), _HOLDS_A_SIGN_IN)]
        return []


def is_large(element: ElementHandle, least: int) -> bool:
    """Whether it is visible, with so many pixels in both directions."""
    box = element.bounding_box() if element.is_visible() else None
    return box is not None and min(box["width"], box["height"]) >= least
