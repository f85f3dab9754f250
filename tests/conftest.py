"""The bot against the sandbox: a real browser, three real origins, real files."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.skins.folders import skin_folder
from tests.support.claims import claims_hold
from tests.support.headless import shell_in
from tests.support.threads import LIMIT, LIMIT_ON, RUNS, apart
from tests.support.used_tab import used_tab_in

from cancelbot import app
from cancelbot.browser.find import Machine, _playwright_folder, find
from cancelbot.browser.launch import ADDRESS_POPUPS, DISABLED_BY_PLAYWRIGHT
from cancelbot.cli import main
from cancelbot.config.settings import load
from cancelbot.engine.flow import Flow
from cancelbot.engine.interaction import IO, Progress
from cancelbot.page.tab import Tab
from cancelbot.result import Result, Step
from cancelbot.sandbox import SCENARIOS, Sandbox, Scenario
from openai_platform import FLOW

# Where a machine forbids bytecode, every process that a test starts compiles hundreds of files: a second or two of CPU.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Playwright's own process likewise: it starts some fifty times, and reads a program of megabytes each time.
os.environ["NODE_COMPILE_CACHE"] = str(Path(__file__).parents[1] / ".pytest_cache" / "node")


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    told: dict[str, object]
    """result.json"""
    recording: Path
    result: Result

    @property
    def exit_code(self) -> int:
        return self.result.exit_code

    @property
    def outcome(self) -> str:
        return self.result.outcome

    def step(self, name: str) -> Step:
        return next(step for step in self.result.steps if step.name == name)

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.recording / "events.jsonl").read_text().splitlines()]


Serve = Callable[..., Sandbox]
RunBot = Callable[..., Ran]
Command = Callable[..., "subprocess.CompletedProcess[str]"]
BROWSERS = _playwright_folder(Machine())
"""where Playwright keeps its browsers on this machine: the one thing of the user's own folders that tests need"""
LONGEST = (
    "tests/test_canary.py",
    "tests/window/test_window.py",
    "tests/cli/test_many.py::test_a_rehearsal",
    "tests/flows/check/test_check.py::test_what_is_missing",
    "tests/guard/test_channels.py",
    "tests/test_packaging.py::test_the_package",
)
"""as long as whole runs, which does not show in what they use"""
BESIDE = 20
"""short tests for each long one: a long one works most of the time, a short one waits"""
PATIENCE = 120
"""seconds that a command may take"""


@pytest.hookimpl(trylast=True)  # once those that are not to run have been left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole runs begin early, with short tests beside them; what needs no browser comes last."""
    items.sort(key=_turn)
    long = [item for item in items if _turn(item) < 2]
    short = iter(items[len(long) :])
    items[:] = [each for first in long for each in (first, *islice(short, BESIDE))]
    items.extend(short)
    for item in items:
        if (limit := LIMIT_ON.get(_skin_of(item))) is not None:
            item.add_marker(pytest.mark.timeout(RUNS * limit + 30))


def _turn(item: pytest.Item) -> int:
    """0 and 1: as long as a whole run; 2: starts a program or a browser of its own; 3: shares one; 4: needs none."""
    uses = set(getattr(item, "fixturenames", ()))
    if item.nodeid.startswith(LONGEST):
        return 0
    if uses & {"run", "little", "kill", "captured"}:
        return 1
    return 2 if uses & {"command", "found"} else 3 if uses & {"browser", "serve"} else 4


def _skin_of(item: pytest.Item) -> str:
    """The front-end of a test that is made once for each; empty if it is not."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return str(given.get("skin") or getattr(given.get("case"), "skin", ""))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the settings, or writes into the folders, of whoever runs it."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(BROWSERS))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("EMAIL", "PASSWORD", "TOTP_SECRET", "YES", "DRY_RUN", "EVERYTHING", "ORG"):
        monkeypatch.delenv(f"CANCELBOT_{name}", raising=False)
    monkeypatch.setattr("cancelbot.config.sources.DOTENV", tmp_path / "no.env")
    monkeypatch.setattr("cancelbot.config.sources._withdrawn", {})


_ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Tests that stop a process do so too where the whole suite was started with signals ignored, as by nohup."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_ENDING)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Sandboxes, by scenario or its name, that are stopped after the test."""
    with ExitStack() as started:

        def start(scenario: str | Scenario = "default", skin: str | Path = "platform") -> Sandbox:
            shown = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
            return started.enter_context(Sandbox(shown, skin_folder(skin)))

        yield start


