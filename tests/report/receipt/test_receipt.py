"""Every byte of a recording that is not as it was is found, and its file, event or statement is named."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.report.conftest import SAMPLE

from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording, read
from cancelbot.report.receipt.manifest import RECEIPT, START, next_link
from cancelbot.report.receipt.sign import sign, signatures
from cancelbot.report.receipt.verify import check
from cancelbot.report.receipt.writing import Receipt


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A recording so small that every byte of it can be tried."""
    folder = tmp_path / "tiny"
    (folder / "invoices").mkdir(parents=True)
    events = [{"at": "2026-11-22T13:34:08.530Z", "event": "run.began"}, {"event": "picture.taken", "file": "01_a.png"}]
    (folder / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    (folder / "01_a.png").write_bytes(bytes(range(40)))
    (folder / "invoices" / "one.pdf").write_bytes(b"%PDF-1.4")
    told = {"flow": "f", "mode": "run", "started": "2026-11-22T13:34:08.530Z", "recording": "r"}
    (folder / "result.json").write_text(json.dumps(told))
    seal_anew(folder)
    return folder


def seal_anew(folder: Path) -> None:
    (folder / RECEIPT).unlink(missing_ok=True)
    receipt = Receipt(folder)
    (folder / RECEIPT).write_bytes(receipt.text(read(folder), receipt.seal()))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def unnoticed(folder: Path, path: Path, places: Iterator[int], flip: int) -> list[int]:
    """Where a flipped bit in ``path`` is not found, or not blamed on that file."""
    whole, missed = path.read_bytes(), []
    for at in places:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
        if not any(path.name in finding for finding in check(folder)):
            missed.append(at)
    path.write_bytes(whole)
    return missed


def test_the_sample_is_whole() -> None:
    assert check(SAMPLE) == []


@pytest.mark.parametrize("flip", [0x01, *(pytest.param(flip, marks=pytest.mark.soak) for flip in (0x20, 0x80))])
def test_every_byte_of_every_file_of_a_small_recording_counts(tiny: Path, flip: int) -> None:
    for path in files(tiny):
        assert unnoticed(tiny, path, iter(range(path.stat().st_size)), flip) == []


@pytest.mark.soak
def test_bytes_throughout_every_file_of_a_real_recording_count(copy: Path) -> None:
    for path in files(copy):
        size = path.stat().st_size
        places = sorted({0, size - 1, *range(0, size, max(1, size // 9))})
        assert unnoticed(copy, path, iter(places), 0x01) == []


def test_a_byte_more_or_less_is_found_in_every_file(tiny: Path) -> None:
    for path in files(tiny):
        whole = path.read_bytes()
        for changed in (whole + b"\n", whole[:-1], b" " + whole, whole[1:], b""):
            path.write_bytes(changed)
            assert any(path.name in finding for finding in check(tiny)), (path.name, changed[:20])
        path.write_bytes(whole)


def test_a_file_that_is_missing_is_named(copy: Path) -> None:
    (copy / "08_cancel-plan_dialog.png").unlink()

    assert check(copy) == ["08_cancel-plan_dialog.png is missing."]


def test_a_file_that_was_added_is_named(copy: Path) -> None:
    (copy / "invoices" / "more.pdf").write_bytes(b"%PDF")

    assert check(copy) == ["invoices/more.pdf was added: the receipt does not know it."]


def test_two_files_that_changed_places_are_named(copy: Path) -> None:
    one, two = copy / "07_cancel-plan_before.png", copy / "10_cancel-plan_after.png"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)

    assert {finding.split(" was ")[0] for finding in check(copy)} == {one.name, two.name}


def test_an_event_that_was_moved_is_named(copy: Path) -> None:
    lines = (copy / "events.jsonl").read_bytes().splitlines(keepends=True)
    lines[4], lines[9] = lines[9], lines[4]
    (copy / "events.jsonl").write_bytes(b"".join(lines))

    findings = check(copy)

    assert any("events.jsonl: line" in finding and "from another place" in finding for finding in findings)


def test_an_event_that_was_left_out_is_named(copy: Path) -> None:
    lines = (copy / "events.jsonl").read_bytes().splitlines(keepends=True)
    del lines[6]
    (copy / "events.jsonl").write_bytes(b"".join(lines))

    assert any("event 7" in finding and finding.endswith("is missing.") for finding in check(copy))


def test_an_event_that_was_put_in_is_named(copy: Path) -> None:
    lines = (copy / "events.jsonl").read_bytes().splitlines(keepends=True)
    lines.insert(3, b'{"event": "look.confirmed"}\n')
    (copy / "events.jsonl").write_bytes(b"".join(lines))

    assert "events.jsonl: line 4 was added." in check(copy)


def test_a_change_is_placed_within_its_file(copy: Path) -> None:
    path = copy / "08_cancel-plan_dialog.png"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + b"?" + whole[5001:])

    assert check(copy) == ["08_cancel-plan_dialog.png was changed: within the bytes 4096 to 8191."]


def test_a_receipt_written_anew_with_another_outcome_contradicts_the_result(tiny: Path) -> None:
    told = json.loads((tiny / "result.json").read_text())
    (tiny / "result.json").write_text(json.dumps({**told, "outcome": "canceled"}))

    assert any("do not say the same about “outcome”" in finding for finding in check(tiny))


def test_no_receipt_is_said_in_a_sentence(copy: Path) -> None:
    (copy / RECEIPT).unlink()

    with pytest.raises(UsageError, match=r"has no receipt\.json"):
        check(copy)


def test_the_chain_can_be_followed_by_anybody_with_sha256(sample: LoadedRecording) -> None:
    told = json.loads((sample.folder / RECEIPT).read_text())
    head = START
    for link in told["links"]:
        head = next_link(head, link["sha256"], link["files"].values())
        assert link["link"] == head

    assert told["seal_of_the_run"] in [link["link"] for link in told["links"]]


def test_the_receipt_says_who_what_when_and_in_whose_words(sample: LoadedRecording) -> None:
    told = json.loads((sample.folder / RECEIPT).read_text())

    assert told["outcome"] == "canceled"
    assert told["said"]["banner"] == "Your subscription was canceled."
    assert [write["status"] for write in told["confirming_requests"]] == [200]
    assert told["before"]["plan"] == "Pay as you go"
    assert told["clicked_at"] < told["confirmed_at"] < told["finished"]
    assert set(told["versions"]) == {"Tool", "Flow", "Library", "Browser"}


def test_the_printed_receipt_is_one_or_two_pages_and_carries_the_seal(sample: LoadedRecording) -> None:
    reader = PdfReader(sample.folder / "receipt.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)
    seal = json.loads((sample.folder / RECEIPT).read_text())["seal_of_the_run"]

    assert len(reader.pages) <= 2
    assert seal in text.replace("\n", "").replace(" ", "")
    assert "Your subscription was canceled." in text
    assert "not a document of OpenAI" in " ".join(text.split())


# -- signatures


@pytest.fixture
def key(tmp_path: Path) -> Path:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


def test_a_signature_by_an_ssh_key_fits(tiny: Path, key: Path) -> None:
    sign(tiny, key)

    ((fits, text),) = signatures(tiny)
    assert fits
    assert "SHA256:" in text
    assert check(tiny) == []


def test_a_receipt_that_was_sealed_anew_no_longer_fits_its_signature(tiny: Path, key: Path) -> None:
    sign(tiny, key)
    (tiny / "01_a.png").write_bytes(b"forged")
    seal_anew(tiny)

    assert check(tiny) == []
    assert [fits for fits, _ in signatures(tiny)] == [False]


def test_every_byte_of_the_signature_counts(tiny: Path, key: Path) -> None:
    path = sign(tiny, key)
    whole = path.read_bytes()
    places = {*range(0, len(whole), 5), *(at for at, byte in enumerate(whole) if byte in b"\n=-"), len(whole) - 1}

    for at in sorted(places):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :])
        assert [fits for fits, _ in signatures(tiny)] == [False], at


def test_an_age_key_cannot_sign_and_that_is_said(tiny: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text("# created: 2026-11-22T13:34:08Z\nAGE-SECRET-KEY-1QQQ\n")

    with pytest.raises(UsageError, match="age encrypts and cannot sign"):
        sign(tiny, key)


def test_a_key_that_is_not_there_is_said_in_a_sentence(tiny: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        sign(tiny, tiny / "nowhere")
