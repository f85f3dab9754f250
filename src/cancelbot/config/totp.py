"""Codes of an authenticator: never the same one twice, never one that is about to end, by the site's own clock.

A code that was used is refused by careful sites, also when the second use is another run of the command. So the
period of the last code is kept in the user's state folder, under a fingerprint from which nothing can be read.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

import platformdirs
import pyotp

PERIOD = 30
TOO_LATE = 5
"""seconds before the end of a period in which its code is no longer used"""
FORGOTTEN = 20
"""periods after which a used code is no longer remembered"""


class Totp(pyotp.TOTP):
    """RFC 6238, also for secrets under 112 bits, which pyotp refuses and sites hand out."""

    def byte_secret(self) -> bytes:
        """The key, of whatever length."""
        return base64.b32decode(self.secret + "=" * (-len(self.secret) % 8), casefold=True)


@dataclass(frozen=True)
class Clock:
    """What time it is, in seconds since 1970, and how to let some pass."""

    now: Callable[[], float]
    wait: Callable[[float], None]


@dataclass
class SiteClock:
    """How far the site's clock is ahead of ours, in seconds, by the Date of its answers.

    An answer can be handled late but never early, and a Date is cut down to the second, so the largest difference
    seen is the nearest to the truth.
    """

    ahead: float | None = None

    def heard(self, site: float, here: float) -> None:
        """An answer of the site's time ``site`` was handled when it was ``here``."""
        self.ahead = max(site - here, site - here if self.ahead is None else self.ahead)

    def heard_date(self, date: str, here: float) -> None:
        """An answer with the header ``Date: date`` was handled when it was ``here``."""
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
    """The period of the last code that was given away, by account, kept over runs. What cannot be kept is not."""

    file: Path = field(
        default_factory=lambda: Path(platformdirs.user_state_dir("cancelbot", appauthor=False)) / "codes.json"
    )

    def last(self, key: str) -> int:
        """The period of the last code of ``key``; -1 if there was none."""
        return self._all().get(key, -1)

    def note(self, key: str, period: int) -> None:
        """The code of ``period`` is given away now."""
        kept = {k: p for k, p in self._all().items() if p > period - FORGOTTEN} | {key: period}
        with suppress(OSError):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self.file.with_suffix(f".{os.getpid()}")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                json.dump(kept, out)
            part.replace(self.file)

    def _all(self) -> dict[str, int]:
        try:
            kept = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return {str(k): p for k, p in kept.items() if isinstance(p, int)} if isinstance(kept, dict) else {}


class Authenticator:
    """The codes of one ``secret`` at one ``site``."""

    def __init__(self, secret: str, site: str, clock: Clock, used: Used | None = None) -> None:
        self._totp = Totp(secret)
        self._key = sha256(f"{site}\n{secret}".encode()).hexdigest()[:24]
        self._clock = clock
        self._used = used or Used()

    def code(self, skew: float = 0.0) -> str:
        """A code that was never given away and has some seconds left, waited for if need be."""
        period = self._free_period(skew)
        self._used.note(self._key, period)
        return self._totp.generate_otp(period)

    def _free_period(self, skew: float) -> int:
        now = self._clock.now() + skew
        period = int(now // PERIOD)
        if PERIOD - now % PERIOD < TOO_LATE:
            period += 1
        last = self._used.last(self._key)
        if period <= last <= period + 1:
            period = last + 1
        ahead = period * PERIOD - now
        if ahead > 0:
            self._clock.wait(ahead + 0.2)
        return period


def system_clock(wait: Callable[[float], None]) -> Clock:
    """The clock of this computer."""
    return Clock(time.time, wait)
