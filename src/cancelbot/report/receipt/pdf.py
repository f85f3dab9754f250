"""receipt.pdf, printed by the browser that did the work from a page that fetches nothing; and its signed twin.

receipt.signed.pdf is receipt.pdf, byte for byte, followed by a PAdES signature with the user's own certificate, which
any PDF reader shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import Error, Page

from cancelbot.config.machine import require
from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording, read_regular
from cancelbot.report.document import render_receipt
from cancelbot.report.receipt.manifest import PLAN_STEP, PRINTED, SIGNED, Attested, Receipt, put_beside
from cancelbot.report.receipt.timestamp import ask_authority, timestamp_words, trusted_roots

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from cryptography import x509
    from pyhanko.sign.signers import Signer

T = TypeVar("T")
TELLING = ("dialog", "banner", "after")
"""moments of the step cancel-plan whose pictures are printed"""
SHRINK = """async () => {
  for (const img of document.images) {
    await img.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.min(800, img.naturalWidth);
    canvas.height = Math.round((canvas.width * img.naturalHeight) / img.naturalWidth);
    canvas.getContext("2d").drawImage(img, 0, 0, canvas.width, canvas.height);
    img.src = canvas.toDataURL("image/jpeg", 0.85);
    await img.decode();
  }
}"""
"""a PDF contains JPEG as it is, but repacks PNG: this halves the time of printing"""


def printed(page: Page, kept: LoadedRecording, receipt: Receipt) -> bytes | None:
    """The receipt as a PDF. ``page`` must show nothing that is still needed.

    None if nothing was read that a printed page could show, or if this browser cannot print.
    """
    result = kept.result
    if (result.account.email, result.after.plan, result.after.balance) == (None, None, None):
        return None
    # The pictures that show the cancellation: question, banner, page afterwards. For other runs: the last picture.
    own = [file for step in result.steps if step.name == PLAN_STEP for file in step.pictures]
    telling = [file for moment in TELLING for file in own if f"_{moment}." in file]
    every = [file for step in result.steps for file in step.pictures]
    chosen = telling[: len(TELLING)] or own[-1:] or every[-1:]
    shown = {name: receipt.hashes[name] for name in chosen if name in receipt.hashes}
    try:
        page.set_content(render_receipt(kept, receipt.seal, shown), wait_until="load")
        page.evaluate(SHRINK)
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    except Error:
        return None


def sign_pdf(folder: Path, key: bytes, passphrase: Callable[[], str], authority: str | None) -> Path:
    """Write the signed twin with a PKCS#12 ``key``, timestamped by ``authority`` if one is named.

    ``passphrase`` is asked for only if the key has one. Raises UsageError, NotStamped.
    """
    _hush_library()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    try:
        signer = SimpleSigner.load_pkcs12_data(key, [], b"")
    except ValueError:
        try:
            signer = SimpleSigner.load_pkcs12_data(key, [], passphrase().encode())
        except ValueError:
            raise UsageError("The key cannot be opened: it is not a PKCS#12 file or the passphrase is wrong.") from None
    try:
        original = read_regular(folder / PRINTED)
    except OSError:
        raise UsageError(f"{folder} has no {PRINTED} to sign: the run read nothing that could be printed.") from None
    try:
        signed = _aside(lambda: _signed(original, signer, authority))
    except (SigningError, PdfError, TimestampRequestError, ValueError) as error:
        raise UsageError(f"{PRINTED} could not be signed with this key: {error}.") from None
    put_beside(folder, SIGNED, signed)
    return folder / SIGNED


def _hush_library() -> None:
    require("sign")
    for name in ("pyhanko", "pyhanko_certvalidator"):  # what they log as trouble, we say in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _signed(original: bytes, signer: Signer, authority: str | None) -> bytes:
    from asn1crypto.tsp import TimeStampReq, TimeStampResp
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
    from pyhanko.sign.timestamps import TimeStamper

    async def ask(_stamper: TimeStamper, request: TimeStampReq) -> TimeStampResp:
        return TimeStampResp.load(ask_authority(str(authority), request.dump()))

    stamper = type("Authority", (TimeStamper,), {"async_request_tsa_response": ask})() if authority else None
    how = PdfSignatureMetadata("Signature", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(BytesIO(original))
    made = sign_pdf(writer, how, signer=signer, timestamper=stamper)
    return bytes(made.getvalue())


def check_signed_pdf(folder: Path, roots: Path | None) -> Iterator[Attested]:
    """Whether the signed twin is receipt.pdf, signed by whom and when; nothing if there is none. Raises UsageError."""
    if not (folder / SIGNED).exists():
        return
    try:
        _hush_library()
    except UsageError as error:
        yield Attested("signed", None, f"{SIGNED} cannot be checked: {error}")
        return
    believed = trusted_roots(roots)
    try:
        signed = read_regular(folder / SIGNED)
        if not signed.startswith(read_regular(folder / PRINTED)):
            raise ValueError("it is another document")
        yield from _aside(lambda: _checked(signed, believed))
    except Exception:  # noqa: BLE001  # a damaged PDF breaks its reader in many ways, and each means the same
        yield Attested("signed", False, f"{SIGNED} was changed: it is not {PRINTED} with one signature that fits.")


def _checked(signed: bytes, roots: list[x509.Certificate]) -> list[Attested]:
    """The signature, and its timestamp if it has one. Raises an error if it is not valid."""
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    def believed() -> ValidationContext:
        known = [Certificate.load(one.public_bytes(Encoding.DER)) for one in roots]
        return ValidationContext(trust_roots=known, allow_fetching=False)

    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    status = validate_pdf_signature(signature, believed(), ts_validation_context=believed())
    if not (status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE):
        raise ValueError("the signature does not fit")
    known = "" if status.trusted else ", for which no root known here vouches"
    found = [
        Attested("signed", True, f"{PRINTED} signed with the certificate “{_subject(status.signing_cert)}”{known}")
    ]
    time = status.timestamp_validity
    if time is not None:
        if not (time.intact and time.valid):
            raise ValueError("the timestamp does not fit")
        words = timestamp_words(_subject(time.signing_cert), time.timestamp)
        unknown = f"{SIGNED} is {words}, for whom no root known here vouches: name one with --roots."
        found.append(Attested("timestamped", *((True, words) if time.trusted else (None, unknown))))
    return found


def _subject(certificate: Certificate) -> str:
    from cryptography.x509 import load_der_x509_certificate

    return load_der_x509_certificate(certificate.dump()).subject.rfc4514_string()


def _aside(work: Callable[[], T]) -> T:
    """The result of ``work``, run in a thread of its own: the library starts an event loop, and one may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
