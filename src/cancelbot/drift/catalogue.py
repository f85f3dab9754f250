"""What a flow needs to find on the pages of its site, each thing by a name, and whether a reading has it.

One catalogue a flow. `cancelbot check` walks it on the live pages; what a run leaves when it stops at a page that it
does not know is told by it; and what a person may be asked to point at is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cancelbot.errors import Ambiguous, ControlNotFound, RefusedBySite
from cancelbot.page.snapshot import Node, Snapshot

Find = Callable[[Snapshot], list[Node]]
_SAID = 60
"""characters of a control's words that a table shows"""


class How(StrEnum):
    """How something was found. The values are what a user reads."""

    FOUND = "found"
    TEXT = "found as plain text"
    TAUGHT = "found as taught"
    TRAIL = "found by its name, not its address"
    TWICE = "found twice"
    MISSING = "missing"
    IDLE = "not needed"
    UNSEEN = "not looked at"
    NEW = "never seen"


LACKING = frozenset({How.MISSING, How.TWICE})
"""what stops a run"""


def _always(_reading: Snapshot) -> bool:
    return True


@dataclass(frozen=True)
class Need:
    """One word or control that a page must have."""

    name: str
    what: str
    """as a person reads it in a table"""
    words: tuple[re.Pattern[str], ...]
    """the wordings that it rests on"""
    find: Find
    """what the flow itself takes for it; raising ControlNotFound or Ambiguous is an answer too"""
    pressed: bool = False
    """whether it is a control, so that plain words are only a fallback"""
    several: bool = False
    """whether more than one will do"""
    wanted: Callable[[Snapshot], bool] = _always
    """whether a page that shows this needs it"""


@dataclass(frozen=True)
class KnownPage:
    """A page, or a state of one, and what it is known by. ``path`` is empty where the address says nothing."""

    what: str
    needs: tuple[Need, ...]
    path: str = ""


@dataclass(frozen=True)
class Teachable:
    """A control that a person may point at when it is not found."""

    name: str
    what: str
    """what it is and what it is for, in a sentence that is shown to the person"""
    means: str
    """the site's words for it, which the words of what was pointed at then stand for"""
    never: re.Pattern[str]
    """words of known opposite or other meaning"""
    destroys: str = ""
    """what must be typed as well, where pressing it leads to something that cannot be undone"""
    several: bool = False
    """whether there is one in every row, so that others that look the same are no doubt"""


@dataclass(frozen=True)
class Catalogue:
    """Everything that one flow needs and knows by words. The empty one knows nothing."""

    pages: tuple[KnownPage, ...] = ()
    lessons: tuple[Teachable, ...] = ()
    words: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """every wording of the flow, by the name under which a maintainer finds it"""

    def lesson(self, name: str) -> Teachable | None:
        """The lesson of that name."""
        return next((lesson for lesson in self.lessons if lesson.name == name), None)


@dataclass(frozen=True)
class Finding:
    """What became of one need on one page."""

    page: str
    need: str
    what: str
    how: How
    said: str = ""
    """the words that stand there"""


def findings(page: KnownPage, snapshot: Snapshot) -> list[Finding]:
    """What ``reading`` has of ``page``."""
    return [_finding(page, need, snapshot) for need in page.needs]


def _finding(page: KnownPage, need: Need, snapshot: Snapshot) -> Finding:
    try:
        found = need.find(snapshot)
    except Ambiguous:
        return Finding(page.what, need.name, need.what, How.TWICE)
    except ControlNotFound:
        found = []
    except RefusedBySite as greyed:
        return Finding(page.what, need.name, need.what, How.FOUND, str(greyed))
    said = found[0].name[:_SAID] if found and found[0] is not snapshot.root else ""
    return Finding(page.what, need.name, need.what, _how(need, found, snapshot), said)


def _how(need: Need, found: list[Node], snapshot: Snapshot) -> How:
    if not found:
        return How.MISSING if need.wanted(snapshot) else How.IDLE
    if len(found) > 1 and not need.several:
        return How.TWICE
    if any(node.meant for node in found):
        return How.TAUGHT
    return How.TEXT if need.pressed and not all(node.is_control for node in found) else How.FOUND
