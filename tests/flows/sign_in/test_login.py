"""A session is kept, used, healed when it has ended, and made by hand."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from tests.conftest import Serve, account
from tests.flows.conftest import Bot, MakeBot, make_bot
from tests.flows.sign_in.test_human import by_hand
from tests.flows.sign_in.test_sign_in import VERIFY, posts, tries

from cancelbot.config.sessions import Sessions, kept_sessions
from cancelbot.drift.bundle import DRIFT
from cancelbot.errors import PageNotRecognized, PersonNeeded
from cancelbot.sandbox import Sandbox
from openai_platform.steps.login import log_in_by_bot, log_in_by_hand

NewContext = Callable[[], BrowserContext]


@pytest.fixture
def simple(serve: Serve) -> Sandbox:
    return serve("no-mfa")


def sessions_of(made: Bot) -> Sessions:
    return kept_sessions(made.run.settings)


def test_a_kept_session_needs_no_sign_in_and_one_that_the_site_has_ended_is_healed(
    bot: MakeBot, simple: Sandbox, new_context: NewContext, tmp_path: Path
) -> None:
    first = bot(simple)
    address = log_in_by_bot(first.run)
    file = sessions_of(first).save(first.run.tab.context, address)
    simple.request_log.clear()
    later = make_bot(new_context(), tmp_path, account(simple))

    kept = sessions_of(later).use(later.run.tab.context, address)

    assert (address, kept.trouble) == (simple.scenario.account.email, "")
    assert later.through() == "the overview"
    assert posts(simple) == []
    later.run.recording.close()

    ended(file)
    last = make_bot(new_context(), tmp_path, account(simple))
    assert sessions_of(last).use(last.run.tab.context, address).state is not None
    assert last.through() == "the overview"
    assert tries(simple, VERIFY) == 1
    last.run.recording.close()


def ended(file: Path) -> None:
    """The site knows none of what the session holds any more."""
    whole = json.loads(file.read_text())
    for cookie in whole["state"]["cookies"]:
        cookie["value"] = "no longer known"
    for origin in whole["state"]["origins"]:
        for item in origin["localStorage"]:
            item["value"] = re.sub(r"[\w-]{20,}", "no-longer-known", item["value"])
    file.write_text(json.dumps(whole))


def test_a_page_that_signing_in_alone_does_not_know_is_told_as_in_a_run(bot: MakeBot, simple: Sandbox) -> None:
    made = bot(simple, timeout=3.0)
    odd = "<title>Maze</title><h1>Turn around</h1><button>Left</button><button>Right</button>"
    made.run.tab.context.route("**/*", lambda route: route.fulfill(body=odd, content_type="text/html"))

    with pytest.raises(PageNotRecognized), made.run.step("sign-in"):  # as `cancelbot login` does
        log_in_by_bot(made.run)

    told = (made.run.recording.folder / DRIFT).read_text()
    assert "Step: sign-in of " in told
    assert told.partition("### The page")[2].count("button") == 2


def test_by_hand_nothing_is_typed_and_the_address_is_read_from_the_page(bot: MakeBot, simple: Sandbox) -> None:
    made = bot(simple, headed=True, email="", password="")

    def sign_in_by_hand() -> None:
        made.run.tab.page.get_by_role("button", name="Log in").click()
        by_hand(made, simple)

    made.progress.when_called = sign_in_by_hand

    assert log_in_by_hand(made.run) == simple.scenario.account.email

    assert "sign_in.state" not in made.event_log
    assert made.guard.is_shut


def test_by_hand_ends_when_nobody_comes(bot: MakeBot, simple: Sandbox) -> None:
    made = bot(simple, headed=True, patience=0.02)

    with pytest.raises(PersonNeeded, match="has to sign in in the window"):
        log_in_by_hand(made.run)

    assert posts(simple) == []
