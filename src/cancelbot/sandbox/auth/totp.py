"""Authenticator codes (RFC 6238), for secrets of any length: libraries refuse the short ones that are common."""

import base64
import hmac
import time

CODE_PERIOD = 30
LEEWAY = 1


def code_at(secret: str, counter: int) -> str:
    """The six digits of a base32 secret for one period of 30 s."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, counter.to_bytes(8, "big"), "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


class FakeAuthenticator:
    """Checks codes with one period of leeway either way; a code that was used is refused."""

    def __init__(self, secret: str | None) -> None:
        self._secret = secret
        self._used: set[int] = set()

    def accepts(self, code: str) -> bool:
        """Whether the code is right and was not used before. It counts as used from now on."""
        if self._secret is None:
            return False
        now = int(time.time()) // CODE_PERIOD
        for counter in range(now - LEEWAY, now + LEEWAY + 1):
            if counter not in self._used and hmac.compare_digest(code_at(self._secret, counter), code):
                self._used.add(counter)
                return True
        return False
