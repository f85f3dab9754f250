"""Kill -9 of the bot and of the browser, at every event of the event log: nothing is lost, left over or done again."""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import PATIENCE, Command, Ran, Serve, environment
from tests.flows.laws import Was, keep, small, state_of

from cancelbot.recording.read import read_recording, recordings_in
from cancelbot.sandbox import Act, Sandbox, Scenario

DOOMED = Path(__file__).parents[1] / "support" / "doomed.py"
EVENTS = 57
"""events in the event log of the small full run, with one to spare"""
FLAGS = ("run", "--yes", "--remove-card", "--delete-keys", "--timeout", "6")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
CLICKED = "cancel-plan/act.clicked"
"""the site has heard it, and nobody has looked yet"""
Kill = Callable[..., "subprocess.CompletedProcess[str]"]


def tiny() -> Scenario:
    """One card and one key."""
    scenario = small()
    (organization,) = scenario.organizations
    projects = [organization.projects[0].model_copy(update={"keys": organization.projects[0].keys[:1]})]
    fewer = organization.model_copy(update={"cards": organization.cards[:1], "projects": projects})
    return scenario.model_copy(update={"organizations": (fewer,)})


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder with a short path: Chromium does not start where the path of its socket is over 108 characters."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's processes keep their files, by which they are told from all others."""
    own = tmp_path / "tmp"
    own.mkdir()
    monkeypatch.setenv("TMPDIR", str(own))
    return tmp_path


@pytest.fixture
def sandbox(serve: Serve) -> Sandbox:
    return serve(tiny())


@pytest.fixture
def kill(sandbox: Sandbox, home: Path) -> Kill:
    """Runs the command, of which something is killed after so many events, or after the one that is named."""

    def start(what: str, when: int | str, *more: str) -> "subprocess.CompletedProcess[str]":
        line = [sys.executable, str(DOOMED), what, str(when)]
        ended = subprocess.run(
            [*line, *FLAGS, *more],
            cwd=home,
            env=environment(sandbox, home),
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=PATIENCE,
        )
        wait_until_nobody_is_left(home)
        return ended

    return start


def wait_until_nobody_is_left(home: Path) -> None:
    """Every process of this test has ended, the browser and all of its own. Fails if one stays for too long."""
    for pid in _of(home):
        try:
            watched = os.pidfd_open(pid)
        except OSError:
            continue  # ended meanwhile
        ended, _, _ = select.select([watched], [], [], 20)
        os.close(watched)
        assert ended, f"process {pid} was left behind"


def _of(home: Path) -> list[int]:
    mark = f"TMPDIR={home / 'tmp'}".encode()
    return [pid for pid in (int(each.name) for each in Path("/proc").glob("[0-9]*")) if mark in _surroundings(pid)]


