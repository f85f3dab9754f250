"""A scenario: the account, its state, and what happens when."""

from pydantic import BaseModel, ConfigDict

from cancelbot.sandbox.account import Account, SignIn
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.state import Organization


class Popups(BaseModel):
    """What covers the page after signing in (site-facts 1.5)."""

    model_config = ConfigDict(frozen=True)

    cookie_banner: bool = False
    onboarding: bool = False
    whats_new: bool = False


class Scenario(BaseModel):
    """What a sandbox shows. Change one with `model_copy(update={...})` or `with_faults(...)`."""

    model_config = ConfigDict(frozen=True)

    name: str
    summary: str
    organizations: tuple[Organization, ...]
    account: Account = Account()
    sign_in: SignIn = SignIn()
    popups: Popups = Popups()
    faults: tuple[Fault, ...] = ()
    chatty: bool = False
    latency: float = 0.0
    """Seconds each read of billing or keys takes; every second one takes half of it, so that data comes staggered."""
    page_size: int | None = None
    """Keys per page of a key table; None shows them all."""

    def with_faults(self, *faults: Fault) -> "Scenario":
        """The same scenario, in which these things go wrong."""
        return self.model_copy(update={"faults": (*self.faults, *faults)})
