"""A site that cannot be reached: why, and what to do about it."""

import socket

import pytest
from playwright.sync_api import Error, Page

from cancelbot.errors import first_line
from cancelbot.page.network import FOREIGN, OFFLINE, WAIT, why_unreachable
from cancelbot.page.tab import PageGone, Tab


@pytest.mark.parametrize(
    ("message", "why", "advice"),
    [
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://site.example/", "no such address is known here", OFFLINE),
        ("Page.goto: net::ERR_CERT_DATE_INVALID at https://site.example/", "ERR_CERT_DATE_INVALID", FOREIGN),
        ("Page.goto: Timeout 30000ms exceeded.\nCall log:", "it did not answer in time", WAIT),
        ("Page.goto: net::ERR_NEW_ONE at https://site.example/", "ERR_NEW_ONE", None),
        ("Page.goto: Something else at https://site.example/?code=1\nCall log:", "Something else", None),
    ],
)
def test_each_reason_is_told_in_words(message: str, why: str, advice: str | None) -> None:
    told, to_do = why_unreachable(message)

    assert why in told
    assert "?code" not in told
    assert "Page." not in told
    assert to_do == advice


@pytest.mark.parametrize("call", ["Page.evaluate: ", "BrowserType.connect_over_cdp: ", ""])
def test_no_message_begins_with_the_name_of_a_call(call: str) -> None:
    assert (
        first_line(Error(f"{call}The browser has been closed\nCall log:\n- waiting")) == "The browser has been closed"
    )


def test_an_address_where_nothing_answers_says_so(page: Page) -> None:
    tab = Tab(page.context, timeout=5, page=page)
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]

    with pytest.raises(PageGone, match="could not be loaded: nothing answers there") as stopped:
        tab.open(f"http://127.0.0.1:{port}/")

    assert stopped.value.advice == OFFLINE
