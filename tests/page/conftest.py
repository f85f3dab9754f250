"""Pages written out in a test, read as the bot reads them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.support.used_tab import as_new

from cancelbot.page.snapshot import Snapshot
from cancelbot.page.tab import Tab

Look = Callable[[str], Snapshot]
LIMIT = 20.0
"""seconds, which no test of these pages uses up: a busy machine decides nothing"""


@pytest.fixture
def tab(page: Page) -> Tab:
    """A tab that nobody has used before, in a profile of its own."""
    return Tab(page.context, timeout=LIMIT, page=page)


@pytest.fixture
def small_tab(used_tab: Tab) -> Tab:
    """The tab of :func:`look`, on a document of its own: nothing of the test before is left."""
    return as_new(used_tab, LIMIT)


@pytest.fixture
def look(small_tab: Tab) -> Look:
    """The reading of a page with this body."""

    def read(body: str) -> Snapshot:
        small_tab.page.set_content(f"<!doctype html><body>{body}</body>")
        return small_tab.read()

    return read
