"""Which headless shell the tests of single pages have, on machines that are made up of a few files."""

import os
import sys
from pathlib import Path

import pytest
from tests.support.headless import DEBIAN, shell_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the made-up shells are shell scripts")


def shell(path: Path, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def build(folder: Path, number: int, name: str, code: int = 0) -> Path:
    made = shell(folder / f"chromium_headless_shell-{number}" / "any-system" / name, code)
    (made.parent.parent / "INSTALLATION_COMPLETE").touch()
    return made


def test_the_newest_of_playwrights_that_starts_comes_before_debians(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), "/bin"]))
    debian = shell(tmp_path / "bin" / DEBIAN)
    build(tmp_path, 999, "headless_shell")
    newest = build(tmp_path, 1255, "chrome-headless-shell")
    build(tmp_path, 1300, "chrome-headless-shell", code=127)
    shell(tmp_path / "chromium_headless_shell-1400" / "unfinished" / "headless_shell")

    assert shell_in(tmp_path) == newest
    assert shell_in(tmp_path / "nowhere") == debian


def test_where_none_starts_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    shell(tmp_path / "bin" / DEBIAN, code=1)

    assert shell_in(tmp_path) is None
