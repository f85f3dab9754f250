"""What is not found may be pointed at: judged, confirmed, kept; and nothing on the page hears the click."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.flows.conftest import Notes, OpenGuard
from tests.support.pointer import Pointer

from cancelbot.config.settings import load
from cancelbot.drift.overrides import TaughtFile
from cancelbot.engine.ask_user import AskUser
from cancelbot.engine.recorder import StepRecorder
from cancelbot.errors import ControlNotFound
from cancelbot.page.click import Clicker
from cancelbot.page.query import named, only
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording
from cancelbot.result import Result
from openai_platform import words
from openai_platform.check.catalogue import CATALOGUE
from openai_platform.teachable import CANCEL_PLAN, TEACHABLE

PAGE = """<!doctype html><body><main><h1>Billing</h1><button>Add to credit balance</button>
<button>Leave <i>for good</i></button><button>Twin</button><button>Twin</button>
<button><svg width=9></svg></button></main>
<script>window.heard = [];
for (const kind of ["pointerdown", "mousedown", "click"])
  document.querySelector("main").addEventListener(kind, () => heard.push(kind), true);</script></body>"""
MISSING = ControlNotFound("“Cancel plan” is not on the page.", need=CANCEL_PLAN)


@dataclass
class TaughtRun:
    """A run's recorder, on a page of its own."""

    recorder: StepRecorder

    @property
    def tab(self) -> Tab:
        return self.recorder.clicker.tab

    @property
    def recording(self) -> Recording:
        return self.recorder.recording

    def teach(self, person: Pointer | None, **settings: object) -> bool:
        """Whether something was learned."""
        if person is not None:
            person.watch(self.tab.page)
        given = load(**{"headed": True, "patience": 1.0, "platform_url": "http://127.0.0.1:9", **settings})
        return AskUser(self.recorder, given, person, CATALOGUE).learn(MISSING)

    @property
    def heard(self) -> list[str]:
        """What has reached anything on the page of the mouse."""
        heard: list[str] = self.tab.page.evaluate("heard")
        return heard


@pytest.fixture
def run(page: Page, tmp_path: Path) -> Iterator[TaughtRun]:
    page.set_content(PAGE)
    recording = Recording(tmp_path, "teaching", "run")
    clicker = Clicker(Tab(page.context, timeout=2.0, page=page), OpenGuard(), recording.note)
    result = Result("teaching", "run", "", "")
    yield TaughtRun(StepRecorder(clicker, recording, result, Notes()))
    recording.close()


def test_what_was_pointed_at_is_kept_and_stands_for_the_words_that_are_missing(run: TaughtRun) -> None:
    person = Pointer(["Leave for good"], types="cancel plan")

    assert run.teach(person)

    found = only(named(run.tab.read().root, words.CANCEL_PLAN), "it")
    assert found.name == "Leave for good"
    assert [(one.need, one.words) for one in TaughtFile().read()] == [(CANCEL_PLAN, "Leave for good")]
    assert "the button “Leave for good”" in person.questions[0]
    assert run.heard == []


@pytest.mark.parametrize(
    ("target", "types", "why"),
    [
        ("Add to credit balance", "cancel plan", "means something else"),
        ("Leave for good", "yes", "not confirmed"),
        pytest.param("Leave for good", "", "not confirmed", marks=pytest.mark.soak),
    ],
)
def test_what_will_not_do_is_not_kept(run: TaughtRun, target: str, types: str, why: str) -> None:
    with pytest.raises(ControlNotFound, match=why):
        run.teach(Pointer([target], types))

    assert TaughtFile().read() == []
    assert run.heard == []


@pytest.mark.parametrize(
    ("person", "settings"),
    [
        (None, {}),
        (Pointer(["Leave for good"], "cancel plan"), {"headed": False}),
        (Pointer([], "cancel plan"), {}),
        (Pointer([], "cancel plan"), {"patience": 0.0}),
    ],
    ids=["no terminal", "no window", "Escape", "nobody comes"],
)
def test_without_somebody_who_points_nothing_is_learned(
    run: TaughtRun, person: Pointer | None, settings: dict[str, object]
) -> None:
    assert not run.teach(person, **settings)

    assert TaughtFile().read() == []
    assert run.tab.page.locator("div[popover]").count() == 0


def test_each_teachable_control_is_in_the_catalogue() -> None:
    assert [CATALOGUE.control(one.name) for one in TEACHABLE] == list(TEACHABLE)
