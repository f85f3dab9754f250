"""One tab for all small pages of a process: a new one for each costs more than all that is done on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ViewportSize

from cancelbot.page import tab as tabs
from cancelbot.page.pace import Pace
from cancelbot.page.tab import Tab

VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
NOWHERE = -1
"""where the pointer is over nothing of the page"""


@contextmanager
def used_tab_in(browser: Browser) -> Iterator[Tab]:
    """The tab, in a profile of its own."""
    with browser.new_context(viewport=VIEWPORT) as context:
        yield Tab(context, timeout=20.0)


def as_new(tab: Tab, timeout: float) -> Tab:
    """``tab`` as if nobody had used it: an empty document, nothing pointed at, no other window, nothing learned."""
    for page in tab.context.pages:
        if page != tab.page:
            page.close()
    if tab.page.viewport_size != VIEWPORT:
        tab.page.set_viewport_size(VIEWPORT)
    tab.limits, tab.pace = vars(tabs)["LIMITS"].within(timeout), Pace()  # those that the test has set
    tab.teach(lambda snapshot: snapshot)
    tab.page.set_default_timeout(tab.limits.page * 1000)
    tab.page.mouse.move(NOWHERE, NOWHERE)
    tab.open("about:blank")
    return tab
