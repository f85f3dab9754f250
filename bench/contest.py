"""One program does the job once, in a process of its own on a fresh sandbox, under the clock."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from served import Left, Size, served

from cancelbot.browser.find import find

HERE = Path(__file__).parent
NEEDS = {"selenium_bare.py": "selenium", "agent.py": "browser_use"}
PERIOD, ENOUGH = 30, 10
"""Seconds: of an authenticator code, and that one must have left at the start, so that nobody waits for the next."""


@dataclass(frozen=True)
class Program:
    """What is put under the clock: a file of this folder, by the Python that has what it needs."""

    name: str
    file: str
    words: tuple[str, ...] = ()
    changes: bool = True
    """whether the job is done at the end; a dry run leaves everything as it is"""
    delay: float = 0.0
    """seconds that the site takes to answer a question for data, every second time half of it"""

    @property
    def needs(self) -> str | None:
        """The module that only the bench needs, in a venv of its own."""
        return NEEDS.get(self.file)

    @property
    def python(self) -> Path:
        """The one that has what it needs."""
        return HERE.parent / ".venv-bench" / "bin" / "python" if self.needs else Path(sys.executable)

    @property
    def is_installed(self) -> bool:
        """Whether what it needs is there."""
        line: list[str | Path] = [self.python, "-c", f"import {self.needs or 'sys'}"]
        return self.python.exists() and not subprocess.run(line, check=False, capture_output=True).returncode


@dataclass(frozen=True)
class Took:
    """One run: wall-clock seconds from its command to its end, and the highest resident memory of its own process."""

    seconds: float
    megabytes: float
    folder: Path


class Failed(Exception):
    """The program ended with an error, or the account is not as it should be after it."""


def once(program: Program, account: str | Size, folder: Path) -> Took:
    """``program``, on a fresh sandbox; its files go to ``folder``. Raises Failed."""
    folder.mkdir(parents=True, exist_ok=True)
    peak = folder / "peak"
    line: list[str | Path] = [
        program.python,
        HERE / "peak.py",
        str(peak),
        HERE / program.file,
        browser(),
        str(folder),
        *program.words,
    ]
    with served(account, program.delay) as sandbox:
        env = sandbox.environment | {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}
        before = sandbox.left()
        if sandbox.settings["CANCELBOT_TOTP_SECRET"]:
            _await_a_fresh_code()
        began = time.perf_counter()
        ended = subprocess.run(line, env=env, cwd=folder, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        left = sandbox.left()
    _judge(program, ended, before, left)
    return Took(seconds, int(peak.read_text()) / 1024, folder)


def browser() -> str:
    """The one that every program drives."""
    found = find()
    if found is None:
        raise Failed("There is no browser: `make browser` installs one.")
    return str(found.path)


def _await_a_fresh_code() -> None:
    left = PERIOD - time.time() % PERIOD
    if left < ENOUGH:
        threading.Event().wait(left)


def _judge(program: Program, ended: subprocess.CompletedProcess[str], before: Left, left: Left) -> None:
    so = left.nothing if program.changes else left == before
    if ended.returncode or not so:
        said = (ended.stderr or ended.stdout).strip()[-2000:]
        raise Failed(f"{program.name} ended with {ended.returncode} and left {left}: {said}")


def alone(file: str) -> None:
    """Run the program in ``file`` once, for whoever starts it by hand."""
    with tempfile.TemporaryDirectory() as scratch:
        took = once(Program(file, file), os.environ.get("SCENARIO", "default"), Path(scratch) / "run")
    print(f"{took.seconds:.2f} s, {took.megabytes:.0f} MB")


if __name__ == "__main__":
    alone(sys.argv[1])
