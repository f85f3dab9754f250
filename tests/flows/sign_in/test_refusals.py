"""The site's own words for a refusal are quoted, whatever they are, and the setting that it is about is named."""

import os
import time

import pytest
from tests.flows.conftest import BotFor
from tests.support.own_pages import EMAIL, PASSWORD, OwnPages

from cancelbot.config.sessions import Sessions
from cancelbot.errors import SignInRefused

SAYS = "That combination is not on file."
ONE_DOCUMENT = (
    PASSWORD
    + """<p id=why></p><script>document.forms[0].onsubmit = async event => {
  event.preventDefault();
  const answer = await fetch("/say", { method: "POST", body: "sent" });
  why.textContent = await answer.text(); };</script>"""
)


@pytest.mark.parametrize(
    ("page", "answer"),
    [(ONE_DOCUMENT, (401, SAYS)), (PASSWORD, (401, f"{PASSWORD}<p>{SAYS}</p>"))],
    ids=["one document", "many documents"],
)
def test_a_refusal_in_unknown_words_is_quoted(bot_for: BotFor, page: str, answer: tuple[int, str]) -> None:
    site = OwnPages([EMAIL, page], answer=lambda body: None if body.startswith("email") else answer)

    with pytest.raises(SignInRefused, match=f"did not accept a password: “{SAYS}”") as stopped:
        bot_for(site).through()

    assert "CANCELBOT_PASSWORD" in stopped.value.advice
    assert len(site.heard) == 2


def test_a_session_that_has_ended_is_named_with_its_day(bot_for: BotFor) -> None:
    made = bot_for(OwnPages([EMAIL, PASSWORD]), password="")
    file = Sessions(made.run.settings.origins).save(made.run.tab.context, "dana@acme.example")
    then = time.mktime((2026, 11, 5, 12, 0, 0, 0, 0, -1))
    os.utime(file, (then, then))

    with pytest.raises(SignInRefused, match="session that was kept on 5 November has ended") as stopped:
        made.through()

    assert stopped.value.advice == "Sign in again: cancelbot login"


@pytest.mark.parametrize("missing", [1, 2], ids=["before the sign-in", "right after it"])
@pytest.mark.parametrize("other", [(503, "<h1>We'll be back soon</h1>"), (200, "")], ids=["maintenance", "blank"])
def test_a_page_that_does_not_come_is_loaded_anew(bot_for: BotFor, other: tuple[int, str], missing: int) -> None:
    site = OwnPages([EMAIL], loads=lambda load: other if load == missing else None)

    assert bot_for(site, timeout=20.0).through() == "the overview"

    assert len(site.heard) == 1


@pytest.mark.parametrize("well", [0, 1], ids=["before the sign-in", "right after it"])
def test_a_site_that_stays_away_is_not_loaded_for_ever(bot_for: BotFor, well: int) -> None:
    site = OwnPages([EMAIL], loads=lambda load: (503, "<h1>We'll be back soon</h1>") if load > well else None)

    with pytest.raises(Exception, match="503"):
        bot_for(site, timeout=3.0).through()

    assert site.loaded == well + 3
