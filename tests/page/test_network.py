"""How long the site may be left alone: what Retry-After says, in both of its forms."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from playwright.sync_api import Route

from cancelbot.page.network import LONG_ENOUGH, UNTOLD, seconds_asked
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
