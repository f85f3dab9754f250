"""What must not be written down: masking, redaction, one-time codes."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import parse_qs, quote, urlsplit

from cancelbot.errors import UsageError

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# Shapes of credentials the platform hands out (site-facts 1.1 and 3.1). A redacted key such as sk-...AzN9 is not one.
TOKEN = re.compile(
    r"\b(?:sk|sess|rk|pk)-(?:proj-|admin-|svcacct-)?[A-Za-z0-9_-]{12,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.?[\w-]*"
)
CODE_IN_QUERY = re.compile(
    r"([?&#](?:code|state|token|access_token|id_token|refresh_token|code_challenge)=)[^&#\s\"']+"
)
REDACTED = "[redacted]"


def mask_email(address: str) -> str:
    """``user@example.com`` as ``u***@example.com``."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if domain else REDACTED


def redact(text: str, known: tuple[str, ...] = ()) -> str:
    """``text`` without e-mail addresses, tokens, one-time codes in addresses, and the ``known`` secrets."""
    for secret in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(secret, mask_email(secret) if "@" in secret else REDACTED)
    text = TOKEN.sub(REDACTED, text)
    text = CODE_IN_QUERY.sub(r"\1" + REDACTED, text)
    return EMAIL.sub(lambda found: mask_email(found.group()), text)


def spellings(secret: str) -> set[bytes]:
    """A secret as it may stand in a file: itself, in an address, in JSON, in base64, in hex digits, in UTF-16."""
    raw = secret.encode()
    return {
        raw,
        quote(secret, safe="").encode(),
        json.dumps(secret)[1:-1].encode(),
        base64.b64encode(raw).rstrip(b"="),
        raw.hex().encode(),
        secret.encode("utf-16-le"),
    }


def bare_url(url: str) -> str:
    """``url`` without query and fragment, which may hold codes and tokens."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{redact(parts.path)}" if parts.netloc else redact(url)


def totp_secret(given: str) -> str:
    """The base32 secret in ``given``: base32 itself (spaces allowed) or an ``otpauth://totp/`` address.

    Raises UsageError, which never repeats what was given.
    """
    if given.strip().lower().startswith("otpauth:"):
        parts = urlsplit(given.strip())
        if parts.netloc.lower() != "totp":
            raise UsageError("CANCELBOT_TOTP_SECRET is an otpauth address, but not of the kind totp.")
        given = parse_qs(parts.query).get("secret", [""])[0]
    secret = re.sub(r"[\s-]", "", given).upper().rstrip("=")
    if not re.fullmatch(r"[A-Z2-7]{8,}", secret):
        raise UsageError(
            "CANCELBOT_TOTP_SECRET is not a base32 secret (letters A-Z and digits 2-7) nor an otpauth:// address.",
            advice="Copy the secret again from where the authenticator was set up.",
        )
    return secret
