"""One run's folder: numbered pictures, the journal, the result. Everything in it is redacted before it is written."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import structlog
from playwright.sync_api import Error

from cancelbot.errors import UsageError
from cancelbot.log import Redactor
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from cancelbot.recording.screenshot import Screenshot, take_screenshot
from cancelbot.redaction import escaped, without_links
from cancelbot.result import Account, Mode, Result

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger()
NEEDED = 20 * 1024 * 1024
"""bytes that must be free for a recording"""


class Recording:
    """The folder ``<root>/<UTC stamp>_<flow>_<mode>``, made for its owner only. Raises UsageError."""

    def __init__(self, root: Path, flow: str, mode: Mode, known: tuple[str, ...] = ()) -> None:
        self.redactor = Redactor(known)
        self.known = known
        self.folder = _new_folder(root, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}_{flow}_{mode}")
        self._events = _born_private(self.folder / "events.jsonl")
        self._pictures = 0
        self._ahead: Screenshot | None = None
        self.on_call: Callable[[str], object] = lambda _why: None
        """told why a person is called"""

    def learn(self, secret: str) -> None:
        """Keep one more secret out of everything that is written from now on."""
        self.known = (*self.known, secret)
        self.redactor.known = self.known
        self._ahead = None  # it may show what is secret only now

    def note(self, event: str, **facts: object) -> None:
        """Write one event, flushed to the disk before this returns. Raises UsageError if that cannot be."""
        line = {"at": now(), "event": event, **facts}
        line = {key: self.redactor.clean(value) for key, value in line.items()}
        try:
            self._events.write(escaped(json.dumps(line, ensure_ascii=False, default=str)) + "\n")
            self._events.flush()
            os.fsync(self._events.fileno())
        except OSError as error:
            raise UsageError(f"The journal could not be written to {self.folder} ({error.strerror}).") from None
        LOG.info(event, **{key: value for key, value in line.items() if key not in {"at", "event"}})
        if event == "person.called":
            self.on_call(str(line.get("why", "")))

    def take_screenshot(self, tab: Tab, marks: tuple[Node, ...] = ()) -> None:
        """Take the next picture already now, for the case that the page goes on to show what it shows."""
        try:
            self._ahead = take_screenshot(tab, marks, self.known)
        except Error:
            self._ahead = None

    def picture(self, tab: Tab, step: str, moment: str, marks: tuple[Node, ...] = ()) -> str | None:
        """A picture of the page, ``marks`` outlined and secrets covered; its name, or None if none could be taken."""
        name, began = f"{self._pictures + 1:02}_{step}_{moment}.png", time.monotonic()
        try:
            ahead, self._ahead = self._ahead, None
            taken = ahead if ahead is not None and ahead.shows(tab, marks) else take_screenshot(tab, marks, self.known)
            write_whole(self.folder / name, taken.png)
        except (Error, OSError) as error:
            self.note("picture.failed", step=step, moment=moment, reason=str(error).splitlines()[0])
            return None
        self._pictures += 1
        tree = self._tree(taken.tree, name)
        self.note("picture.taken", step=step, moment=moment, file=name, snapshot=tree, seconds=_since(began))
        return name

    def _tree(self, tree: str | None, picture: str) -> str | None:
        """Keep the accessibility tree beside ``picture``; its name, or None if there is none."""
        name = Path(picture).with_suffix(".aria.yaml").name
        if tree is None:
            return None
        try:
            write_whole(self.folder / name, str(self.redactor.clean(without_links(tree))).encode())
        except OSError:
            return None
        return name

    def earlier(self, pattern: str) -> list[Path]:
        """Files of earlier recordings in the same folder that match ``pattern``, newest first."""
        return sorted(self.folder.parent.glob(f"[0-9]*/{pattern}"), reverse=True)

    def proved_before(self, account: Account) -> bool:
        """Whether the newest real run of ``account`` in this folder ended with its plan proved cancelled."""
        for path in self.earlier("result.json"):
            try:
                told = json.loads(path.read_text(encoding="utf-8"))
                if told["mode"] == "run" and told["account"] == {
                    "email": account.email,
                    "organization": account.organization,
                }:
                    return told["outcome"] in {"canceled", "already-canceled"}
            except (OSError, ValueError, KeyError, TypeError):
                continue  # damaged, or of another version: it proves nothing
        return False

    def save(self, result: Result) -> None:
        """Write result.json, whole or not at all."""
        text = escaped(json.dumps(self.redactor.clean(result.as_json()), ensure_ascii=False, indent=2))
        write_whole(self.folder / "result.json", (text + "\n").encode())

    def keep(self, name: str, content: bytes) -> None:
        """Write a file of the proof, whole or not at all."""
        write_whole(self.folder / name, content)

    def close(self) -> None:
        """Close the journal."""
        self._events.close()


def now() -> str:
    """UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _new_folder(root: Path, name: str) -> Path:
    try:
        root.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(root).free < NEEDED:
            raise UsageError(
                f"The disk of the recordings folder {root} is full.",
                advice="Free some space, or choose another with --recordings.",
            )
        for suffix in ("", *(f"-{n}" for n in range(2, 1000))):
            folder = root / (name + suffix)
            if not folder.exists():
                folder.mkdir(mode=0o700)
                return folder
    except OSError as error:
        raise UsageError(
            f"The recordings folder {root} cannot be written to ({error.strerror}).",
            advice="Choose another one with --recordings or CANCELBOT_RECORDINGS.",
        ) from None
    raise UsageError(f"The recordings folder {root} has too many runs of this second.")


def _born_private(path: Path) -> TextIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8")


def write_whole(path: Path, content: bytes) -> None:
    """``content`` into ``path``, whole or not at all, readable by its owner only."""
    part = path.with_suffix(path.suffix + ".part")
    part.unlink(missing_ok=True)  # and born anew below: a link that a stranger left there is not written through
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
