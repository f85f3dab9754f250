"""What the four origins share: the scenario, the live state, the witness, and their addresses."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from cancelbot.sandbox.auth.tokens import Tokens
from cancelbot.sandbox.faults import Act, Kind
from cancelbot.sandbox.ledger import Ledger
from cancelbot.sandbox.replies import too_many
from cancelbot.sandbox.scenario import Scenario
from cancelbot.sandbox.seeds import key
from cancelbot.sandbox.state import Organization, State
from cancelbot.sandbox.witness import Witness

Row = TypeVar("Row")
SMALL_PAGE = 2


@dataclass(frozen=True)
class Addresses:
    """Where the origins listen, without trailing slash."""

    platform: str
    auth: str
    api: str
    portal: str


class World:
    """The account and everything around it that changes while the sandbox runs."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.state = State(organizations=[each.model_copy(deep=True) for each in scenario.organizations])
        self.tokens = Tokens(scenario.sign_in.session_seconds)
        self.witness = Witness()
        self.ledger = Ledger(scenario.faults)
        self.codes: list[str] = []
        self.approved = False
        self.addresses = Addresses("", "", "", "")
        self.default_organization = self.paying().id
        """The one that is shown first after signing in."""
        self.deletions = 0
        self._stale: State | None = None
        self._stale_until = self._busy_until = 0.0

    def seen(self) -> State:
        """The state as the site shows it now: for a while it may still be the old one."""
        if self._stale and time.monotonic() < self._stale_until:
            return self._stale
        return self.state

    def keep_showing_old(self, seconds: float) -> None:
        """From now on the reads answer with today's state for so many seconds, whatever is committed."""
        self._stale = self.state.model_copy(deep=True)
        self._stale_until = time.monotonic() + seconds

    def keep_busy(self, seconds: float) -> None:
        """From now on whoever looks is asked to come back in so many seconds."""
        self._busy_until = time.monotonic() + seconds

    def refuse_if_busy(self) -> None:
        """429 with Retry-After, while it is so."""
        left = self._busy_until - time.monotonic()
        if left > 0:
            raise too_many(left)

    def recover(self) -> None:
        """From now on nothing goes wrong any more, and what is shown is how it is."""
        self.ledger.clear()
        self._stale_until = self._busy_until = 0.0

    def page_loaded(self) -> None:
        """A document of the platform is loaded: auto-recharge may come back on (site-facts 6.1)."""
        if not self.paying().auto_recharge:
            self._switch_back_on(Kind.BACK_AFTER_RELOAD)

    def plan_canceled(self) -> None:
        """A plan was cancelled: auto-recharge may come back on."""
        self._switch_back_on(Kind.BACK_AFTER_CANCEL)

    def key_deleted(self, organization: Organization) -> None:
        """A key was deleted: somebody may make a new one meanwhile, or another one may go with it."""
        self.deletions += 1
        if self.ledger.take(Act.KEY, frozenset({Kind.ADD_KEY})):
            organization.projects[0].keys.append(key(f"Made meanwhile {self.deletions}", f"nEw{self.deletions % 10}"))
        if organization.keys() and self.ledger.take(Act.KEY, frozenset({Kind.TAKES_ANOTHER})):
            next(project.keys for project in organization.projects if project.keys).pop(0)

    def _switch_back_on(self, kind: Kind) -> None:
        if self.ledger.take(Act.AUTO_RECHARGE, frozenset({kind})):
            self.paying().auto_recharge = True

    def in_order(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of a key table as they stand now: they may be shuffled by each deletion."""
        if self.deletions and self.ledger.names(Kind.REORDER):
            return Random(self.deletions).sample(rows, len(rows))  # noqa: S311 'a shuffle, no secret'
        return list(rows)

    @property
    def page_size(self) -> int | None:
        """Keys per page of a key table; None shows them all."""
        return SMALL_PAGE if self.ledger.names(Kind.PAGINATE) else self.scenario.page_size

    def paying(self) -> Organization:
        """The organisation with something to cancel; the first where none has."""
        organizations = self.state.organizations
        return next((each for each in organizations if each.cards or each.plan != "free"), organizations[0])
