"""One program does a job once, in a process of its own on a fresh sandbox, under the clock."""

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
PERIOD, ENOUGH = 30, 12
"""Seconds: of an authenticator code, and that one must have left at the start, so that nobody waits for the next."""
JOBS = ("default", "dry", "everything")


@dataclass(frozen=True)
class Site:
    """What a program works on: a look-alike, by its folder in tests/skins, and the seconds that its data takes."""

    delay: float = 0.0
    skin: str = ""
    """empty: the one that comes along"""

    def __str__(self) -> str:
        return f"{self.skin or 'single-page app'}, {f'{self.delay:g} s' if self.delay else 'at once'}"


@dataclass(frozen=True)
class Took:
    """One run: what it cost until its end. Memory and processor are those of the program's own process alone."""

    seconds: float
    own_cpu: float
    all_cpu: float
    """with driver and browser"""
    megabytes: float
    loads: int
    """documents that the site was asked for"""
    folder: Path


class Failed(Exception):
    """The program ended with an error, or the account is not as it should be after it."""


def once(file: Path, job: str, site: Site, folder: Path, account: str | Size = "default") -> Took:
    """``file`` does the ``job`` on a fresh sandbox; its files go to ``folder``. Raises Failed."""
    folder.mkdir(parents=True, exist_ok=True)
    used = folder / "used"
    line: list[str | Path] = [sys.executable, HERE / "peak.py", used, file, browser(), folder, job]
    with served(account, site.delay, site.skin) as sandbox:
        env = sandbox.environment | {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}
        before = sandbox.left()
        if sandbox.settings["CANCELBOT_TOTP_SECRET"]:
            _await_a_fresh_code()
        began, cpu = time.perf_counter(), os.times()
        ended = subprocess.run(line, env=env, cwd=folder, capture_output=True, text=True, check=False)
        seconds, now = time.perf_counter() - began, os.times()
        left, loads = sandbox.left(), sandbox.loads()
    _judge(f"{file.name} {job} ({site})", job, ended, before, left)
    spent = now.children_user + now.children_system - cpu.children_user - cpu.children_system
    peak, own = used.read_text().split()
    return Took(seconds, float(own), spent, int(peak) / 1024, loads, folder)


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


def _judge(what: str, job: str, ended: subprocess.CompletedProcess[str], before: Left, left: Left) -> None:
    so = {
        "default": left.is_canceled and (left.cards, left.keys) == (before.cards, before.keys),
        "dry": left == before,
        "everything": left.is_canceled and not (left.cards or left.keys),
    }
    if ended.returncode or not so[job]:
        said = (ended.stderr or ended.stdout).strip()[-2000:]
        raise Failed(f"{what} ended with {ended.returncode} and left {left}: {said}")


def alone(file: Path, job: str = "everything") -> None:
    """Run the program in ``file`` once, for whoever starts it by hand."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Site(float(os.environ.get("DELAY", "0")), os.environ.get("SKIN", ""))
        took = once(file, job, site, Path(scratch) / "run", os.environ.get("SCENARIO", "default"))
    cpu = f"{took.own_cpu:.2f} s of cpu ({took.all_cpu:.2f} with the browser)"
    print(f"{took.seconds:.2f} s, {cpu}, {took.megabytes:.0f} MB, {took.loads} loads")


if __name__ == "__main__":
    alone(Path(sys.argv[1]).resolve(), *sys.argv[2:])
