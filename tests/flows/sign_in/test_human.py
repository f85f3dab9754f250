"""A person takes over for one step, in the window, and the bot goes on by itself."""

import re

import pytest
from tests.conftest import Serve
from tests.flows.conftest import Bot, MakeBot, Person
from tests.flows.sign_in.test_sign_in import VERIFY, posts, tries

from cancelbot.errors import PageNotRecognized, PersonNeeded
from cancelbot.sandbox import Sandbox

AUTHORIZE = "**/oauth/authorize*"
COUNTDOWN = re.compile(r"\(\d+:\d\d left\)")


@pytest.mark.parametrize(
    ("scenario", "do"),
    [
        ("push", "Confirm the message on your phone"),
        pytest.param("bot-check", "Confirm in the window that you are human", marks=pytest.mark.soak),
        pytest.param("passkey", "Use your passkey in the window", marks=pytest.mark.soak),
        pytest.param("sms", "Type the code that was sent to your phone in the window", marks=pytest.mark.soak),
    ],
)
def test_the_person_is_told_what_to_do_and_the_bot_goes_on(bot: MakeBot, serve: Serve, scenario: str, do: str) -> None:
    sandbox, person = serve(scenario), Person()
    made = bot(sandbox, headed=True, ask=person if scenario != "sms" else None)
    made.progress.when_called = sandbox.approve

    assert made.through() == "the overview"

    called = [note for note in made.progress.notes if COUNTDOWN.search(note)]
    assert called[0].startswith(do)
    assert person.bells == (scenario != "sms")
    assert tries(sandbox, VERIFY) == 1
    assert sandbox.request_log.account_writes == []


def test_the_bot_check_is_never_touched(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("bot-check")
    made = bot(sandbox, headed=True, patience=0.02)

    with pytest.raises(PersonNeeded, match=r"Nobody did their part within 0\.02 minutes"):
        made.through()

    assert not made.run.tab.page.get_by_role("checkbox").is_checked()
    assert {path.split("/")[1] for path in posts(sandbox)} <= {"cdn-cgi"}


def test_without_credentials_a_person_signs_in_by_hand(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("no-mfa")
    made = bot(sandbox, headed=True, email="", password="")
    made.progress.when_called = lambda: by_hand(made, sandbox)

    assert made.through() == "the overview"

    assert made.sign_in.account_email is None
    assert made.guard.is_shut


def by_hand(made: Bot, sandbox: Sandbox) -> None:
    page, account = made.run.tab.page, sandbox.scenario.account
    page.get_by_label("Email address").fill(account.email)
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Continue", exact=True).click()


def test_an_account_of_another_way_is_left_to_the_person(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("wrong-method")
    made = bot(sandbox, headed=True, patience=0.02)

    with pytest.raises(PersonNeeded, match="not the authentication method you used during sign up"):
        made.through()

    told = "Sign in in the window, "
    assert any(note.startswith(told) and "the way" in note and "made" in note for note in made.progress.notes)
    assert made.guard.opened_for[-1] == "by hand"


def test_a_page_inside_the_platform_that_is_not_known_calls_nobody(bot: MakeBot, serve: Serve) -> None:
    made = bot(serve("no-mfa"), headed=True, timeout=4.0)

    with pytest.raises(PageNotRecognized):
        made.through("/settings/organization/nothing-of-that-name")

    assert not any(COUNTDOWN.search(note) for note in made.progress.notes)


def test_an_unknown_page_on_the_way_calls_the_person(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("no-mfa")
    made = bot(sandbox, headed=True, timeout=2.0)
    page = made.run.tab.page
    page.route(AUTHORIZE, lambda route: route.fulfill(body="<h1>Have a nice day</h1>", content_type="text/html"))

    def come_back() -> None:
        page.unroute(AUTHORIZE)
        page.reload()

    made.progress.when_called = come_back

    assert made.through() == "the overview"

    assert any(note.startswith("Go on with the sign-in in the window") for note in made.progress.notes)
