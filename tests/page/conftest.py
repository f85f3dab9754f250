"""Pages written out in a test, read as the bot reads them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from cancelbot.page.snapshot import Reading
from cancelbot.page.tab import Eyes

Look = Callable[[str], Reading]


@pytest.fixture
def eyes(page: Page) -> Eyes:
    return Eyes(page.context, timeout=2.0, page=page)


@pytest.fixture
def look(eyes: Eyes) -> Look:
    """The reading of a page with this body."""

    def read(body: str) -> Reading:
        eyes.page.set_content(f"<!doctype html><body>{body}</body>")
        return eyes.read()

    return read
