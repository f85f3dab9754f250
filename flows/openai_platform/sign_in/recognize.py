"""Which state of the sign-in a page shows.

Fields decide first, because a person acts on them; then refusals, in whole sentences; then pages that offer a choice;
last the logged-out page. Neither a word that can stand in a footer nor the address decides (the address may stay
``/log-in`` while the pages change, site-facts 1.2). Inside the signed-in application only a "Log in" button counts.
"""

import re
from functools import cached_property

from cancelbot.page.query import in_footer, pressable, texts
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in import words
from openai_platform.sign_in.fields import FieldKind, fields_of, prose
from openai_platform.sign_in.states import Seen, State

ADDRESS = re.compile(
    r"(?<![\w.+*\u2022\u2026-])[\w.+*\u2022\u2026-]+@[\w.*\u2022\u2026-]*(?:\.{3}|[\w*\u2022\u2026])", re.IGNORECASE
)
"""an e-mail address as an account chooser shows it: whole, masked or cut"""
SMALL = 400
"""nodes up to which a page is searched for plain text to press"""


def recognize(snapshot: Snapshot, typed: frozenset[FieldKind] = frozenset()) -> Seen | None:
    """The state that ``snapshot`` shows. A refusal on a page with fields counts only after something was ``typed``."""
    page = _Page(snapshot)
    fields = page.fields
    if words.BOT_CHECK_TITLE.search(snapshot.title) or (page.has(words.BOT_CHECK_TEXT) and not fields.any):
        return page.seen(State.BOT_CHECK)
    if offer := page.offer():
        return offer
    if fields.any or fields.has_disabled:
        return ((page.refusal(typed) if typed else None) or page.asked()) if fields.any else None
    if accounts := page.accounts():
        return page.seen(State.CHOOSER, *accounts)
    if ways_in := page.log_in():
        return page.seen(State.SESSION_ENDED if page.has(words.SESSION_ENDED) else State.LOGGED_OUT, *ways_in)
    return None if page.inside else page.refusal(frozenset(FieldKind)) or page.screen()


def only_a_person(snapshot: Snapshot) -> Seen | None:
    """``snapshot`` as a page that only a person can answer; None if it is blank or goes on by itself."""
    page = _Page(snapshot)
    headline = page.headline()
    if page.inside or page.fields.has_disabled or page.has(words.UNDER_WAY) or not headline:
        return None
    return page.seen(State.HAND_OVER, said=headline)


def in_application(snapshot: Snapshot) -> bool:
    """Whether the page has the navigation of the signed-in application: at least three of its destinations."""
    places = {node.name.casefold() for node in pressable(snapshot) if node.says(words.LANDMARKS)}
    return len(places) >= 3


