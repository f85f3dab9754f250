"""Whatever of a recording is not as it was is found and named, also in a recording that a stranger made."""

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.report.conftest import SAMPLE
from tests.support.authority import Authority
from tests.support.damage import DAMAGE, Damage, at_random, flip, state
from tests.support.sealing import seal_anew

from cancelbot.cli import cancelbot
from cancelbot.errors import UsageError
from cancelbot.recording.read import read_recording
from cancelbot.report.document import render_report
from cancelbot.report.receipt import manifest
from cancelbot.report.receipt.manifest import RECEIPT, STAMP, SUMS, put_beside, sums
from cancelbot.report.receipt.timestamp import stamp
from cancelbot.report.receipt.verify import verify_recording


def changes(folder: Path) -> list[str]:
    return verify_recording(folder).changes


def is_found(folder: Path, roots: Path | None = None) -> bool:
    try:
        return verify_recording(folder, roots).exit_code != 0
    except UsageError:
        return True  # there is no receipt any more


def unnoticed(folder: Path, path: Path, places: Iterator[int]) -> list[int]:
    """Where a flipped bit in ``path`` is not found."""
    whole, missed = path.read_bytes(), []
    for at in places:
        flip(path, at)
        if not is_found(folder):
            missed.append(at)
        path.write_bytes(whole)
    return missed


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_sample_is_whole() -> None:
    assert changes(SAMPLE) == []


def test_a_recording_without_a_timestamp_is_checked_without_the_library_for_one(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / STAMP).unlink()
    (copy / SUMS).write_bytes(sums(copy))
    monkeypatch.setitem(sys.modules, "cryptography.x509", None)

    assert verify_recording(copy).exit_code == 0


def test_roots_without_a_certificate_are_refused_whether_or_not_they_are_needed(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "roots.pem").write_text("no certificate")

    with pytest.raises(UsageError, match="has no certificate in PEM format"):
        verify_recording(copy, tmp_path / "roots.pem")

    (copy / STAMP).unlink()
    (copy / SUMS).write_bytes(sums(copy))
    with pytest.raises(UsageError, match="has no certificate in PEM format"):
        verify_recording(copy, tmp_path / "missing.pem")


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=list(DAMAGE))
def test_every_kind_of_change_is_named(copy: Path, damage: Damage, said: str) -> None:
    damage(copy)

    assert any(found.startswith(said) for found in changes(copy)), changes(copy)
    assert verify_recording(copy).exit_code == 1


@pytest.mark.soak
def test_every_byte_of_every_file_of_a_small_recording_counts(tiny: Path) -> None:
    for path in files(tiny):
        assert unnoticed(tiny, path, iter(range(path.stat().st_size))) == [], path.name


@pytest.mark.parametrize("changes_made", [150, pytest.param(1000, marks=pytest.mark.soak)])
def test_changes_at_random_are_all_found(tmp_path: Path, tiny: Path, authority: Authority, changes_made: int) -> None:
    for number, name in enumerate(("08_cancel-plan_dialog.aria.yaml", "10_cancel-plan_after.aria.yaml", "receipt.pdf")):
        (tiny / f"{number}.yaml").write_bytes((SAMPLE / name).read_bytes()[:3000])
    seal_anew(tiny)
    stamp(tiny, authority.url)
    dice, tried, folder = random.Random(20), 0, tmp_path / "changed" / "tiny"  # noqa: S311  # a seed, to be repeated

    while tried < changes_made:
        shutil.rmtree(folder.parent, ignore_errors=True)
        shutil.copytree(tiny, folder)
        what = at_random(folder, dice)
        if state(folder) != state(tiny):
            tried += 1
            assert is_found(folder, authority.root), what


def test_a_receipt_written_anew_with_another_outcome_contradicts_the_result(tiny: Path) -> None:
    told = json.loads((tiny / "result.json").read_text())
    (tiny / "result.json").write_text(json.dumps({**told, "outcome": "canceled"}))

    assert any("do not say the same about “outcome”" in found for found in changes(tiny))


def test_a_recording_without_a_receipt_is_called_unsealed(copy: Path) -> None:
    (copy / RECEIPT).unlink()

    with pytest.raises(UsageError, match=r"^Unsealed: .* has no receipt\.json"):
        verify_recording(copy)


@pytest.mark.parametrize(("told", "age"), [('{"receipt": 1, "links": []}', "an older"), ('{"receipt": 3}', "a newer")])
def test_a_receipt_of_another_format_is_said_to_be_of_one(tiny: Path, told: str, age: str) -> None:
    (tiny / RECEIPT).write_text(told)

    with pytest.raises(UsageError, match=f"of {age} format"):
        verify_recording(tiny)


