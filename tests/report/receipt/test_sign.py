"""A signature by the user's own key: over receipt.json by ssh-keygen, in receipt.pdf by a certificate."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from tests.report.conftest import SAMPLE
from tests.support.authority import Authority, openssl
from tests.support.sealing import seal_anew
from tests.support.tools import needs

from cancelbot.cli import cancelbot
from cancelbot.errors import UsageError
from cancelbot.report.receipt.manifest import RECEIPT, SIGNED, put_beside
from cancelbot.report.receipt.sign import sign
from cancelbot.report.receipt.verify import verify_recording


def signed(folder: Path, key: Path, authority: str | None = None) -> Path:
    return sign(folder, key, lambda: pytest.fail("no passphrase is needed"), authority)


def call(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cancelbot, ["receipt", "verify", *arguments, str(folder)], input=typed)


def test_a_signature_by_an_ssh_key_fits(tiny: Path, key: Path) -> None:
    signed(tiny, key)

    proof = verify_recording(tiny)
    assert proof.exit_code == 0
    assert "Sealed and signed: all 4 files are as the run left them; signed with the ssh key SHA256:" in proof.sentence


def test_a_receipt_that_was_sealed_anew_no_longer_fits_its_signature(tiny: Path, key: Path) -> None:
    signed(tiny, key)
    (tiny / "01_a.png").write_bytes(b"forged")
    seal_anew(tiny)

    proof = verify_recording(tiny)
    assert proof.changes == []
    assert [one.fits for one in proof.attested] == [False]


def test_every_byte_of_the_signature_counts(tiny: Path, key: Path) -> None:
    path = signed(tiny, key)
    whole = path.read_bytes()
    places = {*range(0, len(whole), 9), len(whole) - 1}

    for at in sorted(places):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :])
        assert verify_recording(tiny).exit_code == 1, at


def test_an_age_key_cannot_sign_and_that_is_said(tiny: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text("# created: 2026-11-22T13:34:08Z\nAGE-SECRET-KEY-1QQQ\n")

    with pytest.raises(UsageError, match="age encrypts and cannot sign"):
        signed(tiny, key)


def test_a_key_that_is_not_there_is_said_in_a_sentence(tiny: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        signed(tiny, tiny / "nowhere")


# -- the PDF


@needs("pdfsig")
def test_a_common_pdf_reader_confirms_signature_and_timestamp(
    printed: Path, certificate: Path, authority: Authority
) -> None:
    path = signed(printed, certificate, authority.url)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout

    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Signer Certificate Common Name: Sam Doe" in said


def test_a_signed_receipt_is_the_printed_one_and_says_who_signed_it_when(
    printed: Path, certificate: Path, authority: Authority
) -> None:
    path = signed(printed, certificate, authority.url)

    assert path.read_bytes().startswith((printed / "receipt.pdf").read_bytes())
    proof = verify_recording(printed, authority.root)
    assert proof.exit_code == 0
    assert proof.sentence.startswith("Sealed, signed and timestamped: ")
    assert (
        "receipt.pdf signed with the certificate “CN=Sam Doe”, for which no root known here vouches" in proof.sentence
    )
    assert verify_recording(printed).exit_code == 6  # who has stamped it is not known without the root


def test_a_pdf_that_was_changed_after_it_was_signed_is_found(printed: Path, certificate: Path) -> None:
    path = signed(printed, certificate)
    whole = path.read_bytes()

    for changed in (whole + b"\n", whole.replace(b"/Title", b"/Tit1e", 1), (SAMPLE / "receipt.pdf").read_bytes()):
        put_beside(printed, SIGNED, changed)  # and listed as it is now
        proof = verify_recording(printed)
        assert (proof.changes, [one.fits for one in proof.attested]) == ([], [False])


def test_the_passphrase_of_a_key_is_asked_for(printed: Path, certificate: Path) -> None:
    locked = ["pkcs12", "-export", "-in", "me.pem", "-inkey", "me.key", "-out", "locked.p12", "-passout", "pass:secret"]
    openssl(certificate.parent, *locked)
    sign_with = ("--sign", "--key", str(certificate.parent / "locked.p12"))

    said = call(printed, *sign_with, typed="wrong\n")
    assert isinstance(said.exception, UsageError)
    assert "the passphrase is wrong" in str(said.exception)
    assert not (printed / SIGNED).exists()
    said = call(printed, *sign_with, typed="secret\n")
    assert said.exit_code == 0
    assert "secret" not in said.output
    assert (printed / SIGNED).exists()


def test_without_the_library_a_signed_pdf_is_left_unchecked(
    printed: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(printed, certificate)
    monkeypatch.setitem(sys.modules, "pyhanko", None)

    proof = verify_recording(printed)

    assert (proof.exit_code, [one.fits for one in proof.attested]) == (6, [None])


def test_a_changed_recording_is_not_signed(printed: Path, certificate: Path) -> None:
    (printed / "result.json").write_bytes(b"{}")

    assert call(printed, "--sign", "--key", str(certificate)).exit_code == 1
    assert not (printed / SIGNED).exists()


def test_the_printed_receipt_carries_the_seal_and_the_hashes_of_its_pictures(printed: Path) -> None:
    reader = PdfReader(printed / "receipt.pdf")
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    told = json.loads((printed / RECEIPT).read_text(encoding="utf-8"))

    assert len(reader.pages) <= 2
    assert told["seal"] in text
    for one in told["sealed"]["evidence"]:
        assert one["picture"]["sha256"] in text
    assert "Yoursubscriptionwascanceled." in text
    assert "notadocumentofOpenAI" in text


def test_the_printed_receipt_is_tagged_named_and_in_a_language() -> None:
    reader = PdfReader(SAMPLE / "receipt.pdf")
    root = reader.root_object

    assert str(root["/MarkInfo"].get_object()) == "{'/Type': '/MarkInfo', '/Marked': True}"
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "en"
    assert "'/DisplayDocTitle': True" in str(root["/ViewerPreferences"])
    assert reader.outline != []
    assert reader.metadata
    assert (reader.metadata.title or "").startswith("Receipt: The OpenAI Platform plan")
