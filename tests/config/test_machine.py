"""Other programs: none of the current folder, and none that is told a setting."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancelbot.cli import cancelbot
from cancelbot.config.machine import own_environment, program

ROOT = Path(__file__).parent.parent.parent
STARTS = {"run", "Popen", "call", "check_call", "check_output"}


def executable(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text('#!/bin/sh\nenv > "$0.env"; echo "$0" "$@" > "$0.args"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("path", [".", "", ":", "relative", ".:relative:"])
def test_a_program_of_the_current_folder_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    executable(tmp_path / "tool")
    executable(tmp_path / "relative" / "tool")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)

    with pytest.raises(FileNotFoundError):
        program("tool")


def test_a_program_on_the_path_is_named_absolutely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = executable(tmp_path / "bin" / "tool")
    monkeypatch.setenv("PATH", f".:{tool.parent}")

    assert program("tool") == str(tool)
    assert Path(program("./tool")).is_absolute()


def test_a_child_is_told_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCELBOT_PASSWORD", "s3cr3t")
    monkeypatch.setenv("cancelbot_totp_secret", "s3cr3t")

    assert "s3cr3t" not in own_environment().values()


def test_every_program_is_started_with_an_environment_of_its_own() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"subprocess.{name}" for name in STARTS}:
                assert "env" in {word.arg for word in node.keywords}, f"{path}:{node.lineno}"


def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose program for opening things writes down how it was started; another lies in the current folder."""
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    executable(tmp_path / "cwd" / "xdg-open")
    opener = executable(tmp_path / "bin" / "xdg-open")
    os.mkfifo(f"{opener}.args")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", f".:{opener.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":7")
    for name in ("PASSWORD", "TOTP_SECRET", "EMAIL"):
        monkeypatch.setenv(f"CANCELBOT_{name}", "s3cr3t")
    return opener


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # nobody waits for what was opened
@pytest.mark.parametrize("words", [("report",), ("open",)])
def test_the_desktop_s_program_is_named_absolutely_and_told_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    opener, written = desktop(tmp_path, monkeypatch), tmp_path / "bin" / "xdg-open.args"
    shutil.copytree(ROOT / "recordings" / "sample", tmp_path / "kept" / "20261122T133408Z_x_run")
    monkeypatch.setattr("cancelbot.cli.recordings.display", lambda: ":7")
    monkeypatch.setenv("CANCELBOT_TOTP_SECRET", "JBSWY3DPEHPK3PXP")

    told = CliRunner().invoke(cancelbot, [*words, "--recordings", str(tmp_path / "kept")])

    assert told.exit_code == 0, told.output
    with written.open() as pipe:  # which waits for who writes into it
        assert pipe.read().startswith(f"{opener} file://{tmp_path}/kept/2026")
    environment = (opener.parent / "xdg-open.env").read_text()
    assert "DISPLAY=:7" in environment
    assert not any(word in environment for word in ("s3cr3t", "CANCELBOT", "JBSWY3DP"))
    assert not (tmp_path / "cwd" / "xdg-open.args").exists()


@pytest.mark.skipif(os.name != "posix", reason="a home folder is found otherwise there")
@pytest.mark.parametrize("home", [None, "", "relative"])
def test_a_user_without_a_home_folder_is_served_as_far_as_that_goes(tmp_path: Path, home: str | None) -> None:
    unknown = "import pwd; pwd.getpwuid = lambda uid: {}[uid]; from cancelbot.cli import main; main()"
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH"}}

    told = subprocess.run(
        [sys.executable, "-c", unknown, "doctor"],
        cwd=tmp_path, env=env if home is None else {**env, "HOME": home},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert told.returncode == 2, told.stderr
    assert "/nonexistent/.local/state/cancelbot" in told.stdout
    assert list(tmp_path.iterdir()) == []


def test_code_of_the_current_folder_is_not_run(tmp_path: Path) -> None:
    for name in ("click.py", "pydantic.py", "playwright.py", "structlog.py"):
        (tmp_path / name).write_text("raise SystemExit('evil')")

    told = subprocess.run(
        [sys.executable, "-m", "cancelbot", "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (told.returncode, "evil" in told.stdout + told.stderr) == (0, False), told.stderr
