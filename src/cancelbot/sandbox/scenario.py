"""A scenario: the account, its state, and what happens when."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cancelbot.sandbox.account import SandboxAccount, SignInOptions
from cancelbot.sandbox.eras import DEFAULT_ERA, Era
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.state import Organization


class PopupsShown(BaseModel):
    """What covers the page after signing in, and at other moments."""

    model_config = ConfigDict(frozen=True)

    cookie_banner: bool = False
    onboarding: bool = False
    whats_new: bool = False
    late_ms: int = 0
    """How long after the page the other popups come up."""
    version_bar: bool = False
    """"A new version is available" over the lower half of the page."""
    feedback_box: bool = False
    """Comes up over a question that has just been opened."""


class PageOptions(BaseModel):
    """How the pages behave, whatever they look like."""

    model_config = ConfigDict(frozen=True)

    amounts: Literal["us", "de", "ca", "au", "remaining", "of"] = "us"
    card: Literal["box", "break", "gap"] = "box"
    """A card's number and expiry: two blocks, one text with a line break, or parted by a gap only."""
    recharge_unsaid: bool = False
    """The card of auto-recharge says neither on nor off; only what its button opens does."""
    debounce_ms: int = 0
    """How long a pressed control is grayed before its request goes out."""
    dialog_ms: int = 0
    """How long after the press a question comes up."""
    refusals: Literal["dialog", "toast"] = "dialog"
    """Where a refusal is shown: in the question, or as a toast when it is closed."""
    telemetry: bool = True
    """Each view and each click is reported, to the site itself and to a third party."""
    neighbors: bool = True
    """Preferences, other products and dangerous controls stand beside the things that a run changes."""
    telemetry_ms: int = 0
    """The page also sends telemetry at this interval, in milliseconds; 0 means never."""
    more_in_row: bool = False
    """"Load more" stands in a table row of its own."""
    invoices_per_page: int | None = None


class Read(StrEnum):
    """What the pages get from the API."""

    PLAN = "plan"
    CARDS = "cards"
    INVOICES = "invoices"
    KEYS = "keys"


class FailingRead(BaseModel):
    """A read that goes wrong: with this status, with an error inside a 200, or it is never answered."""

    model_config = ConfigDict(frozen=True)

    read: Read
    how: Literal[400, 403, 404, 500, 503] | Literal["error-in-200", "never"]
    times: int | None = None
    """None means every time."""


class Scenario(BaseModel):
    """What a sandbox shows. Change one with `model_copy(update={...})`, `with_faults(...)` or `with_pages(...)`."""

    model_config = ConfigDict(frozen=True)

    name: str
    summary: str
    organizations: tuple[Organization, ...]
    account: SandboxAccount = SandboxAccount()
    sign_in: SignInOptions = SignInOptions()
    popups: PopupsShown = PopupsShown()
    pages: PageOptions = PageOptions()
    era: Era = DEFAULT_ERA
    faults: tuple[Fault, ...] = ()
    failing: tuple[FailingRead, ...] = ()
    first_load: Literal["well", "maintenance", "blank"] = "well"
    """What the first load of each billing or key page answers with."""
    foreign_overview: bool = False
    """The Overview redirects to a foreign site whose origin begins like the platform's."""
    latency: float = 0.0
    """Seconds each read of billing or keys takes; every second one takes half of it, so that data comes staggered."""
    write_latency: float = 0.0
    """Seconds that every act and all telemetry take."""
    page_size: int | None = None
    """Keys per page of a key table; None shows them all."""

    def with_faults(self, *faults: Fault) -> "Scenario":
        return self.model_copy(update={"faults": (*self.faults, *faults)})

    def with_pages(self, **options: object) -> "Scenario":
        return self.model_copy(update={"pages": self.pages.model_copy(update=options)})
