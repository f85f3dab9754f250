"""The named states of a sign-in, and which of them a page shows.

Fields decide first, because a person acts on them; then refusals, in whole sentences; then pages that offer a choice;
last the logged-out page. Neither a word that can stand in a footer nor the address decides (the address may stay
``/log-in`` while the pages change, site-facts 1.2). Inside the signed-in application only a "Log in" button counts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from playwright.sync_api import Page

from cancelbot.page.query import in_footer, pressable, texts
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in.fields import FieldKind, SignInFields, fields_of, prose
from openai_platform.sign_in.words import SignInWords

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
    ORGANIZATION = "the choice of an organisation"
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


# States with fields: on another origin they end the run.
TYPES_INTO = frozenset({State.EMAIL, State.PASSWORD, State.TOTP, State.EMAIL_CODE, State.SMS})
ADDRESS = re.compile(  # as an account chooser shows it: whole, masked or cut
    r"(?<![\w.+*\u2022\u2026-])[\w.+*\u2022\u2026-]+@[\w.*\u2022\u2026-]*(?:\.{3}|[\w*\u2022\u2026])", re.IGNORECASE
)
SMALL = 400  # nodes up to which a page is searched for plain text to press
REFUSALS = frozenset(state for state in State if state.value.startswith("the refusal")) | {State.NEW_ACCOUNT}
CHOICES = frozenset({State.CHOICE, State.CHOOSER, State.ORGANIZATION, State.CONSENT, State.LOGGED_OUT})


@dataclass(frozen=True)
class Seen:
    """A state, what the page says there, and what can be typed into or pressed."""

    state: State
    said: str = ""
    mark: tuple[int, ...] = ()
    """the document and the elements of the state: distinguishes a page that was answered from a new one"""
    fields: SignInFields = field(default_factory=SignInFields, compare=False)
    options: tuple[Node, ...] = field(default=(), compare=False)
    page: Snapshot | None = field(default=None, compare=False)


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
    page: Snapshot = field(compare=False)


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
    """whether another method than the offered one was asked for"""
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

    def note_account(self, email: str | None) -> None:
        """``email`` was typed or chosen; None if that address is not known."""
        self.email = email

    def note_other_method(self) -> None:
        """Another method was asked for. That happens once."""
        self.tried_another = True

    def begin(self, seen: Seen, stopped: int) -> None:
        """``seen`` has come up. The guard had ``stopped`` so many requests before."""
        self.visits[seen.state] += 1
        if seen.page is not None:
            self.pages.setdefault(seen.state, seen.page)
        self.answered, self.presses, self.stopped_before = seen, 0, stopped

    def press(self) -> None:
        """The current state was handled once more."""
        self.presses += 1

    def begin_anew(self) -> None:
        """The sign-in starts over without a refusal, so everything may be typed again."""
        self.typed.clear()
        for state in TYPES_INTO:
            self.visits[state] = 0


def recognise(snapshot: Snapshot, words: SignInWords, typed: frozenset[FieldKind] = frozenset()) -> Seen | None:
    """The state that ``snapshot`` shows. A refusal on a page with fields counts only after something was ``typed``."""
    fields = fields_of(snapshot, words)
    said = _Said(snapshot, words, fields)
    if said.bot_check():
        return said.seen(State.BOT_CHECK)
    if offer := said.offer():
        return offer
    if fields.any or fields.has_disabled:
        return ((said.refusal(typed) if typed else None) or said.asked()) if fields.any else None
    if accounts := said.accounts():
        return said.seen(State.CHOOSER, *accounts)
    if ways_in := said.log_in():
        return said.seen(State.SESSION_ENDED if said.has(words.session_ended) else State.LOGGED_OUT, *ways_in)
    return None if said.inside else said.refusal(frozenset(FieldKind)) or said.screen()


def only_a_person(snapshot: Snapshot, words: SignInWords) -> Seen | None:
    """``snapshot`` as a page that only a person can answer; None if it is blank or goes on by itself."""
    return _Said(snapshot, words, fields_of(snapshot, words)).only_a_person()


def in_application(snapshot: Snapshot, words: SignInWords) -> bool:
    """Whether the page has the navigation of the signed-in application: at least three of its destinations."""
    places = {node.name.casefold() for node in pressable(snapshot) if node.says(words.landmarks)}
    return len(places) >= 3


class _Said:
    """One snapshot, and the questions that decide its state."""

    def __init__(self, snapshot: Snapshot, words: SignInWords, fields: SignInFields) -> None:
        self.snapshot = snapshot
        self.words = words
        self.fields = fields
        self.pressable = pressable(snapshot)
        self.inside = in_application(snapshot, words)

    @cached_property
    def prose(self) -> str:
        return prose(self.snapshot)

    def has(self, words: re.Pattern[str]) -> bool:
        return bool(words.search(self.prose))

    def line(self, words: re.Pattern[str]) -> str:
        """The first line of the page that matches ``words``."""
        return next((line[:300] for line in self.prose.split("\n") if words.search(line)), "")

    def controls(self, words: re.Pattern[str]) -> list[Node]:
        """The controls of that name. On a small page, plain text of that name counts too."""
        found = [node for node in self.pressable if node.says(words)]
        if found or len(self.snapshot.nodes) > SMALL:
            return found
        return [node for node in texts(self.snapshot.root, words) if not in_footer(node)]

    def seen(self, state: State, *options: Node, said: str = "") -> Seen:
        fields = self.fields
        typable = (fields.password or fields.email or fields.new_password, *fields.code)
        marks = [node.id for node in (*typable, *options) if node is not None]
        return Seen(state, said, (self.snapshot.document, *marks), fields, options, self.snapshot)

    def bot_check(self) -> bool:
        title = bool(self.words.bot_check_title.search(self.snapshot.title))
        return title or (self.has(self.words.bot_check) and not self.fields.any)

    # -- pages with fields

    def asked(self) -> Seen | None:
        if self.fields.code:
            return self.seen(self.code_from())
        if self.fields.new_password:
            return self.seen(State.NEW_ACCOUNT)
        if self.fields.password:
            return self.seen(State.PASSWORD)
        return self.seen(State.EMAIL) if self.is_sign_in() else None

    def is_sign_in(self) -> bool:
        """Whether an e-mail field belongs to a sign-in, not to a profile or a newsletter."""
        signing_in = self.words.signing_in
        others = " ".join([self.snapshot.title, *(node.name for node in self.pressable)])
        return not self.inside and (self.has(signing_in) or bool(signing_in.search(others)))

    def code_from(self) -> State:
        """Where the code comes from: the last words before the field decide, else any on the page, else the app."""
        first = self.fields.code[0]
        before = "\n".join(
            node.data
            for node in self.snapshot.nodes
            if node.is_text and node.order < first.order and node.visible and not any(at.is_control for at in node.up())
        )
        return (
            self._by_last(f"{self.snapshot.title}\n{before}\n{first.label}") or self._by_last(self.prose) or State.TOTP
        )

    def _by_last(self, text: str) -> State | None:
        kinds = {
            State.TOTP: self.words.code_from_app,
            State.EMAIL_CODE: self.words.code_by_email,
            State.SMS: self.words.code_by_text,
            State.RECOVERY: self.words.code_in_reserve,
        }
        hits = {state: max((hit.end() for hit in words.finditer(text)), default=-1) for state, words in kinds.items()}
        best = max(hits, key=lambda state: hits[state])
        return best if hits[best] >= 0 else None

    # -- pages that refuse

    def refusal(self, typed: frozenset[FieldKind]) -> Seen | None:
        """A refusal in a whole sentence; of a credential only if one of its kind was ``typed``."""
        words = self.words
        refusals: list[tuple[State, re.Pattern[str], bool]] = [
            (State.WRONG_METHOD, words.wrong_method, True),
            (State.DEACTIVATED, words.deactivated, True),
            (State.COUNTRY, words.country, True),
            (State.RATE_LIMITED, words.rate_limited, True),
            (State.WRONG_CODE, words.wrong_code, FieldKind.CODE in typed),
            (
                State.WRONG_CREDENTIALS,
                words.wrong_credentials,
                bool(typed & {FieldKind.EMAIL, FieldKind.PASSWORD}),
            ),
            (State.WRONG_EMAIL, words.invalid_email, FieldKind.EMAIL in typed),
        ]
        for state, sentence, counts in refusals:
            if counts and (line := self.line(sentence)):
                return self.seen(state, said=line)
        return None

    # -- pages in between

    def offer(self) -> Seen | None:
        """An offer that can be declined, such as a passkey, a phone number, or to be remembered.

        None on a page that asks for something binding, or for a passkey that the account has.
        """
        words = self.words
        asks_more = self.controls(words.other_method) or self.controls(words.log_in) or self.has(words.binding)
        if self.inside or self.fields.password or self.fields.code or asks_more:
            return None
        remembers = self.has(words.remembered)
        if self.fields.email and not (remembers or self.has(words.passkey) or self.has(words.more_contacts)):
            return None
        which = (words.stays, self.has(words.still_there)), (words.no, remembers), (words.later, True)
        declines = next((found for word, counts in which if counts and (found := self.controls(word))), [])
        return self.seen(State.OFFER, *declines, said=self.headline()) if declines else None

    def headline(self) -> str:
        """The first heading of the page, else its first line."""
        headings = [node.text for node in self.snapshot.nodes if node.role == "heading" and node.visible and node.text]
        return (headings or self.prose.split("\n"))[0][:200]

    def only_a_person(self) -> Seen | None:
        """A page with text that asks for nothing known and does not go on by itself."""
        if self.inside or self.fields.has_disabled or self.has(self.words.under_way) or not self.headline():
            return None
        return self.seen(State.HAND_OVER, said=self.headline())

    # -- pages that offer a choice, or wait

    def log_in(self) -> list[Node]:
        """The controls that log in, on a page without a control that logs out."""
        if self.inside:
            return [] if self.controls(self.words.log_out) else self.controls(self.words.log_in)
        ways = self.controls(self.words.log_in) or self.controls(self.words.log_in_further)
        return [node for node in ways if not node.says(self.words.other_account)]

    def screen(self) -> Seen | None:
        """A page without fields."""
        words = self.words
        if self.has(words.shows_codes):
            return self.seen(State.RECOVERY_CODES, said=self.headline())
        factors = self.controls(words.factor)
        if len(factors) >= 2 or (factors and self.has(words.choose_factor) and not self.has(words.passkey)):
            return self.seen(State.CHOICE, *factors)
        if self.has(words.choose_organization) or words.choose_organization.search(self.snapshot.title):
            return self.seen(State.ORGANIZATION, *self.choices())
        for state, told in (
            (State.SESSION_ENDED, words.session_ended),
            (State.TROUBLE, words.trouble),
            (State.PASSKEY, words.passkey),
            (State.PUSH, words.push),
            (State.SMS, words.code_by_text),
        ):
            if self.has(told):
                return self.seen(state, said=self.line(told))
        agree = self.controls(words.agree)
        consents = self.has(words.consent) and not self.has(words.binding) and len(agree) == 1
        return self.seen(State.CONSENT, *agree) if consents else None

    def accounts(self) -> list[Node]:
        """On an account chooser: the controls that name an address, except those that remove one."""
        drops = self.words.drops_account
        if self.inside or not (self.has(self.words.choose_account) or self.controls(self.words.other_account)):
            return []
        found = [node for node in self.pressable if ADDRESS.search(node.name) and not node.field]
        return [node for node in found if not drops.search(node.name) and not drops.search(node.label)]

    def choices(self) -> list[Node]:
        """Every control except the page's own buttons."""
        own = (
            self.words.agree,
            self.words.log_out,
            self.words.other_account,
            self.words.dismisses,
            self.words.try_again,
        )
        return [node for node in self.pressable if node.role != "link" and not any(node.says(words) for words in own)]
