"""What a provider puts between the password and the page that was asked for: declined, or left to the person."""

import re
import time
from functools import partial
from urllib.parse import parse_qs

import pytest
from tests.flows.conftest import MakeBot, Read
from tests.support.own_pages import EMAIL, PASSWORD, OwnPages

from cancelbot.errors import PersonNeeded
from openai_platform.sign_in.fields import FieldKind
from openai_platform.sign_in.handlers import HANDLERS
from openai_platform.sign_in.recognize import recognize
from openai_platform.sign_in.states import State

soak = partial(pytest.param, marks=pytest.mark.soak)
CHOICE = "<h1>{}</h1><p>{}</p><form method=post action=/next>{}</form>"
NAMED = '<button name=choice value="{0}">{0}</button>'


def page(headline: str, text: str, *choices: str) -> str:
    return CHOICE.format(headline, text, "".join(NAMED.format(choice) for choice in choices))


OFFERS = {
    "a passkey": page("Sign in faster next time", "Create a passkey on this device.", "Continue", "Not now"),
    "a passkey, in other words": page("No more passwords", "Use Touch ID instead.", "Set it up", "Maybe later"),
    "to stay signed in": page("Stay signed in?", "You will be asked less often.", "Yes", "No"),
    "to trust the device": page("Trust this browser?", "", "Trust", "Don't trust"),
    "a phone number": page("Add a phone number", "<input type=tel aria-label='Phone number'>", "Save", "Skip for now"),
    "a recovery e-mail": page("Add a recovery email", "<input type=email aria-label=Email>", "Save", "Skip"),
    "whether somebody is there": page(
        "Are you still there?", "You will be logged out soon.", "Log out now", "Stay logged in"
    ),
}
DECLINES = {"Not now", "Maybe later", "No", "Don't trust", "Skip for now", "Skip", "Stay logged in"}


@pytest.mark.parametrize("which", OFFERS)
def test_an_offer_is_known_and_only_what_declines_it_is_pressed(read: Read, which: str) -> None:
    seen = recognize(read(OFFERS[which]), frozenset({FieldKind.PASSWORD}))

    assert seen is not None
    assert seen.state is State.OFFER
    assert {option.name for option in seen.options} <= DECLINES


@pytest.mark.parametrize(
    "html",
    [
        page("Stay signed in?", "", "Stay signed in", "Yes"),
        page("Delete your account?", "", "Delete", "No"),
        page("Terms of use", "You agree to them.", "Accept", "Not now"),
        "<h1>Platform</h1><button>Log in</button><button>Later</button>",
        f"<nav><a href=/a>API keys</a><a href=/b>Billing</a><a href=/c>Usage</a></nav>{page('News', '', 'Later')}",
    ],
)
def test_what_is_no_offer_is_not_declined(read: Read, html: str) -> None:
    seen = recognize(read(html))

    assert seen is None or seen.state is not State.OFFER


def test_one_offer_after_another_is_declined_and_the_sign_in_goes_on(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, PASSWORD, *list(OFFERS.values())[:4]])

    assert bot_for(site).through() == "the overview"

    assert [parse_qs(heard)["choice"] for heard in site.heard[2:]] == [
        ["Not now"],
        ["Maybe later"],
        ["No"],
        ["Don't trust"],
    ]


HANDED_OVER = {
    "terms": page("We have updated our terms", "Read the terms of use.", "Accept", "Decline", "Not now"),
    "a phone number that is required": page("Verify your phone", "<input type=tel aria-label='Phone'>", "Send code"),
    "single sign-on": page("Your company uses single sign-on", "", "Continue with SSO"),
    "a link that was sent": "<h1>Check your email</h1><p>Click the link to log you on.</p>",
    "an age": page("Confirm your age", "<input type=date aria-label=Birthday>", "Save", "Skip"),
    "a hardened account": page("Advanced Account Security", "This account needs more.", "Learn more"),
}


