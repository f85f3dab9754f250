"""recordings/sample is what today's code makes; `make sample` makes it anew."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.report.conftest import SAMPLE
from tests.report.receipt.test_manifest import shown_below
from tests.support.tools import needs

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.document import render_report
from cancelbot.report.receipt.manifest import RECEIPT, STAMP, Receipt
from cancelbot.report.receipt.verify import verify_recording
from cancelbot.report.reminders import calendar

AUTHORITY = SAMPLE.with_name("test-authority.pem")
SMALL = 2_500_000
"""bytes"""


def shape(told: object) -> object:
    """What a JSON value is made of, without what it says; lists by their first item."""
    if isinstance(told, Mapping):
        return {key: shape(value) for key, value in told.items()}
    if isinstance(told, list):
        return [shape(told[0])] if told else []
    return type(told).__name__


def test_its_report_and_dates_are_what_the_code_writes_today(sample: LoadedRecording) -> None:
    seal = json.loads((SAMPLE / RECEIPT).read_text())["seal"]

    assert render_report(sample, seal) == (SAMPLE / "report.html").read_text(encoding="utf-8")
    assert calendar(sample) == (SAMPLE / "followup.ics").read_bytes()


def test_its_receipt_is_what_the_code_writes_today(sample: LoadedRecording) -> None:
    assert Receipt(sample).text() == (SAMPLE / RECEIPT).read_bytes()


def test_it_is_stamped_by_the_test_authority() -> None:
    proof = verify_recording(SAMPLE, AUTHORITY)

    assert (proof.exit_code, [one.fits for one in proof.attested]) == (0, [True])
    assert "timestamped by “CN=cancelbot test timestamp authority” on " in proof.sentence


@needs("bash", "openssl")
def test_plain_openssl_confirms_when_it_was_made() -> None:
    command = shown_below("### The timestamp, with openssl").replace("authority.pem", str(AUTHORITY))

    assert subprocess.run(["bash", "-ec", command], cwd=SAMPLE, capture_output=True, check=False).returncode == 0


@pytest.mark.soak  # the whole demo once more; run it after `make sample`, and with `make soak`
def test_it_is_what_the_demo_leaves(sample: LoadedRecording, sandbox_run: LoadedRecording) -> None:
    ours, theirs = (
        json.loads((kept.folder / "result.json").read_text(encoding="utf-8")) for kept in (sample, sandbox_run)
    )

    assert shape(ours) == shape(theirs)
    for name in ("outcome", "exit_code", "account", "before", "after", "said", "banner_seen", "guard"):
        assert ours[name] == theirs[name], name
    assert [(s["name"], s["outcome"], s["message"], s["pictures"]) for s in ours["steps"]] == [
        (s["name"], s["outcome"], s["message"], s["pictures"]) for s in theirs["steps"]
    ]
    assert {path.name for path in sample.folder.iterdir()} - {STAMP} == {p.name for p in sandbox_run.folder.iterdir()}


def test_it_names_no_place_on_the_machine_that_made_it(sample: LoadedRecording) -> None:
    assert not Path(sample.result.recording).is_absolute()


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < SMALL
