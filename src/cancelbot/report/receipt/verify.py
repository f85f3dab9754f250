"""Compares a recording with its receipt, names every difference, and says how strong the proof is.

The folder may come from a stranger: nothing outside of it is read, no link is followed, and only regular files are
opened that the receipt names, with the size that it names.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cancelbot.errors import UsageError
from cancelbot.recording.read import read_regular
from cancelbot.redaction import visible
from cancelbot.report.receipt.manifest import (
    BESIDE,
    FORMAT,
    RECEIPT,
    SUMS,
    Attested,
    Contents,
    Entry,
    Manifest,
    contents,
    entry_of,
    readable,
    seal_of,
    sums,
)
from cancelbot.report.receipt.pdf import check_signed_pdf
from cancelbot.report.receipt.sign import check_signatures
from cancelbot.report.receipt.timestamp import check_timestamp, trusted_roots
from cancelbot.report.rows import listed

_MOST = 4 * 1024**3
"""of all files that are read"""
_OWN_WORDS = {"recording", "steps", "writes"}
"""what result.json and the receipt mean differently"""


@dataclass(frozen=True)
class Proof:
    """The result of the comparison."""

    seal: str
    files: int
    changes: list[str]
    """every difference, a sentence each"""
    attested: list[Attested]

    @property
    def exit_code(self) -> int:
        """0: everything fits. 1: something was changed. 6: a signature or timestamp could not be checked here."""
        fits = {one.fits for one in self.attested}
        return 1 if self.changes or False in fits else 6 if None in fits else 0

    @property
    def sentence(self) -> str:
        """What is proved, how strongly, and by whom."""
        wrong = len(self.changes) + sum(one.fits is False for one in self.attested)
        if wrong:
            return f"Changed: {wrong} {'thing is' if wrong == 1 else 'things are'} not as the run left it."
        strong = [one for one in self.attested if one.fits]
        kinds = ["sealed", *(kind for kind in ("signed", "timestamped") if any(one.kind == kind for one in strong))]
        said = ", ".join(one.text for one in strong) or "nobody but its holder vouches for when and by whom it was made"
        return f"{listed(kinds).capitalize()}: all {self.files} files are as the run left them; {said}."


def verify_recording(folder: Path, roots: Path | None = None) -> Proof:
    """Compare the recording in ``folder`` with its receipt. ``roots``: a PEM file with trusted timestamp authorities.

    Raises UsageError without a receipt, with an unknown format, or if ``roots`` has no certificate.
    """
    found = contents(folder)
    told = _receipt(folder, found)
    try:
        manifest = Manifest.model_validate(json.loads(told))
    except (ValidationError, ValueError, RecursionError):
        _refuse_other_formats(told)
        return Proof("", 0, [f"{RECEIPT} was changed: it is not a receipt any more."], [])
    if roots is not None:
        with suppress(ImportError):  # without the library that reads certificates, none of them is used
            trusted_roots(roots)
    changes = [*_own(told), *_files(folder, found, manifest), *_beside(folder, found), *_result(folder, manifest)]
    attested = [*check_signatures(folder), *check_timestamp(folder, roots), *check_signed_pdf(folder, roots)]
    return Proof(manifest.seal, len(manifest.sealed.files) + len(manifest.documents), changes, attested)


def _receipt(folder: Path, found: Contents) -> bytes:
    if RECEIPT not in {*found.files, *found.others}:
        raise UsageError(
            f"Unsealed: {folder} has no {RECEIPT}, so nothing can be proved by it.",
            advice="Every run that reaches its end writes one: it was removed, or the run was cut off.",
        )
    try:
        return read_regular(folder / RECEIPT)
    except OSError as error:
        raise UsageError(f"{folder / RECEIPT} cannot be read: {error.strerror}.") from None


def _refuse_other_formats(told: bytes) -> None:
    try:
        other = json.loads(told)
        if "links" in other or int(other["receipt"]) > FORMAT:
            age = "an older" if "links" in other else "a newer"
            advice = "Check it with the cancelbot that wrote it."
            raise UsageError(f"{RECEIPT} is of {age} format than this version of cancelbot can check.", advice=advice)
    except (ValueError, LookupError, TypeError, RecursionError):
        return


def _own(told: bytes) -> Iterator[str]:
    raw = json.loads(told)
    raw["documents"].sort(key=lambda entry: entry["name"])
    if raw["seal"] != seal_of(raw["sealed"]):
        yield f"{RECEIPT} was changed: its content does not fit its seal."
    elif told != readable(raw):
        yield f"{RECEIPT} was changed: it says the same, but it is not written as it was."


def _files(folder: Path, found: Contents, manifest: Manifest) -> Iterator[str]:
    entries = [*manifest.sealed.files, *manifest.documents]
    listed = {entry.name: entry for entry in entries}
    times = Counter([*(entry.name for entry in entries), *manifest.sealed.folders])
    yield from (f"{RECEIPT} lists {visible(name)} {n} times." for name, n in times.items() if n > 1)
    for name, what in found.others.items():
        yield f"{visible(name)} is {what}, which a run never leaves; it was not opened."
    if sum(found.files[name] for name in found.files.keys() & listed.keys()) > _MOST:
        raise UsageError(f"{folder} is not a recording: its files have more than {_MOST // 1024**3} GiB.")
    yield from _names(folder, found, listed)
    folders = set(manifest.sealed.folders)
    yield from (f"The folder {visible(name)} was added." for name in sorted(set(found.folders) - folders))
    yield from (f"The folder {visible(name)} is missing." for name in sorted(folders - set(found.folders)))
    for name in sorted(found.files.keys() & listed.keys()):
        if found.files[name] != listed[name].size:
            yield f"{visible(name)} was changed: it has {found.files[name]} bytes instead of {listed[name].size}."
        elif _entry(folder, name) != listed[name]:
            yield f"{visible(name)} was changed."


def _names(folder: Path, found: Contents, listed: dict[str, Entry]) -> Iterator[str]:
    """Files that are missing, added or renamed."""
    missing = {name: listed[name] for name in sorted(listed.keys() - found.files.keys() - found.others.keys())}
    for name in sorted(found.files.keys() - listed.keys() - {RECEIPT, SUMS, *BESIDE}):
        now = _entry(folder, name) if found.files[name] in {entry.size for entry in missing.values()} else None
        was = next((old for old, entry in missing.items() if now and entry.sha256 == now.sha256), None)
        if was is None:
            yield f"{visible(name)} was added: the receipt does not know it."
        else:
            del missing[was]
            yield f"{visible(was)} was renamed to {visible(name)}."
    yield from (f"{visible(name)} is missing." for name in missing)


def _entry(folder: Path, name: str) -> Entry | None:
    try:
        return entry_of(folder, name)
    except OSError:
        return None


def _beside(folder: Path, found: Contents) -> Iterator[str]:
    """Changes of receipt.sha256, or of the signatures and timestamps that it lists."""
    if SUMS not in found.files:
        yield f"{SUMS} is missing."
        return
    try:
        told, now = read_regular(folder / SUMS), sums(folder)
    except OSError as error:
        yield f"{SUMS} cannot be read: {error.strerror}."
        return
    if told != now:
        was = set(told.splitlines())
        names = [line.split()[-1].decode() for line in now.splitlines() if line not in was]
        yield f"{', '.join(names) or 'Something'} is not as {SUMS} lists it."


def _result(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Where result.json says something else than the receipt although both have valid checksums."""
    says = manifest.sealed.model_extra or {}
    try:
        result = json.loads(read_regular(folder / "result.json"))
        both = says.keys() & result.keys() - _OWN_WORDS
    except (OSError, ValueError, AttributeError, RecursionError):
        return  # if it was not so from the start, it is named above
    for name in sorted(both):
        if says[name] != result[name]:
            yield f"{RECEIPT} and result.json do not say the same about “{name}”."
