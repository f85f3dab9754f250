"""Finds the same control again after a redesign, by likeness, and says nothing where it is not sure.

Two rules. The signs that tell a control apart (its words, its address, its id) may not point at different elements: if
the likest element is not also the likest by each of them, there is no answer. And the likest must be like enough, and
clearly more so than the second.

It is measured here and used nowhere in the bot: what the bot presses is found by its words. See docs/finding.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest

ENOUGH, AHEAD = 5.0, 0.5
"""how like the old control the likest element must be, and how much more so than the second; from bench/similo.py"""
TELLING = 0.2
"""likeness from which a sign points at an element at all"""
NEAR = 300.0
"""pixels after which a place is a third as like"""
PAGES = re.compile(r"\.(html?|php|aspx?|jsp|page)$")


@dataclass(frozen=True)
class Control:
    """One element as likeness sees it. Words and ids are compared without case."""

    role: str = ""
    words: str = ""
    address: str = ""
    """where it leads, without scheme, query and ending; see :func:`address_of`"""
    ident: str = ""
    classes: frozenset[str] = frozenset()
    near: Counter[str] = field(default_factory=Counter)
    """the words around it"""
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """left, top, width, height in CSS pixels"""
    tags: tuple[str, ...] = ()
    """the tags from the root to it"""


def address_of(href: str) -> str:
    """``href`` as it stays the same from one version of a site to the next."""
    if href.lower().startswith("javascript:"):
        return ""
    bare = re.sub(r"^https?:/+(www\.)?", "", href.lower()).split("#")[0].split("?")[0].rstrip("/")
    return PAGES.sub("", bare)


def find(old: Control, page: Sequence[Control], *, enough: float = ENOUGH, ahead: float = AHEAD) -> int | None:
    """Where in ``page`` the ``old`` control is now; None where that is not sure."""
    best, likeness, lead = likest(old, page)
    return best if likeness >= enough and lead >= ahead else None


def likest(old: Control, page: Sequence[Control]) -> tuple[int | None, float, float]:
    """The element most like ``old``, how like it is, and how far ahead of the second; None if the signs disagree."""
    likenesses = [_likeness(old, one) for one in page]
    totals = [sum(parts) for parts in likenesses]
    two = nlargest(2, range(len(page)), key=totals.__getitem__)
    if not two:
        return None, 0.0, 0.0
    best, lead = two[0], totals[two[0]] - (totals[two[1]] if len(two) > 1 else 0.0)
    for sign in range(len(SIGNS)):
        most = max(parts[sign] for parts in likenesses)
        if most > TELLING * SIGNS[sign] and likenesses[best][sign] < most:
            return None, totals[best], lead
    return best, totals[best], lead


SIGNS = (3.0, 3.0, 2.0)
"""what words, address and id weigh"""


def _likeness(old: Control, new: Control) -> tuple[float, ...]:
    """The signs, and then what only supports them: role, classes, words around it, place, size, tags above it."""
    return (
        SIGNS[0] * _words(old.words, new.words),
        SIGNS[1] * _address(old.address, new.address),
        SIGNS[2] * (bool(old.ident) and old.ident == new.ident),
        1.0 * (old.role == new.role),
        1.0 * _share(len(old.classes & new.classes), len(old.classes | new.classes)),
        1.0 * _share((old.near & new.near).total(), max(old.near.total(), new.near.total())),
        0.5 * math.exp(-abs(old.box[0] - new.box[0]) / NEAR),
        0.5 * math.exp(-abs(old.box[1] - new.box[1]) / NEAR),
        0.5 * _share(*sorted((old.box[2] * old.box[3], new.box[2] * new.box[3]))),
        0.5 * _share(_same_end(old.tags, new.tags), max(len(old.tags), len(new.tags))),
    )


def _words(old: str, new: str) -> float:
    """1 for the same; 0.8 where one begins with the other; at most 0.7 for words in common."""
    if not old or not new:
        return 0.0
    if old == new:
        return 1.0
    one, other = old.split(), new.split()
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return 0.8
    return 0.7 * _share(len({*one} & {*other}), len({*one} | {*other}))


def _address(old: str, new: str) -> float:
    """1 for the same; 0.8 on another host; 0.4 where only the last part is the same."""
    if not old or not new:
        return 0.0
    if old == new:
        return 1.0
    (_, _, one), (_, _, other) = old.partition("/"), new.partition("/")
    if one and one == other:
        return 0.8
    return 0.4 if one and one.rpartition("/")[2] == other.rpartition("/")[2] else 0.0


def _same_end(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    """How many tags are the same, from the element upwards."""
    pairs = enumerate(zip(reversed(old), reversed(new), strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
