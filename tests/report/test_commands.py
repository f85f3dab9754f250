"""The commands about recordings: runs, report, receipt."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.report.conftest import SAMPLE

from cancelbot.cli import cancelbot
from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording, Told, find_folder, read_recording
from cancelbot.report.timings import PHASES, times, total, waits


def call(copy: Path, *arguments: str) -> Result:
    given = {"CANCELBOT_RECORDINGS": str(copy.parent), "COLUMNS": "160"}
    return CliRunner().invoke(cancelbot, arguments, env=given)


def test_the_recordings_are_listed(copy: Path) -> None:
    said = call(copy, "runs")

    assert said.exit_code == 0
    for words in (copy.name[:16], "d***@acme.example", "Acme Robotics", "canceled"):
        assert words in said.output


def test_no_recording_is_said_in_a_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(cancelbot, ["runs", "--recordings", str(tmp_path)])

    assert "There is no recording in" in said.output


def test_the_time_of_a_run_is_told_by_phase(copy: Path, sample: LoadedRecording) -> None:
    spent, whole = times(sample), total(sample)

    assert set(spent) == set(PHASES)
    assert all(spent[phase] > 0 for phase in ("start", "sign-in", "looks", "acts", "pictures"))
    assert whole is not None
    assert abs(sum(spent.values()) - spent["reports"] - whole) < 0.05
    assert "pictures" in call(copy, "runs", "--times").output


def test_the_time_for_which_nobody_works_is_told_apart(sample: LoadedRecording) -> None:
    begun, asked, answered = ("2026-11-25T10:00:00.000Z", "2026-11-25T10:00:02.000Z", "2026-11-25T10:01:02.000Z")
    events: list[Told] = [
        {"at": begun, "event": "step.began", "step": "invoices"},
        {"at": asked, "event": "consent.asked"},
        {"at": answered, "event": "consent.answered", "agrees": True},
    ]

    spent = times(replace(sample, events=events))

    assert (spent["looks"], spent["waiting"]) == (2.0, 60.0)


def test_waits_that_a_damaged_recording_has_not_told_are_left_out(sample: LoadedRecording) -> None:
    events: list[Told] = [
        {"event": "step.settled", "waits": [0.5, None, "soon"]},
        {"event": "step.settled", "waits": 3},
    ]

    assert waits(replace(sample, events=events)) == [0.5]


def test_the_report_is_found_by_name_beginning_and_path(copy: Path) -> None:
    for name in (copy.name, copy.name[:12], str(copy)):
        assert call(copy, "report", name, "--no-open").output.strip() == str(copy / "report.html")


def test_a_report_that_was_never_written_is_written_now(copy: Path) -> None:
    (copy / "report.html").unlink()

    call(copy, "report", "--no-open")

    assert "was canceled on" in (copy / "report.html").read_text(encoding="utf-8")


def test_a_whole_recording_is_exit_0_with_its_seal(copy: Path) -> None:
    said = call(copy, "receipt", "verify", "--roots", str(SAMPLE.with_name("test-authority.pem")))

    assert said.exit_code == 0
    assert said.output.startswith("Sealed and timestamped: all ")
    assert re.search(r"^Seal: [0-9a-f]{64}$", said.output, re.MULTILINE)


def test_a_damaged_recording_is_exit_1(copy: Path) -> None:
    picture = copy / "10_cancel-plan_after.png"
    picture.write_bytes(picture.read_bytes()[:-1])

    said = call(copy, "receipt", "verify", copy.name)

    assert said.exit_code == 1
    assert f"{picture.name} was changed: it has " in said.output
    assert "Changed: 1 thing is not as the run left it." in said.output


def test_a_recording_without_a_result_can_still_be_checked(copy: Path) -> None:
    (copy / "result.json").unlink()

    said = call(copy, "receipt", "verify", copy.name)

    assert said.exit_code == 1
    assert "result.json is missing." in said.output


@pytest.mark.parametrize("name", ["nothing", ""])
def test_a_recording_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="There is no recording"):
        find_folder(tmp_path, name or None)


def test_a_recording_cut_off_in_the_middle_of_a_line_can_be_read(copy: Path) -> None:
    with (copy / "events.jsonl").open("a") as event_log:
        event_log.write('{"at": "2026-')

    assert read_recording(copy).when("run.ended") is not None
