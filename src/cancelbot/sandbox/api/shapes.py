"""The state as the API words it."""

from collections.abc import Mapping
from datetime import datetime

from cancelbot.sandbox.fixtures import FIRST_DAY
from cancelbot.sandbox.replies import Json
from cancelbot.sandbox.state import (
    GOING_ON,
    FakeCard,
    FakeInvoice,
    FakeKey,
    FakePlan,
    Organization,
    Project,
    portal_link,
)

Shape = Mapping[str, Json]
_ENDS = "December 31, 2026"
PLANS: dict[FakePlan, tuple[str, str | None, str | None]] = {
    "payg": ("Pay as you go", None, None),
    "free": ("Free trial", None, None),
    "canceled": ("Free trial", None, None),
    "scheduled": ("Pay as you go", f"Your plan will be canceled on {_ENDS}. You keep access until then.", "Keep plan"),
    "paused": ("Pay as you go", "Your plan is paused. No usage is billed while it is paused.", "Resume plan"),
    "postpaid": ("Pay as you go (monthly billing)", "Your usage is billed at the end of each month.", None),
    "past-due": ("Pay as you go", "Your last payment failed. You have a past due invoice.", "Pay now"),
    "requested": ("", "We've sent you an e-mail with a link to confirm the cancellation.", None),
    "enterprise": ("Enterprise", "Your plan is managed by your account team.", "Contact sales"),
}
"""What the Overview says of a plan: its name, a sentence, and a button beside it."""


def subscription(organization: Organization) -> Shape:
    """The plan, the balance and auto-recharge; amounts in dollars as text."""
    limit = organization.recharge_limit
    return {
        "object": "billing_subscription",
        "canceled": organization.plan in ("canceled", "scheduled"),
        "credit_balance": str(organization.balance),
        "auto_recharge": {
            "enabled": organization.auto_recharge,
            "threshold": str(organization.recharge_threshold),
            "target": str(organization.recharge_target),
            "monthly_limit": None if limit is None else str(limit),
        },
    }


def plan(organization: Organization) -> Shape:
    """The plan, in the words of the Overview."""
    title, note, offer = PLANS[organization.plan]
    return {
        "id": organization.plan,
        "title": title,
        "note": note,
        "offer": offer,
        "cancelable": organization.plan in GOING_ON,
        "is_over": organization.plan in ("free", "canceled"),
    }


def credit_grants(organization: Organization) -> Shape:
    """One grant of $15.00 of which the balance is left."""
    left = organization.balance
    bought, year = int(FIRST_DAY.timestamp()), 365 * 24 * 3600
    data: list[Json] = [
        {
            "object": "credit_grant",
            "id": "grant_1",
            "grant_amount": "15.00",
            "available": str(left),
            "effective_at": bought,
            "expires_at": bought + year,
        }
    ]
    return {"object": "credit_summary", "total_available": str(left), "grants": {"object": "list", "data": data}}


def card_shape(card: FakeCard) -> Shape:
    return {
        "id": card.id,
        "type": "card",
        "is_default": card.is_default,
        "card": card.model_dump(include={"brand", "last4", "exp_month", "exp_year"}),
    }


def invoice_shape(invoice: FakeInvoice, portal: str) -> Shape:
    """A row of Billing history; `url` is None for a row without a View link."""
    return {
        "number": invoice.number,
        "status": invoice.status,
        "amount": invoice.total(),
        "created": _seconds(invoice.created),
        "url": portal_link(invoice, portal),
    }


def key_shape(key: FakeKey, project: Project | None, can_delete: bool) -> Shape:
    """A key; its secret is told only in part. A key that cannot be deleted has a grayed trash button."""
    return {
        "object": "api_key",
        "id": key.id,
        "name": key.name,
        "sensitive_id": key.redacted,
        "created": _seconds(key.created),
        "last_use": _seconds(key.last_used) if key.last_used else None,
        "created_by": key.created_by,
        "permissions": key.permissions,
        "status": key.status,
        "can_delete": can_delete and key.status == "Active",
        "project": {"id": project.id, "name": project.name} if project else None,
    }


def organization(organization: Organization, is_default: bool) -> Shape:
    return {
        "id": organization.id,
        "title": organization.name,
        "is_default": is_default,
        "role": organization.role,
    }


def project_shape(project: Project) -> Shape:
    """A project, without its keys."""
    return {"object": "organization.project", "id": project.id, "name": project.name, "status": "active"}


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
