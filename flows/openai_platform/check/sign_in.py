"""What the pages of the sign-in are recognised by, for the drift bundle of an unknown one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import cast

from cancelbot.drift.catalogue import KnownPage, Need
from cancelbot.page.query import controls, mentions
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in.fields import SignInFields, fields_of
from openai_platform.sign_in.states import State
from openai_platform.sign_in.words import SignInWords

_SAYS = SignInWords()
SIGN_IN_WORDS = {f"sign_in.{one.name}": cast("re.Pattern[str]", getattr(_SAYS, one.name)) for one in fields(_SAYS)}
"""every wording of the sign-in, by its name"""


def _told(what: str, *words: re.Pattern[str]) -> Need:
    def find(snapshot: Snapshot) -> list[Node]:
        return [node for word in words for node in mentions(snapshot.root, word)]

    return Need("says", what, words, find, several=True)


def _offered(what: str, words: re.Pattern[str]) -> Need:
    return Need("offers", what, (words,), lambda snapshot: controls(snapshot.root, words), pressed=True, several=True)


def _field(what: str, take: Callable[[SignInFields], list[Node | None]]) -> Need:
    def find(snapshot: Snapshot) -> list[Node]:
        return [node for node in take(fields_of(snapshot, _SAYS)) if node is not None]

    return Need("field", what, (), find, several=True)


_EMAIL = _field("A field for the e-mail address", lambda there: [there.email])
PASSWORD = _field("A field for the password", lambda there: [there.password])
_CODE = _field("A field for a code", lambda there: [*there.code])
SUBMIT = _offered("A button that sends it", _SAYS.submit)


def _screen(state: State, *needs: Need) -> KnownPage:
    return KnownPage(f"Sign-in: {state.value}", needs)


SIGN_IN = (
    _screen(State.LOGGED_OUT, _offered("“Log in”", _SAYS.log_in)),
    _screen(State.EMAIL, _EMAIL, _told("That it is about signing in", _SAYS.signing_in), SUBMIT),
    _screen(State.PASSWORD, PASSWORD, SUBMIT),
    _screen(State.TOTP, _CODE, _told("The authenticator", _SAYS.code_from_app)),
    _screen(State.EMAIL_CODE, _CODE, _told("That the code came by e-mail", _SAYS.code_by_email)),
    _screen(State.SMS, _CODE, _told("That the code came by text message", _SAYS.code_by_text)),
    _screen(State.CHOICE, _told("A choice", _SAYS.choose_factor), _offered("A second factor", _SAYS.factor)),
    _screen(State.PUSH, _told("That a message was sent to the phone", _SAYS.push)),
    _screen(State.PASSKEY, _told("A passkey", _SAYS.passkey)),
    _screen(State.CHOOSER, _told("A choice", _SAYS.choose_account), _offered("Another account", _SAYS.other_account)),
    _screen(State.ORGANIZATION, _told("A choice", _SAYS.choose_organization)),
    _screen(State.CONSENT, _told("What is consented to", _SAYS.consent), _offered("A button to agree", _SAYS.agree)),
    _screen(State.SESSION_ENDED, _told("That the session has ended", _SAYS.session_ended)),
    _screen(State.TROUBLE, _told("An error of the site", _SAYS.trouble)),
    _screen(State.BOT_CHECK, _told("A bot check", _SAYS.bot_check)),
)
