"""The command, in a process of which something is killed right after an event of the journal.

Run by its path: `doomed.py bot 17 run --yes` kills the process itself once the seventeenth event is on the disk, and
`doomed.py browser 17 run --yes` its browser. It knows the recording only from outside; the code that runs is the code
that ships.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from cancelbot.cli import main
from cancelbot.recording import Recording


def kill_bot() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_browser() -> None:
    """The browser's own process: the one whose parent is Playwright's driver."""
    for pid in _children(os.getpid()):
        for browser in _children(pid):
            os.kill(browser, signal.SIGKILL)


def _children(parent: int) -> list[int]:
    return [pid for pid in (int(each.name) for each in Path("/proc").glob("[0-9]*")) if _parent(pid) == parent]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0  # it has ended meanwhile


def doom(number: int, kill: Callable[[], None]) -> None:
    """Have ``kill`` called once event ``number`` is written and flushed."""
    written, note = 0, Recording.note

    def noted(recording: Recording, event: str, **facts: object) -> None:
        nonlocal written
        note(recording, event, **facts)
        written += 1
        if written == number:
            kill()

    Recording.note = noted  # type: ignore[method-assign, assignment]  # this process is there to be killed at this very point


if __name__ == "__main__":
    what, number, *words = sys.argv[1:]
    doom(int(number), {"bot": kill_bot, "browser": kill_browser}[what])
    sys.argv[1:] = words
    main()
