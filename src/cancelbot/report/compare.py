"""A second look: compares the account as it is now with a recording of how it was left."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from cancelbot.errors import CameBack, Unsafe, UsageError
from cancelbot.recording.read import LoadedRecording, recordings_in
from cancelbot.report.costs import ISO_DAY, PLAN_BY_OUTCOME, amount, is_over
from cancelbot.result import Account, Result

BACK = (
    "Look at Settings > Billing yourself. To undo what came back, run cancelbot run again. A final invoice for usage "
    "before the cancellation is normal, once; dispute anything else with the report and the receipt."
)


@dataclass(frozen=True)
class Difference:
    """One thing that has changed. ``bad``: the plan, auto-recharge or a charge."""

    text: str
    bad: bool = False


def second_look(then: LoadedRecording, now: Result) -> None:
    """Compare ``now`` with ``then``, and write the differences into it.

    Raises CameBack if one is bad, Unsafe if it is another account.
    """
    was = then.result
    for there, here in ((was.account.email, now.account.email), (was.account.organization, now.account.organization)):
        if there is not None and here is not None and there != here:
            raise Unsafe(
                f"The recording is of {there}, but this is {here}.",
                advice="Choose the organization with --org, or sign in to the account of the recording.",
            )
    found = differences(was, now)
    now.compared_with, now.before = then.name, was.after
    now.differences = [difference.text for difference in found]
    bad = [difference.text for difference in found if difference.bad]
    now.plan_is = PLAN_BY_OUTCOME.get(now.outcome)
    now.outcome = "came-back" if bad else "still-canceled"
    if bad:
        raise CameBack(" ".join(bad), advice=BACK)
    now.message = f"Nothing was charged since {was.started[:10]}, as far as the pages say."


def differences(then: Result, now: Result) -> list[Difference]:
    """Everything that has changed, the bad ones first."""
    parts = (_back, _charges, _balance, _cards, _keys)
    found = [difference for part in parts for difference in part(then, now)]
    return sorted(found, key=lambda difference: not difference.bad)


def worth_checking(
    root: Path, kept: LoadedRecording | None, site: str | None = None, email: str | None = None
) -> LoadedRecording:
    """``kept``, or the newest recording of a canceled plan, of this ``site`` and (masked) ``email``.

    None: of any. Raises UsageError.
    """
    found = [kept] if kept else [one for one in recordings_in(root) if _is_of(one, site, email)]
    fit = [one for one in found if one.result.mode == "run" and is_over(one.result)]
    if not fit:
        what = f"{kept.name} did not leave" if kept else f"No recording in {root} left"
        raise UsageError(
            f"{what} a canceled plan behind, so there is nothing to compare with.",
            advice="To see the account as it is now: cancelbot status",
        )
    return fit[0]


def end_as_look(now: Result) -> None:
    """Make a look end as one, whatever it found about the plan."""
    now.plan_is, now.outcome = PLAN_BY_OUTCOME.get(now.outcome), "looked"


def _is_of(kept: LoadedRecording, site: str | None, email: str | None) -> bool:
    here, account = kept.result.site.rstrip("/"), kept.result.account.email
    is_there = site is None or here in {"", site.rstrip("/")}
    return kept.has_result and is_there and (email is None or account in {None, email})


def canceled_since(root: Path, account: Account, site: str | None = None) -> str | None:
    """When the plan of ``account`` was first seen canceled, by the recordings of ``site`` in ``root``; None: never."""
    real = [kept.result for kept in recordings_in(root) if kept.result.mode == "run" and _is_of(kept, site, None)]
    own = takewhile(is_over, (result for result in real if result.account == account))  # newest first
    return min((result.started for result in own), default=None)


def _back(then: Result, now: Result) -> Iterator[Difference]:
    if now.outcome == "would-cancel":
        read = f": the page says “{now.after.plan}”" if now.after.plan else ""
        yield Difference(f"The plan is active again{read}.", bad=True)
    if now.after.auto_recharge:
        again = " again" if then.after.auto_recharge is False else ""
        yield Difference(f"Auto-recharge is on{again}.", bad=True)


def _charges(then: Result, now: Result) -> Iterator[Difference]:
    known, day = {charge.number for charge in then.charges}, then.started[:10]
    for charge in now.charges:
        what = f"Invoice {charge.number} of {charge.date}{f' over {charge.amount}' if charge.amount else ''}"
        if charge.number in known or not (known or (ISO_DAY.fullmatch(charge.date) and charge.date >= day)):
            continue
        if known or charge.date > day:
            yield Difference(f"{what} appeared after the cancellation.", bad=True)
        else:
            yield Difference(f"{what} is of the day of the cancellation: it may be from before or after it.")


def _balance(then: Result, now: Result) -> Iterator[Difference]:
    was, here = amount(then.after.balance), amount(now.after.balance)
    if was is None or here is None or was == here:
        return
    moved = f"The balance was {then.after.balance} and is {now.after.balance}"
    if here > was:
        yield Difference(f"{moved}: credit was added.", bad=True)
    else:
        yield Difference(f"{moved}: it was used, or has expired.")


def _cards(then: Result, now: Result) -> Iterator[Difference]:
    before = {card.card for card in then.after.payment_methods or []}
    new = [card.card for card in now.after.payment_methods or [] if card.card not in before]
    if new and then.after.payment_methods is not None:
        yield Difference(f"Cards saved since then: {', '.join(new)}.")


def _keys(then: Result, now: Result) -> Iterator[Difference]:
    before = {(key.name, key.key) for key in then.after.api_keys or []}
    new = [f"{key.name} ({key.key})" for key in now.after.api_keys or [] if (key.name, key.key) not in before]
    if new and then.after.api_keys is not None:
        yield Difference(f"API keys that were not there then: {', '.join(new)}.")
