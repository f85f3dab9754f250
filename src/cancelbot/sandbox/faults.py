"""What can go wrong with an act: the faults, and which acts each of them can hit."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Act(StrEnum):
    """The four things a run changes."""

    AUTO_RECHARGE = "auto-recharge"
    CANCEL = "cancel"
    CARD = "card"
    KEY = "key"


Hits = Literal["request", "page", "account"]
"""what plays a fault: the server; the page, whose bootstrap JSON names it; or it happens to the account"""
_RECHARGE, _KEY = frozenset({Act.AUTO_RECHARGE}), frozenset({Act.KEY})
_PASSES, _STAYS = False, True


class Kind(StrEnum):
    """What goes wrong, and what it hits.

    ``stays``: it is a property of the site, not an accident, so it never runs out. ``acts``: those that it can hit.
    """

    hits: Hits
    stays: bool
    acts: frozenset[Act]

    def __new__(cls, value: str, hits: Hits, stays: bool = False, acts: frozenset[Act] = frozenset(Act)) -> "Kind":
        kind = str.__new__(cls, value)
        kind._value_, kind.hits, kind.stays, kind.acts = value, hits, stays, acts
        return kind

    ERROR_500 = "error-500", "request"
    TOO_MANY = "too-many-requests", "request"
    SLOW = "slow", "request"
    DROP_BEFORE = "drop-before-commit", "request"
    DROP_AFTER = "drop-after-commit", "request"
    COMMIT_UNANNOUNCED = "commit-without-banner", "request"
    BANNER_ONLY = "banner-without-commit", "request"
    OLD_DOCUMENT = "old-document-stays", "request"
    STALE = "stale-after", "request"
    BUSY = "too-many-looks", "request"
    LOG_OUT = "log-out", "request"
    LOG_OUT_AFTER = "log-out-after-commit", "request"

    CRASH = "crash", "page"
    HANG = "hang", "page"
    SURVEY = "survey-first", "page"
    SURVEY_BEFORE_COMMIT = "survey-before-commit", "page"
    SURVEY_AFTER = "survey-after", "page"
    TWO_PRESSES = "two-presses", "page", _STAYS, frozenset({Act.AUTO_RECHARGE, Act.CANCEL})
    REASON_REQUIRED = "reason-required", "page", _STAYS
    TYPED_NAME = "typed-name", "page", _STAYS, _KEY
    IGNORE_FIRST_CLICK = "ignore-first-click", "page"
    DOUBLE_CLICK = "double-click-acts-twice", "page"
    MOVE_BUTTON = "move-button", "page"
    REPLACE_TEXT = "replace-text", "page"
    SWAP_BUTTONS = "swap-buttons", "page", _STAYS
    TWO_DIALOGS = "two-dialogs", "page"
    DISABLED = "disabled-button", "page", _STAYS
    GRAYED = "grayed-with-reason", "page", _STAYS

    BACK_AFTER_RELOAD = "back-on-after-reload", "account", _PASSES, _RECHARGE
    BACK_AFTER_CANCEL = "back-on-after-cancel", "account", _PASSES, _RECHARGE
    REFUSE = "refuse", "account"
    LAST_KEY = "last-key", "account", _STAYS, _KEY
    REORDER = "reorder", "account", _STAYS, _KEY
    PAGINATE = "paginate", "account", _STAYS, _KEY
    ADD_KEY = "add-key", "account", _PASSES, _KEY
    TAKES_ANOTHER = "takes-another", "account", _PASSES, _KEY


class Fault(BaseModel):
    """One fault: it hits `times` acts (None: all of them), each `every`-th one, for `seconds` if it lasts.

    `target` names a card by its last four digits or a key by its name; None is whichever comes first. With
    "ignore-first-click" it may be "opener": then the button that opens the dialog is meant, not the one in it.
    """

    model_config = ConfigDict(frozen=True)

    act: Act
    kind: Kind
    times: int | None = 1
    every: int = 1
    seconds: float = 1.0
    target: str | None = None

    @property
    def limit(self) -> int | None:
        """How many acts it hits; None: all of them."""
        return None if self.kind.stays else self.times


def every_fault() -> tuple[Fault, ...]:
    """The catalogue: each act with each kind that can hit it, once; error-500 also every time."""
    once = [Fault(act=act, kind=kind) for act in Act for kind in Kind if act in kind.acts]
    always = [Fault(act=act, kind=Kind.ERROR_500, times=None) for act in Act]
    return (*once, *always)
