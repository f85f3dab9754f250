"""The laws that hold whatever goes wrong: what the site heard, against what the run says."""

from dataclasses import dataclass

from tests.conftest import Ran

from cancelbot.sandbox import SCENARIOS, Act, Fault, Sandbox, Scenario
from cancelbot.sandbox.seeds import card, key, project

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
    cards: frozenset[str]
    keys: frozenset[str]


def state_of(sandbox: Sandbox) -> Was:
    organization = sandbox.state.organizations[0]
    keys = [*organization.keys(), *organization.legacy_keys]
    return Was(organization.plan, frozenset(c.last4 for c in organization.cards), frozenset(k.name for k in keys))


def keep(sandbox: Sandbox, before: Was, ran: Ran) -> None:
    """Assert every law on one run."""
    after = state_of(sandbox)
    assert len(sandbox.witness.acts("cancel")) <= 1, "at most one cancel request"
    assert (ran.outcome in {"canceled", "already-canceled", "no-plan"}) <= (after.plan == "canceled"), "canceled is so"
    assert (ran.outcome == "canceled") >= (ran.exit_code == 0 and before.plan == "payg"), "exit 0 means done"
    listed_cards = {card.card[-4:] for card in ran.result.before.payment_methods or []}
    listed_keys = {key.name for key in ran.result.before.api_keys or []}
    assert before.cards - after.cards <= listed_cards, "no card goes that was not listed"
    assert before.keys - after.keys <= listed_keys, "no key goes that was not listed"
    if ran.exit_code == 0:
        assert not sandbox.state.organizations[0].auto_recharge, "done means auto-recharge is off"


def keep_on_rerun(sandbox: Sandbox, before: Was, first: Ran, again: Ran) -> None:
    """Assert that a rerun, once nothing goes wrong any more, converges and repeats no act that landed."""
    after = state_of(sandbox)
    assert (again.exit_code, after.plan) == (0, "canceled"), again.result.message
    assert again.outcome == ("already-canceled" if before.plan == "canceled" else "canceled")
    if before.plan == "canceled":
        assert sandbox.witness.acts("cancel") == []
