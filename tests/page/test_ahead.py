"""Further tabs, on a site that bears them and on one that does not."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType
from tests.support.small_site import SmallSite, small_site

from cancelbot.page.ahead import Loaded
from cancelbot.page.tab import Tab

REPORTS = "<script>fetch('/report', {method: 'POST'})</script>"
"""by which the site hears how often a page was loaded"""


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with small_site() as served:
        served.pages = {
            "/overview": "<h1>Overview</h1>",
            "/cards": f"<h1>Cards</h1>{REPORTS}",
            "/keys": "<script>location.replace('/sign-in')</script>",
            "/sign-in": "<h1>Sign in</h1>",
        }
        yield served


@pytest.fixture
def own(browser_type: BrowserType, launch_arguments: dict[str, object], tmp_path: Path) -> Iterator[BrowserContext]:
    """A persistent context, as the bot's own browser has."""
    launch: Callable[..., BrowserContext] = browser_type.launch_persistent_context
    context = launch(tmp_path / "profile", **launch_arguments)
    yield context
    context.close()


@pytest.fixture
def launch_arguments(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in browser_type_launch_args.items() if name in {"executable_path", "headless"}}


@pytest.fixture
def tab(own: BrowserContext, site: SmallSite) -> Tab:
    made = Tab(own, timeout=5, page=own.pages[0], site=(f"{site.origin}/",))
    made.open(f"{site.origin}/overview")
    return made


def settled(context: BrowserContext, path: str) -> None:
    """Wait until a further tab shows ``path``."""
    context.pages[-1].wait_for_url(f"**{path}")


def test_a_page_that_was_loaded_ahead_is_taken_over_once_and_then_loaded_anew(
    tab: Tab, own: BrowserContext, site: SmallSite
) -> None:
    cards = f"{site.origin}/cards"
    tab.ahead.load([cards])
    settled(own, "/cards")

    tab.open(cards)
    tab.page.wait_for_load_state("networkidle")

    assert tab.read().text == "Cards"
    assert (len(own.pages), site.heard) == (1, ["POST /report"])
    tab.open(cards)
    tab.page.wait_for_load_state("networkidle")
    assert site.heard == ["POST /report"] * 2


def test_a_site_that_leads_a_further_tab_to_its_sign_in_gets_no_more_of_them(
    tab: Tab, own: BrowserContext, site: SmallSite
) -> None:
    tab.ahead.load([f"{site.origin}/cards", f"{site.origin}/keys"])
    settled(own, "/sign-in")

    tab.open(f"{site.origin}/keys")
    tab.ahead.load([f"{site.origin}/cards"])

    assert len(own.pages) == 1


def test_a_document_that_is_still_on_its_way_is_waited_for_and_not_asked_for_again(
    tab: Tab, own: BrowserContext, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.holds["/cards"] = coming = threading.Event()
    tab.ahead.load([f"{site.origin}/cards"])
    waits = Loaded.await_document

    def let_it_come(loaded: Loaded, seconds: float) -> None:
        assert not loaded.has_arrived
        coming.set()
        waits(loaded, seconds)

    monkeypatch.setattr(Loaded, "await_document", let_it_come)
    tab.open(f"{site.origin}/cards")
    tab.page.wait_for_load_state("networkidle")

    assert tab.read().text == "Cards"
    assert (len(own.pages), site.heard) == (1, ["POST /report"])
