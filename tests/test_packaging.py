"""The package, its lock files, the Makefile and the example settings say the same."""

import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cancelbot.config.settings import Settings, load

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def locked(path: Path) -> dict[str, tuple[set[str], int]]:
    """Of each package in a lock file: its versions (one a platform or Python), and the number of its hashes."""
    packages: dict[str, tuple[set[str], int]] = {}
    for block in re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8")):
        if pinned := re.match(r"([a-z0-9._-]+)==([^ ;\\]+)", block):
            versions, hashes = packages.get(pinned[1], (set(), 0))
            packages[pinned[1]] = (versions | {pinned[2]}, hashes + block.count("--hash=sha256:"))
    return packages


def expect_locked(requirements: list[str], lock: Path) -> None:
    packages = locked(lock)
    for requirement in map(Requirement, requirements):
        versions, _ = packages[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_everything_locked_has_hashes(lock: Path) -> None:
    packages = locked(lock)

    assert len(packages) > 20
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []


def test_what_the_package_needs_is_locked() -> None:
    needed = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]

    expect_locked(needed, ROOT / "requirements.lock")


def test_what_tests_and_extras_need_is_locked() -> None:
    extras = [each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra]

    expect_locked(PROJECT["dependency-groups"]["dev"] + extras, ROOT / "requirements-dev.lock")


def test_the_window_starts_by_a_double_click_and_what_prevents_it_is_shown_on_the_desktop(tmp_path: Path) -> None:
    """As on Windows, where such a program has no streams at all."""
    entry = (ROOT / "deploy" / "desktop" / "cancelbot.desktop").read_text(encoding="utf-8")
    name = next(iter(PROJECT["project"]["gui-scripts"]))
    (tmp_path / "xdg-open").write_text(
        f'#!/bin/sh\ncp "$1" {tmp_path}/half && mv {tmp_path}/half {tmp_path}/shown\n', encoding="utf-8"
    )
    (tmp_path / "xdg-open").chmod(0o755)
    start = f"import sys; sys.stdin = sys.stdout = sys.stderr = None; sys.argv = [{name!r}]"
    line = [sys.executable, "-c", f"{start}; from cancelbot.cli import window_main; window_main()"]
    env = {"HOME": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}", "CANCELBOT_BROWSER": "/not/there"}

    ended = subprocess.run(line, env=env, check=False, timeout=60)
    while not (tmp_path / "shown").exists():
        threading.Event().wait(0.02)

    assert ended.returncode == 2
    assert f"Exec={name}\n" in entry
    assert "CANCELBOT_BROWSER is /not/there" in (tmp_path / "shown").read_text(encoding="utf-8")


def test_tests_run_with_what_users_get() -> None:
    runtime, dev = map(locked, LOCKS)

    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_says_where_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert re.findall(r"https?:|file:|--\w*index|--find-links|^-e|^/", text, re.MULTILINE) == []


def test_each_runtime_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)

    assert block
    assert [line for line in block[1].splitlines() if not re.match(r'\s+"\S+",\s+# \w.{10,}', line)] == []


def test_the_example_names_every_setting_of_this_version() -> None:
    """Settings without a line in the example are found by nobody; lines without a setting do nothing."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"^#?CANCELBOT_([A-Z_]+)=", text, re.MULTILINE)}

    assert named == set(Settings.model_fields)


def test_the_example_as_it_stands_changes_nothing() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == []


EXAMPLE = re.findall(r"^#(CANCELBOT_\w+=.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", EXAMPLE)
def test_each_line_of_the_example_is_taken_as_it_stands(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / ".env"
    own.write_text(line, encoding="utf-8")
    own.chmod(0o600)
    monkeypatch.setattr("cancelbot.config.sources.DOTENV", own)
    name, _, value = line.removeprefix("CANCELBOT_").partition("=")

    given = getattr(load(), name.lower())

    assert bool(value) <= (given not in (None, ()))


def test_the_readme_goes_with_the_package() -> None:
    assert (ROOT / "README.md").exists() == (PROJECT["project"].get("readme") == "README.md")


needs_git = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this copy is not a git repository")


@needs_git
@pytest.mark.parametrize("path", [".env", ".venv/x", "recordings/20260101T000000Z_openai-platform_run/result.json"])
def test_git_ignores_what_is_somebodys_own(path: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0


@needs_git
@pytest.mark.parametrize("path", [".env.example", "recordings/README.md", "recordings/sample/result.json"])
def test_git_keeps_what_is_everybodys(path: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 1


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS"))}
    return subprocess.run(["make", *words], cwd=folder, env=alone, text=True, capture_output=True, check=False)


def python_that(folder: Path, script: str) -> str:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"PYTHON={path}"


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
def test_make_alone_lists_the_commands(tmp_path: Path) -> None:
    listed = make(tmp_path).stdout

    assert all(f"make {name} " in listed for name in ("setup", "demo", "test", "check", "lock", "audit", "clean"))


@needs_make
@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ('[ "$1" = --version ] && echo Python 3.9.2; exit 1', "needs Python 3.11 or newer, and"),
        ('case "$2" in *ensurepip*) exit 1;; esac; exit 0', "comes without venv and pip"),
    ],
)
def test_a_python_that_will_not_do_is_refused_in_one_sentence(tmp_path: Path, script: str, sentence: str) -> None:
    python = python_that(tmp_path, script)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()

    made = make(tmp_path, "setup", python)

    told = [line for line in made.stderr.splitlines() if not line.startswith("make:")]
    assert made.returncode != 0
    assert len(told) == 1
    assert sentence in told[0]


@needs_make
@pytest.mark.parametrize("target", ["demo", "test", "check", "soak", "sample", "audit"])
def test_each_command_does_its_own_set_up(tmp_path: Path, target: str) -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).touch()

    planned = make(tmp_path, "--dry-run", target).stdout

    assert "-m venv" in planned
    assert "--require-hashes -r requirements.lock" in planned


@needs_make
def test_a_set_up_that_is_done_is_not_done_again(tmp_path: Path) -> None:
    for name in ("requirements.lock", "pyproject.toml", ".venv/bin/python", ".venv/.runtime"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert "Nothing to be done" in make(tmp_path, "setup").stdout


def test_the_continuous_check_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "set -euo pipefail" in script
    assert re.findall(r"^make \w+$", script, re.MULTILINE) == ["make check", "make test"]


def test_the_package_is_complete_and_works() -> None:
    """Builds sdist and wheel, and starts the wheel from a fresh environment."""
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "check_package.py"], text=True, capture_output=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")
