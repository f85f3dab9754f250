"""Everything the flow needs to find, page by page, as it finds it itself: the catalogue of this site.

`cancelbot check` walks it on the live account, and a run that stops at a page it does not know is described by it. A
test compares it with words.py: each wording is here, or the test says why a page may lack it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cancelbot.drift.catalogue import Catalogue, Find, KnownPage, Need
from cancelbot.page.confirmation import Finder
from cancelbot.page.query import controls, mentions, named, rows
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing import invoices, overview, recharge_state
from openai_platform.billing.auto_recharge import next_press
from openai_platform.billing.cancel import cancel_control
from openai_platform.billing.overview import is_billing
from openai_platform.check.sign_in import SIGN_IN, SIGN_IN_WORDS
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
from openai_platform.teachable import TEACHABLE


def _never(_snapshot: Snapshot) -> bool:
    return False


def _says(*patterns: re.Pattern[str]) -> Find:
    """Where one of the wordings can be read."""
    return lambda snapshot: [node for pattern in patterns for node in mentions(snapshot.root, pattern)]


def _presses(pattern: re.Pattern[str]) -> Find:
    return lambda snapshot: named(snapshot.root, pattern)


def _when(holds: Callable[[Snapshot], bool]) -> Find:
    """The page itself, if something is true of it as a whole."""
    return lambda snapshot: [snapshot.root] if holds(snapshot) else []


def _one(finder: Finder) -> Find:
    return lambda snapshot: [finder(snapshot)]


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
    _when(is_billing),
)
_SETTINGS = Need("settings", "The way to the settings", (words.SETTINGS,), _presses(words.SETTINGS), True, True, _never)
OVERVIEW_NEEDS = (
    _BILLING,
    Need(
        "credit-balance",
        "“Credit balance” with its amount",
        (words.CREDIT_BALANCE, words.MONEY),
        _says(words.CREDIT_BALANCE),
        several=True,
    ),
    Need(
        "plan",
        "What the plan is called",
        (words.PAY_AS_YOU_GO, words.NO_PLAN, words.CANCELED_BADGE),
        _says(words.PAY_AS_YOU_GO, words.NO_PLAN),
        several=True,
        wanted=_never,
    ),
    Need("cancel-plan", "“Cancel plan”", (words.CANCEL_PLAN,), _one(cancel_control), pressed=True, wanted=_goes_on),
    Need(
        "auto-recharge",
        "Whether auto-recharge is on",
        (words.RECHARGE, words.RECHARGE_IS_ON, words.RECHARGE_IS_OFF, words.RECHARGE_TOGGLE, words.RECHARGE_ENABLE),
        _recharge,
        several=True,
        wanted=_goes_on,
    ),
    Need(
        "auto-recharge-off",
        "What turns auto-recharge off, or leads there",
        (words.RECHARGE_DISABLE, words.RECHARGE_DISABLE_FULL, words.RECHARGE_MODIFY, words.OFF_CHOICE, words.SAVE),
        _one(next_press),
        pressed=True,
        wanted=lambda snapshot: recharge_state.recharge_state(snapshot) is True,
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
        wanted=_never,
    ),
    _SETTINGS,
    Need("overview", "The tab “Overview”", (words.OVERVIEW_TAB,), _presses(words.OVERVIEW_TAB), True, True, _never),
)


# -- what is listed


def _openers(kind: RowKind) -> Find:
    return lambda snapshot: [opener(row, kind) for row in kind.rows(snapshot)]


def _has_rows(kind: RowKind) -> Callable[[Snapshot], bool]:
    return lambda snapshot: bool(kind.rows(snapshot))


def _listed(what: str, mark: re.Pattern[str], *instead: re.Pattern[str]) -> Need:
    """The rows of a list, or the words of an empty one."""
    return Need("listed", what, (mark, *instead), _says(mark, *instead), several=True)


def _removes(kind: RowKind, what: str) -> Need:
    patterns = (kind.remove,)
    return Need(f"remove-{kind.noun}", what, patterns, _openers(kind), True, True, _has_rows(kind))


CARDS = (
    _BILLING,
    _listed("The saved cards, or that there is none", words.CARD_MARK, words.NO_CARDS, words.ADD_PAYMENT_METHOD),
    _removes(CARD_ROWS, "“Delete” of each card"),
)
INVOICES = (
    _BILLING,
    _listed("The invoices, or that there is none", words.INVOICE_NUMBER, words.NO_INVOICES, words.INVOICES_NOTE),
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
        Need("heading", "The heading “API keys”", (words.API_KEYS,), _says(words.API_KEYS), several=True),
        Need("which", "Whose keys these are", (which,), _says(which), several=True, wanted=_never),
        _listed("The keys, or that there is none", words.KEY_MARK, words.NO_KEYS, words.CREATE_KEY, words.KEYS_NOTE),
        _removes(KEY_ROWS, "What revokes each key"),
    )


# -- questions


def _question(what: str, asks: re.Pattern[str], agree: re.Pattern[str]) -> KnownPage:
    return KnownPage(
        what,
        (
            Need("asks", "What it asks", (asks,), _says(asks), several=True),
            Need("agree", "What agrees to it", (agree,), _presses(agree), pressed=True, several=True),
            Need("back", "The way back", (words.NEVERMIND,), _presses(words.NEVERMIND), pressed=True, several=True),
        ),
    )


CANCEL_QUESTION_PAGE = _question("The question before canceling", words.CANCEL_QUESTION, words.CONFIRM_CANCEL)
CARD_QUESTION_PAGE = _question("The question before a card is deleted", words.DELETE_CARD_QUESTION, words.DELETE_CARD)
KEY_QUESTION_PAGE = _question("The question before a key is revoked", words.REVOKE_QUESTION, words.REVOKE_KEY)
QUESTIONS = (CANCEL_QUESTION_PAGE, CARD_QUESTION_PAGE, KEY_QUESTION_PAGE)


def _page(place: SitePage, needs: tuple[Need, ...]) -> KnownPage:
    return KnownPage(place.what, needs, place.path)


PAGES = {
    OVERVIEW: _page(OVERVIEW, OVERVIEW_NEEDS),
    PAYMENT_METHODS: _page(PAYMENT_METHODS, CARDS),
    HISTORY: _page(HISTORY, INVOICES),
    ORGANIZATION_KEYS: _page(ORGANIZATION_KEYS, _keys(words.IN_ORGANIZATION)),
    PROJECT_KEYS: _page(PROJECT_KEYS, _keys(words.IN_PROJECT)),
    LEGACY_KEYS: _page(LEGACY_KEYS, _keys(words.OF_USER)),
}
"""what each page of the platform must have"""
_WORDS = {name: said for name, said in vars(words).items() if isinstance(said, re.Pattern)}
CATALOGUE = Catalogue((*PAGES.values(), *QUESTIONS, *SIGN_IN), TEACHABLE, {**SIGN_IN_WORDS, **_WORDS})
