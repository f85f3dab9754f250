"""A load is a new document, or it was not seen; and a page that never yields costs its tab, not the run."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route

from cancelbot.page import tab as tabs
from cancelbot.page.limits import LIMITS
from cancelbot.page.snapshot import Observation
from cancelbot.page.tab import PageGone, PageHangs, Tab

AT = "http://site.example/overview"
Serve = Callable[..., None]


@pytest.fixture
def serve(page: Page) -> Serve:
    """Answers the loads of ``AT`` one after another: each a body, or what ``Route.fulfill`` takes. The last stays."""

    def start(*answers: str | dict[str, object]) -> None:
        left = list(answers)

        def answer(route: Route) -> None:
            given = left.pop(0) if len(left) > 1 else left[0]
            told: dict[str, object] = {"body": given, "content_type": "text/html"} if isinstance(given, str) else given
            route.fulfill(**told)  # type: ignore[arg-type]  # a test gives what it takes

        page.context.route(AT, answer)

    return start


@pytest.mark.parametrize(
    "second",
    [
        {"status": 204},
        {"status": 205},
        {"body": "%PDF", "headers": {"content-type": "application/pdf", "content-disposition": "attachment"}},
    ],
    ids=["no content", "reset content", "a download"],
)
def test_a_load_that_brings_no_document_was_not_seen(tab: Tab, serve: Serve, second: dict[str, object]) -> None:
    serve("<h1>Billing</h1>", second)
    tab.open(AT)

    with pytest.raises(PageGone):
        tab.open(AT)
    assert tab.loads == 1
    assert tab.read().text == "Billing", "the old document is still there"


def test_a_load_that_is_blocked_was_not_seen(tab: Tab, serve: Serve) -> None:
    serve("<h1>Billing</h1>")
    tab.open(AT)
    tab.page.context.unroute(AT)
    tab.page.context.route(AT, lambda route: route.abort("blockedbyclient"))

    with pytest.raises(PageGone, match="could not be loaded"):
        tab.open(AT)
    assert tab.loads == 1


def test_a_page_that_leads_on_at_once_is_a_new_document(tab: Tab, serve: Serve) -> None:
    tab.page.context.route(f"{AT}/new", lambda route: route.fulfill(body="<h1>New</h1>", content_type="text/html"))
    serve("<h1>Old</h1>", f"<script>location.replace('{AT}/new')</script>")
    tab.open(AT)

    tab.open(AT)

    assert tab.until(lambda now: Observation(fact=True) if now.text == "New" else None, "the new page")
    assert tab.loads == 2


def test_a_page_that_moves_within_itself_is_no_new_document(tab: Tab, serve: Serve) -> None:
    serve("<h1>Billing</h1>", {"status": 204})
    tab.open(AT)
    tab.page.evaluate("setInterval(() => history.pushState(null, '', '/overview?' + performance.now()), 20)")

    with pytest.raises(PageGone):
        tab.open(AT)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("for (;;);", marks=pytest.mark.soak),
        "for (;;) alert('Hello')",
        "setTimeout(() => { for (;;); }, 50)",
    ],
    ids=["a loop", "alerts", "a late loop"],
)
def test_a_page_that_never_yields_costs_its_tab_and_the_next_load_gets_a_new_one(
    tab: Tab, serve: Serve, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabs, "LIMITS", replace(LIMITS, hangs=2.0))
    tab = Tab(tab.context, timeout=2.0)
    serve(f"<h1>Billing</h1><script>{script}</script>", "<h1>Well</h1>")

    tab.open(AT)
    with pytest.raises(PageHangs, match="did not answer any more") as hung:
        tab.until(lambda _now: None, "anything")
    assert hung.value.exit_code == 5

    tab.open(AT)
    tab.page.wait_for_load_state()
    assert tab.read().text == "Well"


def test_a_page_that_never_lets_itself_be_left_costs_its_tab_however_it_is_looked_at_then(
    tab: Tab, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabs, "LIMITS", replace(LIMITS, hangs=2.0))
    tab = Tab(tab.context, timeout=2.0)
    tab.page.set_default_timeout(1000)
    serve("<h1>Billing</h1><script>onbeforeunload = () => { for (;;) alert('Stay!') }</script>", "<h1>Well</h1>")
    tab.open(AT)

    with pytest.raises(PageGone, match="did not answer in time"):
        tab.open(AT)
    with pytest.raises(PageHangs):
        tab.read()

    tab.open(AT)
    tab.page.wait_for_load_state()
    assert tab.read().text == "Well"


BEGINS = "new Image().src = `http://begins.example/`"
LOOP = f"<script>{BEGINS}; parent.postMessage(0, `*`); setTimeout(() => {{ for (;;); }}, 50)</script>"
HEARS = f"<script>onmessage = () => {{ {BEGINS} }}</script>"
"""what a frame in a process of its own asks for is not reported before that process answers"""


@pytest.mark.parametrize(
    "beside",
    [
        f"<iframe sandbox=allow-scripts srcdoc='{LOOP}'></iframe>",
        pytest.param("<script>open('http://other.example/', '_blank', 'noopener')</script>", marks=pytest.mark.soak),
    ],
    ids=["a frame", "a popup"],
)
def test_what_never_yields_beside_a_page_holds_up_nothing_that_concerns_the_whole_browser(
    tab: Tab, serve: Serve, beside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabs, "LIMITS", replace(LIMITS, hangs=2.0))
    tab = Tab(tab.context, timeout=2.0)
    tab.context.route("http://begins.example/", lambda route: route.abort())
    tab.context.route("http://other.example/", lambda route: route.fulfill(body=LOOP, content_type="text/html"))
    serve(f"<h1>Billing</h1>{HEARS}{beside}")
    with tab.context.expect_event("request", lambda request: "begins" in request.url):
        tab.open(AT)

    tab.context.route("http://third.example/", lambda route: route.abort())

    assert "Billing" in tab.read().text
