"""The organizations of the scenarios: fixed, so that two runs see the same."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

from cancelbot.sandbox.state import FakeCard, FakeInvoice, FakeKey, Organization, Project, day

FIRST_DAY = day(2026, 3, 21, 9, 30)
BRANDS = ("Visa", "Mastercard", "American Express", "Discover")
PERSON = "Dana Whitfield"


def ident(prefix: str, seed: str, length: int = 24) -> str:
    """An id in the site's manner, such as org-… or key_…, always the same for a seed."""
    return prefix + sha256(seed.encode()).hexdigest()[:length]


def key(name: str, last4: str, used_days: int | None = 5, created_by: str = PERSON) -> FakeKey:
    """A key made in spring 2026, last used some days later, or never."""
    used = None if used_days is None else FIRST_DAY + timedelta(days=used_days)
    return FakeKey(
        id=ident("key_", f"{name}{last4}{'' if used_days == 5 else used_days}", 16),
        name=name,
        last4=last4,
        created=FIRST_DAY,
        last_used=used,
        created_by=created_by,
    )


def project(name: str, keys: Sequence[FakeKey] = (), seed: str = "") -> Project:
    return Project(id=ident("proj_", seed + name), name=name, keys=list(keys))


def card(brand: str, last4: str, is_default: bool = False, refusal: str | None = None) -> FakeCard:
    number = ident("pm_", brand + last4)
    return FakeCard(id=number, brand=brand, last4=last4, is_default=is_default, refusal=refusal)


def invoice(number: int, amount: str, months: int, linked: bool = True) -> FakeInvoice:
    """An invoice so many months after the first; unlinked ones have no View link."""
    name = f"04DE6D22-{number:04d}"
    created = day(2026, 4, 25, 18, 36) + timedelta(days=30 * months)
    token = ident("live_", name, 32) if linked else None
    return FakeInvoice(number=name, status="Paid", amount=Decimal(amount), created=created, token=token)


def credit_note(of: FakeInvoice) -> FakeInvoice:
    """A row that takes an invoice back in part: its number begins as the invoice's does."""
    number = f"{of.number}-CN-01"
    token = ident("live_", number, 32)
    return of.model_copy(update={"number": number, "status": "Credited", "amount": -of.amount, "token": token})


def acme() -> Organization:
    """The default: a paying organization with two cards, four invoices, three projects, one legacy key."""
    return Organization(
        id=ident("org-", "Acme Robotics"),
        name="Acme Robotics",
        cards=[card("Visa", "8490", is_default=True), card("Mastercard", "4444")],
        invoices=[
            invoice(4, "6.90", 3),
            invoice(3, "12.40", 2),
            invoice(2, "6.90", 1),
            invoice(1, "5.00", 0, linked=False),
        ],
        projects=[
            project("Default project", [key("Test live translate", "GkgA"), key("Revoke me", "AzN9", None)]),
            project("Warehouse vision", [key("Replacement key", "myUI", 40, "Tom Okafor")]),
            project("Sandbox", []),
        ],
        legacy_keys=[key("Secret key", "0000", None)],
    )


def small(name: str, keys: int = 0) -> Organization:
    """An organization without plan, cards or invoices, with some keys in one project."""
    made = [key(f"{name} key {n + 1}", f"{name[0]}{n:03d}") for n in range(keys)]
    return Organization(
        id=ident("org-", name),
        name=name,
        plan="free",
        balance=Decimal("0.00"),
        auto_recharge=False,
        projects=[project("Default project", made, seed=name)],
    )
