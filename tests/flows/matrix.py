"""The matrix of acts and faults: which runs `make soak` makes, and what `docs/laws.md` says of their number.

Four parts. once: each act with each fault that can hit it, one time. always: faults that go on happening. long:
faults that last longer than the bot looks, or than any page takes. skins: on every other front-end, the faults whose
play depends on how the page is built.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.skins.folders import skin_names

from cancelbot.sandbox import Act, Fault, Kind, every_fault

PATIENCE = 4.0
"""seconds that the first run looks for what it has done"""
PATIENCE_WITH = {"slow": 12.0}
"""likewise, on a front-end that takes as long as that to show anything"""
AGAIN_AND_AGAIN = (
    Kind.TOO_MANY,
    Kind.DROP_BEFORE,
    Kind.DROP_AFTER,
    Kind.BANNER_ONLY,
    Kind.COMMIT_UNANNOUNCED,
    Kind.LOG_OUT,
    Kind.LOG_OUT_AFTER,
    Kind.CRASH,
    Kind.SURVEY,
    Kind.IGNORE_FIRST_CLICK,
    Kind.MOVE_BUTTON,
    Kind.REPLACE_TEXT,
    Kind.TWO_DIALOGS,
    Kind.REFUSE,
    Kind.ADD_KEY,
)
LASTING = {Kind.SLOW: 30.0, Kind.STALE: 15.0, Kind.BUSY: 8.0, Kind.HANG: 6.0}
"""seconds, each beyond the patience"""
BUILT = (
    Kind.DROP_AFTER,
    Kind.BANNER_ONLY,
    Kind.COMMIT_UNANNOUNCED,
    Kind.BUSY,
    Kind.CRASH,
    Kind.SURVEY,
    Kind.IGNORE_FIRST_CLICK,
    Kind.MOVE_BUTTON,
    Kind.REPLACE_TEXT,
    Kind.SWAP_BUTTONS,
    Kind.TWO_DIALOGS,
)
"""faults that show differently on pages that are built differently"""
NOT_FOUND = {(Kind.TWO_DIALOGS, "classic")}
"""what cannot be: a question that is a page of its own comes up alone"""
SILENT = {(Kind.DROP_AFTER, "muiish")}
"""what no page ever tells: the site gave no answer to the act, and says no word about a plan once there is none"""
SAMPLE = {(Act.CANCEL, Kind.BANNER_ONLY)}
"""what `make test` runs, of the part ONCE"""


@dataclass(frozen=True)
class Case:
    """One first run, and its rerun when nothing goes wrong any more."""

    part: str
    fault: Fault
    skin: str = "platform"

    @property
    def name(self) -> str:
        """Such as `once-cancel-crash` and `skins-cancel-crash-native`."""
        at = "-opener" if self.fault.target == "opener" else ""
        skin = "" if self.skin == "platform" else f"-{self.skin}"
        return f"{self.part}-{self.fault.act}-{self.fault.kind}{at}{skin}"

    @property
    def patience(self) -> float:
        """Seconds that the first run looks for what it has done."""
        return PATIENCE_WITH.get(self.skin, PATIENCE)

    @property
    def is_sample(self) -> bool:
        """Whether `make test` runs it too."""
        return self.part == "once" and (self.fault.act, self.fault.kind) in SAMPLE

    @property
    def hides(self) -> bool:
        """Whether the site may hide what became of the act for longer than the first run looks."""
        return self.stays_hidden or (self.part == "long" and self.fault.kind in {Kind.STALE, Kind.BUSY, Kind.SLOW})

    @property
    def stays_hidden(self) -> bool:
        """Whether no later run can know what became of the act either."""
        return (self.fault.kind, self.skin) in SILENT


def cases() -> list[Case]:
    """All of them, in a fixed order."""
    return [*_once(), *_always(), *_long(), *_skins()]


def counts() -> Counter[str]:
    """How many first runs each part has."""
    return Counter(case.part for case in cases())


def _once() -> list[Case]:
    opener = [Fault(act=act, kind=Kind.IGNORE_FIRST_CLICK, target="opener") for act in Act]
    return [Case("once", fault) for fault in [*every_fault(), *opener] if fault.times]


def _always() -> list[Case]:
    always = [fault for fault in every_fault() if not fault.times]
    more = [Fault(act=act, kind=kind, times=None) for act in Act for kind in AGAIN_AND_AGAIN if act in kind.acts]
    return [Case("always", fault) for fault in [*always, *more] if not fault.kind.stays]


def _long() -> list[Case]:
    return [
        Case("long", Fault(act=act, kind=kind, seconds=seconds)) for act in Act for kind, seconds in LASTING.items()
    ]


def _skins() -> list[Case]:
    others = [skin for skin in skin_names() if skin != "platform"]
    pairs = [(kind, skin) for kind in BUILT for skin in others if (kind, skin) not in NOT_FOUND]
    return [Case("skins", Fault(act=Act.CANCEL, kind=kind), skin) for kind, skin in pairs]
