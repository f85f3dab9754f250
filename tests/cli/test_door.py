"""The door: what stands in the help, the questions on a terminal, completion, and commands as they can be typed."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import PATIENCE, Command

from cancelbot.cli import DOOR_CHOICES, SECTIONS, cancelbot
from cancelbot.cli.console import STARTED_COMMANDS, started_as, typed


def test_every_command_has_one_place_in_the_help() -> None:
    placed = [str(command.name) for commands in SECTIONS.values() for command in commands]

    assert sorted(placed) == sorted(cancelbot.commands)
    assert sorted(STARTED_COMMANDS.split("|")) == sorted(cancelbot.commands)


@pytest.mark.parametrize("name", sorted(cancelbot.commands))
def test_every_command_shows_an_example_that_it_understands(name: str) -> None:
    shown = CliRunner().invoke(cancelbot, [name, "--help"]).output
    examples = re.findall(rf"^  (?:eval \"\$\()?cancelbot {name}\b([^)|>\n]*)", shown, re.MULTILINE)
    command = cancelbot.commands[name]

    assert examples or name == "receipt"
    for words in examples:
        flags = re.findall(r"--[a-z-]+", words)
        assert set(flags) <= {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}


def test_without_a_terminal_the_help_is_shown(command: Command) -> None:
    shown = command()

    assert shown.returncode == 0
    assert "First steps:" in shown.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_output_that_finds_no_room_is_told_in_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "cancelbot", "--help"],
            check=False,
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert process.returncode == 2
    assert "There is no room left" in process.stderr
    assert "Something unexpected" not in process.stderr


def test_on_a_terminal_it_asks_and_shows_the_command_that_each_answer_runs(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cancelbot"], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, f"{len(DOOR_CHOICES)}\n".encode())
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:
            break  # the terminal is gone: the command has ended
    os.close(ours)

    text = shown.decode()
    assert process.wait(timeout=PATIENCE) == 0
    assert all(f"-m {command}" in text for _, command in DOOR_CHOICES)
    assert text.count("Afterwards:") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_commands_and_options(shell: str, command: Command, tmp_path: Path) -> None:
    script = command("completion", shell)
    env = {
        **os.environ,
        "_CANCELBOT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "cancelbot run --del",
        "COMP_CWORD": "2",
    }
    env |= {"COMP_WORDS": "cancelbot run" if shell == "fish" else "cancelbot run --del"}
    env |= {"COMP_CWORD": "--del" if shell == "fish" else "2"}
    offered = subprocess.run([sys.executable, "-m", "cancelbot"], env=env, capture_output=True, text=True, check=True)

    assert "--delete-keys" in offered.stdout
    assert "_CANCELBOT_COMPLETE" in script.stdout
    if shutil.which(shell):
        file = tmp_path / "completion"
        file.write_text(script.stdout)
        subprocess.run([shell, "-n", file], check=True)


@pytest.mark.parametrize(
    ("argv0", "name"), [("/opt/x/cancelbot", "/opt/x/cancelbot"), ("/opt/a b/cancelbot", "'/opt/a b/cancelbot'")]
)
def test_commands_are_printed_as_they_were_started(monkeypatch: pytest.MonkeyPatch, argv0: str, name: str) -> None:
    monkeypatch.setattr("sys.argv", [argv0])
    started_as.cache_clear()

    assert typed("Look again: cancelbot verify; cancelbot did it.") == f"Look again: {name} verify; cancelbot did it."
    started_as.cache_clear()


def test_in_a_checkout_it_is_the_path_in_the_virtual_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [str(tmp_path / ".venv" / "bin" / "cancelbot")])
    started_as.cache_clear()

    assert started_as() == str(Path(".venv", "bin", "cancelbot"))
    started_as.cache_clear()
