"""How a run ended, in plain words: what happened, what the page said, what to do now.

The terminal, report.html and messages use it, so that they say the same.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.costs import OVER, SETTLED_STATUS, is_over, what_can_cost
from cancelbot.report.rows import counted, listed
from cancelbot.result import MODES, Outcome, Result, words_of_step

Tone = Literal["good", "plain", "bad"]
_LISTS = (("payment_methods", "payment-methods", "saved card"), ("api_keys", "api-keys", "API key"))
UNDONE = {Outcome.FAILED, Outcome.UNVERIFIED}
_QUOTED = {"dialog": "the question before canceling", "banner": "the banner after it", "refusal": "the site refused"}
AGAIN = "You can safely run it again: if the plan is already canceled it does nothing; if not, it tries once more."
WHY_NOT = {
    2: "Nothing was done: a setting, an option or this machine is not as it must be.",
    3: "{nothing}: the site refused the sign-in.",
    5: "{nothing}: the site shows a page from which cancelbot cannot go on.",
    8: "Nothing was done: another run of this account is still going on.",
    130: "{nothing}: the run was interrupted.",
}
COMMAND = re.compile(r"(?P<why>.*[:,]) (?P<command>cancelbot [^“”]*?)\.?")
"""a sentence that ends with a command, which gets a line of its own so that it can be copied"""


@dataclass(frozen=True)
class Summary:
    """How a run ended."""

    headline: str
    happened: list[str]
    """further sentences that do not repeat the headline"""
    quotes: list[tuple[str, str]]
    """what the page said, and when"""
    read: list[tuple[str, str]]
    """what the page showed about the account"""
    todo: list[str]
    by_hand: list[str]
    """the steps for a user who continues by hand, in order"""
    page: str
    """the address of the page where it stopped"""
    picture: str
    """the file in the recording that shows it, or the canceled plan"""
    practice: bool


def summarize(kept: LoadedRecording) -> Summary:
    result, top = kept.result, headline(kept)
    happened = [*filter(None, (other_changes(result),)), *result.differences]
    if result.message and not result.differences and result.message.rstrip(".").lower() not in top.lower():
        happened.append(result.message)
    shown = [step for step in result.steps if step.pictures]
    stopped = [step for step in shown if step.outcome in UNDONE]
    plan = [step for step in shown if step.name == "cancel-plan"]
    return Summary(
        headline=top,
        happened=happened,
        quotes=[(_QUOTED.get(name, name), text) for name, text in result.said.items()],
        read=facts_read(result),
        todo=_todo(kept),
        by_hand=by_hand(result, practice=kept.is_sandbox),
        page=result.page,
        picture=(stopped or plan or shown)[-1].pictures[-1] if shown else "",
        practice=kept.is_sandbox,
    )


def headline(kept: LoadedRecording) -> str:
    """What happened, in one sentence for somebody who does not know the tool."""
    result = kept.result
    name = result.account.organization
    who = f"“{name}”" if name else result.account.email or "the account"
    when = day_and_time(kept.confirmed_at or result.started)
    plan = f"the OpenAI Platform plan of {who}"
    if result.compared_with:
        return _second_look(result, plan, when)
    if result.exit_code and is_over(result):
        return f"{_upper(plan)} is canceled, but not everything else that you asked for was done."
    nothing, stopped = "Not canceled", "the run stopped before canceling anything"
    if not (result.before.plan or result.after.plan):  # it may have been canceled before
        nothing, stopped = "This run canceled nothing", "it stopped before it had seen the plan"
    if result.mode != "run":
        nothing, stopped = "Nothing was changed", f"the {MODES[result.mode]} could not be finished"
    sentences = {
        "canceled": f"{_upper(plan)} was canceled on {when}, and the reloaded page confirms it.",
        "already-canceled": f"{_upper(plan)} was already canceled when cancelbot looked on {when}.",
        "would-cancel": f"{_upper(plan)} is active. This was a dry run: nothing was changed.",
        "no-plan": f"{_upper(who)} has no OpenAI Platform plan to cancel, as seen on {when}.",
        "declined": f"Not canceled: you did not agree to the changes, so {plan} is still active.",
        "looked": f"cancelbot looked at the account of {who} on {when} and changed nothing.",
        "signed-in": "You are signed in, and later runs use this session.",
        "needs-human": f"{nothing}: it needs a step that only you can do.",
        "refused-for-safety": f"{nothing}: cancelbot refused to go on, for safety.",
    }
    if result.outcome == "unverified" or (result.exit_code and result.outcome_of("cancel-plan") is Outcome.UNVERIFIED):
        return _unverified(result, plan)
    if result.outcome == "failed" and result.exit_code in WHY_NOT:
        return WHY_NOT[result.exit_code].format(nothing=nothing)
    return sentences.get(result.outcome) or f"{nothing}: {stopped}."


def _unverified(result: Result, plan: str) -> str:
    if result.outcome_of("cancel-plan") is not Outcome.UNVERIFIED:
        return f"Not canceled: an earlier step could not be confirmed, so {plan} was left alone."
    if result.exit_code == 130:
        return f"Not certain: the run was interrupted right after cancelbot confirmed canceling {plan}."
    shows = f"the reloaded page still shows “{result.after.plan}”" if result.after.plan else "no reloaded page says so"
    return f"Not certain: cancelbot clicked “Cancel plan” and confirmed, but {shows}."


def _second_look(result: Result, plan: str, when: str) -> str:
    if result.differences and result.exit_code:
        return f"Not as you left it: something about {plan} has come back, as seen on {when}."
    if result.exit_code:
        return f"The second look at {plan} could not be finished on {when}."
    return f"{_upper(plan)} is still canceled, as seen on {when}."


def facts_read(result: Result) -> list[tuple[str, str]]:
    """What the page showed about the account: what each thing is called, and what it is."""
    after = result.after
    facts = {"plan": after.plan, "credit balance": after.balance, "auto-recharge": after.recharge}
    return [(name, text) for name, text in facts.items() if text]


def _todo(kept: LoadedRecording) -> list[str]:
    """What the user does next, the most important first, except the steps by hand."""
    result, found = kept.result, []
    found += result.advice.splitlines()
    if result.outcome == "would-cancel" and result.mode == "dry-run" and not result.compared_with:
        asked = filter(None, (words_of_step(step.name).option for step in result.planned))
        found.append(f"To do it for real: {' '.join(['cancelbot run', *asked])}")
    says_so = "again" in result.advice or result.exit_code in {2, 3, 7}
    if result.exit_code and result.mode == "run" and not says_so and not is_over(result):
        found.append(AGAIN)
    if kept.is_sandbox and not result.exit_code:
        return ["That was practice. To look at your own account and change nothing: cancelbot run --dry-run"]
    if not result.exit_code and is_over(result):
        found.append("Nothing today. In 7 and in 35 days, look again: cancelbot verify")
    if result.after.balance is not None and (is_over(result) or result.outcome == "no-plan"):
        points = [cost.title for cost in what_can_cost(result)]
        found += [f"Worth knowing: {'; '.join(points)}."] if points else []
    return found or (["Nothing."] if not result.exit_code else [])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def other_changes(result: Result) -> str | None:
    """What else this run changed, or would change, in one sentence; None if nothing."""
    dry = result.mode != "run"
    steps = {step.name for step in result.steps if step.outcome is (Outcome.PLANNED if dry else Outcome.DONE)}
    found = ["turn auto-recharge off" if dry else "auto-recharge was turned off"] if "auto-recharge" in steps else []
    for field, step, noun in _LISTS:
        before, after = (len(getattr(state, field) or []) for state in (result.before, result.after))
        if number := before if dry and step in steps else max(0, before - after):
            things = counted(number, noun)
            found.append(f"delete {things}" if dry else f"{things} {'was' if number == 1 else 'were'} deleted")
    found += ["save the invoices" if dry else "the invoices were saved"] if "invoices" in steps else []
    if not found or result.compared_with or result.outcome in {"looked", "declined"}:
        return None
    return f"A real run would also {listed(found)}." if dry else f"In the same run {listed(found)}."


def tone(result: Result) -> Tone:
    if result.exit_code:
        return "bad"
    return "good" if result.outcome in {*OVER, "no-plan"} else "plain"


def day_and_time(stamp: str) -> str:
    """``2026-11-22T13:34:20.787Z`` as ``22 November 2026, 13:34 UTC``."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def by_hand(result: Result, *, practice: bool = False) -> list[str]:
    """The guide's remaining steps, for a user who continues by hand; none if nothing is left to do."""
    if (not result.exit_code and result.outcome != "declined") or not result.is_run:
        return []
    start = "Sign in at platform.openai.com, press the gear at the top right, then “Billing” at the left."
    start = f"With a real account you would now go on by hand. {start}" if practice else start
    if result.mode in {"status", "verify"} and not result.differences:
        return [start, "Read there whether there is a plan, and whether auto-recharge (auto-reload) is on."]
    over = is_over(result)
    undone = {step.name for step in result.steps if step.outcome in UNDONE}
    open_yet = {step.name for step in result.steps if not (over or step.outcome in SETTLED_STATUS)}
    left = undone | (open_yet & {"auto-recharge", "cancel-plan"})
    if not result.steps and not over:
        left = {"auto-recharge", "cancel-plan"}
    steps = {
        "auto-recharge": "Turn off auto-recharge (also called auto-reload): “Modify” or “Manage”, take the tick away "
        "or choose “Turn off”, save. Reload the page: it must say that auto-recharge is off.",
        "cancel-plan": "Press “Cancel plan” if it is offered, then the red “Cancel plan” in the question. "
        "Reload the page: it must no longer offer “Cancel plan”.",
        "payment-methods": "If saved cards must go: tab “Payment methods”, “Delete” beside each card.",
        "api-keys": "If API keys must go: “API keys” at the left, the bin beside each key, “Revoke key”.",
    }
    open_ones = [text for name, text in steps.items() if name in left]
    return [start, *open_ones] if open_ones else []
