"""A run without an end: what its event log still tells, and what the next run knows of it."""

import json
from pathlib import Path

import pytest

from cancelbot.errors import UsageError
from cancelbot.recording.read import find_folder, pending_acts, read_recording, recordings_in
from cancelbot.report.compare import canceled_since, worth_checking
from cancelbot.report.summary import headline
from cancelbot.result import Account

ACCOUNT = Account("d***@acme.example", "Acme Robotics")
Event = dict[str, object]
SITE = "https://platform.openai.com"
BEGAN: Event = {"event": "run.began", "flow": "openai-platform", "mode": "run", "site": SITE}
IDENTIFIED: Event = {"event": "account.identified", "email": ACCOUNT.email, "organization": ACCOUNT.organization}
LOOKED: Event = {"event": "look.answered", "statement": "the plan is canceled", "so": False}
INTENDED: Event = {"event": "act.intended", "step": "cancel-plan", "statement": "the plan is canceled"}
CONFIRMED: Event = {"event": "look.confirmed", "statement": "the plan is canceled"}
HELD_BACK: Event = {"event": "act.held_back", "step": "cancel-plan", "statement": "the plan is canceled"}
ENDED: Event = {"event": "run.ended", "outcome": "unverified", "exit_code": 6, "message": "Not seen."}


def write(root: Path, *events: Event, name: str = "20261122T133420Z_openai-platform_run") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    at = f"{name[:4]}-{name[4:6]}-{name[6:8]}T13:34:20.000Z"
    lines = [json.dumps({"at": at, **event}) for event in events]
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("then", "outcome", "sentence"),
    [
        ([], "failed", "canceled nothing"),
        ([LOOKED], "failed", "canceled nothing"),
        ([LOOKED, INTENDED], "unverified", "Not certain"),
        ([LOOKED, INTENDED, HELD_BACK], "failed", "canceled nothing"),
        ([LOOKED, INTENDED, CONFIRMED], "canceled", "is canceled, but not everything else"),
    ],
)
def test_what_is_known_of_it(tmp_path: Path, then: list[Event], outcome: str, sentence: str) -> None:
    kept = read_recording(write(tmp_path, BEGAN, IDENTIFIED, *then))

    assert (kept.ended, kept.result.account, kept.result.outcome) == (None, ACCOUNT, outcome)
    assert kept.result.exit_code != 0
    assert sentence in headline(kept)
    assert [step.name for step in kept.result.steps] == (["cancel-plan"] if outcome == "unverified" else [])


def test_a_line_that_was_being_written_is_passed_over(tmp_path: Path) -> None:
    folder = write(tmp_path, BEGAN, IDENTIFIED)
    with (folder / "events.jsonl").open("a", encoding="utf-8") as event_log:
        event_log.write('{"at": "2026-11-22T13:34:21.000Z", "event": "act.int')

    assert read_recording(folder).result.account == ACCOUNT


@pytest.mark.parametrize("content", ["", "\n", "no event log\n", '{"event": "something else"}\n', "[]\n"])
def test_what_is_no_event_log_is_no_recording(tmp_path: Path, content: str) -> None:
    folder = write(tmp_path)
    (folder / "events.jsonl").write_text(content, encoding="utf-8")

    with pytest.raises(UsageError):
        read_recording(folder)


def test_it_is_listed_and_found_but_is_nothing_to_compare_with(tmp_path: Path) -> None:
    folder = write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED, CONFIRMED)

    assert [kept.folder for kept in recordings_in(tmp_path)] == [folder]
    assert find_folder(tmp_path, folder.name) == find_folder(tmp_path, None) == folder
    with pytest.raises(UsageError):
        worth_checking(tmp_path, None)
    assert canceled_since(tmp_path, ACCOUNT) is None


def test_the_next_run_knows_what_it_began(tmp_path: Path) -> None:
    write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED)

    (act,) = pending_acts(tmp_path, ACCOUNT, SITE, but=tmp_path / "now")

    assert (act.step, act.statement, act.cut_off) == ("cancel-plan", "the plan is canceled", True)
    assert act.whose == "the run that was cut off after 2026-11-22 13:34 UTC"


@pytest.mark.parametrize("end", [[CONFIRMED], [HELD_BACK]])
def test_what_was_seen_to_its_end_is_in_no_doubt(tmp_path: Path, end: list[Event]) -> None:
    write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED, *end)

    assert pending_acts(tmp_path, ACCOUNT, SITE, but=tmp_path / "now") == ()


def test_a_run_that_came_to_its_end_has_looked_already(tmp_path: Path) -> None:
    write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED, ENDED)

    assert [act.cut_off for act in pending_acts(tmp_path, ACCOUNT, SITE, but=tmp_path / "now")] == [False]


@pytest.mark.parametrize(
    ("account", "site"),
    [
        (Account("other@acme.example", "Acme Robotics"), SITE),
        (Account(ACCOUNT.email, "Umbrella"), SITE),
        (ACCOUNT, "http://127.0.0.1:8000"),
    ],
    ids=["another account", "another organization", "another site"],
)
def test_the_runs_of_others_say_nothing(tmp_path: Path, account: Account, site: str) -> None:
    write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED)

    assert pending_acts(tmp_path, account, site, but=tmp_path / "now") == ()


def test_only_the_newest_run_counts(tmp_path: Path) -> None:
    write(tmp_path, BEGAN, IDENTIFIED, LOOKED, INTENDED)
    newest = write(tmp_path, BEGAN, IDENTIFIED, ENDED, name="20261123T133420Z_openai-platform_run")

    assert pending_acts(tmp_path, ACCOUNT, SITE, but=tmp_path / "now") == ()
    assert len(pending_acts(tmp_path, ACCOUNT, SITE, but=newest)) == 1
