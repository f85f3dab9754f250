"""The site's own words for a refusal are quoted, whatever they are, and the setting that it is about is named."""

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.flows.conftest import MakeBot
from tests.support.own_pages import EMAIL, PASSWORD, OwnPages
from tests.support.raw_pages import snapshot_of

from cancelbot.config.sessions import kept_sessions
from cancelbot.errors import SignInRefused
from openai_platform.sign_in.context import Context
from openai_platform.sign_in.errors import SENTENCES, refused
from openai_platform.sign_in.fields import FieldKind
from openai_platform.sign_in.states import Seen, State

SAYS = "That combination is not on file."
PAGE = snapshot_of([])
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
def test_a_refusal_in_unknown_words_is_quoted(bot_for: MakeBot, page: str, answer: tuple[int, str]) -> None:
    site = OwnPages([EMAIL, page], answer=lambda body: None if body.startswith("email") else answer)

    with pytest.raises(SignInRefused, match=f"did not accept a password: “{SAYS}”") as stopped:
        bot_for(site).through()

    assert "CANCELBOT_PASSWORD" in stopped.value.advice
    assert len(site.heard) == 2


def test_each_refusal_that_is_known_has_a_sentence_and_advice_of_its_own_and_quotes_the_site() -> None:
    typed = frozenset({FieldKind.PASSWORD})
    run = SimpleNamespace(recording=SimpleNamespace(known=()))
    context = cast("Context", SimpleNamespace(attempt=SimpleNamespace(typed=typed, answered=None), run=run))
    told = [refused(context, Seen(state, PAGE, SAYS)) for state in SENTENCES]

    assert all(f": “{SAYS}”" in str(stopped) for stopped in told)
    assert len({str(stopped) for stopped in told}) == len({stopped.advice for stopped in told}) == len(SENTENCES)
    assert {state for state in State if state.value.startswith("the refusal")} <= {*SENTENCES, State.WRONG_CODE}


def test_a_refused_code_comes_with_what_is_known_of_the_clock() -> None:
    codes = SimpleNamespace(site_clock=SimpleNamespace(words="This computer's clock is 120 s behind the site's."))
    run = SimpleNamespace(recording=SimpleNamespace(known=()))
    attempt = SimpleNamespace(typed=frozenset({FieldKind.CODE}), answered=None)
    stopped = refused(
        cast("Context", SimpleNamespace(attempt=attempt, run=run, codes=codes)), Seen(State.WRONG_CODE, PAGE, SAYS)
    )

    assert "clock is 120 s behind the site's" in str(stopped)
    assert "Set this computer's clock" in stopped.advice


def test_a_session_that_has_ended_is_named_with_its_day(bot_for: MakeBot, tmp_path: Path) -> None:
    made = bot_for(OwnPages([EMAIL, PASSWORD]), password="", sessions=tmp_path / "elsewhere")
    file = kept_sessions(made.run.settings).save(made.run.tab.context, "dana@acme.example")
    then = time.mktime((2026, 11, 5, 12, 0, 0, 0, 0, -1))
    os.utime(file, (then, then))

    with pytest.raises(SignInRefused, match="session that was kept on 5 November has ended") as stopped:
        made.through()

    assert stopped.value.advice == "Sign in again: cancelbot login"


MAINTENANCE, BLANK = (503, "<h1>We'll be back soon</h1>"), (200, "")


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        (MAINTENANCE, 1),
        (BLANK, 2),
        pytest.param(MAINTENANCE, 2, marks=pytest.mark.soak),
        pytest.param(BLANK, 1, marks=pytest.mark.soak),
    ],
    ids=["maintenance before", "blank right after", "maintenance right after", "blank before"],
)
def test_a_page_that_does_not_come_is_loaded_anew(bot_for: MakeBot, other: tuple[int, str], missing: int) -> None:
    site = OwnPages([EMAIL], loads=lambda load: other if load == missing else None)

    assert bot_for(site, timeout=20.0).through() == "the overview"

    assert len(site.heard) == 1


@pytest.mark.parametrize(
    "well", [pytest.param(0, marks=pytest.mark.soak), 1], ids=["before the sign-in", "right after it"]
)
def test_a_site_that_stays_away_is_not_loaded_for_ever(bot_for: MakeBot, well: int) -> None:
    site = OwnPages([EMAIL], loads=lambda load: (503, "<h1>We'll be back soon</h1>") if load > well else None)

    with pytest.raises(Exception, match="503"):
        bot_for(site, timeout=3.0).through()

    assert site.loaded == well + 3