@pytest.mark.parametrize(
    "which", [pytest.param(one, marks=[] if one == "an age" else [pytest.mark.soak]) for one in HANDED_OVER]
)
def test_what_only_a_person_can_answer_is_quoted_at_once(bot_for: MakeBot, which: str) -> None:
    site = OwnPages([EMAIL, PASSWORD, HANDED_OVER[which]])
    made = bot_for(site, timeout=100.0)
    headline = re.findall("<h1>(.*?)</h1>", HANDED_OVER[which])[0]
    began = time.monotonic()

    with pytest.raises(PersonNeeded, match=re.escape(f"“{headline}”. Only a person can pass it.")):
        made.through()

    assert time.monotonic() - began < 90, "it does not wait for a page that will not come"
    assert len(site.heard) == 2


def test_in_a_window_the_person_answers_and_the_run_goes_on(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, PASSWORD, HANDED_OVER["terms"]])
    made = bot_for(site, headed=True)
    made.progress.when_called = lambda: made.run.tab.page.get_by_role("button", name="Accept").click()

    assert made.through() == "the overview"

    assert site.heard[2:] == ["choice=Accept"]


CODES = page("Save your recovery codes", "Keep these recovery codes safe: 4F7K-99QX 8PLM-22ZA", "Done")


def test_recovery_codes_are_never_pictured(bot_for: MakeBot) -> None:
    made = bot_for(OwnPages([EMAIL, PASSWORD, CODES]))

    with pytest.raises(PersonNeeded, match="“Save your recovery codes”"), made.run.step("sign-in"):
        made.through()

    assert made.run.tab.url == "about:blank"
    kept = b"".join(file.read_bytes() for file in made.run.recording.folder.rglob("*") if file.is_file())
    assert b"4F7K" not in kept


def test_a_page_that_goes_on_by_itself_is_waited_for(bot_for: MakeBot) -> None:
    slow = "<h1>Signing you in</h1><p>One moment.</p><form method=post action=/next></form>"
    site = OwnPages([EMAIL, PASSWORD, slow + "<script>setTimeout(() => document.forms[0].submit(), 4500)</script>"])

    assert bot_for(site).through() == "the overview"


PASSKEY = "<h1>Use your passkey</h1><p>Confirm with your passkey.</p><a href=/other>Try another method</a>"


def test_a_passkey_that_is_asked_for_first_gives_way_to_the_password(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, PASSKEY, PASSWORD])
    site.files["/other"] = (
        "<h1>Choose a method</h1><form method=post action=/next>"
        + NAMED.format("Password")
        + (NAMED.format("Passkey") + "</form>")
    )

    assert bot_for(site, totp_secret="").through() == "the overview"

    assert site.heard[1] == "choice=Password"
    assert len(site.heard) == 3


ACCOUNTS = "<h1>Choose an account</h1><form method=post action=/next>{}<button>Use another account</button></form>"


@pytest.mark.parametrize(
    ("shown", "chosen"),
    [
        (["d***@acme.example", "e***@acme.example"], "d***@acme.example"),
        soak(["dana@acme.ex…", "dan@acme.ex…"], "dana@acme.ex…"),
        (["dana@acme.example.org", "xdana@acme.example"], ""),
        soak(["d***@acme.example", "da***@acme.example"], ""),
        soak(["d***@acme.example", "dana@acme.example"], "dana@acme.example"),
    ],
)
def test_the_own_account_is_chosen_also_where_its_address_is_masked_or_cut(
    bot_for: MakeBot, shown: list[str], chosen: str
) -> None:
    buttons = "".join(f"<button name=choice value={at}>{address}</button>" for at, address in enumerate(shown))
    site = OwnPages([ACCOUNTS.format(buttons)])

    bot_for(site).through()

    assert site.heard == ([f"choice={shown.index(chosen)}"] if chosen else [""])


def test_every_state_that_is_no_refusal_is_handled() -> None:
    refused = {state for state in State if state.value.startswith("the refusal")} | {State.NEW_ACCOUNT}
    codes = {
        State.TOTP,
        State.EMAIL_CODE,
        State.SMS,
        State.CHOICE,
        State.PUSH,
        State.PASSKEY,
        State.RECOVERY,
    }

    assert set(State) - refused - codes == set(HANDLERS)
