"""What can still cost the user money after a run, and until when: each point only if it applies.

The sentences come from the guide's "What a user must be told". What the run did not look at is listed as such, never as
harmless.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cancelbot.result import SEEN_CANCELED, ApiKey, Outcome, Result

Weight = Literal["danger", "watch", "note"]
ORDER: tuple[Weight, ...] = ("danger", "watch", "note")
OVER = {*SEEN_CANCELED, "still-canceled"}
PLAN_BY_OUTCOME: dict[str, Literal["active", "canceled", "none"]] = {
    "canceled": "canceled",
    "already-canceled": "canceled",
    "would-cancel": "active",
    "no-plan": "none",
}
"""the state of the plan that an outcome implies"""
SETTLED_STATUS = {Outcome.DONE, Outcome.ALREADY}
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BY_HAND = "open Settings > Billing > Overview on platform.openai.com and press “Cancel plan” yourself"


@dataclass(frozen=True)
class Cost:
    """One way in which money can still be charged, why, and what to do about it."""

    weight: Weight
    title: str
    why: str
    do: str
    details: tuple[str, ...] = ()


def what_can_cost(result: Result) -> list[Cost]:
    """Every point that applies, the most urgent first."""
    points = (_plan, _recharge, _owed, _final_invoice, _keys, _credit, _organizations, _people, _chatgpt)
    found = [cost for point in points for cost in point(result)]
    return sorted(found, key=lambda cost: ORDER.index(cost.weight))


def not_looked_at(result: Result) -> list[str]:
    """What the run says nothing about, because it was not read."""
    after = result.after
    seen = {
        "the plan": after.plan,
        "the credit balance": after.balance,
        "auto-recharge": after.auto_recharge,
        "saved cards": after.payment_methods,
        "API keys": after.api_keys,
        "invoices": after.invoices,
    }
    return [name for name, value in seen.items() if value is None]


def has_no_plan(result: Result) -> bool:
    return "none" in (result.plan_is, PLAN_BY_OUTCOME.get(result.outcome))


def is_over(result: Result) -> bool:
    """Whether the plan was seen canceled, whatever else went wrong."""
    return result.outcome in OVER or (not has_no_plan(result) and result.outcome_of("cancel-plan") in SETTLED_STATUS)


def _plan(result: Result) -> Iterator[Cost]:
    if is_over(result) or has_no_plan(result):
        return
    if result.outcome == "declined" or result.outcome_of("cancel-plan") is Outcome.PLANNED:
        read = f" The page says “{result.after.plan}”." if result.after.plan else ""
        yield Cost(
            "danger", "The plan is still active", f"Nothing was changed.{read}", f"cancelbot run, or {_BY_HAND}."
        )
    elif result.outcome_of("cancel-plan") is Outcome.UNVERIFIED:
        yield Cost(
            "danger",
            "The plan may still be active",
            "cancelbot clicked “Cancel plan” and confirmed, but the reloaded page does not say that it worked.",
            "Reload the page and look: if it still offers “Cancel plan”, the plan is active. Then cancelbot run again, "
            f"or {_BY_HAND}.",
        )
    else:
        yield Cost(
            "danger",
            "The plan was not canceled" if result.after.plan else "The plan may still be active",
            "The run stopped before canceling it." if result.after.plan else "The run stopped before it saw the plan.",
            f"cancelbot run again once the reason is gone, or {_BY_HAND}.",
        )


def _recharge(result: Result) -> Iterator[Cost]:
    if result.after.auto_recharge:
        yield Cost(
            "danger",
            "Auto-recharge is on",
            "It buys credit by itself whenever the balance drops below its threshold.",
            "Turn it off under Settings > Billing > Overview, reload the page, and check that it stays off.",
        )


def _owed(result: Result) -> Iterator[Cost]:
    left = amount(result.after.balance)
    if left is not None and left < 0:
        yield Cost(
            "danger",
            f"The balance is below zero: {result.after.balance}",
            "You have used more than you paid for.",
            "Expect it on a final invoice. Look at the billing history in a few days.",
        )


def _final_invoice(result: Result) -> Iterator[Cost]:
    if is_over(result):
        cards = result.after.payment_methods
        saved = "No card is saved any more." if cards is not None else "Saved cards were not looked at."
        if cards:
            saved = f"Still saved: {' and '.join(card.card for card in cards)}."
        yield Cost(
            "watch",
            "A final invoice may still come",
            "Usage of the current period is still billed, once; then charging stops. If credit was paid in advance, "
            f"usage draws on that credit and no card is charged. {saved}",
            "Look at your card statement, and in 7 and in 35 days: cancelbot verify",
        )


def _keys(result: Result) -> Iterator[Cost]:
    keys = result.after.api_keys
    if not keys:
        return
    balance, left = result.after.balance, amount(result.after.balance)
    spends = left is None or left > 0
    why = "Requests are rejected at this balance, and accepted again as soon as somebody adds credit."
    if spends:
        until = f"the balance ({balance})" if balance else "the balance"
        why = f"Requests with them are accepted until {until} is used up; then they are rejected."
    if loose := sum(not key.project for key in keys):
        why += f" {loose} of them {'belongs' if loose == 1 else 'belong'} to no project: keys of the older kind."
    yield Cost(
        "watch" if spends else "note",
        f"{len(keys)} API {'key is' if len(keys) == 1 else 'keys are'} still alive",
        why,
        "Delete the keys that nobody needs, or delete all: cancelbot run --delete-keys. What uses them stops at once.",
        tuple(map(_key, keys)),
    )


def _key(key: ApiKey) -> str:
    parts = (key.name, key.key, key.project or "no project", key.last_used and f"last used {key.last_used}")
    return " \u00b7 ".join(filter(None, parts))


def _credit(result: Result) -> Iterator[Cost]:
    ends, bought = credits_end(result), newest_purchase(result)
    if ends is None:
        return
    by = f"so by {long_day(ends)} at the latest"
    if bought:
        by = f"the newest invoice seen is of {long_day(bought)}, so the last of it expires on {long_day(ends)}"
    yield Cost(
        "watch",
        f"{result.after.balance} of credit stays in the account",
        f"It is not paid back and cannot be redeemed for cash. It expires one year after it was bought: {by}.",
        "Use it up before that day, or let it go. Nothing is owed.",
    )


def _organizations(result: Result) -> Iterator[Cost]:
    others = [name for name in result.organizations if name != result.account.organization]
    if others:
        own = f"“{result.account.organization}”" if result.account.organization else "one of them"
        yield Cost(
            "watch",
            f"{len(others)} more {'organization' if len(others) == 1 else 'organizations'} of this login",
            f"Each has its own plan, balance and keys. This run was about {own} only.",
            f"Look at one: cancelbot status --org {shlex.quote(others[0])}. Look at all: cancelbot status --org all",
            tuple(others),
        )


def _people(result: Result) -> Iterator[Cost]:
    people = sorted({key.created_by for key in result.before.api_keys or [] if key.created_by})
    if len(people) > 1:
        yield Cost(
            "watch",
            "Other people use this organization",
            "More than one person or service created the API keys. Members can use the credit that is left, and an "
            "owner can start a plan again.",
            "Talk to them. Remove those who should not be there under Settings > People.",
            tuple(people),
        )


def _chatgpt(result: Result) -> Iterator[Cost]:
    if is_over(result) or has_no_plan(result):
        yield Cost(
            "note",
            "ChatGPT is a separate subscription",
            "Canceling the Platform plan does not cancel ChatGPT Plus, Pro or Business, nor the other way round.",
            "If you pay for one, cancel it inside ChatGPT, under Settings.",
        )


def amount(text: str | None) -> Decimal | None:
    """``-$1,204.30`` or ``4,48 US$`` as a number; None if there is none in ``text``."""
    digits = re.search(r"\d[\d.,'\u2019]*", text or "")
    if digits is None:
        return None
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", digits.group().rstrip(".,'\u2019")).groups()  # type: ignore[union-attr]  # it fits everything
    value = Decimal(re.sub(r"\D", "", whole) + (f".{cents}" if mark else ""))
    return -value if re.search(r"[-\u2212]", (text or "")[: digits.start()]) else value


def newest_purchase(result: Result) -> date | None:
    days = [date.fromisoformat(one.date) for one in result.charges if ISO_DAY.fullmatch(one.date)]
    return max(days, default=None)


def credits_end(result: Result) -> date | None:
    """The last day on which any remaining credit can expire; None if none remains.

    Credits expire one year after purchase (guide), and nothing was bought after the run looked.
    """
    left = amount(result.after.balance)
    if left is None or left <= 0:
        return None
    return a_year_after(newest_purchase(result) or date.fromisoformat(result.started[:10]))


def a_year_after(day: date) -> date:
    """The same day of the next year; for a leap day the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def long_day(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B %Y}"
