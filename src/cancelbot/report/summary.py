"""The outcome in one sentence, for somebody who has never seen the tool, and what is left to do by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.costs import OVER, SETTLED, is_over
from cancelbot.result import Outcome, Result

Tone = Literal["good", "plain", "bad"]
LISTS = {"payment_methods": "payment-methods", "api_keys": "api-keys"}
UNDONE = {Outcome.FAILED, Outcome.UNVERIFIED}


def headline(kept: LoadedRecording) -> str:
    """What happened, in one sentence."""
    result = kept.result
    if result.compared_with:
        return _second_look(result)
    who, when = _organization(result), day_and_time(confirmed_at(kept) or result.started)
    if result.exit_code and is_over(result):
        return f"The OpenAI Platform plan of {who} is canceled, but not everything else that was asked for was done."
    sentence = {
        "canceled": f"The OpenAI Platform plan of {who} was canceled on {when}, and a freshly loaded page confirms it.",
        "already-canceled": f"The OpenAI Platform plan of {who} was canceled already when it was looked at on {when}.",
        "would-cancel": f"The OpenAI Platform plan of {who} is active; this was a dry run, and nothing was changed.",
        "no-plan": f"{who[:1].upper()}{who[1:]} has no OpenAI Platform plan to cancel, as seen on {when}.",
        "declined": f"The OpenAI Platform plan of {who} is still active: the changes were shown and not agreed to.",
        "unverified": f"It is not certain whether the OpenAI Platform plan of {who} is canceled.",
        "needs-human": f"The run stopped because a person is needed; the plan of {who} was not canceled by it.",
    }.get(result.outcome)
    return sentence or f"The run failed; the OpenAI Platform plan of {who} was not canceled by it."


def _second_look(result: Result) -> str:
    who, when = _organization(result), day_and_time(result.started)
    if result.differences and result.exit_code:
        return f"On a second look on {when}, not everything about the canceled plan of {who} is as it was left."
    if result.exit_code:
        return f"The second look at the plan of {who} could not be finished on {when}."
    return f"On a second look on {when}, the OpenAI Platform plan of {who} is still canceled."


def _organization(result: Result) -> str:
    name = result.account.organization
    return f"“{name}”" if name else result.account.email or "the account"


def also(result: Result) -> str | None:
    """What else this run changed, or would change, in one sentence; None if nothing."""
    dry = result.mode == "dry-run"
    steps = {step.name for step in result.steps if step.outcome is (Outcome.PLANNED if dry else Outcome.DONE)}
    cards, keys = (_fewer(result, name, dry=dry and step in steps) for name, step in LISTS.items())
    found = ["turn auto-recharge off" if dry else "auto-recharge was turned off"] if "auto-recharge" in steps else []
    found += [_deleted(cards, "saved card", dry=dry)] if cards else []
    found += [_deleted(keys, "API key", dry=dry)] if keys else []
    found += ["save the invoices" if dry else "the invoices were saved"] if "invoices" in steps else []
    if not found or result.compared_with:
        return None
    listed = ", ".join(found[:-1]) + (" and " if len(found) > 1 else "") + found[-1]
    return f"A real run would also {listed}." if dry else f"In the same run {listed}."


def _fewer(result: Result, name: str, *, dry: bool) -> int:
    before, after = (len(getattr(state, name) or []) for state in (result.before, result.after))
    return before if dry else max(0, before - after)


def _deleted(number: int, noun: str, *, dry: bool) -> str:
    things = f"{number} {noun}{'' if number == 1 else 's'}"
    return f"delete {things}" if dry else f"{things} {'was' if number == 1 else 'were'} deleted"


def tone(result: Result) -> Tone:
    """Whether this is good news."""
    if result.exit_code:
        return "bad"
    return "good" if result.outcome in OVER or result.outcome == "no-plan" else "plain"


def confirmed_at(kept: LoadedRecording) -> str | None:
    """When a fresh page confirmed the cancellation of this run, UTC."""
    return kept.when("look.confirmed", statement="the plan is canceled")


def day_and_time(stamp: str) -> str:
    """``2026-11-22T13:34:20.787Z`` as ``22 November 2026, 13:34 UTC``."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def by_hand(result: Result) -> list[str]:
    """The guide's steps that are not settled yet, for who goes on by hand; none if the plan is over."""
    if not result.exit_code and result.outcome != "declined":
        return []
    over = is_over(result)
    left = {step.name for step in result.steps if step.outcome in UNDONE or not (over or step.outcome in SETTLED)}
    steps = {
        "auto-recharge": "Turn off auto-recharge (“Modify”, take the tick away, “Save settings”), reload the page, and "
        "see “Auto recharge is off”.",
        "cancel-plan": "Press “Cancel plan”, then the red “Cancel plan” in the question that comes up. “Your "
        "subscription was canceled.” appears at the top. Reload the page: the plan is no longer offered for canceling.",
        "payment-methods": "If cards should go: tab “Payment methods”, “Delete” at each.",
        "api-keys": "If keys should go: “API keys” in the sidebar, the bin at each, “Revoke key”.",
    }
    open_ones = [text for name, text in steps.items() if name in left]
    start = "Sign in at platform.openai.com, press the gear at the top right, then “Billing” at the left."
    return [start, *open_ones] if open_ones else []
