"""Pages written out in a test, read as the bot reads them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from cancelbot.page.snapshot import Snapshot
from cancelbot.page.tab import Tab

Look = Callable[[str], Snapshot]


@pytest.fixture
def tab(page: Page) -> Tab:
    return Tab(page.context, timeout=2.0, page=page)


@pytest.fixture
def look(tab: Tab) -> Look:
    """The reading of a page with this body."""

    def read(body: str) -> Snapshot:
        tab.page.set_content(f"<!doctype html><body>{body}</body>")
        return tab.read()

    return read
