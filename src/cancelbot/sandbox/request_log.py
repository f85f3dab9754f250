"""Every request that reached the sandbox, in order of arrival."""

from dataclasses import dataclass

from cancelbot.sandbox.faults import Act

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN_PATHS = ("/dashboard/onboarding/login", "/cdn-cgi/")


@dataclass
class LoggedRequest:
    """One request. `at` is seconds since the epoch; `status` is 0 until answered, and for a dropped connection."""

    origin: str
    method: str
    path: str
    query: str
    body: str
    at: float
    status: int = 0
    act: Act | None = None
    """The act that the request asks for, whatever the paths of the skin are."""
    neighbor: str | None = None
    """What was changed beside the things that a run changes, such as an e-mail preference or a purchase."""

    @property
    def is_write(self) -> bool:
        """Whether it changes something at the platform or tries to, telemetry too; signing in does not count."""
        signing_in = self.origin == "auth" or self.path.startswith(SIGN_IN_PATHS)
        return self.method not in LOOKING and not signing_in

    @property
    def is_telemetry(self) -> bool:
        """Whether the page only reports what is done on it."""
        return self.is_write and (self.origin == "telemetry" or self.path.startswith("/ces/"))


class RequestLog:
    """What the site heard. The lists handed out are copies, each made in one step, so other threads may ask."""

    def __init__(self) -> None:
        self._requests: list[LoggedRequest] = []
        self.add = self._requests.append
        self.clear = self._requests.clear

    @property
    def requests(self) -> list[LoggedRequest]:
        return list(self._requests)

    @property
    def writes(self) -> list[LoggedRequest]:
        """Everything but reads and the sign-in."""
        return [request for request in self.requests if request.is_write]

    @property
    def account_writes(self) -> list[LoggedRequest]:
        """The writes without telemetry: what changed the account or tried to."""
        return [request for request in self.writes if not request.is_telemetry]

    @property
    def telemetry(self) -> list[LoggedRequest]:
        return [request for request in self.writes if request.is_telemetry]

    @property
    def neighbors(self) -> list[LoggedRequest]:
        """What no run may ever send."""
        return [request for request in self.requests if request.neighbor]

    def acts(self, act: Act | str) -> list[LoggedRequest]:
        return [request for request in self.requests if request.act == act]
