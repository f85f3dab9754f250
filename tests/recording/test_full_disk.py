"""A disk that fills up: before a click nothing is clicked, after it nothing untrue is said."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.support.doomed import fill_disk

from cancelbot.errors import RecordingLost, UsageError
from cancelbot.recording.folder import Recording
from cancelbot.result import Result

Fill = Callable[[], None]


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return Recording(tmp_path, "openai-platform", "run")


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Fill:
    return partial(fill_disk, monkeypatch.setattr)


def test_before_a_click_a_full_disk_stops_the_run(recording: Recording, fill: Fill) -> None:
    recording.note("run.began")
    fill()

    with pytest.raises(UsageError, match=r"No space left on device.*so nothing was clicked"):
        recording.note("act.intended", step="cancel-plan")
    lines = (recording.folder / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["run.began"], "whole lines alone"


def test_after_a_click_what_cannot_be_written_is_let_go_and_told_at_the_end(recording: Recording, fill: Fill) -> None:
    recording.note("act.intended", step="cancel-plan")
    recording.raise_if_lost()
    fill()

    recording.note("act.clicked", step="cancel-plan")
    with pytest.raises(RecordingLost, match="what came of it is not on the disk"):
        recording.raise_if_lost()
    with pytest.raises(RecordingLost, match="the result is not on the disk"):
        recording.save(Result("openai-platform", "run", "", str(recording.folder)))
    with pytest.raises(RecordingLost, match="so nothing more was clicked"):
        recording.note("act.intended", step="payment-methods")


def test_a_click_that_was_held_back_leaves_nothing_to_lose(recording: Recording, fill: Fill) -> None:
    recording.note("act.intended", step="cancel-plan")
    recording.note("act.held_back", step="cancel-plan")
    fill()

    with pytest.raises(UsageError):
        recording.note("step.settled")
