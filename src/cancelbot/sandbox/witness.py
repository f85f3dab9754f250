"""The witness: every request that reached the sandbox, in order of arrival."""

from dataclasses import dataclass
from threading import Lock

from cancelbot.sandbox.faults import Act

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN_PATHS = ("/dashboard/onboarding/login", "/cdn-cgi/")


@dataclass
class Heard:
    """One request. `at` is seconds since the epoch; `status` is 0 until answered, and for a dropped connection."""

    origin: str
    method: str
    path: str
    query: str
    body: str
    at: float
    status: int = 0
    act: Act | None = None
    """Which act the site took it for, whatever the skin's paths are called."""

    @property
    def is_write(self) -> bool:
        """Whether it changed the account or tried to; signing in does not count."""
        signing_in = self.origin == "auth" or self.path.startswith(SIGN_IN_PATHS)
        return self.method not in LOOKING and not signing_in


class Witness:
    """What the site heard. Thread-safe; the lists handed out are copies."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: list[Heard] = []

    def hear(self, heard: Heard) -> None:
        """Note an arrival."""
        with self._lock:
            self._heard.append(heard)

    @property
    def requests(self) -> list[Heard]:
        """All of them."""
        with self._lock:
            return list(self._heard)

    @property
    def writes(self) -> list[Heard]:
        """Those that changed the account or tried to."""
        return [heard for heard in self.requests if heard.is_write]

    def acts(self, act: Act | str) -> list[Heard]:
        """The requests that asked for this act, for any skin."""
        return [heard for heard in self.requests if heard.act == act]

    def clear(self) -> None:
        """Forget everything heard so far."""
        with self._lock:
            self._heard.clear()
