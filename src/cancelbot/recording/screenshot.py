"""Takes one picture of a page and its accessibility tree. Neither is saved yet."""

import re
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from cancelbot.page import mask
from cancelbot.page.limits import LIMITS
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from cancelbot.redaction import EMAIL, TOKEN, spellings

CREDENTIAL_FIELDS = (
    'input[type=password], input[autocomplete="one-time-code"], input[autocomplete="current-password"], '
    "input[type=email], input[name=username], input[name=code], [data-cancelbot-secret]"
)
"""Fields of a sign-in page. The accessibility tree would show what is typed into them."""
_LONGEST = 4000
"""pixels up to which a page is pictured whole; of a longer one only the window, since a long list is in the result"""
_TRIES = 3
"""pictures at most: another one is taken if a secret came into the page after the secrets had been covered"""
_COVER = f"""{mask.STYLE}
{CREDENTIAL_FIELDS} {{
  color: transparent !important; -webkit-text-security: disc !important;
  text-shadow: none !important; caret-color: transparent !important;
}}
input:-webkit-autofill {{ -webkit-text-fill-color: transparent !important; }}
[data-cancelbot-mark] {{ outline: 3px solid #e5484d !important; outline-offset: 3px !important; border-radius: 4px; }}
"""


@dataclass(frozen=True)
class Screenshot:
    """What a page showed, with some elements outlined and secrets covered."""

    png: bytes
    tree: str | None
    """None for a page with a field for a secret, and for one that is too long to be pictured whole"""
    marks: tuple[int, ...]
    seen: tuple[int, int] | None
    """the document, and how often it had changed: while that is so, another picture would be the same"""

    def shows(self, tab: Tab, marks: tuple[Node, ...]) -> bool:
        """Whether the page has not changed, and the same elements would be outlined."""
        return self.seen is not None and self.marks == _ids(marks) and self.seen == tab.moment()


def take_screenshot(tab: Tab, marks: tuple[Node, ...], known: tuple[str, ...]) -> Screenshot:
    """Take a picture. What is ``known`` to be secret is covered. Raises playwright's Error."""
    written = [form.decode() for secret in known for form in spellings(secret) if b"\0" not in form]
    secrets = [EMAIL.pattern, TOKEN.pattern, *map(re.escape, written)]
    try:
        if marks:
            tab.ask("(reader, ids) => ids.forEach(reader.mark)", _ids(marks))
        mask.cover(tab.page, mask.MATCHES, secrets)
        for _ in range(_TRIES):
            height = tab.ask("() => document.scrollingElement?.scrollHeight ?? 0")
            whole = isinstance(height, int | float) and height <= _LONGEST
            png = tab.page.screenshot(
                full_page=whole, style=_COVER, timeout=1000 * tab.limits.picture, animations="allow"
            )
            if not mask.cover(tab.page, mask.MATCHES, secrets):
                break
        else:
            raise Error("The page showed new secrets each time.")
    finally:
        if marks:
            with suppress(Error):  # the page may be gone
                tab.ask("(reader, ids) => ids.forEach(reader.unmark)", _ids(marks))
    tree = aria_snapshot(tab.page) if whole else None
    return Screenshot(png, tree, _ids(marks), tab.moment())


def aria_snapshot(page: Page) -> str | None:
    """The tree as YAML; None for a page that has a field for a secret, or that is gone."""
    try:
        if page.locator(CREDENTIAL_FIELDS).count():
            return None
        return page.aria_snapshot(timeout=1000 * LIMITS.tree) + "\n"
    except Error:
        return None


def _ids(marks: tuple[Node, ...]) -> tuple[int, ...]:
    return tuple(mark.id for mark in marks)
