"""The named states of a sign-in, what else a page may show meanwhile, and what one attempt has done so far."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from playwright.sync_api import Page

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in.fields import FieldKind, SignInFields

T = TypeVar("T")


class State(StrEnum):
    """Where a sign-in is. Users read the values."""

    LOGGED_OUT = "the logged-out page"
    EMAIL = "the e-mail page"
    PASSWORD = "the password page"  # noqa: S105  # the name of a page
    TOTP = "the authenticator code page"
    EMAIL_CODE = "the e-mail code page"
    SMS = "the text message code page"
    RECOVERY = "the recovery code page"
    NEW_ACCOUNT = "the page for a new account"
    CHOICE = "the choice of a second factor"
    PUSH = "the page that waits for a push message"
    PASSKEY = "the passkey page"
    CHOOSER = "the account chooser"
    ORGANIZATION = "the choice of an organization"
    CONSENT = "the consent page"
    OFFER = "the page with an offer"
    RECOVERY_CODES = "the page that shows recovery codes"
    HAND_OVER = "a page that only a person can answer"
    SESSION_ENDED = "the page of an ended session"
    TROUBLE = "the error page"
    BOT_CHECK = "the bot check"
    WRONG_CREDENTIALS = "the refusal of e-mail or password"
    WRONG_EMAIL = "the refusal of the e-mail address"
    WRONG_CODE = "the refusal of the code"
    WRONG_METHOD = "the refusal of the way of signing in"
    DEACTIVATED = "the refusal of the account"
    RATE_LIMITED = "the refusal of too many tries"
    COUNTRY = "the refusal of the country"


TYPES_INTO = frozenset({State.EMAIL, State.PASSWORD, State.TOTP, State.EMAIL_CODE, State.SMS})
"""states with fields: on another origin they end the run"""
REFUSALS = frozenset(state for state in State if state.value.startswith("the refusal")) | {State.NEW_ACCOUNT}
CHOICES = frozenset({State.CHOICE, State.CHOOSER, State.ORGANIZATION, State.CONSENT, State.LOGGED_OUT})


@dataclass(frozen=True)
class Seen:
    """A state, what the page says there, and what can be typed into or pressed."""

    state: State
    page: Snapshot = field(compare=False)
    said: str = ""
    mark: tuple[int, ...] = ()
    """the document and the elements of the state: distinguishes a page that was answered from a new one"""
    fields: SignInFields = field(default_factory=SignInFields, compare=False)
    options: tuple[Node, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Arrived(Generic[T]):
    """The requested page, and what a probe found on it."""

    fact: T


@dataclass(frozen=True)
class Popup:
    """A harmless popup, and the control that closes it."""

    name: str
    words: str
    control: Node = field(compare=False)


@dataclass(frozen=True)
class Stuck:
    """The state that was handled last is still shown, and nothing changes."""

    seen: Seen


@dataclass(frozen=True)
class Astray:
    """Signed in, but on another page of the application than the requested one."""

    url: str


@dataclass(frozen=True)
class Broken:
    """The page shows an error of the site or stays blank: a person would press F5."""


@dataclass(frozen=True)
class InWindow:
    """The sign-in opened a window of its own."""

    page: Page


@dataclass(frozen=True)
class InFrame:
    """The sign-in is in a frame, at one of the site's own addresses."""

    url: str


Screen = Arrived[T] | Popup | Stuck | Astray | Broken | InWindow | InFrame | Seen
"""Everything that a snapshot can show during a sign-in."""


@dataclass
class Attempt:
    """What the site was given in one attempt to sign in. ``given``: since it last signed the user in."""

    given: set[FieldKind] = field(default_factory=set)
    typed: set[FieldKind] = field(default_factory=set)
    """what was typed since this sign-in began: a refusal counts only after that"""
    email: str | None = None
    """the address that was typed or chosen"""
    answered: Seen | None = None
    """the state that was handled last, as it was when it was first handled"""
    presses: int = 0
    """how often it was handled"""
    tried_another: bool = False
    """whether another method than the offered one was asked for: that happens once"""
    reopened: bool = False
    """whether the requested address was loaded again after signing in: that happens once"""
    visits: Counter[State] = field(default_factory=Counter)
    pages: dict[State, Snapshot] = field(default_factory=dict)
    """each state's page as it was when it was first answered"""
    stopped_before: int = 0

    def __post_init__(self) -> None:
        self.given_before = frozenset(self.given)
        """what an earlier attempt typed without success: the site may count it as a try"""

    def note_typed(self, kind: FieldKind) -> None:
        self.typed.add(kind)
        self.given.add(kind)

    def begin(self, seen: Seen, stopped: int) -> None:
        """``seen`` has come up. The guard had ``stopped`` so many requests before."""
        self.visits[seen.state] += 1
        self.pages.setdefault(seen.state, seen.page)
        self.answered, self.presses, self.stopped_before = seen, 0, stopped

    def begin_anew(self) -> None:
        """The sign-in starts over without a refusal, so everything may be typed again."""
        self.typed.clear()
        for state in TYPES_INTO:
            self.visits[state] = 0
