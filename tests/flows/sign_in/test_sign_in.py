"""Every way in and every refusal, judged by what the site heard and what the user reads."""

import re
import time
from functools import partial

import pytest
from tests.conftest import Serve
from tests.flows.conftest import MakeBot, Person

from cancelbot.config.totp import Clock, Totp
from cancelbot.errors import CancelbotError, PageNotRecognized, PersonNeeded, SignInRefused, Unsafe
from cancelbot.sandbox import SCENARIOS, Sandbox
from cancelbot.sandbox.account import SignInOptions

VERIFY = "/api/accounts/password/verify"
soak = partial(pytest.param, marks=pytest.mark.soak)
CODES = ("/api/accounts/mfa/verify", "/api/accounts/email-otp/validate")


def posts(sandbox: Sandbox) -> list[str]:
    """What was sent to the sign-in, in order."""
    return [heard.path for heard in sandbox.request_log.requests if heard.origin == "auth" and heard.method == "POST"]


def tries(sandbox: Sandbox, *paths: str) -> int:
    return sum(path in paths for path in posts(sandbox))


def test_email_password_and_code_lead_to_the_page_that_was_asked_for(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox)

    assert made.through() == "the overview"

    assert posts(sandbox) == [
        "/api/accounts/authorize/continue",
        VERIFY,
        "/api/accounts/mfa/verify",
        "/oauth/token",
    ]
    assert made.run.tab.url.endswith("/billing/overview")
    assert made.sign_in.account_email == sandbox.scenario.account.email
    assert sandbox.request_log.account_writes == []

    sandbox.request_log.clear()

    made.through()

    assert posts(sandbox) == [], "who is signed in signs in no more"


WAYS = (
    "totp-boxes",
    "totp-no-button",
    "factor-choice",
    "account-chooser",
    "session-ended",
    "consent",
    "timed-out",
    "single-url",
    "passkey-first",
)
SEVERAL_AT_ONCE = {
    "ended, choice, no button, consent": SignInOptions(
        session_ended=True, factor="choice", submit_button=False, consent=True
    ),
    "timed out, passkey first, boxes, one address": SignInOptions(
        trouble="timed-out", passkey_first=True, boxes=6, single_url=True
    ),
}
"""what WAYS have one by one, met in one sign-in; the account chooser: test_in_between.py"""


@pytest.mark.parametrize("way", [*SEVERAL_AT_ONCE, *(soak(way) for way in WAYS)])
def test_the_bot_gets_in_by_itself(bot: MakeBot, serve: Serve, way: str) -> None:
    several = SEVERAL_AT_ONCE.get(way)
    sandbox = serve(SCENARIOS["default"].model_copy(update={"sign_in": several}) if several else way)
    made = bot(sandbox, timeout=15.0)

    assert made.through() == "the overview"

    assert tries(sandbox, VERIFY) == 1
    assert tries(sandbox, *CODES) <= 1
    assert sandbox.request_log.account_writes == []
    assert made.guard.is_shut


