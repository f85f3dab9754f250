"""Authenticator codes: never the same one twice, never one that is about to expire, by the site's own clock.

Careful sites refuse a code that was used before, even by an earlier run. So the period of the last code is saved in the
user's state folder, under a fingerprint that reveals nothing.
"""

import base64
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha1, sha256, sha512
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyotp

from cancelbot.config.machine import state_folder, write_whole
from cancelbot.errors import UsageError

PERIOD = 30
DIGESTS = {"SHA1": sha1, "SHA256": sha256, "SHA512": sha512}
COPY_AGAIN = "Copy it again from where the authenticator was set up."
TOO_LATE = 5
"""seconds before the end of a period in which its code is no longer used"""
FORGOTTEN = 1200
"""seconds after which a used code is forgotten"""


class TotpKey(NamedTuple):
    """What an authenticator app needs. As text: the secret alone, or an ``otpauth://`` address."""

    secret: str
    algorithm: str = "SHA1"
    digits: int = 6
    period: int = PERIOD

    def __str__(self) -> str:
        more = {name: value for name, value in self._asdict().items() if value != self._field_defaults.get(name)}
        return self.secret if len(more) == 1 else f"otpauth://totp/?{urlencode(more)}"


def totp_key(given: str, name: str = "CANCELBOT_TOTP_SECRET") -> TotpKey:
    """The key in ``given``: base32 (with spaces or dashes), or an ``otpauth://totp/`` address with its parameters.

    ``name`` is the setting to blame. Raises UsageError, which never repeats what was given.
    """
    given, told = given.strip(), dict[str, str]()
    if given.lower().startswith("otpauth"):
        parts = urlsplit(given)
        if (parts.scheme.lower(), parts.netloc.lower()) != ("otpauth", "totp"):
            raise UsageError(f"{name} is an otpauth address, but not of the type totp.", advice=COPY_AGAIN)
        told = {key.lower(): value for key, value in parse_qsl(parts.query)}
        given = told.get("secret", "")
    secret = re.sub(r"[\s-]", "", given).upper().rstrip("=")
    if not re.fullmatch(r"[A-Z2-7]{8,}", secret):
        raise UsageError(
            f"{name} is neither a base32 secret (letters A-Z, digits 2-7) nor an otpauth:// address.", advice=COPY_AGAIN
        )
    if len(secret) % 8 in {1, 3, 6}:
        raise UsageError(
            f"{name} cannot be right: no base32 secret has {len(secret)} characters. Part of it is missing.",
            advice=COPY_AGAIN,
        )
    key = TotpKey(
        secret,
        told.get("algorithm", "SHA1").upper().replace("-", "").removeprefix("HMAC"),
        _number(told.get("digits", "6")),
        _number(told.get("period", str(PERIOD))),
    )
    if key.algorithm not in DIGESTS or not 6 <= key.digits <= 8 or not 5 <= key.period <= 600:
        raise UsageError(
            f"{name} asks for codes of an unknown kind. Known are SHA1, SHA256 and SHA512, 6 to 8 digits, "
            "and a period of 5 to 600 seconds.",
            advice=COPY_AGAIN,
        )
    return key


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


class Totp(pyotp.TOTP):
    """RFC 6238, also for secrets under 112 bits, which sites use and pyotp refuses."""

    def __init__(self, given: str) -> None:
        key = totp_key(given)
        super().__init__(key.secret, digits=key.digits, digest=DIGESTS[key.algorithm], interval=key.period)

    def byte_secret(self) -> bytes:
        """The key, of any length."""
        return base64.b32decode(self.secret + "=" * (-len(self.secret) % 8), casefold=True)

    def seconds_left(self, now: float) -> int:
        return int(self.interval - now % self.interval)


@dataclass(frozen=True)
class Clock:
    """The time in seconds since 1970, and a way to wait."""

    now: Callable[[], float]
    wait: Callable[[float], None]


@dataclass
class SiteClock:
    """How far the site's clock is ahead of ours, in seconds, by the Date header of its answers.

    An answer can be handled late but never early, and a Date is rounded down to the second. So the largest difference
    is the best estimate.
    """

    ahead: float | None = None

    def heard(self, site: float, here: float) -> None:
        """An answer with the site's time ``site`` was handled at ``here``."""
        self.ahead = max(site - here, site - here if self.ahead is None else self.ahead)

    def heard_date(self, date: str, here: float) -> None:
        """An answer with the header ``Date: date`` was handled at ``here``."""
        with suppress(ValueError, TypeError):
            self.heard(parsedate_to_datetime(date).timestamp(), here)

    @property
    def skew(self) -> float:
        """``ahead``, if it is more than a slow answer can explain."""
        return self.ahead if self.ahead is not None and abs(self.ahead) > PERIOD / 2 else 0.0

    @property
    def words(self) -> str:
        """The skew as a sentence; empty if there is none."""
        if not self.skew:
            return ""
        where = "behind" if self.skew > 0 else "ahead of"
        return f"This computer's clock is {abs(round(self.skew))} s {where} the site's."


@dataclass
class Used:
    """When the last code of each account began to hold. Where that cannot be saved, the run goes on without it."""

    file: Path = field(default_factory=lambda: state_folder() / "codes.json")

    def last(self, key: str) -> int:
        """The beginning of the period of the last code of ``key``; -1 if there was none."""
        return self._all().get(key, -1)

    def note(self, key: str, began: int) -> None:
        """The code of the period that began at ``began`` is used now."""
        kept = {k: p for k, p in self._all().items() if p > began - FORGOTTEN} | {key: began}
        with suppress(OSError):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.file, json.dumps(kept).encode())

    def _all(self) -> dict[str, int]:
        try:
            kept = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return {str(k): p for k, p in kept.items() if isinstance(p, int)} if isinstance(kept, dict) else {}


class Authenticator:
    """The codes of one ``secret`` (as :func:`totp_key` takes it) at one ``site``."""

    def __init__(self, secret: str, site: str, clock: Clock, used: Used | None = None) -> None:
        self._totp = Totp(secret)
        self._key = sha256(f"{site}\n{self._totp.secret}".encode()).hexdigest()[:24]
        self._clock = clock
        self._used = used or Used()

    def code(self, skew: float = 0.0) -> str:
        """A code that was never used and is valid for some more seconds. Waits if needed."""
        now, period = self._clock.now() + skew, self._totp.interval
        began = int(now // period) * period
        if self._totp.seconds_left(now) < min(TOO_LATE, period / 3):
            began += period
        last = self._used.last(self._key)
        if began <= last <= began + period:
            began = last + period
        ahead = began - now
        if ahead > 0:
            self._clock.wait(ahead + 0.2)
        self._used.note(self._key, began)
        return self._totp.generate_otp(began // period)
