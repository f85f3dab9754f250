"""Everything the flow needs to find, page by page, as it finds it itself: the catalogue of this site.

`cancelbot check` walks it on the live account, and a run that stops at a page it does not know is described by it. A
test compares it with words.py: each wording is here, or the test says why a page may lack it.
"""

import re
from collections.abc import Callable

from cancelbot.drift.catalogue import Catalogue, KnownPage, Need
from cancelbot.page.confirmation import Finder
from cancelbot.page.query import controls, mentions, named, rows
from cancelbot.page.snapshot import Node, Probe, Snapshot
from openai_platform import api_keys, words
from openai_platform.billing import invoices, overview, recharge_state
from openai_platform.billing.auto_recharge import next_press
from openai_platform.billing.cancel import cancel_control
from openai_platform.billing.cards import read_cards
from openai_platform.lists.rows import CARD_ROWS, KEY_ROWS, RowKind, opener
from openai_platform.navigation import (
    HISTORY,
    LEGACY_KEYS,
    ORGANIZATION_KEYS,
    OVERVIEW,
    PAYMENT_METHODS,
    PROJECT_KEYS,
    SitePage,
)
from openai_platform.sign_in import words as signs
from openai_platform.sign_in.fields import SignInFields, fields_of
from openai_platform.sign_in.states import State
from openai_platform.teachable import TEACHABLE

Wanted = Callable[[Snapshot], bool]


def _told(name: str, what: str, *patterns: re.Pattern[str], optional: bool = False) -> Need:
    """One of the ``patterns`` can be read on the page, once or more often."""

    def find(snapshot: Snapshot) -> list[Node]:
        return [node for pattern in patterns for node in mentions(snapshot.root, pattern)]

    return Need(name, what, patterns, find, several=True, wanted=lambda _snapshot: not optional)


def _says(what: str, pattern: re.Pattern[str]) -> Need:
    return _told("says", what, pattern)


def _offered(name: str, what: str, pattern: re.Pattern[str], *, optional: bool = False) -> Need:
    """Something of that name can be pressed, be it a control or plain text; it may be there more than once."""
    return Need(
        name,
        what,
        (pattern,),
        lambda snapshot: named(snapshot.root, pattern),
        True,
        True,
        lambda _snapshot: not optional,
    )


def _button(what: str, pattern: re.Pattern[str]) -> Need:
    """A control of the sign-in has that name."""
    return Need("offers", what, (pattern,), lambda snapshot: controls(snapshot.root, pattern), True, True)


def _one(name: str, what: str, patterns: tuple[re.Pattern[str], ...], finder: Finder, wanted: Wanted) -> Need:
    """The one control that the flow itself would press."""
    return Need(name, what, patterns, lambda snapshot: [finder(snapshot)], pressed=True, wanted=wanted)


# -- Billing


def _goes_on(snapshot: Snapshot) -> bool:
    """Whether the plan is not over: then the controls that end it are needed."""
    answer = overview.read_overview(snapshot)
    return answer is None or not answer.fact.plan_is_over


def _recharge(snapshot: Snapshot) -> list[Node]:
    return [] if recharge_state.recharge_state(snapshot) is None else recharge_state.recharge_mentions(snapshot)


_BILLING = Need(
    "billing",
    "A heading “Billing”, or its tabs",
    (words.BILLING, words.BILLING_HEADING, words.PAYMENT_METHODS_TAB, words.BILLING_HISTORY),
    lambda snapshot: [snapshot.root] if overview.is_billing(snapshot) else [],
)
OVERVIEW_NEEDS = (
    _BILLING,
    Need(
        "credit-balance",
        "“Credit balance” with its amount",
        (words.CREDIT_BALANCE, words.MONEY),
        lambda snapshot: mentions(snapshot.root, words.CREDIT_BALANCE),
        several=True,
    ),
    _told("plan", "What the plan is called", words.PAY_AS_YOU_GO, words.NO_PLAN, words.CANCELED_BADGE, optional=True),
    _one("cancel-plan", "“Cancel plan”", (words.CANCEL_PLAN, words.CANCEL_BARE), cancel_control, _goes_on),
    Need(
        "auto-recharge",
        "Whether auto-recharge is on",
        (words.RECHARGE, words.RECHARGE_IS_ON, words.RECHARGE_IS_OFF, words.RECHARGE_TOGGLE, words.RECHARGE_ENABLE),
        _recharge,
        several=True,
        wanted=_goes_on,
    ),
    _one(
        "auto-recharge-off",
        "What turns auto-recharge off, or leads there",
        (words.RECHARGE_DISABLE, words.RECHARGE_DISABLE_FULL, words.RECHARGE_MODIFY, words.OFF_CHOICE, words.SAVE),
        next_press,
        lambda snapshot: recharge_state.recharge_state(snapshot) is True,
    ),
    Need(
        "add-credit",
        "“Add to credit balance”, beside which “Cancel plan” stands",
        (words.ADD_TO_CREDIT, words.ADD_PAYMENT_DETAILS),
        lambda snapshot: [
            *named(snapshot.root, words.ADD_TO_CREDIT),
            *controls(snapshot.root, words.ADD_PAYMENT_DETAILS),
        ],
        pressed=True,
        several=True,
        wanted=lambda _snapshot: False,
    ),
    _offered("settings", "The way to the settings", words.SETTINGS, optional=True),
    _offered("overview", "The tab “Overview”", words.OVERVIEW_TAB, optional=True),
)


# -- what is listed


def _listed(things: str, *patterns: re.Pattern[str]) -> Need:
    return _told("listed", f"The {things}, or that there is none", *patterns)


