"""The command as a person types it: exit codes, streams, and what is refused before a browser starts."""

import json
import os
import pty
import select
import shlex
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import PATIENCE, Command, account, environment

from cancelbot.config.lock import one_run
from cancelbot.config.settings import load
from cancelbot.sandbox import Sandbox

soak = partial(pytest.param, marks=pytest.mark.soak)
ROOT = Path(__file__).parent.parent.parent
ABOUT_THE_PLAN = """from cancelbot.cli import main, screen
from tests.support.shortened import PLAN
screen.FLOW = PLAN
main()"""
"""the command, without the lists of cards and keys, which no test on a terminal is about"""


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (["run", "--yes"], {"PLATFORM_URL": "https://platform.openai.com.evil.example"}),
        soak(["run", "--yes"], {"TOTP_SECRET": "no secret!", "PLATFORM_URL": "http://127.0.0.1:9"}),
        soak(["run", "--yes", "--timeout", "soon"], {}),
        (["run", "--yes", "--no-such-flag"], {}),
        soak(["run"], {"PLATFORM_URL": "http://127.0.0.1:9"}),
        (["run", "--yes"], {"BROWSER": "/no/such/browser", "PLATFORM_URL": "http://127.0.0.1:9"}),
        soak(["run", "--yes"], {"RECORDINGS": "/proc/nowhere", "PLATFORM_URL": "http://127.0.0.1:9"}),
        (["demo", "--scenario", "no-such"], {}),
        soak(["demo", "--skin", "no-such"], {}),
        (["no-such-command"], {}),
    ],
)
def test_a_wrong_setting_ends_with_one_sentence_and_2(
    command_here: Command, words: list[str], settings: dict[str, str]
) -> None:
    ended = command_here(*words, **settings)

    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    assert (ended.stdout + ended.stderr).strip()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder in use cannot be removed")
@pytest.mark.parametrize("words", ["runs", "doctor", "run --json"])
def test_in_a_folder_that_is_gone_a_command_ends_with_one_sentence_and_2(tmp_path: Path, words: str) -> None:
    (tmp_path / "gone").mkdir()
    line = f"cd gone && rmdir ../gone && exec {shlex.quote(sys.executable)} -P -m cancelbot {words}"

    told = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert told.returncode == 2, told.stderr
    assert "The current folder is gone" in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.skipif(os.name != "posix", reason="the shell closes the streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_stops_nothing_and_no_file_takes_its_place(tmp_path: Path, closed: str) -> None:
    line = f"{shlex.quote(sys.executable)} -P -m cancelbot runs {closed}; echo $? > code"

    subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)

    assert (tmp_path / "code").read_text() == "0\n"
    assert [path.name for path in tmp_path.iterdir()] == ["code"]


def test_help_shows_each_flag_with_its_twin(command_here: Command) -> None:
    shown = command_here("run", "--help").stdout

    for flag, twin in [("--dry-run", "DRY_RUN"), ("--yes", "YES"), ("--remove-card", "REMOVE_CARD"), ("--org", "ORG")]:
        assert flag in shown
        assert f"CANCELBOT_{twin}" in shown
    assert "--password" not in shown
    assert "--totp" not in shown


@pytest.mark.soak
def test_json_is_all_that_stands_on_stdout(command: Command, little: Sandbox) -> None:
    ended = command("run", "--dry-run", "--json", sandbox=little)

    told = json.loads(ended.stdout)
    assert (ended.returncode, told["exit_code"], told["outcome"]) == (0, 0, "would-cancel")
    assert told["account"]["email"] == "d***@acme.example"
    assert "sign-in" in ended.stderr


@pytest.mark.soak
def test_typing_something_else_changes_nothing(tmp_path: Path, little: Sandbox) -> None:
    code, shown = on_a_terminal(tmp_path, little, ahead="cancel\n", answer="no\n")

    assert code == 0
    assert "Not canceled: you did not agree to the changes" in " ".join(shown.split())
    assert little.request_log.writes == []


def test_typing_cancel_cancels_and_what_was_typed_before_the_question_is_no_answer(
    tmp_path: Path, little: Sandbox
) -> None:
    code, shown = on_a_terminal(tmp_path, little, ahead="no\n", answer="cancel\n")

    assert code == 0, shown
    organization = little.state.organizations[0]
    assert organization.plan == "canceled"
    assert {write.act for write in little.request_log.account_writes} == {"auto-recharge", "cancel"}
    assert (len(organization.cards), len(organization.keys())) == (2, 2)


def test_a_second_run_of_the_account_at_the_same_time_is_refused_with_8(
    command: Command, little: Sandbox, tmp_path: Path
) -> None:
    with one_run(load(**account(little))):
        ended = command("run", "--yes", sandbox=little)

    assert ended.returncode == 8, ended.stderr
    assert "Another run of this account" in ended.stderr
    assert little.request_log.requests == []


def test_ctrl_c_keeps_pictures_and_result(tmp_path: Path, little: Sandbox) -> None:
    line = [sys.executable, "-m", "cancelbot", "run", "--yes", "--everything"]
    process = subprocess.Popen(
        line,
        cwd=tmp_path,
        env=environment(little, tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for shown in process.stdout:
        if "✓ sign-in" in shown:
            break
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=PATIENCE)

    (recording,) = [path for path in (tmp_path / "recordings").iterdir() if path.is_dir()]
    told = json.loads((recording / "result.json").read_text())
    assert (process.returncode, told["exit_code"]) == (130, 130), rest
    assert "Traceback" not in rest
    assert list(recording.glob("*.png")) != []


def on_a_terminal(folder: Path, sandbox: Sandbox, *, ahead: str, answer: str) -> tuple[int, str]:
    """Run ``cancelbot run`` on a terminal of its own. ``ahead`` is typed at once, ``answer`` where it asks."""
    ours, theirs = pty.openpty()
    os.write(ours, ahead.encode())
    process = subprocess.Popen(
        [sys.executable, "-c", ABOUT_THE_PLAN, "run"],
        cwd=folder,
        env={**environment(sandbox, folder), "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = ""
    while select.select([ours], [], [], PATIENCE)[0]:
        try:
            shown += os.read(ours, 4096).decode(errors="replace")
        except OSError:
            break  # the terminal is gone: the command has ended
        if answer and "Type " in shown:
            os.write(ours, answer.encode())
            answer = ""
    os.close(ours)
    return process.wait(timeout=PATIENCE), shown
