"""Types into the fields of a page, and reads back what they contain. No message ever names what was typed."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from playwright.sync_api import ElementHandle, Error, Request

from cancelbot.errors import ControlNotFound, PageNotRecognized
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab

COVERED_ANYWAY = frozenset({"password", "email"})
"""types of fields that are always covered in pictures"""
SEPARATORS = re.compile(r"[\s-]")
"""what a field may put between the digits of a code"""
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
STANDS = "field => new Promise(done => setTimeout(() => done(field.isConnected ? field.value : null), 40))"
"""the content of a field once the page has had time to change it; null if the field is gone"""


class Fields:
    """The fields of one tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._milliseconds = 1000 * tab.limits.typing

    def fill(self, node: Node, text: str) -> None:
        with self._still_there(node):
            self._element(node).fill(text, timeout=self._milliseconds)

    def type_secret(self, nodes: Sequence[Node], secret: str, *, by_keys: bool = False) -> bool:
        """Type ``secret`` into one field, or one digit into each of several. Returns whether the page sent it itself.

        It tries the whole text, then single keys, then pasting, until the fields contain it. All fields are covered in
        every picture from now on. Raises PageNotRecognized if nothing works; then nothing of it was sent.
        """
        with self._still_there(nodes[0]):
            elements = [self._element(node) for node in nodes]
            for node, element in zip(nodes, elements, strict=True):
                if not (node.field and node.field["type"] in COVERED_ANYWAY):
                    element.evaluate("field => field.setAttribute('data-cancelbot-secret', '')")
            ways: list[Callable[[list[ElementHandle], str], None]] = [self._as_a_whole, self._by_keys, self._pasted]
            with self._listening_for(secret) as heard:
                for way in reversed(ways[:2]) if by_keys else ways:
                    with suppress(Error):
                        way(elements, secret)
                    stays = self._stays(elements, secret)
                    if stays or heard:
                        return bool(heard) or stays is None
        raise PageNotRecognized(f"The field “{nodes[0].label}” does not keep what is typed into it.")

    def leave(self, node: Node) -> None:
        """Take the focus from a field: some buttons are enabled only then."""
        with self._still_there(node):
            self._element(node).evaluate("field => field.blur()")

    def enter(self, node: Node) -> None:
        """Press Enter in a field, which sends its form. Raises ControlNotFound."""
        with self._still_there(node):
            self._element(node).press("Enter", timeout=self._milliseconds, no_wait_after=True)

    def _element(self, node: Node) -> ElementHandle:
        element = self.tab.element(node)
        if element is None:
            raise ControlNotFound(f"The field “{node.label}” went away before it could be filled.")
        return element

    @contextmanager
    def _still_there(self, node: Node) -> Iterator[None]:
        """Playwright's messages repeat the text to be typed, so none is passed on."""
        try:
            yield
        except Error:
            raise ControlNotFound(f"The field “{node.label}” could not be filled.") from None

    @contextmanager
    def _listening_for(self, secret: str) -> Iterator[list[str]]:
        """The writes of the page that contain ``secret``: a code form may send itself with the last digit."""
        heard: list[str] = []

        def hear(request: Request) -> None:
            if request.method != "GET" and secret.encode() in (request.post_data_buffer or b""):
                heard.append(request.method)

        self.tab.page.on("request", hear)
        try:
            yield heard
        finally:
            self.tab.page.remove_listener("request", hear)

    def _as_a_whole(self, elements: list[ElementHandle], secret: str) -> None:
        parts = [secret] if len(elements) == 1 else list(secret)
        for element, part in zip(elements, parts, strict=False):
            element.fill(part, timeout=self._milliseconds)

    def _by_keys(self, elements: list[ElementHandle], secret: str) -> None:
        """Start in the first field: boxes pass the focus on by themselves."""
        self._clear(elements)
        elements[0].focus()
        self.tab.page.keyboard.type(secret)

    def _pasted(self, elements: list[ElementHandle], secret: str) -> None:
        self._clear(elements)
        elements[0].evaluate(PASTE, secret)

    def _clear(self, elements: list[ElementHandle]) -> None:
        for element in reversed(elements):
            element.fill("", timeout=self._milliseconds)

    def _stays(self, elements: list[ElementHandle], secret: str) -> bool | None:
        """Whether the fields contain ``secret``; None if the page has moved on and they are gone."""
        try:
            parts = [element.evaluate(STANDS) for element in elements]
        except Error:
            return None
        if None in parts:
            return None
        shown = "".join(parts)
        return shown == secret or SEPARATORS.sub("", shown) == SEPARATORS.sub("", secret)
