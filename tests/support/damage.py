"""Ways to change a recording, each with what the check must say about it; and random changes."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

PICTURE, LAST = "08_cancel-plan_dialog.png", "10_cancel-plan_after.png"
Damage = Callable[[Path], object]


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def exchange(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def replace_by_link(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def reorder(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[0], lines[-1] = lines[-1], lines[0]
    path.write_bytes(b"".join(lines))


def say_otherwise(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"outcome": "canceled"', '"outcome": "declined"'), encoding="utf-8")


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


DAMAGE: dict[str, tuple[Damage, str]] = {
    "a bit": (lambda folder: flip(folder / LAST, 5000), f"{LAST} was changed."),
    "a byte more": (lambda folder: append(folder / "followup.ics"), "followup.ics was changed: it has"),
    "a file less": (lambda folder: (folder / PICTURE).unlink(), f"{PICTURE} is missing."),
    "a file more": (lambda folder: (folder / "more").write_bytes(b"?"), "more was added: the receipt does not"),
    "another name": (lambda folder: (folder / PICTURE).rename(folder / "b.png"), f"{PICTURE} was renamed to b.png."),
    "two exchanged": (lambda folder: exchange(folder / PICTURE, folder / LAST), f"{LAST} was changed"),
    "an empty folder": (lambda folder: (folder / "new").mkdir(), "The folder new was added."),
    "a folder less": (lambda folder: shutil.rmtree(folder / "invoices"), "The folder invoices is missing."),
    "a link": (lambda folder: replace_by_link(folder / PICTURE), f"{PICTURE} is a link, which a run never leaves"),
    "a pipe": (lambda folder: replace_by_pipe(folder / PICTURE), f"{PICTURE} is neither a file nor a folder"),
    "events reordered": (lambda folder: reorder(folder / "events.jsonl"), "events.jsonl was changed."),
    "another outcome": (lambda folder: say_otherwise(folder / "receipt.json"), "receipt.json was changed"),
}


def state(folder: Path) -> dict[str, bytes | str]:
    """Everything in ``folder`` by name."""
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        found[name] = path.read_bytes() if path.is_file() and not path.is_symlink() else "no file"
    return found


def at_random(folder: Path, dice: random.Random) -> str:
    """One change of any kind, anywhere in ``folder``, in words. Now and then it changes nothing."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    one, other = dice.sample(files, 2)
    content = one.read_bytes()
    at, byte, few = dice.randrange(len(content) + 1), bytes([dice.randrange(256)]), dice.randrange(1, 9)
    kinds: dict[str, Callable[[], object]] = {
        "a byte is another": lambda: one.write_bytes(content[:at] + byte + content[at + 1 :]),
        "a byte more": lambda: one.write_bytes(content[:at] + byte + content[at:]),
        "a few bytes less": lambda: one.write_bytes(content[:at] + content[at + few :]),
        "cut off": lambda: one.write_bytes(content[:at]),
        "repeated": lambda: one.write_bytes(content + content[:at]),
        "exchanged": lambda: exchange(one, other),
        "reordered": lambda: reorder(one),
        "renamed": lambda: one.rename(one.with_name(f"{at}-{one.name}")),
        "put over another": lambda: other.rename(one),
        "moved": lambda: one.rename(folder / "invoices" / f"in-{one.name}"),
        "gone": one.unlink,
        "new": lambda: one.with_name(f"{at}.png").write_bytes(content[:at]),
        "a new folder": (folder / f"{at}").mkdir,
        "a link": lambda: replace_by_link(one),
        "a pipe": lambda: replace_by_pipe(one),
    }
    kind = dice.choice(sorted(kinds))
    kinds[kind]()
    return f"{one.name}, {other.name} at {at}: {kind}"
