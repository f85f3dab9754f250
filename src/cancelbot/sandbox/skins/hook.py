"""The hook for skins that render their pages on the server: plain forms and full page loads.

`skin.py` in the skin's folder defines two functions:

    def render(visit: Visit) -> str            HTML for any address, for somebody who is signed in
    def logged_out(login_url: str) -> str      HTML for somebody who is not; "Log in" leads to that address

Its forms POST to the addresses below, which perform the act under the scenario's faults and redirect to `back`:

    /act/cancel          back
    /act/auto-recharge   back, enabled=on or absent [threshold, target, limit: dollars]
    /act/card            back, id of the card
    /act/key             back, id of the key
    /act/purchase        amount; nobody must ever send it

After an act the next page has its words in `visit.flash`. `?organization=` and `?project=` on any address choose what
is looked at, and are kept in cookies. Signing in, witness and the faults of the request are not the skin's business.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Literal, Protocol, cast

from pydantic import BaseModel

from cancelbot.sandbox.account import Account
from cancelbot.sandbox.faults import Act, Fault
from cancelbot.sandbox.scenario import Popups
from cancelbot.sandbox.state import Invoice, Organization, Project, portal_link


class Flash(BaseModel):
    """What the site says about the act before."""

    act: Act
    kind: Literal["done", "refused"]
    text: str


class Visit(BaseModel):
    """One page to render."""

    path: str
    query: dict[str, str]
    account: Account
    organization: Organization
    organizations: list[Organization]
    project: Project
    page_size: int | None
    """Keys per page of a key table; None shows them all."""
    flash: Flash | None
    faults: dict[int, Fault]
    """Faults that the page must play; one that was played is reported by GET /_sandbox/used/<number>."""
    popups: Popups
    portal_url: str

    def view_link(self, invoice: Invoice) -> str | None:
        """The address behind "View"; None for an invoice that has none."""
        return portal_link(invoice, self.portal_url)


class Renderer(Protocol):
    """What a `skin.py` defines."""

    def render(self, visit: Visit) -> str:
        """HTML of one page."""

    def logged_out(self, login_url: str) -> str:
        """HTML of the page for somebody who is not signed in."""


def load_renderer(folder: Path) -> Renderer | None:
    """A skin's `skin.py`; None where the skin has no Python."""
    file = folder / "skin.py"
    if not file.is_file():
        return None
    spec = spec_from_file_location(f"cancelbot_sandbox_skin_{folder.name}", file)
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Renderer, module)
