"""The page, which the bot fills in a tab of the run's browser. It loads nothing, and no port is opened for it.

Answers are the results of a function of the page. The only thing that the page can call by itself is Stop, and only
while it is this page: not a frame in it, not another tab, not a site that was opened in its place.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import cast

from jinja2 import Environment
from playwright.sync_api import Error, Frame, Page

from cancelbot.redaction import redact, visible
from cancelbot.report.document import templates_in

_BLANK = "about:blank"
STOP = "cancelbotStop"
SCREEN = (
    "() => ({ left: screen.availLeft, top: screen.availTop, width: screen.availWidth, height: screen.availHeight })"
)
WindowAnswer = Mapping[str, str]
"""the fields of a screen by name; ``do`` is the button that was pressed"""


class Left(Exception):
    """The person has closed the page."""


@cache
def _templates() -> Environment:
    return templates_in(Path(__file__).with_name("templates"), lambda text: visible(redact(text), lines=True))


def rendered(screen: str, **facts: object) -> str:
    return _templates().get_template(f"{screen}.html").render(**facts)


def rendered_parts(screen: str, **facts: object) -> dict[str, str]:
    """The blocks of a screen, by name: what changes while it is shown, each in the element with that id."""
    template = _templates().get_template(f"{screen}.html")
    context = template.new_context(facts)
    return {name: "".join(block(context)) for name, block in template.blocks.items()}


class WindowPage:
    """``page``, used by the bot from now on to ask and tell the person."""

    def __init__(self, page: Page) -> None:
        self._on_stop: Callable[[], None] | None = None
        self._pass = secrets.token_urlsafe()
        self._page = page
        self._session = page.context.new_cdp_session(page)
        page.expose_binding(STOP, self._heard)
        page.on("close", lambda _page: self._stop())
        self._fill()

    @property
    def is_closed(self) -> bool:
        return self._page.is_closed()

    @contextmanager
    def calling_on_stop(self, on_stop: Callable[[], None]) -> Iterator[None]:
        """Call ``on_stop`` once if the person presses Stop or closes the page while the block runs."""
        self._on_stop = on_stop
        try:
            yield
        finally:
            self._on_stop = None

    def show(self, html: str) -> None:
        self._call("html => cancelbot.show(html)", html)

    def ask(self, html: str) -> WindowAnswer:
        self.to_front()
        return cast("WindowAnswer", self._call("html => cancelbot.ask(html)", html))

    def patch(self, parts: Mapping[str, str]) -> bool:
        """Replace the content of the elements with these ids. Returns whether they are on the screen. Raises Left."""
        return self._call("parts => cancelbot.patch(parts)", parts) is True

    def to_front(self) -> None:
        with suppress(Error):
            self._page.bring_to_front()

    def _call(self, script: str, argument: object) -> object:
        """Call a function of the page; again on a new one if the person has reloaded it or left it."""
        for _ in range(3):
            try:
                self._fit()
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
        # As large as its window, whatever the tab at work is told to be; and nothing to go back to.
        self._session.send("Page.resetNavigationHistory")
        none = {"width": 0, "height": 0, "deviceScaleFactor": 0, "mobile": False}
        self._session.send("Emulation.setDeviceMetricsOverride", none)  # from now on ours overrides the others'
        self._session.send("Emulation.clearDeviceMetricsOverride")
        self._page.set_content(rendered("window", nonce=secrets.token_urlsafe(), key=self._pass))

    def _fit(self) -> None:
        """Make the browser window no larger than the screen, beyond which it grows with each new tab at work."""
        window = self._session.send("Browser.getWindowForTarget")
        now, screen = window["bounds"], cast("dict[str, int]", self._page.evaluate(SCREEN))
        if now["windowState"] == "normal" and any(now[name] > screen[name] for name in ("width", "height")):
            size = {name: min(now[name], screen[name]) for name in ("width", "height")}
            self._session.send("Browser.setWindowBounds", {"windowId": window["windowId"], "bounds": screen | size})

    def _heard(self, source: Mapping[str, object], key: object) -> None:
        frame = cast("Frame", source["frame"])
        is_own = source["page"] == self._page and frame == self._page.main_frame and frame.url == _BLANK
        if not (is_own and isinstance(key, str) and secrets.compare_digest(key.encode(), self._pass.encode())):
            raise PermissionError("This is not cancelbot's own page.")
        self._stop()

    def _stop(self) -> None:
        on_stop, self._on_stop = self._on_stop, None  # once: the end of the run takes a moment
        if on_stop is not None:
            on_stop()
