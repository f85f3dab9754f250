"""The data that the page's own script (snapshot.js) sends."""

from typing import NotRequired, TypedDict


class InputFacts(TypedDict):
    """Facts about a field, without its content."""

    type: str
    auto: str
    readonly: bool
    max: int
    field: str
    hint: str
    away: NotRequired[int]
    """whether no person can see it: off the page, clipped, transparent, or a few pixels large"""


class RawNode(TypedDict):
    """One entry of the list that snapshot.js returns."""

    id: int
    p: int
    tag: str
    text: NotRequired[str]
    hid: NotRequired[int]
    gap: NotRequired[int]
    role: NotRequired[str]
    label: NotRequired[str]
    about: NotRequired[str]
    value: NotRequired[str]
    control: NotRequired[int]
    off: NotRequired[int]
    framed: NotRequired[int]
    ghost: NotRequired[int]
    checked: NotRequired[str]
    pressed: NotRequired[int]
    popup: NotRequired[str]
    expanded: NotRequired[str]
    selected: NotRequired[int]
    href: NotRequired[str]
    top: NotRequired[bool | None]
    level: NotRequired[int]
    input: NotRequired[InputFacts]
    box: NotRequired[list[int]]
    block: NotRequired[int]
    over: NotRequired[int]
    seen: NotRequired[int]
    paint: NotRequired[int]
    """whether a box without boxes in it has a background of its own"""


class RawSnapshot(TypedDict):
    """What snapshot.js returns for a whole page."""

    nodes: list[RawNode]
    same: bool
    """whether the nodes are those of the last snapshot, and left out"""
    number: int
    """the number under which the page remembers what it has sent last"""
    url: str
    title: str
    ready: str
    busy: bool
    still: float
    worked: NotRequired[float]
    """milliseconds for which the page had been at work when it changed last"""
    moves: int
    width: int
