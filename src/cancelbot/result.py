"""What a run found and did: the shape of result.json, version 1."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Literal

from cancelbot.guard import Blocked, Passed

Mode = Literal["dry-run", "run", "status", "verify", "check", "login"]
MODES: dict[Mode, str] = {
    "run": "run",
    "dry-run": "dry run",
    "status": "look",
    "verify": "second look",
    "check": "check",
    "login": "sign-in",
}
"""how people are told of each"""
Ending = Literal[
    "canceled",
    "already-canceled",
    "would-cancel",
    "no-plan",
    "declined",
    "looked",  # status and check: the account was only looked at
    "still-canceled",  # verify
    "came-back",  # verify: the plan, auto-recharge or a charge is back
    "signed-in",  # login
    "needs-human",
    "refused-for-safety",
    "unverified",
    "failed",
]
SEEN_CANCELED: frozenset[Ending] = frozenset({"canceled", "already-canceled"})
"""outcomes of a run that saw the plan canceled, whatever else went wrong"""


class Outcome(StrEnum):
    """How a step ended."""

    ALREADY = "already"
    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNVERIFIED = "unverified"


IN_WORDS = {
    Outcome.ALREADY: "was so already",
    Outcome.PLANNED: "would be done",
    Outcome.DONE: "done",
    Outcome.SKIPPED: "left out",
    Outcome.FAILED: "failed",
    Outcome.UNVERIFIED: "not confirmed",
}


@dataclass(frozen=True)
class StepWords:
    """How people are told of a step of the guide."""

    title: str
    """what it does"""
    subject: str
    """what it is about, whether it changes that or only looks at it"""
    option: str = ""
    """what asks for it; empty if it is always done"""


_WORDS_OF_STEPS = {
    "sign-in": StepWords("Sign in", "Sign-in"),
    "invoices": StepWords("Save the invoices", "Invoices", "--download-invoices"),
    "auto-recharge": StepWords("Turn auto-recharge off", "Auto-recharge"),
    "cancel-plan": StepWords("Cancel the plan", "Plan"),
    "payment-methods": StepWords("Delete the saved cards", "Saved cards", "--remove-card"),
    "api-keys": StepWords("Delete the API keys", "API keys", "--delete-keys"),
}


def words_of_step(name: str) -> StepWords:
    return _WORDS_OF_STEPS.get(name, StepWords(name, name))


@dataclass(frozen=True)
class Card:
    """A saved card, as the page shows it."""

    card: str
    """the last digits, such as ``••••8490``"""
    text: str
    """everything the page says of it, without the names of its buttons"""


@dataclass(frozen=True)
class ApiKey:
    """An API key, as a table shows it. ``key`` is redacted by the site itself."""

    name: str
    key: str
    project: str
    last_used: str
    created_by: str = field(default="", compare=False)
    status: str = field(default="", compare=False)
    is_dead: bool = field(default=False, compare=False)
    """whether its status says that it works no more, and nothing in its row would remove it"""


@dataclass(frozen=True)
class Charge:
    """A row of the billing history. ``date`` is ``YYYY-MM-DD``, or ``undated``."""

    number: str
    date: str
    amount: str = ""


@dataclass
class AccountState:
    """The account at one moment; None where nothing was read."""

    plan: str | None = None
    balance: str | None = None
    auto_recharge: bool | None = None
    payment_methods: list[Card] | None = None
    api_keys: list[ApiKey] | None = None
    invoices: int | None = None

    @property
    def recharge(self) -> str | None:
        """Auto-recharge in a word."""
        return {True: "on", False: "off", None: None}[self.auto_recharge]


@dataclass
class Step:
    """One step of the guide. ``message`` says what was found and done."""

    name: str
    outcome: Outcome = Outcome.SKIPPED
    message: str = "not reached"
    pictures: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Account:
    """Who is signed in; the e-mail address is masked."""

    email: str | None = None
    organization: str | None = None


@dataclass
class Result:
    """One run, whole."""

    flow: str
    mode: Mode
    started: str
    recording: str
    schema: Literal[1] = 1
    document: Literal["run"] = "run"
    """which of the documents of `cancelbot schema` this is"""
    outcome: Ending = "failed"
    exit_code: int = 1
    message: str = ""
    advice: str = ""
    site: str = ""
    """the address of the platform that was worked on"""
    page: str = ""
    """the address of the page where it stopped"""
    plan_is: Literal["active", "canceled", "none"] | None = None
    """what was found of the plan, whatever the command was for; None where that is not certain, even if a page was
    read: after `unverified`, `failed` and `declined`, and where the run stopped before it had looked"""
    versions: dict[str, str] = field(default_factory=dict)
    """of the tool, the flow, Playwright and the browser"""
    account: Account = field(default_factory=Account)
    organizations: list[str] = field(default_factory=list)
    """every organization of this login, if the page offered them"""
    before: AccountState = field(default_factory=AccountState)
    after: AccountState = field(default_factory=AccountState)
    steps: list[Step] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    """the site's own words as read from the page: the dialog, the banner, refusals"""
    banner_seen: bool = False
    guard: Literal["browser", "page"] | None = None
    writes: list[Passed] = field(default_factory=list)
    """the requests of the acts, which changed the account"""
    background: list[Passed] = field(default_factory=list)
    """what else went out: what the pages sent by themselves, the session's own requests, and what nobody can tell"""
    blocked: list[Blocked] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    """the billing history, if it was looked at"""
    compared_with: str | None = None
    """for a second look: the name of the recording that it was compared with"""
    differences: list[str] = field(default_factory=list)
    """for a second look: what is not as it was, a sentence each"""
    finished: str = ""

    @property
    def is_run(self) -> bool:
        """Whether the guide is carried out, for real or dry: only that tells of the plan and leaves a receipt."""
        return self.mode not in {"check", "login"}

    @property
    def planned(self) -> list[Step]:
        """The steps of a dry run that would change something."""
        return [step for step in self.steps if step.outcome is Outcome.PLANNED]

    def outcome_of(self, name: str) -> Outcome:
        return next((step.outcome for step in self.steps if step.name == name), Outcome.SKIPPED)

    def as_json(self) -> dict[str, object]:
        return asdict(self)