def test_what_nobody_vouches_for_is_called_sealed_only(tiny: Path) -> None:
    proof = verify_recording(tiny)

    assert proof.sentence.startswith("Sealed: all 4 files are as the run left them; nobody but its holder vouches")
    assert proof.exit_code == 0


# -- from a stranger


def say(folder: Path, *command: str) -> tuple[int, str]:
    """What a command says of a recording in ``folder``: it ends, in sentences."""
    done = CliRunner().invoke(cancelbot, [*command, str(folder)], env={"CANCELBOT_RECORDINGS": str(folder.parent)})
    assert done.exception is None or isinstance(done.exception, SystemExit | UsageError), done.exception
    return done.exit_code, done.output + str(done.exception)


@pytest.mark.parametrize("name", ["receipt.json", "receipt.sha256", "result.json", "events.jsonl", "receipt.json.tsr"])
@pytest.mark.parametrize("command", [("receipt", "verify"), ("report", "--no-open")], ids=["verify", "report"])
def test_a_pipe_in_the_place_of_a_file_is_never_waited_for(tiny: Path, name: str, command: tuple[str, ...]) -> None:
    (tiny / name).unlink(missing_ok=True)
    os.mkfifo(tiny / name)

    code, said = say(tiny, *command)

    assert code != 0 or command[0] == "report"
    assert "Traceback" not in said


def test_no_link_is_followed_and_none_written_through(tiny: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    links = ("01_a.png", "receipt.json.sig", "receipt.json.tsr.part")
    for name in links:
        (tiny / name).unlink(missing_ok=True)
        (tiny / name).symlink_to(secret)

    assert {f"{name} is a link" for name in links} <= {found.partition(",")[0] for found in changes(tiny)}
    (tiny / "receipt.json.sig").unlink()
    put_beside(tiny, "receipt.json.tsr", b"another's word")
    assert secret.read_text() == "mine"


def test_names_in_a_receipt_lead_nowhere_outside(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "id_rsa").write_bytes(b"mine")
    told = json.loads((tiny / RECEIPT).read_text())
    told["sealed"]["files"].append(
        {"name": "../id_rsa", "size": 4, "sha256": manifest.entry_of(tmp_path, "id_rsa").sha256}
    )
    told["seal"] = manifest.seal_of(told["sealed"])
    (tiny / RECEIPT).write_bytes(manifest.readable(told))

    assert "../id_rsa is missing." in changes(tiny)


def test_pictures_named_in_a_result_lead_nowhere_outside(copy: Path) -> None:
    (copy.parent / "id_rsa").write_bytes(b"my own key")
    told = json.loads((copy / "result.json").read_text(encoding="utf-8"))
    told["steps"][0]["pictures"] = ["../id_rsa", str(copy.parent / "id_rsa")]
    (copy / "result.json").write_text(json.dumps(told), encoding="utf-8")

    assert "bXkgb3duIGtleQ" not in render_report(read_recording(copy))


@pytest.mark.parametrize("told", ["[]", "null", "1", '"x"', "{", "[" * 100_000, '{"sealed": 1}', '{"receipt": 2}'])
def test_a_receipt_or_result_of_any_other_shape_is_said_in_a_sentence(tiny: Path, told: str) -> None:
    (tiny / "result.json").write_text(told)
    assert say(tiny, "report", "--no-open")[0] != 0
    (tiny / RECEIPT).write_text(told)

    assert say(tiny, "receipt", "verify") == (
        1, "receipt.json was changed: it is not a receipt any more.\nChanged: 1 thing is not as the run left it.\n1"
    )  # fmt: skip


@pytest.mark.parametrize(
    "odd", [{"steps": 3}, {"site": []}, {"writes": [{}]}, {"outcome": "won"}, {"after": {"plan": 1}}]
)
def test_a_result_that_no_run_writes_is_not_read(copy: Path, odd: dict[str, object]) -> None:
    told = json.loads((copy / "result.json").read_text(encoding="utf-8"))
    (copy / "result.json").write_text(json.dumps({**told, **odd}), encoding="utf-8")

    with pytest.raises(UsageError, match="not a recording that can be read"):
        read_recording(copy)


def test_signs_that_steer_a_terminal_are_shown_instead(tiny: Path) -> None:
    (tiny / "a\x1b[2Jb\u202ec\n").write_bytes(b"")

    assert "a␛[2Jb<U+202E>c␊ was added: the receipt does not know it." in changes(tiny)


def test_a_folder_without_bounds_is_refused_before_it_is_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tiny / "huge").open("wb") as file:
        file.truncate(10 * 1024**4)  # without a byte of it on the disk
    assert "huge was added: the receipt does not know it." in changes(tiny)
    monkeypatch.setattr(manifest, "MOST_FILES", 3)

    with pytest.raises(UsageError, match="more than 3 files"):
        verify_recording(tiny)
