"""Recordings that a stranger has written: each is refused in one sentence, or read to its end."""

import copy
import io
import json
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console

from cancelbot.cli import tables
from cancelbot.cli.documents import as_json_text, runs_document
from cancelbot.drift.bundle import DRIFT, drift_of
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.recording.read import LoadedRecording, read_recording, recordings_in
from cancelbot.report.compare import canceled_since, worth_checking
from cancelbot.report.document import render_receipt, render_report
from cancelbot.report.rows import headings, report_rows
from cancelbot.report.summary import summarize
from cancelbot.report.write import report_of
from cancelbot.result import Result

SAMPLE = Path(__file__).parent.parent.parent / "recordings" / "sample"
ODD: list[object] = [
    None, [], {}, "", "x", -1, 10**30, 1e308, float("inf"), float("nan"), True, "\x1b[31m", "2026-13-45T99:99:99Z",
    "../../../etc/passwd", "9" * 5000, ["a"], {"a": {"b": 1}}, "a\x00b", "\ud800", "2026-11-22",
    "10000-01-01T00:00:00Z",
    "2026-11-22T13:34:08+99:00", "$1e999", "$" + "9" * 400,
]  # fmt: skip
Place = tuple[str | int, ...]


def places(data: object, before: Place = ()) -> Iterator[Place]:
    """The way to each value in ``data``."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in parts:
        yield (*before, name)
        yield from places(value, (*before, name))


def with_oddities(data: object, pick: random.Random) -> object:
    """A copy of ``data`` in which one value is another, or nothing is changed."""
    changed = copy.deepcopy(data)
    *way, last = pick.choice(list(places(data)))
    inner: object = changed
    for name in way:
        inner = inner[name]  # type: ignore[index]  # the way to a value leads through lists and dicts alone
    inner[last] = pick.choice(ODD)  # type: ignore[index]  # the way to a value leads through lists and dicts alone
    return changed


def read_to_its_end(root: Path, folder: Path) -> None:
    """All that any command makes of a recording."""
    kept = read_recording(folder)
    for table in (tables.runs_table([kept]), tables.times_table([kept])):
        Console(file=io.StringIO()).print(table)
    as_json_text(runs_document([kept]))
    summarize(kept)
    render_report(kept)
    render_receipt(kept, "0", {})
    report_rows(kept.result)
    headings(kept.result)
    canceled_since(root, kept.result.account)
    worth_checking(root, None, kept.result.site, None)


@pytest.mark.parametrize(
    ("site", "practiced"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://127.0.0.2:8080", True),
        ("http://[::1]:8080", True),
        ("http://localhost", True),
        ("https://platform.openai.com", False),
        ("https://localhost.openai.com", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_what_was_done_on_this_machine_alone_was_practice(site: str, practiced: bool) -> None:
    assert LoadedRecording.of(Result("x", "run", "", "", site=site)).is_sandbox is practiced


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_whatever_a_value_is_it_is_refused_or_read(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311  # the same each time
    folder = tmp_path / "20261122T133408Z_x_run"
    folder.mkdir()
    result = json.loads((SAMPLE / "result.json").read_text())
    events = [json.loads(line) for line in (SAMPLE / "events.jsonl").read_text().splitlines()]
    for _ in range(60 if seed == 1 else 1500):
        odd = with_oddities({"result": result, "events": events}, pick)
        assert isinstance(odd, dict)
        told = odd["events"] if isinstance(odd["events"], list) else []
        (folder / "events.jsonl").write_text("\n".join(map(json.dumps, told)))
        (folder / "result.json").write_text(json.dumps(odd["result"]))
        if pick.random() < 0.3:
            (folder / "result.json").unlink()
        with suppress(CancelbotError):
            read_to_its_end(tmp_path, folder)


@pytest.mark.parametrize("with_result", [True, False])
def test_whatever_an_event_does_not_tell_it_is_refused_or_read(tmp_path: Path, with_result: bool) -> None:
    folder = tmp_path / "20261122T133408Z_x_run"
    shutil.copytree(SAMPLE, folder, ignore=None if with_result else shutil.ignore_patterns("result.json"))
    events = [json.loads(line) for line in (SAMPLE / "events.jsonl").read_text().splitlines()]
    events += [{"event": kept, "at": events[-1]["at"], "file": "film.webm"} for kept in ("film.kept", "trace.kept")]
    last = {(event["event"], fact): at for at, event in enumerate(events) for fact in event}
    for (_, fact), at in last.items():
        told = [
            {name: event[name] for name in event if (number, name) != (at, fact)} for number, event in enumerate(events)
        ]
        (folder / "events.jsonl").write_text("\n".join(map(json.dumps, told)))
        with suppress(CancelbotError):
            read_to_its_end(tmp_path, folder)


def test_one_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    for name in ("20261122T1_good", "20261123T1_odd"):
        shutil.copytree(SAMPLE, tmp_path / name)
    (tmp_path / "20261123T1_odd" / "events.jsonl").write_bytes(b"\xff\xfe\x00")

    assert [kept.folder.name for kept in recordings_in(tmp_path)] == ["20261122T1_good"]


@pytest.mark.parametrize("file", ["result.json", "events.jsonl"])
def test_one_without_measure_is_refused_before_it_is_understood(tmp_path: Path, file: str) -> None:
    shutil.copytree(SAMPLE, tmp_path / "r")
    if file == "events.jsonl":
        (tmp_path / "r" / file).write_bytes(b"{}\n" * 200_000)
    else:
        (tmp_path / "r" / file).write_bytes(b" " * 9_000_000 + (SAMPLE / file).read_bytes())

    with pytest.raises(UsageError, match="not a recording that can be read"):
        read_recording(tmp_path / "r")


@pytest.mark.parametrize("kind", ["pipe", "link", "huge", "folder"])
def test_a_drift_bundle_that_is_no_plain_file_is_not_read(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "20261122T1_x"
    folder.mkdir()
    match kind:
        case "pipe":
            os.mkfifo(folder / DRIFT)
        case "link":
            (folder / DRIFT).symlink_to("/etc/passwd")
        case "huge":
            (folder / DRIFT).write_bytes(b"a" * 2_000_000)
        case _:
            (folder / DRIFT).mkdir()

    for run in ("20261122T1_x", str(folder), None):
        with pytest.raises(UsageError, match="cannot be read"):
            drift_of(tmp_path, run)


@pytest.mark.parametrize("run", ["/", "../x", "[", "**", "a\x00b"])
def test_an_odd_name_of_a_run_is_one_that_is_not_there(tmp_path: Path, run: str) -> None:
    with pytest.raises(UsageError):
        drift_of(tmp_path, run)


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_a_report_that_is_no_plain_file_is_not_opened(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "r"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("report.html"))
    if kind == "pipe":
        os.mkfifo(folder / "report.html")
    else:
        (folder / "report.html").symlink_to("/etc/passwd")

    with pytest.raises(UsageError, match="not a plain file"):
        report_of(folder)
