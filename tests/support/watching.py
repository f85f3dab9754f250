"""Runs a command and watches it from outside: the arguments of its processes, and what it leaves."""

import errno
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PATIENCE, environment
from tests.support.canary import contents

from cancelbot.sandbox import Sandbox

LOOK = 0.25
"""seconds between two looks at the processes"""


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code, and everything that was captured of it, by name."""

    code: int
    caught: dict[str, bytes]


@dataclass(frozen=True)
class When:
    """When the event log has this event, this signal is sent."""

    event: str
    signal: signal.Signals


def carry_out(
    line: list[str], sandbox: Sandbox, home: Path, more: Mapping[str, str], when: When | None = None
) -> Ended:
    """Run ``line`` in ``home`` with the account of ``sandbox``, whose codes a command prints; ``more`` variables."""
    scratch, shown, codes = home / "scratch", home / "shown", home.parent / f"{home.name}.codes"
    for folder in (scratch, shown):
        folder.mkdir(parents=True, exist_ok=True)
    if not codes.exists():
        os.mkfifo(codes)
    env = {**environment(sandbox, home), "TMPDIR": str(scratch), "CANCELBOT_CODE_COMMAND": f"cat {codes}", **more}
    called: set[str] = set()
    inherited: set[bytes] = set()
    with (
        (shown / "stdout").open("ab") as out,
        (shown / "stderr").open("ab") as err,
        subprocess.Popen(line, cwd=home, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err) as running,
    ):
        for _ in _looks(running):
            called |= command_lines()
            inherited |= environments(str(scratch), but=running.pid)
            _hand_over(codes, sandbox)
            if when and when.event in event_log(home):
                running.send_signal(when.signal)
                when = None
    _until_nobody_is_in(scratch)
    return Ended(
        running.returncode, {**contents(home), "ps": "\n".join(called).encode(), "environments": b"\n".join(inherited)}
    )


def _looks(running: subprocess.Popen[bytes]) -> Iterator[None]:
    """Again and again until it has ended, or its time is up."""
    for _ in range(round(PATIENCE / LOOK)):
        try:
            running.wait(LOOK)
        except subprocess.TimeoutExpired:
            yield
        else:
            return
    running.kill()


def _until_nobody_is_in(folder: Path) -> None:
    """A browser whose run was killed takes a moment to end."""
    while any(str(folder) in words for words in command_lines()):
        pass


def _hand_over(codes: Path, sandbox: Sandbox) -> None:
    """Give the newest code to whoever reads ``codes`` just now."""
    if not sandbox.codes:
        return
    try:
        pipe = os.open(codes, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as nobody:
        if nobody.errno != errno.ENXIO:
            raise
        return
    with os.fdopen(pipe, "w") as reader:
        reader.write(sandbox.codes[-1] + "\n")


def command_lines() -> set[str]:
    """What every user of this machine can read about every process."""
    found = set()
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.add(process.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue  # it has ended meanwhile
    return found


def environments(mark: str, but: int) -> set[bytes]:
    """What the processes with ``mark`` in their environment have inherited, all ``but`` that one and its copies."""
    found = set()
    own = (_command(but), b"")
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            inherited = process.read_bytes()
        except OSError:
            continue  # it has ended meanwhile, or is somebody else's
        command = _command(int(process.parent.name))
        if mark.encode() in inherited and command not in own and not command.startswith(b"cat\0"):
            found.add(inherited)
    return found


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def event_log(home: Path) -> str:
    """What the newest run has noted so far."""
    return "".join(path.read_text() for path in sorted(home.glob("recordings/*/events.jsonl"))[-1:])
