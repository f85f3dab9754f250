"""A bot for pages that are written in the test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from tests.flows.conftest import Bot, Person, make_bot
from tests.support.own_pages import OwnPages, served

BotFor = Callable[..., Bot]


@pytest.fixture
def bot_for(context: BrowserContext, tmp_path: Path) -> Iterator[BotFor]:
    """``bot_for(OwnPages([EMAIL, PASSWORD]), headed=True)``: serves the pages; settings as keywords."""
    with ExitStack() as stack:

        def make(site: OwnPages, *, ask: Person | None = None, **given: object) -> Bot:
            stack.enter_context(served(site))
            made = make_bot(context, tmp_path, {**site.settings, "timeout": 10.0, **given}, ask=ask)
            stack.callback(made.run.recording.close)
            return made

        yield make
