"""The laws that hold whatever goes wrong: what the site heard, against what the run says."""

from dataclasses import dataclass

from tests.conftest import Ran

from cancelbot.sandbox import SCENARIOS, Act, Fault, Sandbox, Scenario
from cancelbot.sandbox.fixtures import card, key, project
from cancelbot.sandbox.request_log import LoggedRequest

AT_ONCE = 0.5
"""seconds within which no press can follow another: what comes sooner the browser has sent by itself"""
FLAGS: dict[Act, dict[str, object]] = {
    Act.AUTO_RECHARGE: {},
    Act.CANCEL: {},
    Act.CARD: {"remove_card": True},
    Act.KEY: {"delete_keys": True},
}


def small(*faults: Fault) -> Scenario:
    """The default account with little in it, in which these things go wrong.

    It has no second factor: a run right after another would wait up to 30 s for the authenticator's next code.
    """
    default = SCENARIOS["default"]
    organization = default.organizations[0].model_copy(
        update={
            "cards": [card("Visa", "8490", is_default=True), card("Mastercard", "4444")],
            "projects": [project("Default project", [key("Backup", "GkgA"), key("Revoke me", "AzN9")])],
            "legacy_keys": [],
        }
    )
    return default.model_copy(
        update={"organizations": (organization,), "sign_in": SCENARIOS["no-mfa"].sign_in}
    ).with_faults(*faults)


@dataclass(frozen=True)
class Was:
    """What the site holds at one moment."""

    plan: str
    auto_recharge: bool
    cards: frozenset[str]
    keys: frozenset[str]
    numbers: frozenset[str]
    """by which the site calls its cards and keys"""


def state_of(sandbox: Sandbox) -> Was:
    mine = sandbox.state.organizations[0]
    keys = [*mine.keys(), *mine.legacy_keys]
    return Was(
        mine.plan,
        mine.auto_recharge,
        frozenset(card.last4 for card in mine.cards),
        frozenset(key.name for key in keys),
        frozenset([*(card.id for card in mine.cards), *(key.id for key in keys)]),
    )


def keep(sandbox: Sandbox, before: Was, ran: Ran, *, may_be_hidden: bool = False) -> None:
    """Assert every law on one run. ``may_be_hidden``: the site may hide what became of it for longer than it runs."""
    after = state_of(sandbox)
    _nothing_twice(sandbox)
    _canceled_if_and_only_if_so(ran, after, may_be_hidden=may_be_hidden)
    _nothing_goes_that_was_not_listed(before, after, ran)
    _exit_0_means_done(before, after, ran)


def _nothing_twice(sandbox: Sandbox) -> None:
    assert len(_sent(sandbox, Act.CANCEL)) <= 1, "at most one cancel request"
    for act in Act:
        asked = [(heard.path, heard.body) for heard in _sent(sandbox, act)]
        assert len(asked) == len(set(asked)), f"nothing is asked for twice: {asked}"


def _sent(sandbox: Sandbox, act: Act) -> list[LoggedRequest]:
    """The requests of an act, without those that Chromium's network layer sent again when their connection broke."""
    sent: list[LoggedRequest] = []
    for heard in sandbox.request_log.acts(act):
        last = sent[-1] if sent else None
        broke = last is not None and last.status == 0 and heard.at - last.at < AT_ONCE
        if not (broke and last is not None and (last.path, last.body) == (heard.path, heard.body)):
            sent.append(heard)
    return sent


def _canceled_if_and_only_if_so(ran: Ran, after: Was, *, may_be_hidden: bool) -> None:
    says = ran.outcome in {"canceled", "already-canceled"}
    if may_be_hidden and not says:
        assert ran.outcome in {"unverified", "failed"}, "what is hidden is not known"
        assert ran.exit_code != 0, "what is hidden is not known"
    else:
        assert says == (after.plan == "canceled"), f"{ran.outcome}, and the plan is {after.plan}"
    assert ran.outcome != "no-plan", "there was one"


def _nothing_goes_that_was_not_listed(before: Was, after: Was, ran: Ran) -> None:
    listed_cards = {card.card[-4:] for card in ran.result.before.payment_methods or []}
    listed_keys = {key.name for key in ran.result.before.api_keys or []}
    assert before.cards - after.cards <= listed_cards, "no card goes that was not listed"
    assert before.keys - after.keys <= listed_keys, "no key goes that was not listed"


def _exit_0_means_done(before: Was, after: Was, ran: Ran) -> None:
    if ran.exit_code != 0:
        return
    steps = {step.name: step.outcome for step in ran.result.steps}
    assert after.plan == "canceled", "exit 0 means that the plan is over"
    assert not after.auto_recharge, "exit 0 means that auto-recharge is off"
    assert steps["payment-methods"] == "skipped" or not after.cards, "exit 0 means that the cards are gone"
    assert steps["api-keys"] == "skipped" or not before.keys & after.keys, "exit 0 means that the keys are gone"


def keep_on_rerun(sandbox: Sandbox, before: Was, again: Ran, act: Act) -> None:
    """Assert that a rerun, once nothing goes wrong any more, converges and repeats no act that landed."""
    after, acts = state_of(sandbox), sandbox.request_log.acts
    assert again.exit_code == 0, again.result.message
    assert again.outcome == ("already-canceled" if before.plan == "canceled" else "canceled")
    assert len(acts(Act.CANCEL)) == (before.plan != "canceled")
    assert len(acts(Act.AUTO_RECHARGE)) == before.auto_recharge
    for heard in [*acts(Act.CARD), *acts(Act.KEY)]:
        assert any(number in heard.path + heard.body for number in before.numbers), f"it was gone: {heard}"
    if act is Act.CARD:
        assert after.cards == frozenset()
    if act is Act.KEY:
        assert after.keys == frozenset()
