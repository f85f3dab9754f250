"""One run's folder: numbered pictures, the event log, the result. Everything is redacted before it is written.

The intent of an act is on the disk before its click, or the click is not made. After the click, no disk error stops the
run: whether the act took effect matters more than the record of it. What was lost is reported at the end.
"""

import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog
from playwright.sync_api import Error

from cancelbot.config.machine import write_whole
from cancelbot.errors import CancelbotError, RecordingLost, UsageError, first_line
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from cancelbot.recording.screenshot import Screenshot, take_screenshot
from cancelbot.redaction import Redactor, escaped, without_links
from cancelbot.result import Mode, Result

_LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger()
NEEDED = 20 * 1024 * 1024
"""bytes that must be free for a recording"""


class Recording:
    """The folder ``<root>/<UTC stamp>_<flow>_<mode>``, readable by its owner only. Raises UsageError.

    ``on_call`` is called with the reason when a person is needed.
    """

    def __init__(
        self,
        root: Path,
        flow: str,
        mode: Mode,
        known: tuple[str, ...] = (),
        on_call: Callable[[str], object] = lambda _why: None,
    ) -> None:
        self.redactor = Redactor(known)
        self.folder = _new_folder(root, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}_{flow}_{mode}")
        self._events = _born_private(self.folder / "events.jsonl")
        self._acts = 0
        """how many acts were written down and not held back"""
        self._lost: OSError | None = None
        """why an event is missing"""
        self._pictures = 0
        self._ahead: Screenshot | None = None
        self._on_call = on_call

    def learn(self, secret: str) -> None:
        """Keep one more secret out of everything that is written from now on."""
        self.redactor.known += (secret,)
        self._ahead = None  # it may show the new secret

    @property
    def known(self) -> tuple[str, ...]:
        return self.redactor.known

    def note(self, event: str, **facts: object) -> None:
        """Write one event, flushed to the disk before this returns.

        If that fails, raise UsageError, or RecordingLost if something was clicked before. An error after a click is
        kept for :meth:`raise_if_lost`.
        """
        line = {"at": now(), "event": event, **facts}
        line = {key: self.redactor.clean(value) for key, value in line.items()}
        try:
            text = escaped(json.dumps(line, ensure_ascii=False, default=str))
            _append(self._events, f"{text}\n".encode())
        except OSError as error:
            if event == "act.intended" or not self._acts:
                raise self._failure(error, f"so nothing {'more ' if self._acts else ''}was clicked") from None
            self._lost = error
        self._acts += {"act.intended": 1, "act.held_back": -1}.get(event, 0)
        _LOG.info(event, **{key: value for key, value in line.items() if key not in {"at", "event"}})
        if event == "person.called":
            self._on_call(str(line.get("why", "")))

    def raise_if_lost(self) -> None:
        """Raise RecordingLost if an event after a click could not be written."""
        if self._lost is not None:
            raise self._failure(self._lost, "so what came of it is not on the disk")

    def _failure(self, error: OSError, therefore: str) -> CancelbotError:
        said = f"The recording could not be written to {self.folder} ({error.strerror}), {therefore}."
        if self._acts:
            return RecordingLost(said)
        return UsageError(said, advice="Free some space, or choose another folder with --recordings.")

    def take_screenshot(self, tab: Tab, marks: tuple[Node, ...] = ()) -> None:
        """Take the next picture now, to be used if the page does not change until then."""
        try:
            self._ahead = take_screenshot(tab, marks, self.known)
        except Error:
            self._ahead = None

    def picture(self, tab: Tab, step: str, moment: str, marks: tuple[Node, ...] = ()) -> str | None:
        """Take a picture of the page with ``marks`` outlined. Returns its name, or None if none could be taken."""
        name, began = f"{self._pictures + 1:02}_{step}_{moment}.png", time.monotonic()
        try:
            ahead, self._ahead = self._ahead, None
            taken = ahead if ahead is not None and ahead.shows(tab, marks) else take_screenshot(tab, marks, self.known)
            write_whole(self.folder / name, taken.png)
        except (Error, OSError) as error:
            self.note("picture.failed", step=step, moment=moment, reason=first_line(error))
            return None
        self._pictures += 1
        tree, beside = None, Path(name).with_suffix(".aria.yaml").name
        with suppress(OSError):
            if taken.tree is not None:
                write_whole(self.folder / beside, str(self.redactor.clean(without_links(taken.tree))).encode())
                tree = beside
        seconds = round(time.monotonic() - began, 3)
        self.note("picture.taken", step=step, moment=moment, file=name, snapshot=tree, seconds=seconds)
        return name

    def earlier(self, pattern: str) -> list[Path]:
        """Files of earlier recordings in the same folder that match ``pattern``, newest first."""
        return sorted(self.folder.parent.glob(f"[0-9]*/{pattern}"), reverse=True)

    def save(self, result: Result) -> None:
        """Write result.json, whole or not at all. Raises UsageError, or RecordingLost if something was clicked."""
        try:
            write_whole(self.folder / "result.json", f"{self.redactor.as_json(result.as_json())}\n".encode())
        except OSError as error:
            raise self._failure(error, "so the result is not on the disk") from None

    def keep(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all."""
        write_whole(self.folder / name, content)

    def close(self) -> None:
        os.close(self._events)


def now() -> str:
    """UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _new_folder(root: Path, name: str) -> Path:
    try:
        root.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(root).free < NEEDED:
            raise UsageError(
                f"The disk of the recordings folder {root} is full.",
                advice="Free some space, or choose another with --recordings.",
            )
        folder, number = root / name, 1
        while folder.exists():  # of another run of this second
            number += 1
            folder = root / f"{name}-{number}"
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise UsageError(
            f"The recordings folder {root} cannot be written to ({error.strerror}).",
            advice="Choose another one with --recordings or CANCELBOT_RECORDINGS.",
        ) from None
    return folder


def _born_private(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags, 0o600)
    if os.name == "posix":  # a new file is on the disk only if its folder is
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    return file


def _append(file: int, line: bytes) -> None:
    """Write the whole ``line`` to the disk, or nothing of it."""
    end = os.lseek(file, 0, os.SEEK_END)
    try:
        if os.write(file, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file)
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, end)
        raise