def _surroundings(pid: int) -> list[bytes]:
    if pid == os.getpid():
        return []
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def events(folder: Path) -> list[dict[str, object]]:
    """Every line of the event log, each of which must be whole."""
    text = (folder / "events.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def follow(home: Path, sandbox: Sandbox, command: Command) -> None:
    """Assert what holds after a kill: the recording can be read, and the next run goes on from what is so."""
    (cut,) = recordings_in(home / "recordings")
    event_log, before = events(cut.folder), state_of(sandbox)
    assert (before.plan == "canceled") == (len(sandbox.request_log.acts(Act.CANCEL)) == 1)
    sandbox.request_log.clear()

    ended = command(*FLAGS, sandbox=sandbox)

    again = ran(home, but=cut.folder)
    assert ended.returncode == again.exit_code == 0, ended.stderr
    keep(sandbox, before, again)
    assert len(sandbox.request_log.acts(Act.CANCEL)) == (before.plan != "canceled")
    assert len(sandbox.request_log.acts(Act.AUTO_RECHARGE)) == before.auto_recharge
    assert len(sandbox.request_log.acts(Act.CARD)) == len(before.cards)
    assert len(sandbox.request_log.acts(Act.KEY)) == len(before.keys)
    assert whose_clicks(event_log, before) <= told_whose(again)
    assert list((home / "tmp").iterdir()) == []


def ran(home: Path, *, but: Path) -> Ran:
    (folder,) = [kept.folder for kept in recordings_in(home / "recordings") if kept.folder != but]
    return Ran(json.loads((folder / "result.json").read_text()), folder, read_recording(folder).result)


def whose_clicks(event_log: list[dict[str, object]], now: Was) -> set[str]:
    """The steps in which something was clicked and took effect, and no look has confirmed it."""
    last = next((event for event in reversed(event_log) if event["event"] in {"act.intended", "look.confirmed"}), None)
    if last is None or last["event"] == "look.confirmed":
        return set()
    step = str(last["step"])
    landed = {
        "auto-recharge": not now.auto_recharge,
        "cancel-plan": now.plan == "canceled",
        "payment-methods": not now.cards,
        "api-keys": not now.keys,
    }
    return {step} if landed[step] else set()


def told_whose(again: Ran) -> set[str]:
    """The steps that the next run says the killed run has done."""
    return {step.name for step in again.result.steps if " the run " in step.message}


def reads_as(home: Path, command_here: Command) -> str:
    """What the commands say of the run that was killed."""
    (cut,) = recordings_in(home / "recordings")
    listed, reported = command_here("runs"), command_here("report", "--no-open", cut.folder.name)
    verified = command_here("receipt", "verify", cut.folder.name)
    assert (listed.returncode, reported.returncode, verified.returncode) == (0, 0, 2), reported.stderr
    assert "Traceback" not in listed.stderr + reported.stderr + verified.stderr
    return f"{listed.stdout} {Path(home, reported.stdout.strip()).read_text()} {verified.stderr}"


def test_the_bot_is_killed_after_its_click(
    kill: Kill, home: Path, sandbox: Sandbox, command: Command, command_here: Command
) -> None:
    ended = kill("bot", CLICKED)

    said = reads_as(home, command_here)
    assert ended.returncode == -9
    assert "no end" in said
    assert "Not certain" in said
    assert "the run was cut off" in said
    follow(home, sandbox, command)


@pytest.mark.soak  # test_full_disk.py has it too
@pytest.mark.parametrize(
    ("when", "exit_code", "outcome"),
    [("cancel-plan/act.intended", 6, "canceled"), ("cancel-plan/step.began", 6, "unverified")],
)
def test_the_disk_is_full(kill: Kill, sandbox: Sandbox, when: str, exit_code: int, outcome: str) -> None:
    ended = kill("disk", when, "--json")

    told = json.loads(ended.stdout)
    assert (ended.returncode, told["exit_code"], told["outcome"]) == (exit_code, exit_code, outcome)
    assert "The recording could not be written" in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr
    assert len(sandbox.request_log.acts(Act.CANCEL)) == (outcome == "canceled")
    assert len(sandbox.request_log.acts(Act.CARD)) == 0, "nothing is clicked that is not written down"


@pytest.mark.soak
def test_the_browser_is_killed_after_the_click(kill: Kill, home: Path, sandbox: Sandbox, command: Command) -> None:
    ended = kill("browser", CLICKED)

    says_what_happened(ended)
    assert ended.returncode == 6
    follow(home, sandbox, command)


@pytest.mark.soak
@pytest.mark.parametrize("when", ["sign-in/step.began", "cancel-plan/step.began", CLICKED])
def test_the_window_is_closed_by_hand(kill: Kill, home: Path, sandbox: Sandbox, command: Command, when: str) -> None:
    ended = kill("window", when)

    says_what_happened(ended)
    assert ended.returncode == (6 if when == CLICKED else 1)
    follow(home, sandbox, command)


@pytest.mark.soak
@pytest.mark.parametrize("when", ["cancel-plan/step.began", CLICKED])
def test_a_tab_that_crashes_is_replaced(kill: Kill, home: Path, sandbox: Sandbox, when: str) -> None:
    ended = kill("tabs", when)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_an_end_right_after_the_click_reports_that_it_is_not_known(
    kill: Kill, home: Path, sandbox: Sandbox, command: Command
) -> None:
    ended = kill("end", CLICKED)

    (cut,) = recordings_in(home / "recordings")
    assert ended.returncode == 130
    assert (cut.result.exit_code, cut.result.outcome) == (130, "unverified")
    assert "Traceback" not in ended.stdout + ended.stderr
    follow(home, sandbox, command)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(1, EVENTS + 1))
def test_the_bot_is_killed(kill: Kill, home: Path, sandbox: Sandbox, command: Command, number: int) -> None:
    ended = kill("bot", number)

    if ended.returncode == 0:
        pytest.skip(f"the run had fewer than {number} events")
    assert ended.returncode == -9
    follow(home, sandbox, command)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(2, EVENTS + 1))
def test_the_browser_is_killed(kill: Kill, home: Path, sandbox: Sandbox, command: Command, number: int) -> None:
    ended = kill("browser", number)

    if ended.returncode == 0:
        pytest.skip("the run was over, or had fewer events")
    says_what_happened(ended)
    follow(home, sandbox, command)


def says_what_happened(ended: "subprocess.CompletedProcess[str]") -> None:
    """One clear sentence, the right exit code, no traceback."""
    shown = ended.stdout + ended.stderr
    assert ended.returncode in {1, 6}, shown
    assert "The browser was closed, or it crashed" in " ".join(shown.split())
    assert "Traceback" not in shown
