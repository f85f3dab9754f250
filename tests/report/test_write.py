"""Every run leaves its proof, also one that failed; and no secret is in it."""

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.recording import folder
from cancelbot.recording.folder import Recording
from cancelbot.recording.read import read_recording
from cancelbot.report import write as proof
from cancelbot.report.receipt.verify import verify_recording
from cancelbot.result import Result


@pytest.mark.soak  # test_canary.py has it too
def test_a_run_that_was_refused_leaves_a_report_and_a_receipt_that_fits(run: RunBot, serve: Serve) -> None:
    refused_and_proved(run(serve("wrong-password")).recording)


def refused_and_proved(recording: Path) -> None:
    """The recording of a run that the site refused has a report and a receipt that fits."""
    result = read_recording(recording).result
    html = (recording / "report.html").read_text(encoding="utf-8")
    assert result.exit_code == 3
    assert "<h3>By hand</h3>" in html
    assert result.message in html.replace("&#39;", "'")
    assert verify_recording(recording).exit_code == 0
    assert not (recording / "followup.ics").exists()


@pytest.mark.soak
def test_a_dry_run_leaves_a_report_of_what_would_change_and_no_dates(run: RunBot, serve: Serve) -> None:
    ran = run(serve(small()), dry_run=True)

    html = (ran.recording / "report.html").read_text(encoding="utf-8")
    assert "This was a dry run: nothing was changed." in html
    assert "would change" in html
    assert "The plan is still active" in html
    assert len(PdfReader(ran.recording / "receipt.pdf").pages) <= 2
    assert not (ran.recording / "followup.ics").exists()
    assert verify_recording(ran.recording).exit_code == 0


@pytest.mark.soak
def test_no_secret_is_in_the_proof(run: RunBot, serve: Serve) -> None:
    ran, account = run(serve(small())), small().account

    pages = PdfReader(ran.recording / "receipt.pdf").pages
    texts = [
        path.read_bytes() for path in ran.recording.iterdir() if path.suffix not in {".png", ".pdf"} and path.is_file()
    ]
    texts += [page.extract_text().encode() for page in pages]
    for secret in (account.email, account.password, account.totp_secret):
        assert secret
        assert not any(secret.encode() in text for text in texts)
    assert any(b"d***@acme.example" in text for text in texts)


def broken(*_arguments: object) -> str:
    raise ValueError("no template")


def full(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[Recording]:
    """The recording of a run that has just saved its result."""
    recording = Recording(tmp_path, "openai-platform", "run")
    began = "2026-11-27T01:00:00+00:00"
    recording.save(Result("openai-platform", "run", began, str(recording.folder), outcome="canceled", exit_code=0))
    yield recording
    recording.close()


def test_a_proof_that_cannot_be_written_changes_nothing_of_the_run(
    ended: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (ended.folder / "result.json").read_bytes()
    monkeypatch.setattr(proof, "render_report", broken)

    proof.conclude(ended, None)

    assert (ended.folder / "result.json").read_bytes() == told
    last = json.loads((ended.folder / "events.jsonl").read_text().splitlines()[-1])
    assert (last["event"], last["reason"]) == ("proof.failed", "ValueError: no template")


def test_a_full_disk_that_takes_not_even_the_note_changes_nothing_of_the_run(
    ended: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (ended.folder / "result.json").read_bytes()
    monkeypatch.setattr(proof, "render_report", broken)
    monkeypatch.setattr(folder, "_append", full)

    proof.conclude(ended, None)

    assert (ended.folder / "result.json").read_bytes() == told
