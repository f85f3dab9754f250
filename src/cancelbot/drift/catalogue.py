"""What a flow needs to find on the pages of its site, each thing by a name, and whether a snapshot has it.

There is one catalogue for a flow. `cancelbot check` compares the live pages with it, the drift bundle compares an
unknown page with it, and it has the controls that a person may be asked to point at.
"""

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
    """How something was found. Users read the values."""

    FOUND = "found"
    TEXT = "found as plain text"
    TAUGHT = "found as taught"
    BY_MENU = "found by its name, not its address"
    TWICE = "found twice"
    MISSING = "missing"
    IDLE = "not needed"
    UNSEEN = "not looked at"
    NEW = "never seen"


LACKING = frozenset({How.MISSING, How.TWICE})
"""what stops a run"""


@dataclass(frozen=True)
class Need:
    """One word or control that a page must have."""

    name: str
    what: str
    """as a person reads it in a table"""
    words: tuple[re.Pattern[str], ...]
    """the wordings that it depends on"""
    find: Find
    """the flow's own search for it; it may raise ControlNotFound or Ambiguous"""
    pressed: bool = False
    """whether it is a control, so that plain text is only a fallback"""
    several: bool = False
    """whether more than one is fine"""
    wanted: Callable[[Snapshot], bool] = lambda _snapshot: True
    """whether a page with this snapshot needs it"""


@dataclass(frozen=True)
class KnownPage:
    """A page, or a state of one, and what it is recognized by. ``path`` is empty if the address says nothing."""

    what: str
    needs: tuple[Need, ...]
    path: str = ""


@dataclass(frozen=True)
class Teachable:
    """A control that a person may point at when it is not found."""

    name: str
    what: str
    """what it is and what it is for, in a sentence for the person"""
    means: str
    """the site's words for it: the control that the person points at is treated as if it said them"""
    never: re.Pattern[str]
    """words that mean something else"""
    destroys: str = ""
    """what the person must type if pressing it leads to something that cannot be undone"""
    several: bool = False
    """whether every row has one, so that others that look the same are expected"""


@dataclass(frozen=True)
class Catalogue:
    """Everything that one flow looks for. The empty one knows nothing."""

    pages: tuple[KnownPage, ...] = ()
    controls: tuple[Teachable, ...] = ()
    words: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """every wording of the flow, by the name under which a maintainer finds it"""

    def control(self, name: str) -> Teachable | None:
        return next((control for control in self.controls if control.name == name), None)


@dataclass(frozen=True)
class Finding:
    """How one need was found on one page."""

    page: str
    need: str
    what: str
    how: How
    said: str = ""
    """the words that the page has for it"""


def findings(page: KnownPage, snapshot: Snapshot) -> list[Finding]:
    return [_finding(page, need, snapshot) for need in page.needs]


def _finding(page: KnownPage, need: Need, snapshot: Snapshot) -> Finding:
    try:
        found = need.find(snapshot)
    except Ambiguous:
        return Finding(page.what, need.name, need.what, How.TWICE)
    except ControlNotFound:
        found = []
    except RefusedBySite as grayed:
        return Finding(page.what, need.name, need.what, How.FOUND, str(grayed))
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
