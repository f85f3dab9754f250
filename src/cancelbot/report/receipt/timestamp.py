"""A timestamp (RFC 3161): the word of an authority that receipt.json existed at a certain time.

Only a SHA-256 and a random number leave the machine, and only to the server that the user names.
"""

from __future__ import annotations

import ssl
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cancelbot.config.machine import require
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.recording.read import read_regular
from cancelbot.report.receipt.manifest import RECEIPT, STAMP, Attested, put_beside

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

_PATIENCE = 15.0
"""seconds for a server to answer"""
_MOST = 256 * 1024
"""bytes of an answer"""


class NotStamped(CancelbotError):
    """No timestamp was given. The recording is unchanged."""

    advice = "Try again later, or with another server: cancelbot receipt timestamp RUN --timestamp URL"


def stamp(folder: Path, url: str) -> None:
    """Have the authority at ``url`` timestamp the receipt in ``folder``. Raises NotStamped, UsageError."""
    require("timestamp")
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, decode_timestamp_response

    receipt = read_regular(folder / RECEIPT)
    builder = TimestampRequestBuilder().data(receipt).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.cert_request(cert_request=True).build()
    answer = ask_authority(url, request.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        if response.status == 0 and _is_of(response, receipt) and response.tst_info.nonce == request.nonce:
            put_beside(folder, STAMP, answer)
            return
    except ValueError:
        pass  # no timestamp at all
    raise NotStamped(f"{urlsplit(url).hostname} did not answer with a timestamp of this receipt.")


class _Straight(HTTPRedirectHandler):
    """Follows no redirect: only the server that the user has named is asked."""

    def redirect_request(self, *_what: object) -> None:
        return None


def ask_authority(url: str, query: bytes) -> bytes:
    """The answer of the timestamp server at ``url`` to ``query``. Raises NotStamped."""
    request = Request(url, query, {"Content-Type": "application/timestamp-query"})  # noqa: S310  # http or https: a setting
    end, answer = time.monotonic() + _PATIENCE, b""
    try:
        with build_opener(_Straight).open(request, timeout=_PATIENCE) as reply:
            while piece := reply.read1(_MOST):
                answer += piece
                if len(answer) > _MOST or time.monotonic() > end:
                    raise OSError("its answer does not end")
        return answer
    except HTTPError as error:
        error.close()
        why = f"it answered {error.code}"
    except (OSError, HTTPException, ValueError) as error:
        why = str(getattr(error, "reason", error)) or type(error).__name__
    raise NotStamped(f"The timestamp server {urlsplit(url).hostname} could not be asked: {why}.")


def check_timestamp(folder: Path, roots: Path | None) -> Iterator[Attested]:
    """Whether the timestamp is valid, and who gave it when; nothing if there is none. Raises UsageError."""
    if not (folder / STAMP).exists():
        return
    try:
        require("timestamp")
    except UsageError as error:
        yield Attested("timestamped", None, f"{STAMP} cannot be checked: {error}")
    else:
        yield _checked(folder, trusted_roots(roots))


def _checked(folder: Path, roots: list[Certificate]) -> Attested:
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        receipt, response = read_regular(folder / RECEIPT), decode_timestamp_response(read_regular(folder / STAMP))
        if not _is_of(response, receipt):
            return Attested("timestamped", False, f"{STAMP} is the timestamp of another receipt: this one was changed.")
        VerifierBuilder(roots=roots).build().verify_message(response, receipt)
        return Attested("timestamped", True, _words(response))
    except VerificationError as error:
        if "certificate verify error" in str(error):  # OpenSSL's words for: no way from its certificate to these roots
            text = f"{STAMP} cannot be checked: no root known here vouches for its authority; name one with --roots."
            return Attested("timestamped", None, text)
        return Attested("timestamped", False, f"{STAMP} was changed: its signature does not fit.")
    except (OSError, ValueError):
        return Attested("timestamped", False, f"{STAMP} was changed: it is not a timestamp any more.")


def _is_of(response: TimeStampResponse, receipt: bytes) -> bool:
    return bool(response.tst_info.message_imprint.message == sha256(receipt).digest())


def _words(response: TimeStampResponse) -> str:
    from cryptography.x509 import load_der_x509_certificate

    (signer,) = response.signed_data.signer_infos
    known = [load_der_x509_certificate(one) for one in response.signed_data.certificates]
    names = [one.subject.rfc4514_string() for one in known if one.serial_number == signer.serial_number]
    return timestamp_words(", ".join(names) or "an authority without a name", response.tst_info.gen_time)


def timestamp_words(by: str, at: datetime) -> str:
    return f"timestamped by “{by}” on {at.day} {at:%B %Y, %H:%M:%S} UTC"


def trusted_roots(roots: Path | None) -> list[Certificate]:
    """The trusted certificates: those in the PEM file ``roots``, else the system's. Raises UsageError."""
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    found: list[Certificate] = []
    if roots is None:
        for one in ssl.create_default_context().get_ca_certs(binary_form=True):
            with warnings.catch_warnings(), suppress(ValueError, Warning):  # some of a system's break today's rules
                warnings.simplefilter("error")
                found.append(load_der_x509_certificate(one))
        return found
    with suppress(OSError, ValueError):
        found = load_pem_x509_certificates(read_regular(roots))
    if not found:
        raise UsageError(f"{roots} has no certificate in PEM format.", advice="Ask the authority for its certificate.")
    return found