@pytest.fixture
def sandbox(serve: Serve) -> Sandbox:
    """The default account."""
    return serve()


@pytest.fixture
def run(tmp_path: Path) -> RunBot:
    """Runs the bot on a sandbox; flags as keywords."""

    def start(sandbox: Sandbox, *, agrees: bool | None = None, flow: Flow = FLOW, **flags: object) -> Ran:
        given = {"yes": agrees is None, "timeout": 8.0, "recordings": tmp_path / "recordings", **account(sandbox)}
        settings = load(**{**given, **flags})
        consent = None if agrees is None else lambda _planned: agrees
        result = apart(
            lambda: app.run(settings, IO(Progress(), consent=consent), flow), LIMIT_ON.get(sandbox.skin.name, LIMIT)
        )
        claims_hold(sandbox, result)
        recording = Path(result.recording)
        return Ran(json.loads((recording / "result.json").read_text()), recording, result)

    return start


def account(sandbox: Sandbox) -> dict[str, object]:
    """The settings that point at ``sandbox`` with its own account."""
    own = sandbox.scenario.account
    return {
        "platform_url": sandbox.platform_url,
        "auth_url": sandbox.auth_url,
        "api_url": sandbox.api_url,
        "email": own.email,
        "password": own.password,
        "totp_secret": own.totp_secret,
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The shared browser is a headless shell if there is one, and starts no process for what nobody opens.

    A shell gives a frame no process of its own unless it is told to; any other browser does.
    """
    shell = None if browser_type_launch_args.get("headless") is False else shell_in(BROWSERS)
    found = None if shell else find()
    path = shell or (found.path if found else None)
    off = ",".join((*DISABLED_BY_PLAYWRIGHT, *ADDRESS_POPUPS, "SpareRendererForSitePerProcess"))
    only = {"executable_path": path} if path else {}
    return {**browser_type_launch_args, "args": [f"--disable-features={off}", "--site-per-process"], **only}


def environment(sandbox: Sandbox | None, home: Path) -> dict[str, str]:
    """A machine on which only this sandbox's account is set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CANCELBOT_", "XDG_"))}
    own = account(sandbox) if sandbox else {}
    return {
        **kept,
        "HOME": str(home),
        "COLUMNS": "120",
        **{f"CANCELBOT_{name.upper()}": str(value) for name, value in own.items() if value is not None},
    }


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def start(*words: str, sandbox: Sandbox | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
        env = {**environment(sandbox, tmp_path), **{f"CANCELBOT_{name}": value for name, value in settings.items()}}
        line = [sys.executable, "-m", "cancelbot", *words]
        return subprocess.run(
            line,
            cwd=tmp_path,
            env=env,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=LIMIT_ON.get(sandbox.skin.name, PATIENCE) if sandbox else PATIENCE,
        )

    return start


@pytest.fixture(scope="session")
def used_tab(browser: Browser) -> Iterator[Tab]:
    """One tab for all small pages."""
    with used_tab_in(browser) as tab:
        yield tab


@pytest.fixture
def command_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The same in this process, for tests that are not about one: to start one costs half a second of CPU."""

    def start(*words: str, sandbox: Sandbox | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
        env = {**environment(sandbox, tmp_path), **{f"CANCELBOT_{name}": value for name, value in settings.items()}}
        for name in os.environ.keys() - env.keys():
            monkeypatch.delenv(name)
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", [sys.argv[0], *words])  # how it was started is remembered
        monkeypatch.chdir(tmp_path)
        capsys.readouterr()
        code: object = 0
        with Path(os.devnull).open() as nothing:
            monkeypatch.setattr(sys, "stdin", nothing)
            try:
                main()
            except SystemExit as ended:
                code = ended.code
        shown = capsys.readouterr()
        return subprocess.CompletedProcess(words, int(str(code)), shown.out, shown.err)

    return start


@pytest.fixture
def little(serve: Serve) -> Sandbox:
    """An account with little in it."""
    from tests.flows.laws import small  # it imports this file

    return serve(small())
