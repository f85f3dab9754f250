"""How long the site may be left alone: what Retry-After says, in both of its forms."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Page, Request, Route

from cancelbot.errors import LookFailed
from cancelbot.page.network import LONG_ENOUGH, UNTOLD, Network, seconds_asked
from cancelbot.page.tab import Tab


@pytest.mark.parametrize(("given", "seconds"), [("7", 7.0), (" 120 ", 120.0), ("0", 0.0), ("9" * 400, LONG_ENOUGH)])
def test_seconds_are_taken_as_they_are(given: str, seconds: float) -> None:
    assert seconds_asked(given) == seconds


@pytest.mark.parametrize("given", [None, "", "soon", "-3", "1.5e9x"])
def test_what_is_no_time_is_a_short_one(given: str | None) -> None:
    assert seconds_asked(given) == UNTOLD


def test_a_date_is_counted_from_now() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)

    assert 80 < seconds_asked(format_datetime(then, usegmt=True)) <= 90
    assert seconds_asked(format_datetime(then - timedelta(days=1), usegmt=True)) == 0


SITE = ("https://platform.example/", "https://api.example/")
ANSWERS = {
    "a third party's script, too many": ("https://cdn.other.example/a.js", "script", 429, {"retry-after": "3600"}),
    "a third party's data, away": ("https://stats.other.example/x", "fetch", 503, {"retry-after": "3600"}),
    "a host that only begins like the site's": (
        "https://api.example.evil.example/",
        "fetch",
        429,
        {"retry-after": "9"},
    ),
    "a neighbor of the site": ("https://status.example/x", "xhr", 503, {"retry-after": "3600"}),
    "the site's own data": ("https://api.example/v1/keys", "fetch", 429, {"retry-after": "3600"}),
    "the site's own script": ("https://platform.example/app.js", "script", 503, {"retry-after": "3600"}),
}


@pytest.mark.parametrize("whose", ANSWERS)
def test_only_the_site_itself_can_ask_to_be_left_alone(whose: str) -> None:
    url, kind, status, headers = ANSWERS[whose]
    heard: dict[str, Callable[[object], None]] = {}
    network = Network(SITE)
    network.follow(cast("Page", SimpleNamespace(on=heard.__setitem__)))
    request = SimpleNamespace(url=url, method="GET", resource_type=kind)

    heard["response"](SimpleNamespace(request=request, status=status, headers=headers))

    if whose.startswith("the site's own"):
        with pytest.raises(LookFailed, match="wants no more requests for 60 minutes"):
            network.raise_if_refused()
    else:
        network.raise_if_refused()


PAGE = """<script>
for (const path of ["/keys?at=1", "/keys?at=2", "/projects/proj_81/keys", "/projects/proj_9/keys", "/me", "/usage"])
  fetch(path).catch(() => {});
</script>"""


def test_what_a_page_has_got_is_counted_whatever_the_numbers_in_its_address(tab: Tab) -> None:
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://site.example")
        if path == "/usage":
            route.abort()
        elif path == "/":
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            route.fulfill(body="[]", status=401 if path == "/me" else 200)

    tab.page.route("http://site.example/**", answer)
    tab.open("http://site.example/")
    tab.page.wait_for_load_state("networkidle")

    got = {address.removeprefix("http://site.example"): times for address, times in tab.network.delivered.items()}
    assert got == {"/": 1, "/keys": 2, "/projects/*/keys": 2}


def test_a_page_that_another_has_led_to_has_got_only_its_own(tab: Tab) -> None:
    def answer(route: Route) -> None:
        data, path = "<script>fetch('/data')</script>", route.request.url.removeprefix("http://site.example")
        page = "<iframe src=/frame></iframe><a href=/next>Next</a>" + data
        route.fulfill(body={"/": page, "/next": data}.get(path, "[]"), content_type="text/html")

    def has_data(request: Request) -> bool:
        return request.url.endswith("/data")

    tab.page.route("http://site.example/**", answer)
    with tab.page.expect_request_finished(has_data):
        tab.open("http://site.example/")
    tab.page.wait_for_load_state()
    assert set(tab.network.delivered) == {f"http://site.example/{path}" for path in ("", "data", "frame")}
    before = tab.documents

    with tab.page.expect_request_finished(has_data):
        tab.page.get_by_text("Next").click()

    assert tab.has_moved_on(before)
    assert set(tab.network.delivered) == {f"http://site.example/{path}" for path in ("next", "data")}


@pytest.mark.parametrize(("path", "is_data"), [("/cards", True), ("/events/stream", False)])
def test_data_that_the_page_still_waits_for_is_told_from_a_stream(tab: Tab, path: str, is_data: bool) -> None:
    def answer(route: Route) -> None:
        if route.request.url.endswith("/"):
            route.fulfill(body=f"<script>fetch('{path}').catch(() => 0)</script>", content_type="text/html")

    tab.page.route("http://site.example/**", answer)
    with tab.page.expect_request(f"**{path}"), tab.page.expect_request_finished(lambda one: one.url.endswith("/")):
        tab.open("http://site.example/")

    with pytest.raises(LookFailed) if is_data else nullcontext():
        tab.network.raise_if_waiting()


@pytest.mark.parametrize(
    ("path", "is_data"), [("/keys", True), ("/keys.json", True), ("/svg", True), ("/icons/gear.svg?v=2", False)]
)
def test_a_picture_that_is_not_there_is_no_data_of_the_page(tab: Tab, path: str, is_data: bool) -> None:
    def answer(route: Route) -> None:
        page = f"<script>fetch('{path}')</script>" if route.request.url.endswith("example/") else ""
        route.fulfill(body=page, content_type="text/html", status=200 if page else 404)

    tab.page.route("http://site.example/**", answer)
    with tab.page.expect_response(f"**{path.partition('?')[0]}*"):
        tab.open("http://site.example/")

    with pytest.raises(LookFailed) if is_data else nullcontext():
        tab.network.raise_if_refused()
