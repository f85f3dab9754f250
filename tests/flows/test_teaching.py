"""A whole run on a page where something is called otherwise: pointed at once, and known from then on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.conftest import Ran, Serve, account
from tests.flows.laws import small
from tests.support.pointer import Pointer
from tests.support.renamed import OPENER, all_renamed, renamed, renamed_opener
from tests.support.threads import apart

from cancelbot import app
from cancelbot.browser import launch
from cancelbot.config.settings import load
from cancelbot.drift.overrides import Taught, TaughtFile
from cancelbot.engine.interaction import IO, Progress
from cancelbot.page.tab import Tab
from cancelbot.sandbox import Act, Sandbox
from openai_platform import FLOW, teachable

RunWith = Callable[..., Ran]


@pytest.fixture
def run_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunWith:
    """A run that believes it has a window, with a person in front of it; or one with nobody there."""
    start = launch.start
    monkeypatch.setattr(launch, "start", lambda *given, **flags: start(*given, **{**flags, "headed": False}))

    def run(sandbox: Sandbox, person: Pointer | None, **flags: object) -> Ran:
        def watched(context: BrowserContext, *, page: Page, **given: object) -> Tab:
            if person is not None:
                person.watch(page)
            return Tab(context, page=page, **given)  # type: ignore[arg-type]  # as the runner gives it

        monkeypatch.setattr(app, "Tab", watched)
        given = {"timeout": 8.0, "recordings": tmp_path / "recordings", **account(sandbox), **flags}
        settings = load(yes=True, headed=True, **given)
        result = apart(lambda: app.run(settings, IO(Progress(), person), FLOW))
        recording = Path(result.recording)
        return Ran(json.loads((recording / "result.json").read_text()), recording, result)

    return run


@pytest.mark.soak
def test_what_opens_the_question_and_what_agrees_to_it_are_pointed_at_and_known_from_then_on(
    serve: Serve, run_with: RunWith, tmp_path: Path
) -> None:
    both = (OPENER, ("confirm: words.cancel,", 'confirm: "So be it",'))
    sandbox = serve(small(), renamed(tmp_path, "platform", "pages/overview.js", *both))
    person = Pointer(["Leave for good", "So be it"], types="cancel plan")

    ran = run_with(sandbox, person)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert len(sandbox.request_log.acts("cancel")) == 1
    assert [(one.need, one.words) for one in TaughtFile().read()] == [
        (teachable.CANCEL_PLAN, "Leave for good"),
        (teachable.CONFIRM_CANCEL, "So be it"),
    ]
    assert ["“Leave for good”" in person.questions[0], "“So be it”" in person.questions[1]] == [True, True]


@pytest.mark.soak
def test_what_was_taught_needs_no_person_and_without_either_it_stops(
    serve: Serve, run_with: RunWith, tmp_path: Path
) -> None:
    sandbox = serve(small(), renamed_opener(tmp_path))

    nobody = run_with(sandbox, None)
    TaughtFile().add(Taught("2026-11-25", sandbox.platform_url, teachable.CANCEL_PLAN, "Leave for good", "button", ""))
    taught = run_with(sandbox, None)

    assert (nobody.exit_code, nobody.outcome) == (5, "failed")
    assert (taught.exit_code, taught.outcome) == (0, "canceled"), taught.result.message
    assert len(sandbox.request_log.acts("cancel")) == 1


@pytest.mark.soak
def test_rows_auto_recharge_and_a_way_are_pointed_at_once_each_and_known_from_then_on(
    serve: Serve, run_with: RunWith, tmp_path: Path
) -> None:
    sandbox = serve(small(), all_renamed(tmp_path))
    person = Pointer(["Tweak", "Wallet", "Drop card", "Retire"], types=None)

    ran = run_with(sandbox, person, remove_card=True, delete_keys=True)

    mine = sandbox.state.organizations[0]
    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert (mine.auto_recharge, mine.cards, mine.keys()) == (False, [], [])
    assert [len(sandbox.request_log.acts(act)) for act in Act] == [1, 1, 2, 2]
    assert [(one.need, one.words) for one in TaughtFile().read()] == [
        (teachable.RECHARGE, "Tweak"),
        ("payment-methods", "Wallet"),
        (teachable.REMOVE_CONTROL["card"], "Drop card"),
        (teachable.REMOVE_CONTROL["key"], "Retire"),
    ]
