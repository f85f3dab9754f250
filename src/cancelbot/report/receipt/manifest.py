"""receipt.json: what was done, and the size and SHA-256 of every file, under one seal. docs/proof.md describes it.

    sealed     what the run itself left: what the receipt says, the site's own evidence, every file and folder
    seal       the SHA-256 of ``sealed`` as ``jq -cS .sealed`` prints it
    documents  the files that are made from that and show the seal

Signatures and timestamps lie beside it (:data:`BESIDE`), since they are made over the whole of receipt.json;
receipt.sha256 lists them and receipt.json, so that an accident to them is found as well.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cancelbot.config.machine import write_whole
from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording, open_regular, read_regular
from cancelbot.redaction import escaped

FORMAT = 2
RECEIPT, SUMS = "receipt.json", "receipt.sha256"
MINISIGN, SSH, STAMP, SIGNED = f"{RECEIPT}.minisig", f"{RECEIPT}.sig", f"{RECEIPT}.tsr", "receipt.signed.pdf"
BESIDE = (MINISIGN, SSH, STAMP, SIGNED)
PRINTED = "receipt.pdf"
CALENDAR = "followup.ics"
REPORT = "report.html"
DOCUMENTS = (CALENDAR, PRINTED, REPORT)
MOST_FILES = 20_000
PIECE = 1024**2
COPIED = (
    "flow", "mode", "site", "outcome", "exit_code", "message", "account", "started", "finished", "versions", "said",
    "banner_seen", "guard", "before", "after",
)  # fmt: skip
"""Fields that the receipt copies from result.json."""
PLAN_STEP = "cancel-plan"
_SHOWN = (("question", "dialog", "dialog"), ("banner", "banner", "banner"), ("fresh page", "after", ""))
"""what the site showed: the moment of its picture, and the name under which its words are saved"""


class Entry(BaseModel):
    """One file: its name within the recording, its size in bytes, its SHA-256."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    size: int
    sha256: str


class Listing(BaseModel):
    """The part of the sealed data that lists the files; the rest says what was done."""

    model_config = ConfigDict(extra="allow", strict=True)

    files: list[Entry]
    folders: list[str]


class Manifest(BaseModel):
    """receipt.json, read back."""

    model_config = ConfigDict(extra="forbid", strict=True)

    receipt: Literal[2]
    sealed: Listing
    seal: str
    documents: list[Entry]


@dataclass
class Contents:
    """The content of a folder, by name: files with their size, folders, and anything else."""

    files: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)


def contents(folder: Path) -> Contents:
    """The content of ``folder``. Nothing is opened, and no link is followed. Raises UsageError."""
    found, left = Contents(), [""]
    try:
        while left:
            inside = left.pop()
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    _add(found, entry, f"{inside}{entry.name}")
                    if entry.is_dir(follow_symlinks=False):
                        left.append(f"{inside}{entry.name}/")
                    if len(found.files) + len(found.folders) + len(found.others) > MOST_FILES:
                        raise UsageError(f"{folder} is not a recording: it has more than {MOST_FILES} files.")
    except OSError as error:
        raise UsageError(f"{folder} cannot be read ({error.strerror}).") from None
    return found


def _add(found: Contents, entry: os.DirEntry[str], name: str) -> None:
    if entry.is_symlink():
        found.others[name] = "a link"
    elif entry.is_dir(follow_symlinks=False):
        found.folders.append(name)
    elif entry.is_file(follow_symlinks=False):
        found.files[name] = entry.stat(follow_symlinks=False).st_size
    else:
        found.others[name] = "neither a file nor a folder"


def entry_of(folder: Path, name: str) -> Entry:
    """The entry of a regular file, which is read in pieces. Raises OSError for anything else."""
    digest, size = hashlib.sha256(), 0
    with open_regular(folder / name) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Entry(name=name, size=size, sha256=digest.hexdigest())


def compact(told: object) -> bytes:
    """``told`` as ``jq -cS`` prints it."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (text.replace("\x7f", "\\u007f") + "\n").encode("utf-8", "replace")


def readable(told: object) -> bytes:
    """``told`` in the one way in which receipt.json is written."""
    return (escaped(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)) + "\n").encode("utf-8", "replace")


def seal_of(sealed: object) -> str:
    """64 hex digits."""
    return hashlib.sha256(compact(sealed)).hexdigest()


@dataclass(frozen=True)
class Attested:
    """A signature or a timestamp: whether it is valid (None: unknown here), and what to say about it."""

    kind: Literal["signed", "timestamped"]
    fits: bool | None
    text: str


class Receipt:
    """The receipt of a recording. The seal is made before the documents that show it."""

    def __init__(self, kept: LoadedRecording) -> None:
        self._folder = kept.folder
        found = contents(kept.folder)
        own = sorted(found.files.keys() - {*DOCUMENTS, RECEIPT, SUMS, *BESIDE})
        files = [entry_of(kept.folder, name) for name in own]
        self.hashes = {file.name: file.sha256 for file in files}
        self._sealed = {
            **statements(kept),
            "evidence": list(evidence(kept, self.hashes)),
            "files": [file.model_dump() for file in files],
            "folders": sorted(found.folders),
        }
        self.seal = seal_of(self._sealed)

    def text(self) -> bytes:
        """receipt.json, whole. The documents must exist."""
        documents = [entry_of(self._folder, name).model_dump() for name in DOCUMENTS if (self._folder / name).exists()]
        return readable({"receipt": FORMAT, "sealed": self._sealed, "seal": self.seal, "documents": documents})


def statements(kept: LoadedRecording) -> dict[str, object]:
    """What the receipt says about the run, from result.json and the events."""
    path = kept.folder / "result.json"
    told = json.loads(read_regular(path)) if path.exists() else kept.result.as_json()
    return {
        "run": kept.name,
        "check_with": f"cancelbot receipt verify {kept.name}",
        "clicked_at": kept.clicked_at,
        "confirmed_at": kept.confirmed_at,
        **{name: told.get(name) for name in COPIED},
    }


def evidence(kept: LoadedRecording, hashes: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """What the site showed and answered, in order, each with its picture and snapshot."""
    taken = {event["moment"]: event for event in kept.events if event.get("step") == PLAN_STEP and "moment" in event}
    for kind, moment, said in _SHOWN:
        event = taken.get(moment, {})
        pictures = {
            what: {"name": event[key], "sha256": hashes[str(event[key])]}
            for what, key in (("picture", "file"), ("snapshot", "snapshot"))
            if event.get(key) in hashes
        }
        text = kept.result.said.get(said) if said else kept.result.after.plan
        if moment == "banner":
            for write in kept.result.writes:
                if write["step"] == PLAN_STEP:
                    yield {"kind": "request", **write, **pictures}
        if pictures or text:
            yield {"kind": kind, "at": event.get("at"), "text": text, **pictures}


def sums(folder: Path) -> bytes:
    """receipt.sha256: receipt.json and the files beside it, as ``sha256sum`` writes it. Raises OSError."""
    there = [name for name in (RECEIPT, *BESIDE) if os.path.lexists(folder / name)]
    return "".join(f"{entry_of(folder, name).sha256}  {name}\n" for name in there).encode()


def put_beside(folder: Path, name: str, content: bytes) -> None:
    """Write a signature or a timestamp, and list it."""
    write_whole(folder / name, content)
    write_whole(folder / SUMS, sums(folder))
