"""Other programs: none of the current folder, and none that is told a setting."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from cancelbot.config.processes import own_environment, program

ROOT = Path(__file__).parent.parent.parent
STARTS = {"run", "Popen", "call", "check_call", "check_output"}


def executable(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text('#!/bin/sh\nenv > "$0.env"; echo "$@" > "$0.args"\n')
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


def test_code_of_the_current_folder_is_not_run(tmp_path: Path) -> None:
    for name in ("click.py", "pydantic.py", "playwright.py", "structlog.py"):
        (tmp_path / name).write_text("raise SystemExit('evil')")

    told = subprocess.run(
        [sys.executable, "-m", "cancelbot", "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (told.returncode, "evil" in told.stdout + told.stderr) == (0, False), told.stderr