def _removes(kind: RowKind, what: str) -> Need:
    def openers(snapshot: Snapshot) -> list[Node]:
        return [opener(row, kind) for row in kind.rows(snapshot)]

    return Need(f"remove-{kind.noun}", what, (kind.remove,), openers, True, True, lambda page: bool(kind.rows(page)))


CARDS = (
    _BILLING,
    _listed("saved cards", words.CARD_MARK, words.NO_CARDS, words.ADD_PAYMENT_METHOD),
    _removes(CARD_ROWS, "“Delete” of each card"),
)
INVOICES = (
    _BILLING,
    _listed("invoices", words.INVOICE_NUMBER, words.NO_INVOICES, words.INVOICES_NOTE),
    Need(
        "view",
        "“View” of an invoice",
        (words.VIEW,),
        lambda snapshot: [
            node for row in rows(snapshot.root, words.INVOICE_NUMBER, words.VIEW) for node in invoices.views(row)
        ],
        pressed=True,
        several=True,
        wanted=lambda snapshot: bool(mentions(snapshot.root, words.INVOICE_NUMBER)),
    ),
)


def _keys(which: re.Pattern[str]) -> tuple[Need, ...]:
    return (
        _told("heading", "The heading “API keys”", words.API_KEYS),
        _told("which", "Whose keys these are", which, optional=True),
        _listed("keys", words.KEY_MARK, words.NO_KEYS, words.CREATE_KEY, words.KEYS_NOTE),
        _removes(KEY_ROWS, "What revokes each key"),
    )


# -- questions


def _question(what: str, asks: re.Pattern[str], agree: re.Pattern[str]) -> KnownPage:
    return KnownPage(
        what,
        (
            _told("asks", "What it asks", asks),
            _offered("agree", "What agrees to it", agree),
            _offered("back", "The way back", words.NEVERMIND),
        ),
    )


QUESTIONS = (
    _question("The question before canceling", words.CANCEL_QUESTION, words.CONFIRM_CANCEL),
    _question("The question before a card is deleted", words.DELETE_CARD_QUESTION, words.DELETE_CARD),
    _question("The question before a key is revoked", words.REVOKE_QUESTION, words.REVOKE_KEY),
)


_LISTED: tuple[tuple[SitePage, tuple[Need, ...], Probe[object]], ...] = (
    (OVERVIEW, OVERVIEW_NEEDS, overview.read_overview),
    (PAYMENT_METHODS, CARDS, read_cards),
    (HISTORY, INVOICES, invoices.read_invoices),
    (ORGANIZATION_KEYS, _keys(words.IN_ORGANIZATION), api_keys.of(ORGANIZATION_KEYS)),
    (PROJECT_KEYS, _keys(words.IN_PROJECT), api_keys.of(PROJECT_KEYS)),
    (LEGACY_KEYS, _keys(words.OF_USER), api_keys.of(LEGACY_KEYS)),
)
PAGES = {place: (KnownPage(place.what, needs, place.path), look) for place, needs, look in _LISTED}
"""each page of the platform: what it must have, and the probe that recognizes it"""

# -- the sign-in


def _field(what: str, take: Callable[[SignInFields], list[Node | None]]) -> Need:
    def find(snapshot: Snapshot) -> list[Node]:
        return [node for node in take(fields_of(snapshot)) if node is not None]

    return Need("field", what, (), find, several=True)


_CODE = _field("A field for a code", lambda there: [*there.code])
_SUBMIT = _button("A button that sends it", signs.SUBMIT)
_NEEDS: dict[State, tuple[Need, ...]] = {
    State.LOGGED_OUT: (_button("“Log in”", signs.LOG_IN),),
    State.EMAIL: (
        _field("A field for the e-mail address", lambda there: [there.email]),
        _says("That it is about signing in", signs.SIGNING_IN),
        _SUBMIT,
    ),
    State.PASSWORD: (_field("A field for the password", lambda there: [there.password]), _SUBMIT),
    State.TOTP: (_CODE, _says("The authenticator", signs.CODE_FROM_APP)),
    State.EMAIL_CODE: (_CODE, _says("That the code came by e-mail", signs.CODE_BY_EMAIL)),
    State.SMS: (_CODE, _says("That the code came by text message", signs.CODE_BY_TEXT)),
    State.CHOICE: (_says("A choice", signs.CHOOSE_FACTOR), _button("A second factor", signs.FACTOR)),
    State.PUSH: (_says("That a message was sent to the phone", signs.PUSH),),
    State.PASSKEY: (_says("A passkey", signs.PASSKEY),),
    State.CHOOSER: (_says("A choice", signs.CHOOSE_ACCOUNT), _button("Another account", signs.OTHER_ACCOUNT)),
    State.ORGANIZATION: (_says("A choice", signs.CHOOSE_ORGANIZATION),),
    State.CONSENT: (_says("What is consented to", signs.CONSENT), _button("A button to agree", signs.ALLOW)),
    State.SESSION_ENDED: (_says("That the session has ended", signs.SESSION_ENDED),),
    State.TROUBLE: (_says("An error of the site", signs.SITE_ERROR),),
    State.BOT_CHECK: (_says("A bot check", signs.BOT_CHECK_TEXT),),
}
SIGN_IN = tuple(KnownPage(f"Sign-in: {state.value}", needs) for state, needs in _NEEDS.items())


def _patterns(prefix: str, of: object) -> dict[str, re.Pattern[str]]:
    return {f"{prefix}{name}": said for name, said in vars(of).items() if isinstance(said, re.Pattern)}


CATALOGUE = Catalogue(
    (*(page for page, _ in PAGES.values()), *QUESTIONS, *SIGN_IN),
    TEACHABLE,
    _patterns("sign_in.", signs) | _patterns("", words),
)