def test_the_password_is_preferred_to_a_code_by_email(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("email-code-first")

    bot(sandbox).through()

    assert posts(sandbox)[1:3] == ["/api/accounts/password/choose", VERIFY]


REFUSALS = {
    "wrong-password": (SignInRefused, "Incorrect email address or password", "CANCELBOT_PASSWORD", 1),
    "wrong-method": (SignInRefused, "not the authentication method", "login --by-hand", 0),
    "deactivated": (SignInRefused, "deleted or deactivated", "support", 1),
    "rate-limited": (SignInRefused, "Too many requests", "Wait an hour", 1),
    "oops": (SignInRefused, "Oops, an error occurred!", "Wait some minutes", 0),
    "country": (SignInRefused, "not available in your country", "from a country", 0),
    "bot-check": (PersonNeeded, "checks whether this is a human", "--headed", 0),
    "bot-check-billing": (PersonNeeded, "checks whether this is a human", "--headed", 0),
    "push": (PersonNeeded, "waits for a push message", "--headed", 1),
    "passkey": (PersonNeeded, "passkey", "--headed", 1),
    "sms": (PersonNeeded, "sent a code to your phone", "in a terminal", 1),
    "email-code": (PersonNeeded, "sent a code by e-mail to d***@acme.example", "CANCELBOT_CODE_COMMAND", 1),
}


IN_A_BROWSER = {"deactivated", "oops", "email-code"}
"""one of each kind: what the site says, an error of its own, what a person must do; each state: test_states.py"""


@pytest.mark.parametrize("scenario", [one if one in IN_A_BROWSER else soak(one) for one in REFUSALS])
def test_each_refusal_has_its_own_words_and_advice_and_nothing_is_tried_twice(
    bot: MakeBot, serve: Serve, scenario: str
) -> None:
    kind, says, advises, passwords = REFUSALS[scenario]
    sandbox = serve(scenario)
    made = bot(sandbox)

    with pytest.raises(CancelbotError) as stopped:
        made.through()

    assert type(stopped.value) is kind
    assert says in str(stopped.value)
    assert advises in stopped.value.advice
    assert tries(sandbox, VERIFY) == passwords
    assert made.guard.is_shut
    assert stopped.value.__cause__ is None


@pytest.mark.parametrize(
    ("setting", "value", "says", "named"),
    [
        soak("email", None, "an e-mail address", "CANCELBOT_EMAIL"),
        ("password", None, "a password", "CANCELBOT_PASSWORD"),
        soak("totp_secret", None, "a code of the authenticator app", "CANCELBOT_TOTP_SECRET"),
        soak("email", "nobody@acme.example", "Incorrect email address or password", "CANCELBOT_EMAIL"),
        soak("email", "no address", "Email is not valid", "CANCELBOT_EMAIL"),
        ("password", "wrong", "Incorrect email address or password", "CANCELBOT_PASSWORD"),
        soak("totp_secret", "KRSXG5CTMVRXEZLU", "The code you entered is incorrect", "CANCELBOT_TOTP_SECRET"),
    ],
)
def test_missing_and_wrong_credentials_name_their_setting(
    bot: MakeBot, sandbox: Sandbox, setting: str, value: str | None, says: str, named: str
) -> None:
    made = bot(sandbox, **{setting: value or ""})

    with pytest.raises(SignInRefused) as stopped:
        made.through()

    assert says in str(stopped.value)
    assert named in f"{stopped.value} {stopped.value.advice}"
    assert tries(sandbox, VERIFY) <= 1
    assert tries(sandbox, *CODES) <= 1
    assert value is None or value not in f"{stopped.value} {stopped.value.advice} {made.event_log}"


def test_credentials_are_typed_only_at_the_sites_own_origins(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox, auth_url="http://127.0.0.1:9")

    with pytest.raises(Unsafe, match="not the site's own sign-in"):
        made.through()

    assert posts(sandbox) == []
    assert made.guard.opened_for == []
    assert made.run.tab.page.get_by_label("Email address").input_value() == ""


def test_a_code_sent_by_email_is_asked_for_on_the_terminal(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("email-code")
    person = Person([lambda: sandbox.codes[-1]])

    assert bot(sandbox, ask=person).through() == "the overview"

    assert person.questions == ["Code that was sent by e-mail to d***@acme.example"]
    assert tries(sandbox, *CODES) == 1


def test_a_code_sent_by_email_is_read_from_the_code_command(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("email-code")
    made = bot(sandbox, code_command="echo 000000")

    with pytest.raises(SignInRefused, match="refused the code that it sent by e-mail"):
        made.through()

    assert tries(sandbox, *CODES) == 1


@pytest.mark.soak  # the code by e-mail is asked for in the same way
def test_a_code_sent_to_the_phone_is_asked_for_on_the_terminal(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("sms")
    person = Person([lambda: sandbox.codes[-1]])

    assert bot(sandbox, ask=person).through() == "the overview"


@pytest.mark.soak  # the code by e-mail is asked for in the same way
def test_without_a_secret_the_authenticator_code_is_asked_for_on_the_terminal(bot: MakeBot, sandbox: Sandbox) -> None:
    secret = sandbox.scenario.account.totp_secret
    assert secret is not None
    person = Person([lambda: Totp(secret).now()])

    assert bot(sandbox, ask=person, totp_secret="").through() == "the overview"

    assert person.questions == ["Code of your authenticator app"]


@pytest.mark.parametrize(
    ("behind", "words"), [(65, r"is 6\d s behind the site's"), soak(-65, r"is 6\d s ahead of the site's")]
)
def test_a_clock_that_is_a_minute_off_is_named_and_the_sites_time_used(
    bot: MakeBot, sandbox: Sandbox, behind: int, words: str
) -> None:
    made = bot(sandbox, clock=Clock(lambda: time.time() - behind, lambda _seconds: None))

    assert made.through() == "the overview"

    assert any(re.search(words, note) for note in made.progress.notes)
    assert re.search(words, made.event_log)


@pytest.mark.soak  # which one is chosen: test_in_between.py
def test_the_account_chooser_never_drops_an_account(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("account-chooser")

    assert bot(sandbox).through() == "the overview"

    chosen = [heard.body for heard in sandbox.request_log.requests if heard.path == "/api/accounts/session/select"]
    assert chosen == ['{"account":"dana@acme.example"}']


@pytest.mark.parametrize(
    ("wanted", "shown"), [("Umbrella Research", "Umbrella Research"), soak("Nobody", None), soak(None, None)]
)
def test_the_organization_is_chosen_by_name_or_not_at_all(
    bot: MakeBot, serve: Serve, wanted: str | None, shown: str | None
) -> None:
    scenario = serve("several-organizations").scenario
    sandbox = serve(scenario.model_copy(update={"sign_in": serve("organization-choice").scenario.sign_in}))
    made = bot(sandbox, org=wanted)

    if shown is None:
        with pytest.raises(Unsafe, match="Personal, Acme Robotics, Umbrella Research"):
            made.through()
    else:
        made.through()
        assert made.run.tab.page.get_by_role("banner").get_by_role("button", name=shown).is_visible()

    chosen = [heard for heard in sandbox.request_log.requests if heard.path == "/api/accounts/organization/select"]
    assert len(chosen) == (shown is not None)


@pytest.mark.soak  # test_human.py has the same, in a window
def test_a_page_that_nobody_knows_is_named(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox, timeout=2.0)

    with pytest.raises(PageNotRecognized, match="Billing > Overview"):
        made.through("/signup-for-something")
