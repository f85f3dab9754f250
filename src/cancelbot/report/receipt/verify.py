"""Compares a recording with its receipt and names every file, event or statement that is not as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypedDict, cast

from cancelbot.errors import UsageError
from cancelbot.recording.read import read
from cancelbot.report.receipt.manifest import (
    BLOCK,
    JOURNAL,
    RECEIPT,
    SHORT,
    START,
    File,
    canonical,
    file_of,
    lines,
    names,
    next_link,
)
from cancelbot.report.receipt.manifest import sha256 as checksum
from cancelbot.report.receipt.writing import sealed, summary


class ToldFile(TypedDict):
    """A file as the receipt has it."""

    sha256: str
    size: int
    blocks: str


class ToldLink(TypedDict):
    """A link as the receipt has it."""

    of: str
    sha256: str
    files: dict[str, str]
    link: str


class Told(TypedDict):
    """What a receipt binds."""

    links: list[ToldLink]
    files: dict[str, ToldFile]
    seal_of_the_run: str
    seal: str


def check(folder: Path) -> list[str]:
    """What is not as it was, a sentence each; nothing if every byte is in its place. Raises UsageError."""
    content = _receipt(folder)
    try:
        told = json.loads(content)
        return list(_findings(folder, content, told))
    except (ValueError, KeyError, TypeError, AttributeError):
        return [f"{RECEIPT} was changed: it is not a receipt any more."]


def seal_of(folder: Path) -> str:
    """The seal on the receipt in ``folder``."""
    return str(json.loads(_receipt(folder))["seal"])


def _receipt(folder: Path) -> bytes:
    try:
        return (folder / RECEIPT).read_bytes()
    except OSError:
        raise UsageError(
            f"{folder} has no {RECEIPT}: it is missing, or the run was stopped before one was written.",
            advice="Run the command again: every run that comes to its end writes one.",
        ) from None


def _findings(folder: Path, content: bytes, told: dict[str, object]) -> Iterator[str]:
    yield from _own(content, told)
    bound = cast("Told", told)
    yield from _links(bound["links"])
    yield from _files(folder, bound)
    if JOURNAL in bound["files"] and (folder / JOURNAL).is_file():
        yield from _events((folder / JOURNAL).read_bytes(), bound["links"])
    yield from _statements(folder, told)


def _own(content: bytes, told: dict[str, object]) -> Iterator[str]:
    if told["seal"] != sealed(told):
        yield f"{RECEIPT} was changed: its content does not fit its own seal."
    elif content != canonical(told):
        yield f"{RECEIPT} was changed: it says the same, but is not written as it was."


def _links(links: list[ToldLink]) -> Iterator[str]:
    head = START
    for number, link in enumerate(links, 1):
        head = next_link(head, link["sha256"], link["files"].values())
        if link["link"] != head:
            yield f"{RECEIPT}: link {number} ({link['of']}) does not follow from the one before."
            return


def _files(folder: Path, told: Told) -> Iterator[str]:
    there, bound = set(names(folder)), told["files"]
    yield from (f"{name} is missing." for name in sorted(bound.keys() - there))
    yield from (f"{name} was added: the receipt does not know it." for name in sorted(there - bound.keys()))
    for name in sorted(there & bound.keys()):
        now = file_of((folder / name).read_bytes())
        if now.sha256 != bound[name]["sha256"]:
            yield f"{name} was changed: {_where(bound[name], now)}."
    in_links = {name: digest for link in told["links"] for name, digest in link["files"].items()}
    apart = [name for name in bound if name != JOURNAL and in_links.get(name) != bound[name]["sha256"]]
    yield from (f"{RECEIPT}: {name} is listed with two different checksums." for name in apart)


def _where(was: ToldFile, now: File) -> str:
    """In which bytes of a file the change lies, as closely as the receipt knows."""
    old, new = (_blocks(text) for text in (was["blocks"], now.blocks))
    if was["size"] != now.size:
        by = now.size - was["size"]
        at = next(
            (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
        )
        longer = "longer" if by > 0 else "shorter"
        return f"it is {longer} by {abs(by)} {'byte' if abs(by) == 1 else 'bytes'}, from about byte {at * BLOCK} on"
    different = [n for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    spans = (f"{n * BLOCK} to {min((n + 1) * BLOCK, now.size) - 1}" for n in different)
    return f"within the bytes {', '.join(spans)}"


def _blocks(text: str) -> list[str]:
    return [text[at : at + SHORT] for at in range(0, len(text), SHORT)]


def _events(content: bytes, links: list[ToldLink]) -> Iterator[str]:
    """Which events were changed, added, removed or moved."""
    was = [link for link in links if link["of"].startswith("event ")]
    now = [checksum(line) for line in lines(content)]
    matcher = SequenceMatcher(None, [link["sha256"] for link in was], now, autojunk=False)
    told, here = {link["sha256"]: link["of"] for link in was}, set(now)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            gone = [link["of"] for link in was[i:j] if link["sha256"] not in here]
            yield from _difference(gone, now[k:m], k + 1, told)


def _difference(gone: list[str], now: list[str], first: int, told: dict[str, str]) -> Iterator[str]:
    """One stretch of the journal that differs: the lines from ``first`` on stand where ``gone`` was."""
    new = [number for number, digest in enumerate(now, first) if digest not in told]
    for number, digest in enumerate(now, first):
        if digest in told:
            yield f"{JOURNAL}: line {number} is {told[digest]}, from another place."
    yield from (f"{JOURNAL}: line {number} is not as it was ({of})." for of, number in zip(gone, new, strict=False))
    yield from (f"{JOURNAL}: {of} is missing." for of in gone[len(new) :])
    yield from (f"{JOURNAL}: line {number} was added." for number in new[len(gone) :])


def _statements(folder: Path, told: dict[str, object]) -> Iterator[str]:
    """What the receipt says of the run, held against result.json and the events."""
    try:
        says = summary(read(folder))
    except UsageError:
        return  # result.json cannot be read, and is named above
    for name, value in says.items():
        if name not in {"recording", "check_with"} and json.loads(canonical(value)) != told.get(name):
            yield f"{RECEIPT} and result.json do not say the same about “{name}”."
