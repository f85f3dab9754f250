"""The command, in a process of which a part is killed right after an event of the event log.

Run by its path: `doomed.py bot 17 run --yes` kills the process itself once the seventeenth event is on the disk, and
`doomed.py browser cancel-plan/act.clicked run --yes` its browser after that event of that step. It knows the recording
only from outside; the code that runs is the code that ships.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from cancelbot.cli import main
from cancelbot.recording import folder
from cancelbot.recording.folder import Recording


def kill_bot() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def end_bot() -> None:
    """A termination, which is handled like Ctrl-C."""
    os.kill(os.getpid(), signal.SIGTERM)


def kill_browser() -> None:
    for pid in _browsers():
        os.kill(pid, signal.SIGKILL)


def close_browser() -> None:
    """What closing its last window does."""
    for pid in _browsers():
        os.kill(pid, signal.SIGTERM)


def crash_tabs() -> None:
    """Every renderer dies, and the browser goes on."""
    for pid in _below(_browsers()):
        if b"--type=renderer" in _read(pid, "cmdline") and b"--extension-process" not in _read(pid, "cmdline"):
            os.kill(pid, signal.SIGKILL)


def fill_disk(put: Callable[[object, str, object], None] = setattr) -> None:
    """From now on the disk of the recordings is full; half of a line still fits, as on a real disk."""

    def write(file: int, content: bytes) -> int:
        return os.pwrite(file, content[: len(content) // 2], os.lseek(file, 0, os.SEEK_END))

    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(folder, "os", _With(write))
    put(folder, "write_whole", refuse)


class _With:
    """The module ``os``, in which ``write`` is another."""

    def __init__(self, write: Callable[[int, bytes], int]) -> None:
        self.write = write

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


KILLS: dict[str, Callable[[], None]] = {
    "bot": kill_bot,
    "end": end_bot,
    "browser": kill_browser,
    "window": close_browser,
    "tabs": crash_tabs,
    "disk": fill_disk,
}


def _browsers() -> list[int]:
    """The browser's own processes: those whose parent is Playwright's driver, which is a child of this process."""
    return _children(_children([os.getpid()]))


def _below(parents: list[int]) -> list[int]:
    found = _children(parents)
    return [*found, *_below(found)] if found else []


def _children(parents: list[int]) -> list[int]:
    return [pid for pid in (int(each.name) for each in Path("/proc").glob("[0-9]*")) if _parent(pid) in parents]


def _parent(pid: int) -> int:
    return int((_read(pid, "stat").rpartition(b")")[2].split() or [b"", b"0"])[1])


def _read(pid: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""  # it has ended meanwhile


def doom(when: str, kill: Callable[[], None]) -> None:
    """Have ``kill`` called once the event is written and flushed: a number, or a step and the event's name."""
    seen: list[str] = []
    killed: list[str] = []
    note = Recording.note

    def noted(recording: Recording, event: str, **facts: object) -> None:
        note(recording, event, **facts)
        seen.append(f"{facts.get('step')}/{event}")
        if when in {str(len(seen)), seen[-1]} and not killed:
            killed.append(when)
            kill()

    Recording.note = noted  # type: ignore[method-assign, assignment]  # this process is there to be killed at this point


if __name__ == "__main__":
    what, when, *words = sys.argv[1:]
    doom(when, KILLS[what])
    sys.argv[1:] = words
    main()
