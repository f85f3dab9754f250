"""The page: filled by the bot in a tab of the run's browser. It loads nothing and no port is opened for it.

Answers are what a function of the page returns to the bot. The one thing that the page can call by itself is Stop,
and only while it is this page: not a frame in it, not another tab, not a site that was opened in its place.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import BrowserContext, Error, Page

from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from playwright.sync_api import Frame

_BLANK = "about:blank"
STOP = "cancelbotStop"
WindowAnswer = Mapping[str, str]
"""the fields of a screen by name; ``do`` is the button that was pressed"""


class Left(Exception):
    """The person has closed the page."""


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_safe,
    )


def _safe(value: object) -> object:
    """What a screen shows: the text of others without secrets and with visible signs; our own markup as it is."""
    is_text = isinstance(value, str) and not hasattr(value, "__html__")
    return visible(redact(str(value)), lines=True) if is_text else value


def rendered(screen: str, **facts: object) -> str:
    """One screen as HTML."""
    return _templates().get_template(f"{screen}.html").render(**facts)


class WindowPage:
    """The page in a tab of its own. ``on_stop`` is called when the person presses Stop or closes it."""

    def __init__(self, context: BrowserContext, on_stop: Callable[[], None]) -> None:
        self._on_stop = on_stop
        self._pass = secrets.token_urlsafe()
        self._ours = True
        self._page: Page = context.new_page()
        self._page.expose_binding(STOP, self._heard)
        self._page.on("close", lambda _page: self._stop())
        self._fill()

    def show(self, html: str) -> None:
        """Show a screen. Raises Left."""
        self._call("html => cancelbot.show(html)", html)

    def ask(self, html: str) -> WindowAnswer:
        """Show a screen and wait until one of its buttons is pressed. Raises Left."""
        return cast("WindowAnswer", self._call("html => cancelbot.ask(html)", html))

    def patch(self, parts: Mapping[str, str]) -> bool:
        """Put new content into the elements with these ids; whether they are on the screen. Raises Left."""
        return self._call("parts => cancelbot.patch(parts)", parts) is True

    def to_front(self) -> None:
        """Bring it before the other tabs."""
        with suppress(Error):
            self._page.bring_to_front()

    def detach(self) -> None:
        """The browser is about to be closed: from now on that is nobody's wish to stop."""
        self._ours = False

    def _call(self, script: str, argument: object) -> object:
        """Call a function of the page; once more on a new one if the person has reloaded it or gone elsewhere."""
        for _ in range(3):
            try:
                return cast("object", self._page.evaluate(script, argument))
            except Error:
                if self._page.is_closed():
                    break
                with suppress(Error):
                    self._fill()
        raise Left

    def _fill(self) -> None:
        if self._page.url != _BLANK:
            self._page.goto(_BLANK)
        self._page.set_content(rendered("window", nonce=secrets.token_urlsafe(), key=self._pass))

    def _heard(self, source: Mapping[str, object], key: object) -> None:
        frame = cast("Frame", source["frame"])
        is_own = source["page"] == self._page and frame == self._page.main_frame and frame.url == _BLANK
        if not (is_own and isinstance(key, str) and secrets.compare_digest(key.encode(), self._pass.encode())):
            raise PermissionError("This is not cancelbot's own page.")
        self._stop()

    def _stop(self) -> None:
        if self._ours:
            self._ours = False  # once: the end of the run takes a moment
            self._on_stop()


@contextmanager
def opened(context: BrowserContext, on_stop: Callable[[], None]) -> Iterator[WindowPage]:
    """The page, until the browser is closed."""
    page = WindowPage(context, on_stop)
    try:
        yield page
    finally:
        page.detach()
