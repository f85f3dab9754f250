"""What the four origins share: the scenario, the live state, the request log, and their addresses."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from cancelbot.sandbox.auth.tokens import Tokens
from cancelbot.sandbox.fault_queue import FaultQueue
from cancelbot.sandbox.faults import Act, Kind
from cancelbot.sandbox.fixtures import key
from cancelbot.sandbox.replies import too_many
from cancelbot.sandbox.request_log import RequestLog
from cancelbot.sandbox.scenario import Read, Scenario
from cancelbot.sandbox.state import Organization, SandboxState

BackendRow = TypeVar("BackendRow")
SMALL_PAGE = 2


@dataclass(frozen=True)
class Addresses:
    """Where the origins listen, without trailing slash."""

    platform: str
    auth: str
    api: str
    portal: str
    telemetry: str
    """A third party, which is told what the pages do."""
    foreign: str
    """A foreign site whose origin begins like the platform's; empty unless the scenario has one."""


class Backend:
    """The account and everything around it that changes while the sandbox runs."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.state = SandboxState(organizations=[each.model_copy(deep=True) for each in scenario.organizations])
        self.tokens = Tokens()
        self.request_log = RequestLog()
        self.faults = FaultQueue(scenario.faults)
        self.codes: list[str] = []
        self.approved = False
        self.addresses = Addresses(*[""] * 6)
        self.default_organization = self.paying().id
        """The one that is shown first after signing in."""
        self.deletions = self._reads = 0
        self._stale: SandboxState | None = None
        self.old_document_stays = False
        self._stale_until = self._busy_until = 0.0
        self._failed: Counter[Read] = Counter()
        self._loaded: set[str] = set()

    async def take_time(self) -> None:
        """How long a read takes, of data or of a page that is rendered from it; every second one takes half of that."""
        if latency := self.scenario.latency:
            self._reads += 1
            await asyncio.sleep(latency / (1 + self._reads % 2))

    def seen(self) -> SandboxState:
        """The state as the site shows it now: for a while it may still be the old one."""
        if self._stale and time.monotonic() < self._stale_until:
            return self._stale
        return self.state

    def keep_showing_old(self, seconds: float) -> None:
        """For so many seconds from now on, reads answer with the state as it is now, whatever is committed."""
        self._stale = self.state.model_copy(deep=True)
        self._stale_until = time.monotonic() + seconds

    def pretend(self, commit: Callable[[], None]) -> None:
        """Show what `commit` would make of the account, and load no document that would contradict it."""
        before = self.state.model_copy(deep=True)
        commit()
        self._stale, self._stale_until = self.state.model_copy(deep=True), math.inf
        for now, then in zip(self.state.organizations, before.organizations, strict=True):
            now.__dict__.update(then.__dict__)
        self.old_document_stays = True

    def keep_busy(self, seconds: float) -> None:
        """From now on every read is told to try again in so many seconds."""
        self._busy_until = time.monotonic() + seconds

    def refuse_if_busy(self) -> None:
        """Raise the 429 with Retry-After while reads are told to wait."""
        left = self._busy_until - time.monotonic()
        if left > 0:
            raise too_many(left)

    def recover(self) -> None:
        """From now on nothing goes wrong any more, and the pages show the state as it is."""
        self.faults.clear()
        self.scenario = self.scenario.model_copy(update={"failing": (), "first_load": "well"})
        self.old_document_stays = False
        self._stale_until = self._busy_until = 0.0

    def failing(self, read: Read) -> int | str | None:
        """How this read goes wrong now; None where it goes well."""
        for each in self.scenario.failing:
            if each.read is read and (each.times is None or self._failed[read] < each.times):
                self._failed[read] += 1
                return each.how
        return None

    def is_first_load(self, path: str) -> bool:
        counts = ("billing" in path or "api-keys" in path) and path not in self._loaded
        self._loaded.add(path)
        return counts

    def page_loaded(self) -> None:
        """A document of the platform is loaded: auto-recharge may come back on."""
        if not self.paying().auto_recharge:
            self._switch_back_on(Kind.BACK_AFTER_RELOAD)

    def plan_canceled(self) -> None:
        """The plan was canceled: auto-recharge may come back on."""
        self._switch_back_on(Kind.BACK_AFTER_CANCEL)

    def key_deleted(self, organization: Organization) -> None:
        """A key was deleted: somebody may make a new one meanwhile, or another one may go with it."""
        self.deletions += 1
        if self.faults.take(Act.KEY, Kind.ADD_KEY):
            organization.projects[0].keys.append(key(f"Made meanwhile {self.deletions}", f"nEw{self.deletions % 10}"))
        if organization.keys() and self.faults.take(Act.KEY, Kind.TAKES_ANOTHER):
            next(project.keys for project in organization.projects if project.keys).pop(0)

    def _switch_back_on(self, kind: Kind) -> None:
        if self.faults.take(Act.AUTO_RECHARGE, kind):
            self.paying().auto_recharge = True

    def in_order(self, rows: Sequence[BackendRow]) -> list[BackendRow]:
        """The rows of a key table as they stand now: they may be shuffled by each deletion."""
        if self.deletions and self.faults.names(Kind.REORDER):
            return Random(self.deletions).sample(rows, len(rows))  # noqa: S311 'a shuffle, no secret'
        return list(rows)

    @property
    def page_size(self) -> int | None:
        """Keys per page of a key table; None shows them all."""
        return SMALL_PAGE if self.faults.names(Kind.PAGINATE) else self.scenario.page_size

    def paying(self) -> Organization:
        """The organization with something to cancel; the first where none has."""
        organizations = self.state.organizations
        return next((each for each in organizations if each.cards or each.plan != "free"), organizations[0])
