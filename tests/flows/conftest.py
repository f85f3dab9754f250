"""The sign-in alone, in a real browser: against a sandbox, or on a page written in the test."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.conftest import account
from tests.support.own_pages import OwnPages, served
from tests.support.used_tab import as_new

from cancelbot.config.settings import load
from cancelbot.config.totp import Clock
from cancelbot.engine.interaction import IO, Progress
from cancelbot.engine.run import Run
from cancelbot.guard import Guard, Policy
from cancelbot.page.snapshot import Observation, Probe, Snapshot
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording
from cancelbot.result import Result
from openai_platform.sign_in import SignIn

BALANCE = re.compile("credit (balance|remaining)", re.IGNORECASE)
HURRIED = Clock(time.time, lambda _seconds: None)
"""The right time, and no waiting for the next code: the sandbox takes it a little early."""
OVERVIEW = "/settings/organization/billing/overview"


class OpenGuard(Guard):
    """A guard that lets everything pass and remembers what it was asked for."""

    kind = "page"

    def __init__(self) -> None:
        super().__init__(Policy("http://p.example", "http://a.example", "http://i.example"))
        self.opened_for: list[str] = []
        self.is_shut = True

    def sign_in(self, origin: str) -> None:
        self.opened_for.append(origin)
        self.is_shut = False

    def by_hand(self) -> None:
        self.opened_for.append("by hand")
        self.is_shut = False

    def shut(self) -> None:
        self.is_shut = True

    def opened(self, step: str) -> NoReturn:
        raise AssertionError(f"the sign-in carries out no act, not even {step}")


@dataclass
class Notes(Progress):
    """A progress that remembers."""

    notes: list[str] = field(default_factory=list)
    when_called: Callable[[], object] | None = None
    """what the person does when they are called to the window"""

    def note(self, text: str) -> None:
        self.notes.append(text)
        if "left)" in text and self.when_called is not None:
            act, self.when_called = self.when_called, None
            act()


@dataclass
class Person:
    """A person at a terminal, with prepared answers."""

    answers: list[Callable[[], str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    bells: int = 0

    def hidden(self, question: str) -> str:
        return self.line(question)

    def line(self, question: str) -> str:
        self.questions.append(question)
        return self.answers.pop(0)() if self.answers else ""

    def bell(self) -> None:
        self.bells += 1


@dataclass
class Bot:
    """A run that only signs in."""

    run: Run
    sign_in: SignIn
    guard: OpenGuard
    progress: Notes
    url: str

    def through(self, path: str = OVERVIEW, arrived: Probe[str] | None = None) -> str:
        """Sign in, to the page at ``path``; what stands there when it is reached."""
        return self.sign_in.through(self.url + path, arrived or there, "Billing > Overview")

    @property
    def event_log(self) -> str:
        return (self.run.recording.folder / "events.jsonl").read_text()


MakeBot = Callable[..., Bot]
Read = Callable[[str], Snapshot]
SmallRun = Callable[..., Run]


def there(snapshot: Snapshot) -> Observation[str] | None:
    """The overview of the billing."""
    return Observation("the overview") if BALANCE.search(snapshot.text) else None


@pytest.fixture(scope="session")
def read(browser: Browser) -> Iterator[Read]:
    """Reads a page that is written in the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = Tab(context, timeout=20.0)

    def look(html: str) -> Snapshot:
        tab.page.set_content(html)
        return tab.read()

    yield look
    context.close()


@pytest.fixture
def small_run(used_tab: Tab, tmp_path: Path) -> Iterator[SmallRun]:
    """A run on a page that is written in the test: ``small_run(timeout=3.0)``; settings as keywords."""
    with ExitStack() as ended:

        def make(**given: object) -> Run:
            settings = {"timeout": 2.0, "email": "a@example.com", "password": "-", **given}
            made = make_bot(used_tab.context, tmp_path, settings, tab=used_tab).run
            ended.callback(made.recording.close)
            return made

        yield make


@pytest.fixture
def bot_with(context: BrowserContext, tmp_path: Path) -> Iterator[MakeBot]:
    """A bot with these settings: ``bot_with(email="a@example.com")``."""
    with ExitStack() as stack:

        def make(*, ask: Person | None = None, clock: Clock = HURRIED, **given: object) -> Bot:
            made = make_bot(context, tmp_path, given, ask=ask, clock=clock)
            stack.callback(made.run.recording.close)
            return made

        yield make


@pytest.fixture
def bot(bot_with: MakeBot) -> MakeBot:
    """A bot for a sandbox: ``bot(sandbox, password="wrong")``; settings as keywords."""
    return lambda sandbox, **given: bot_with(**{**account(sandbox), **given})


@pytest.fixture
def bot_for(bot_with: MakeBot) -> Iterator[MakeBot]:
    """``bot_for(OwnPages([EMAIL, PASSWORD]), headed=True)``: serves pages of a test; settings as keywords."""
    with ExitStack() as stack:

        def make(site: OwnPages, **given: object) -> Bot:
            stack.enter_context(served(site))
            return bot_with(**{**site.settings, "timeout": 10.0, **given})

        yield make


def make_bot(
    context: BrowserContext,
    folder: Path,
    given: dict[str, object],
    *,
    ask: Person | None = None,
    clock: Clock = HURRIED,
    tab: Tab | None = None,
) -> Bot:
    """A bot in ``context`` with these settings; in a new tab, or in ``tab`` as if that were one."""
    settings = load(**{"timeout": 6.0, **given})
    recording = Recording(folder / "recordings", "sign-in", "run", settings.known_secrets)
    result = Result(flow="sign-in", mode="run", started="", recording=str(recording.folder))
    tab = as_new(tab, settings.timeout) if tab else Tab(context, timeout=settings.timeout)
    guard, progress = OpenGuard(), Notes()
    run = Run(settings, tab, guard, recording, result, IO(progress, ask), dry_run=False)
    return Bot(run, SignIn(run, clock), guard, progress, settings.platform_url)
