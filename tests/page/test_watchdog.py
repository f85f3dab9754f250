"""A page that never yields, in a browser that can be seen: it ends with its last tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error
from tests.guard import arms
from tests.support.small_site import SmallSite, small_site

from cancelbot.browser.find import find
from cancelbot.page import tab as tabs
from cancelbot.page.limits import LIMITS
from cancelbot.page.tab import PageHangs, Tab


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with small_site() as served:
        served.pages = {
            "/hangs": "<h1>Billing</h1><script>setTimeout(() => { for (;;); }, 50)</script>",
            "/well": "<h1>Well</h1>",
        }
        yield served


@pytest.fixture
def visible(browser_type: BrowserType, tmp_path: Path) -> Iterator[BrowserContext]:
    found = find()
    assert found
    launch: Callable[..., BrowserContext] = browser_type.launch_persistent_context
    with arms.screen() as display:
        context = launch(tmp_path / "profile", executable_path=found.path, headless=False, env={"DISPLAY": display})
        yield context
        context.close()


def hangs(tab: Tab, site: SmallSite) -> None:
    tab.open(f"{site.origin}/hangs")
    with pytest.raises(PageHangs, match="did not answer any more"):
        tab.until(lambda _now: None, "anything")


def pictures_without_end(tab: Tab) -> None:
    session = tab.context.new_cdp_session(tab.page)
    while True:
        session.send("Page.captureScreenshot")


def the_only_tab_is_closed_after_another_has_come(hung: Tab, site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = hung.page

    while not given_up.is_closed():
        hung.context.cookies()
    hung.open(f"{site.origin}/well")
    hung.page.wait_for_load_state()

    assert hung.read().text == "Well"
    assert hung.context.pages == [hung.page]


def a_tab_that_is_needed_at_once_is_the_only_one_that_comes(
    hung: Tab, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung.open(f"{site.origin}/well")
    hung.page.wait_for_load_state()

    assert hung.read().text == "Well"
    assert hung.context.pages == [hung.page]


def a_browser_that_opens_no_tab_at_first_is_asked_again(
    hung: Tab, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_page, asked = hung.context.new_page, list[None]()

    def fails_once() -> object:
        asked.append(None)
        if len(asked) == 1:
            raise Error("Failed to open a new tab")
        return new_page()

    monkeypatch.setattr(hung.context, "new_page", fails_once)
    hung.open(f"{site.origin}/well")
    hangs(hung, site)
    hung.open(f"{site.origin}/well")
    hung.page.wait_for_load_state()

    assert hung.read().text == "Well"
    assert len(asked) == 2


def a_page_that_hangs_while_its_picture_is_taken_costs_only_its_tab(
    hung: Tab, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung.open(f"{site.origin}/well")
    hung.page.evaluate("setTimeout(() => { for (;;); }, 50)")

    with pytest.raises(Error, match="closed"):
        pictures_without_end(hung)
    hung.open(f"{site.origin}/well")

    assert hung.read().text == "Well"


LAWS = (
    the_only_tab_is_closed_after_another_has_come,
    a_tab_that_is_needed_at_once_is_the_only_one_that_comes,
    a_browser_that_opens_no_tab_at_first_is_asked_again,
    a_page_that_hangs_while_its_picture_is_taken_costs_only_its_tab,
)


def test_a_page_that_never_yields_does_not_take_the_browser_with_it(
    visible: BrowserContext, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One browser for all of it, and one tab; each law begins when its page was given up."""
    monkeypatch.setattr(tabs, "LIMITS", replace(LIMITS, hangs=1.0))
    tab = Tab(visible, timeout=2.0, page=visible.pages[0])
    for law in LAWS:
        hangs(tab, site)
        law(tab, site, monkeypatch)
