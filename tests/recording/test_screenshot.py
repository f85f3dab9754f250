"""A picture that was taken while the page was waited for is kept only if another one would show the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording

BODY = "<!doctype html><style></style><body><h1>API keys</h1><button>Revoke</button></body>"


@pytest.fixture
def tab(page: Page) -> Tab:
    page.set_content(BODY)
    return Tab(page.context, timeout=2.0, page=page)


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    kept = Recording(tmp_path, "openai-platform", "run")
    yield kept
    kept.close()


def button(tab: Tab) -> tuple[Node, ...]:
    return tuple(tab.read().controls)


def pictured(tab: Tab, recording: Recording, marks: tuple[Node, ...] = ()) -> tuple[bytes, str]:
    """The picture that is kept, and the tree beside it."""
    name = recording.picture(tab, "api-keys", "before", marks)
    assert name is not None
    told = json.loads((recording.folder / "events.jsonl").read_text().splitlines()[-1])
    return (recording.folder / name).read_bytes(), (recording.folder / told["snapshot"]).read_text()


def test_a_page_that_stays_as_it_was_is_not_pictured_again(tab: Tab, recording: Recording) -> None:
    white = pictured(tab, recording)[0]
    recording.take_screenshot(tab)
    tab.page.evaluate("document.styleSheets[0].insertRule('body { background: black }')")  # the document stays

    assert pictured(tab, recording)[0] == white


def test_a_page_that_has_changed_is_pictured_as_it_is_now(tab: Tab, recording: Recording) -> None:
    recording.take_screenshot(tab)
    tab.page.evaluate("document.querySelector('h1').textContent = 'No keys'")

    picture, tree = pictured(tab, recording)

    assert "No keys" in tree
    assert picture == pictured(tab, recording)[0]


def test_what_is_to_be_outlined_is_outlined(tab: Tab, recording: Recording) -> None:
    recording.take_screenshot(tab)

    assert pictured(tab, recording, button(tab))[0] != pictured(tab, recording)[0]


def test_another_page_is_pictured_anew(tab: Tab, recording: Recording) -> None:
    recording.take_screenshot(tab)
    tab.open("data:text/html,<h1>Payment methods</h1>")
    tab.read()

    assert "Payment methods" in pictured(tab, recording)[1]


def test_what_became_a_secret_since_is_covered(tab: Tab, recording: Recording) -> None:
    recording.take_screenshot(tab)
    recording.learn("API keys")

    picture, tree = pictured(tab, recording)

    assert "API keys" not in tree
    assert picture == pictured(tab, recording)[0]
