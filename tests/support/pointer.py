"""A person in front of the window: when called, they point at something with the mouse, or press Escape."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page

POINTS = """target => {
  const beat = async () => { const later = await pointAt(target); if (later) setTimeout(beat, later); };
  beat();
}"""
"""clicks there as soon as the line asks for it, and again while it still asks, as an impatient person would"""
SOON, LATER = 100, 300
"""milliseconds"""
WANTED = re.compile("Type “([^”]*)”")
GIVES_UP = "() => setTimeout(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })), 300)"


@dataclass
class Pointer:
    """Points at what bears these names, one a call, then presses Escape; types that, or else what it is asked for."""

    targets: list[str]
    types: str | None
    questions: list[str] = field(default_factory=list)
    page: Page | None = None
    has_clicked: bool = False

    def watch(self, page: Page) -> None:
        """From now on this is the page in the window."""
        self.page = page
        page.expose_binding("pointAt", lambda _source, words: self._point(words))

    def _point(self, words: str) -> int:
        """Click if the page asks for it; after how many milliseconds to look again, 0 once it has gone."""
        assert self.page is not None
        named = re.compile(f"^{words}$")
        box = (
            self.page.get_by_role("button", name=named)
            .or_(self.page.get_by_role("link", name=named))
            .first.bounding_box()
        )
        assert box is not None
        at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(*at)
        if self.page.locator("div[popover]").count() == 0:
            return 0 if self.has_clicked else SOON
        self.page.mouse.click(*at)
        self.has_clicked = True
        return LATER

    def bell(self) -> None:
        assert self.page is not None
        target, self.has_clicked = self.targets.pop(0) if self.targets else None, False
        self.page.evaluate(POINTS if target else GIVES_UP, target)

    def line(self, question: str) -> str:
        self.questions.append(question)
        asked = WANTED.search(question)
        return self.types if self.types is not None else asked[1] if asked else ""

    def hidden(self, question: str) -> str:
        raise AssertionError(question)
