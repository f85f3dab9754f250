"""Types into the fields of a page. No message ever names what was typed."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error

from cancelbot.errors import ControlNotFound
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab

COVERED_ANYWAY = frozenset({"password", "email"})
"""types of fields that pictures cover wherever they stand"""
TYPING = 5.0
"""seconds that a field may take to be typed into"""


class Fields:
    """The fields of the tab that ``eyes`` see."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    @property
    def _patience(self) -> float:
        """Milliseconds."""
        return min(TYPING, self.tab.timeout) * 1000

    def fill(self, node: Node, text: str) -> None:
        """Type ``text`` into a field. Raises ControlNotFound."""
        element = self.tab.element(node)
        if element is None:
            raise ControlNotFound(f"The field “{node.label}” went away before it could be filled.")
        try:
            element.fill(text, timeout=self._patience)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” could not be filled.") from None

    def fill_secret(self, node: Node, secret: str) -> None:
        """Type a ``secret``, into a field that is covered in every picture from now on. Raises ControlNotFound."""
        element = None if node.field and node.field["type"] in COVERED_ANYWAY else self.tab.element(node)
        if element is not None:
            with suppress(Error):
                element.evaluate("field => field.setAttribute('data-cancelbot-secret', '')")
        self.fill(node, secret)

    def key_in(self, node: Node, secret: str) -> None:
        """Type ``secret`` key by key, for a field that only listens to keys. Raises ControlNotFound."""
        self.fill_secret(node, "")
        element = self.tab.element(node)
        try:
            if element is not None:
                element.type(secret, timeout=self._patience)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” could not be filled.") from None

    def enter(self, node: Node) -> None:
        """Press Enter in a field, which sends its form. Raises ControlNotFound."""
        element = self.tab.element(node)
        try:
            if element is not None:
                element.press("Enter", timeout=self._patience, no_wait_after=True)
        except Error:
            raise ControlNotFound(f"The field “{node.label}” went away before it was sent.") from None
