"""What can still cost the user money after a run: each point only if it applies, from what the run has seen.

The facts behind the sentences are the guide's "What a user must be told" and sections 2.3, 2.7 and 6 of the project's
notes on the site. What the run did not look at is listed as not looked at, never as harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cancelbot.report.money import amount, credits_end, long_day, newest_purchase
from cancelbot.result import ApiKey, Outcome, Result

Weight = Literal["danger", "watch", "note"]
ORDER: tuple[Weight, ...] = ("danger", "watch", "note")
OVER = {"canceled", "already-canceled"}
SETTLED = {Outcome.DONE, Outcome.ALREADY}
BY_HAND = "open Settings > Billing > Overview on platform.openai.com and press “Cancel plan” yourself"


@dataclass(frozen=True)
class Cost:
    """One way in which money can still go, why, and what to do about it."""

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


def plan_step(result: Result) -> Outcome:
    """How far the run came with the plan itself."""
    return next((step.outcome for step in result.steps if step.name == "cancel-plan"), Outcome.SKIPPED)


def is_over(result: Result) -> bool:
    """Whether the plan was seen cancelled, whatever else went wrong."""
    return result.outcome in OVER or (result.outcome != "no-plan" and plan_step(result) in SETTLED)


def _plan(result: Result) -> Iterator[Cost]:
    if is_over(result) or result.outcome == "no-plan":
        return
    if result.outcome in {"would-cancel", "declined"}:
        read = f" The page says “{result.after.plan}”." if result.after.plan else ""
        do = f"Run cancelbot run, or {BY_HAND}."
        yield Cost("danger", "The plan is still active", f"Nothing was changed.{read}", do)
    elif plan_step(result) is Outcome.UNVERIFIED:
        yield Cost(
            "danger",
            "The plan may still be active",
            "“Cancel plan” was pressed, but a freshly loaded page does not confirm it.",
            "Reload the page and look: if “Cancel plan” is still offered, it is active. Then run cancelbot again, or "
            f"{BY_HAND}.",
        )
    else:
        yield Cost(
            "danger",
            "The plan was not canceled",
            "The run stopped before the plan was canceled.",
            f"Run cancelbot run again once the reason is mended, or {BY_HAND}.",
        )


def _recharge(result: Result) -> Iterator[Cost]:
    if result.after.auto_recharge:
        yield Cost(
            "danger",
            "Auto-recharge is on",
            "It buys credit by itself whenever the balance drops below its threshold.",
            "Turn it off under Settings > Billing > Overview, reload the page, and see that it stays off.",
        )


def _owed(result: Result) -> Iterator[Cost]:
    left = amount(result.after.balance)
    if left is not None and left < 0:
        yield Cost(
            "danger",
            f"The balance is below zero: {result.after.balance}",
            "That is usage which is not paid yet.",
            "Expect it on a final invoice, and look into the billing history in some days.",
        )


def _final_invoice(result: Result) -> Iterator[Cost]:
    if is_over(result):
        yield Cost(
            "watch",
            "A final invoice may still come",
            "Usage already run in the current period is still billed, once; then charging stops. Where credit was paid "
            f"in advance, usage draws on the credit and no card is charged. {_cards(result)}",
            "Look again in 7 and in 35 days with “cancelbot verify”, and at the card statement.",
        )


def _cards(result: Result) -> str:
    cards = result.after.payment_methods
    if cards is None:
        return "Saved cards were not looked at."
    named = " and ".join(card.card for card in cards)
    return f"Still saved: {named}." if cards else "No card is saved any more."


def _keys(result: Result) -> Iterator[Cost]:
    keys = result.after.api_keys
    if not keys:
        return
    left = amount(result.after.balance)
    spends = left is None or left > 0
    yield Cost(
        "watch" if spends else "note",
        f"{len(keys)} API {'key is' if len(keys) == 1 else 'keys are'} still alive",
        f"{_how_long(result, spends=spends)}{_older(keys)}",
        "Delete the keys that nobody needs, or run cancelbot run --delete-keys. What uses them stops working at once.",
        tuple(_key(key) for key in keys),
    )


def _how_long(result: Result, *, spends: bool) -> str:
    if not spends:
        return "Requests are rejected at the present balance, and accepted again as soon as credit is added."
    balance = f"the balance ({result.after.balance})" if result.after.balance else "the balance"
    return f"Requests with them are accepted until {balance} is used up; then they are rejected."


def _older(keys: list[ApiKey]) -> str:
    loose = sum(not key.project for key in keys)
    if not loose:
        return ""
    return f" {loose} of them {'belongs' if loose == 1 else 'belong'} to no project: keys of the older kind."


def _key(key: ApiKey) -> str:
    parts = (key.name, key.key, key.project or "no project", f"last used {key.last_used}" if key.last_used else "")
    return " \u00b7 ".join(part for part in parts if part)


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
        yield Cost(
            "watch",
            f"{len(others)} more {'organisation' if len(others) == 1 else 'organisations'} of this login",
            f"Each has its own plan, balance and keys. This run was about “{result.account.organization}” only.",
            "Check each with: cancelbot status --org NAME",
            tuple(others),
        )


def _people(result: Result) -> Iterator[Cost]:
    people = sorted({key.created_by for key in result.before.api_keys or [] if key.created_by})
    if len(people) > 1:
        yield Cost(
            "watch",
            "Other people use this organisation",
            "The API keys that were seen were created by more than one person or service. Members can use what credit "
            "is left, and an owner can start a plan again.",
            "Talk to them, and remove who should not be there under Settings > People.",
            tuple(people),
        )


def _chatgpt(result: Result) -> Iterator[Cost]:
    if is_over(result) or result.outcome == "no-plan":
        yield Cost(
            "note",
            "ChatGPT is a separate subscription",
            "Canceling the Platform plan does not cancel ChatGPT Plus, Pro or Business, nor the other way round.",
            "If you pay for one, cancel it inside ChatGPT, under Settings.",
        )
