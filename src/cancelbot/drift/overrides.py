"""The controls that persons have pointed at, by site, in a file that they can read and edit.

Such a control is only another wording of a known one: a control of that role with those words counts as if it had the
site's own words, and the same rules hold for it.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

from cancelbot.config.machine import write_whole
from cancelbot.drift.catalogue import Catalogue, Teachable
from cancelbot.errors import UsageError
from cancelbot.page.snapshot import Node, Snapshot, plain

_CONTROL = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HEAD = """\
# What cancelbot was taught, one block a control: where it looks, what it looks for, and what that is called there.
# `cancelbot taught` lists it, `cancelbot taught --forget N` removes one; so does deleting its block here.
"""


@dataclass(frozen=True)
class Taught:
    """One control that a person has pointed at."""

    on: str
    """the day, ``YYYY-MM-DD``"""
    site: str
    """the origin of the platform"""
    need: str
    """the name of the teachable control"""
    words: str
    role: str
    locator: str
    """how Playwright would find it, for whoever reads the file"""

    def is_it(self, node: Node) -> bool:
        """Whether ``node`` is a control of that role with exactly these words."""
        return node.is_control and node.role == self.role and node.name.casefold() == self.words.casefold()


def objection(control: Teachable, node: Node) -> str | None:
    """Why ``node`` cannot be the control, in a sentence; None if it can."""
    if not node.is_control:
        return "It is nothing that can be pressed."
    if not (node.visible and node.enabled):
        return "It cannot be seen, or it is grayed out."
    if not node.name:
        return "It has no words by which it could be known again."
    if any(said and control.never.fullmatch(said) for said in (node.text, node.label)):
        return f"It says “{node.name}”, and that means something else."
    return None


@dataclass
class TaughtFile:
    """The file, in the user's config folder."""

    path: Path = field(default_factory=lambda: Path(platformdirs.user_config_dir("cancelbot")) / "taught.toml")

    def read(self) -> list[Taught]:
        """Everything that was taught, oldest first. Raises UsageError if the file is damaged."""
        try:
            told = tomllib.loads(self.path.read_text(encoding="utf-8")).get("taught", [])
            return [Taught(**{one.name: str(block[one.name]) for one in fields(Taught)}) for block in told]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{self.path} cannot be read ({type(error).__name__}).",
                advice="Correct the file, or delete it: you will be asked again for what it held.",
            ) from None

    def add(self, taught: Taught) -> None:
        """Keep ``taught`` instead of an older one for the same control on the same site."""
        self._write([*(one for one in self.read() if (one.site, one.need) != (taught.site, taught.need)), taught])

    def forget(self, number: int) -> Taught:
        """Remove number ``number``, counted from 1. Raises UsageError."""
        known = self.read()
        if not 1 <= number <= len(known):
            raise UsageError(f"There is no number {number}.", advice="List what was taught with: cancelbot taught")
        gone = known.pop(number - 1)
        self._write(known)
        return gone

    def _write(self, known: Iterable[Taught]) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self.path, "\n".join([HEAD, *map(_block, known)]).encode())


def _block(taught: Taught) -> str:
    """TOML: its basic strings are written as JSON writes them, but for what a terminal obeys."""
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in asdict(taught).items()}
    safe = {name: _CONTROL.sub(lambda sign: rf"\u{ord(sign.group()):04x}", value) for name, value in told.items()}
    return "\n".join(["[[taught]]", *(f"{name} = {value}" for name, value in safe.items()), ""])


def with_taught(snapshot: Snapshot, known: list[Taught], catalogue: Catalogue) -> Snapshot:
    """``snapshot``, in which every taught control also counts as what it was taught for."""
    for taught in known:
        control = catalogue.control(taught.need)
        for node in snapshot.controls if control else ():
            if control and taught.is_it(node) and not control.never.fullmatch(plain(taught.words)):
                node.meant = control.means
    return snapshot
