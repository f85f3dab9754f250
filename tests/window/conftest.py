"""A browser and a screen for the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.guard import arms

from cancelbot.browser.find import FoundBrowser, find


@pytest.fixture
def found() -> FoundBrowser:
    browser = find()
    assert browser
    return browser


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen, for browsers that can be seen."""
    with arms.screen() as made:
        monkeypatch.setenv("DISPLAY", made)
        yield
