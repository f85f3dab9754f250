"""The live state of the account: what the pages show and the acts change."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, TypeVar

from pydantic import BaseModel

FakePlan = Literal["payg", "free", "canceled", "scheduled", "paused", "postpaid", "past-due", "enterprise", "requested"]
"""What is paid for. "scheduled" is canceled with access until a day; the last five have no source but help pages."""
GOING_ON = frozenset({"payg", "paused", "postpaid", "past-due"})
"""Plans that "Cancel plan" is offered for."""
Role = Literal["owner", "reader"]


class FakeCard(BaseModel):
    """A saved card; `refusal` is what the site says instead of deleting it."""

    id: str
    brand: str
    last4: str
    exp_month: int = 7
    exp_year: int = 2028
    is_default: bool = False
    refusal: str | None = None


class FakeInvoice(BaseModel):
    """A row of Billing history; without a token it has no View link."""

    number: str
    status: str
    amount: Decimal
    created: datetime
    token: str | None
    file: Literal["pdf", "html", "empty", "endless"] = "pdf"
    """What the download is."""

    def total(self) -> str:
        """The amount as it is printed, such as $6.90."""
        return dollars(self.amount)


class FakeKey(BaseModel):
    """An API key, known to everybody but its owner by its last four characters."""

    id: str
    name: str
    last4: str
    created: datetime
    last_used: datetime | None = None
    created_by: str
    permissions: str = "All"
    status: Literal["Active", "Revoked", "Expired"] = "Active"
    """A key that is not active has no control."""
    refusal: str | None = None

    @property
    def redacted(self) -> str:
        """As in the tables and in the dialog: sk-...AzN9."""
        return f"sk-...{self.last4}"


class Project(BaseModel):
    """A project and its keys."""

    id: str
    name: str
    keys: list[FakeKey]


class Organization(BaseModel):
    """One organization: billing is its own."""

    id: str
    name: str
    role: Role = "owner"
    plan: FakePlan = "payg"
    balance: Decimal = Decimal("4.34")
    auto_recharge: bool = True
    recharge_threshold: Decimal = Decimal(10)
    recharge_target: Decimal = Decimal(15)
    recharge_limit: Decimal | None = None
    cards: list[FakeCard] = []
    invoices: list[FakeInvoice] = []
    projects: list[Project]
    legacy_keys: list[FakeKey] = []
    keep_last_key: bool = False
    cards_need_no_plan: bool = False
    when_canceled: FakePlan = "canceled"
    """What canceling makes of the plan: it may only schedule its end, or ask for a further step."""

    def keys(self) -> list[FakeKey]:
        """Every project key, in the order of the projects."""
        return [key for project in self.projects for key in project.keys]

    def is_plan_over(self) -> bool:
        """Whether nothing is charged any more, from now or from a day on."""
        return self.plan in ("canceled", "scheduled", "free")

    def is_final_key_kept(self) -> bool:
        """Whether there is one key left, which must stay."""
        return self.keep_last_key and len(self.keys()) + len(self.legacy_keys) == 1

    def project(self, project_id: str) -> Project:
        """The project of that id; KeyError where there is none."""
        return _named(self.projects, project_id)


Thing = TypeVar("Thing", Project, Organization)


class SandboxState(BaseModel):
    """Everything that a test may read, and the acts may change."""

    organizations: list[Organization]

    def organization(self, name_or_id: str) -> Organization:
        """The organization of that name or id; KeyError where there is none."""
        return _named(self.organizations, name_or_id)


def _named(things: list[Thing], wanted: str) -> Thing:
    for thing in things:
        if wanted in (thing.id, thing.name):
            return thing
    raise KeyError(wanted)


def portal_link(invoice: FakeInvoice, portal: str) -> str | None:
    return invoice.token and f"{portal}/i/acct_1032D82eZvKYlo2C/{invoice.token}"


def dollars(amount: Decimal) -> str:
    """$4.34, and -$0.07 below zero."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def day(year: int, month: int, date: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, date, hour, minute, tzinfo=UTC)