class _Page:
    """One snapshot, and the questions that decide its state."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.fields = fields_of(snapshot)
        self.pressable = pressable(snapshot)
        self.inside = in_application(snapshot)

    @cached_property
    def prose(self) -> str:
        return prose(self.snapshot)

    def has(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(self.prose))

    def line(self, pattern: re.Pattern[str]) -> str:
        """The first line of the page that matches ``pattern``."""
        return next((line[:300] for line in self.prose.split("\n") if pattern.search(line)), "")

    def headline(self) -> str:
        """The first heading of the page, else its first line."""
        headings = [node.text for node in self.snapshot.nodes if node.role == "heading" and node.visible and node.text]
        return (headings or self.prose.split("\n"))[0][:200]

    def controls(self, pattern: re.Pattern[str]) -> list[Node]:
        """The controls of that name. On a small page, plain text of that name counts too."""
        found = [node for node in self.pressable if node.says(pattern)]
        if found or len(self.snapshot.nodes) > SMALL:
            return found
        return [node for node in texts(self.snapshot.root, pattern) if not in_footer(node)]

    def seen(self, state: State, *options: Node, said: str = "") -> Seen:
        fields = self.fields
        typable = (fields.password or fields.email or fields.new_password, *fields.code)
        marks = [node.id for node in (*typable, *options) if node is not None]
        return Seen(state, self.snapshot, said, (self.snapshot.document, *marks), fields, options)

    # -- pages with fields

    def asked(self) -> Seen | None:
        if self.fields.code:
            return self.seen(self._sender_of_code())
        if self.fields.new_password:
            return self.seen(State.NEW_ACCOUNT)
        if self.fields.password:
            return self.seen(State.PASSWORD)
        # An e-mail field may belong to a profile or a newsletter: some words must be about signing in.
        names = " ".join([self.snapshot.title, *(node.name for node in self.pressable)])
        signs_in = self.has(words.SIGNING_IN) or words.SIGNING_IN.search(names)
        return self.seen(State.EMAIL) if signs_in and not self.inside else None

    def _sender_of_code(self) -> State:
        """Where the code comes from: the last words before the field decide, else any on the page, else the app."""
        first = self.fields.code[0]
        before = "\n".join(
            node.data
            for node in self.snapshot.nodes
            if node.is_text and node.order < first.order and node.visible and not any(at.is_control for at in node.up())
        )
        for text in (f"{self.snapshot.title}\n{before}\n{first.label}", self.prose):
            ends = {
                state: max((hit.end() for hit in pattern.finditer(text)), default=-1)
                for state, pattern in (
                    (State.TOTP, words.CODE_FROM_APP),
                    (State.EMAIL_CODE, words.CODE_BY_EMAIL),
                    (State.SMS, words.CODE_BY_TEXT),
                    (State.RECOVERY, words.CODE_IN_RESERVE),
                )
            }
            last = max(ends, key=lambda state: ends[state])
            if ends[last] >= 0:
                return last
        return State.TOTP

    # -- pages that refuse

    def refusal(self, typed: frozenset[FieldKind]) -> Seen | None:
        """A refusal in a whole sentence; of a credential only if one of its kind was ``typed``."""
        either = {FieldKind.EMAIL, FieldKind.PASSWORD}
        for state, sentence, counts in (
            (State.WRONG_METHOD, words.OTHER_METHOD_USED, True),
            (State.DEACTIVATED, words.ACCOUNT_DEACTIVATED, True),
            (State.COUNTRY, words.WRONG_COUNTRY, True),
            (State.RATE_LIMITED, words.RATE_LIMITED, True),
            (State.WRONG_CODE, words.CODE_REFUSED, FieldKind.CODE in typed),
            (State.WRONG_CREDENTIALS, words.WRONG_CREDENTIALS, bool(typed & either)),
            (State.WRONG_EMAIL, words.INVALID_EMAIL, FieldKind.EMAIL in typed),
        ):
            if counts and (line := self.line(sentence)):
                return self.seen(state, said=line)
        return None

    # -- pages that offer a choice, or wait

    def offer(self) -> Seen | None:
        """An offer that can be declined, such as a passkey, a phone number, or to be remembered.

        None on a page that asks for something binding, or for a passkey that the account has.
        """
        asks_more = self.controls(words.OTHER_METHOD) or self.controls(words.LOG_IN) or self.has(words.BINDING)
        if self.inside or self.fields.password or self.fields.code or asks_more:
            return None
        remembers = self.has(words.REMEMBERED)
        if self.fields.email and not (remembers or self.has(words.PASSKEY) or self.has(words.MORE_CONTACTS)):
            return None
        which = (words.STAYS, self.has(words.STILL_THERE)), (words.DONT_REMEMBER, remembers), (words.LATER, True)
        declines = next((found for word, counts in which if counts and (found := self.controls(word))), [])
        return self.seen(State.OFFER, *declines, said=self.headline()) if declines else None

    def accounts(self) -> list[Node]:
        """On an account chooser: the controls that name an address, except those that remove one."""
        drops = words.DROPS_ACCOUNT
        if self.inside or not (self.has(words.CHOOSE_ACCOUNT) or self.controls(words.OTHER_ACCOUNT)):
            return []
        found = [node for node in self.pressable if ADDRESS.search(node.name) and not node.field]
        return [node for node in found if not drops.search(node.name) and not drops.search(node.label)]

    def log_in(self) -> list[Node]:
        """The controls that log in, on a page without a control that logs out."""
        if self.inside:
            return [] if self.controls(words.LOG_OUT) else self.controls(words.LOG_IN)
        ways = self.controls(words.LOG_IN) or self.controls(words.LOG_IN_FURTHER)
        return [node for node in ways if not node.says(words.OTHER_ACCOUNT)]

    def screen(self) -> Seen | None:
        """A page without fields."""
        if self.has(words.SHOWS_CODES):
            return self.seen(State.RECOVERY_CODES, said=self.headline())
        factors = self.controls(words.FACTOR)
        if len(factors) >= 2 or (factors and self.has(words.CHOOSE_FACTOR) and not self.has(words.PASSKEY)):
            return self.seen(State.CHOICE, *factors)
        if self.has(words.CHOOSE_ORGANIZATION) or words.CHOOSE_ORGANIZATION.search(self.snapshot.title):
            own = (words.ALLOW, words.LOG_OUT, words.OTHER_ACCOUNT, words.DISMISSES, words.TRY_AGAIN)
            choices = [node for node in self.pressable if node.role != "link" and not any(map(node.says, own))]
            return self.seen(State.ORGANIZATION, *choices)
        for state, told in (
            (State.SESSION_ENDED, words.SESSION_ENDED),
            (State.TROUBLE, words.SITE_ERROR),
            (State.PASSKEY, words.PASSKEY),
            (State.PUSH, words.PUSH),
            (State.SMS, words.CODE_BY_TEXT),
        ):
            if self.has(told):
                return self.seen(state, said=self.line(told))
        agree = self.controls(words.ALLOW)
        consents = self.has(words.CONSENT) and not self.has(words.BINDING) and len(agree) == 1
        return self.seen(State.CONSENT, *agree) if consents else None
