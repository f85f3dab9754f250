"""What can go wrong with an act: the faults, and which acts each of them can hit."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Act(StrEnum):
    """The four things a run changes."""

    AUTO_RECHARGE = "auto-recharge"
    CANCEL = "cancel"
    CARD = "card"
    KEY = "key"


class Kind(StrEnum):
    """What goes wrong. The first part hits the request, the second the page, the third the account."""

    ERROR_500 = "error-500"
    TOO_MANY = "too-many-requests"
    SLOW = "slow"
    DROP_BEFORE = "drop-before-commit"
    DROP_AFTER = "drop-after-commit"
    COMMIT_UNANNOUNCED = "commit-without-banner"
    BANNER_ONLY = "banner-without-commit"
    OLD_DOCUMENT = "old-document-stays"
    STALE = "stale-after"
    BUSY = "too-many-looks"
    LOG_OUT = "log-out"
    LOG_OUT_AFTER = "log-out-after-commit"

    CRASH = "crash"
    HANG = "hang"
    SURVEY = "survey-first"
    SURVEY_BEFORE_COMMIT = "survey-before-commit"
    SURVEY_AFTER = "survey-after"
    TWO_PRESSES = "two-presses"
    REASON_REQUIRED = "reason-required"
    TYPED_NAME = "typed-name"
    IGNORE_FIRST_CLICK = "ignore-first-click"
    DOUBLE_CLICK = "double-click-acts-twice"
    MOVE_BUTTON = "move-button"
    REPLACE_TEXT = "replace-text"
    SWAP_BUTTONS = "swap-buttons"
    TWO_DIALOGS = "two-dialogs"
    DISABLED = "disabled-button"
    GREYED = "greyed-with-reason"

    BACK_AFTER_RELOAD = "back-on-after-reload"
    BACK_AFTER_CANCEL = "back-on-after-cancel"
    REFUSE = "refuse"
    LAST_KEY = "last-key"
    REORDER = "reorder"
    PAGINATE = "paginate"
    ADD_KEY = "add-key"
    TAKES_ANOTHER = "takes-another"


ON_PAGE = frozenset(
    {
        Kind.CRASH,
        Kind.HANG,
        Kind.SURVEY,
        Kind.SURVEY_BEFORE_COMMIT,
        Kind.SURVEY_AFTER,
        Kind.TWO_PRESSES,
        Kind.REASON_REQUIRED,
        Kind.TYPED_NAME,
        Kind.IGNORE_FIRST_CLICK,
        Kind.DOUBLE_CLICK,
        Kind.MOVE_BUTTON,
        Kind.REPLACE_TEXT,
        Kind.SWAP_BUTTONS,
        Kind.TWO_DIALOGS,
        Kind.DISABLED,
        Kind.GREYED,
    }
)
"""Faults that the skin plays; its bootstrap JSON names them."""

ONLY_FOR: dict[Kind, frozenset[Act]] = {
    Kind.BACK_AFTER_RELOAD: frozenset({Act.AUTO_RECHARGE}),
    Kind.BACK_AFTER_CANCEL: frozenset({Act.AUTO_RECHARGE}),
    Kind.TWO_PRESSES: frozenset({Act.AUTO_RECHARGE, Act.CANCEL}),
    Kind.TYPED_NAME: frozenset({Act.KEY}),
    Kind.LAST_KEY: frozenset({Act.KEY}),
    Kind.REORDER: frozenset({Act.KEY}),
    Kind.PAGINATE: frozenset({Act.KEY}),
    Kind.ADD_KEY: frozenset({Act.KEY}),
    Kind.TAKES_ANOTHER: frozenset({Act.KEY}),
}
"""Kinds that make sense for some acts only; all others can hit every act."""

STANDING = frozenset(
    {
        Kind.LAST_KEY,
        Kind.REORDER,
        Kind.PAGINATE,
        Kind.SWAP_BUTTONS,
        Kind.DISABLED,
        Kind.GREYED,
        Kind.TWO_PRESSES,
        Kind.REASON_REQUIRED,
        Kind.TYPED_NAME,
    }
)
"""Kinds that are a property of the site, not an accident: they never run out."""


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
        return None if self.kind in STANDING else self.times


def possible(act: Act, kind: Kind) -> bool:
    """Whether this kind can hit this act."""
    return act in ONLY_FOR.get(kind, frozenset(Act))


def every_fault() -> tuple[Fault, ...]:
    """The catalogue: each act with each kind that can hit it, once; error-500 also every time."""
    once = [Fault(act=act, kind=kind) for act in Act for kind in Kind if possible(act, kind)]
    always = [Fault(act=act, kind=Kind.ERROR_500, times=None) for act in Act]
    return (*once, *always)
