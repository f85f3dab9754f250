"""One chain of SHA-256 over a recording: every event in its order, with the files it names, then all other files.

    link(n) = sha256(link(n-1) | sha256(line n) | sha256 of each file that the line names for the first time)

Of several files the one whose name sorts first comes first.

The first link stands on a fixed text. Files that no event names follow in the order of their names, with the file's
name in the place of the line. A changed, added, missing or moved byte changes every link after it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

JOURNAL = "events.jsonl"
RECEIPT = "receipt.json"
SIGNATURES = (f"{RECEIPT}.sig", f"{RECEIPT}.minisig")
START = hashlib.sha256(b"cancelbot receipt 1").hexdigest()
BLOCK = 4096
"""bytes that one short checksum stands for, so that a change can be placed within its file"""
SHORT = 12
"""hex digits of such a checksum"""


@dataclass(frozen=True)
class Link:
    """One link: what it stands for, the checksum of that, the files it brings in, and the chain up to here."""

    of: str
    """``event 7 picture.taken``, or a file's name"""
    sha256: str
    files: dict[str, str]
    link: str


@dataclass(frozen=True)
class File:
    """One file: its checksum, its size in bytes, and short checksums of its blocks, one after another."""

    sha256: str
    size: int
    blocks: str


def sha256(content: bytes) -> str:
    """The checksum as hex digits."""
    return hashlib.sha256(content).hexdigest()


def file_of(content: bytes) -> File:
    """The checksums of a file's content."""
    blocks = (sha256(content[at : at + BLOCK])[:SHORT] for at in range(0, len(content), BLOCK))
    return File(sha256(content), len(content), "".join(blocks))


def names(folder: Path) -> list[str]:
    """Every file that the chain covers, in the order of the names."""
    own = {RECEIPT, *SIGNATURES}
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for name in found if name not in own)


def lines(content: bytes) -> list[bytes]:
    """The journal's lines, with their ends: together they are the whole file."""
    return content.splitlines(keepends=True)


class Chain:
    """The chain as it grows. :attr:`head` is its last link."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._taken: set[str] = set()

    @property
    def head(self) -> str:
        """The last link."""
        return self.links[-1].link if self.links else START

    def add_journal(self, content: bytes, files: dict[str, File]) -> None:
        """Every event of the journal in its order, each with the ``files`` it names."""
        self._taken.add(JOURNAL)
        for number, line in enumerate(lines(content), 1):
            what, named = event_of(line)
            new = {name: files[name].sha256 for name in sorted(named) if name in files and name not in self._taken}
            self._add(f"event {number} {what}".strip(), sha256(line), new)

    def add_files(self, files: dict[str, File]) -> None:
        """What is not in the chain yet of ``files``, in the order of the names."""
        for name in sorted(files.keys() - self._taken):
            self._add(name, sha256(name.encode()), {name: files[name].sha256})

    def _add(self, of: str, digest: str, files: dict[str, str]) -> None:
        self._taken |= files.keys()
        self.links.append(Link(of, digest, files, next_link(self.head, digest, files.values())))


def next_link(before: str, digest: str, files: Iterable[str]) -> str:
    """The link after ``before``."""
    return sha256("|".join((before, digest, *files)).encode())


def event_of(line: bytes) -> tuple[str, list[str]]:
    """The name of an event and the files that it names; nothing for a line that cannot be read."""
    try:
        told = json.loads(line)
        return str(told["event"]), list(_files(told))
    except (ValueError, KeyError, TypeError):
        return "", []


def _files(told: dict[str, object]) -> Iterator[str]:
    return (value for key, value in told.items() if key in {"file", "snapshot"} and isinstance(value, str))


def canonical(told: object) -> bytes:
    """``told`` as JSON in the one way in which a receipt is written."""
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def plain(thing: Link | File) -> dict[str, object]:
    """As it stands in the receipt."""
    return asdict(thing)
