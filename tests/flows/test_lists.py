"""Cards, keys and invoices as they come: what cannot be read or removed is said, and everything else goes on."""

from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small
from tests.support.said_skin import EACH_TIME, saying_skin

from cancelbot.result import Outcome
from cancelbot.sandbox import Scenario
from cancelbot.sandbox.fixtures import card, credit_note, invoice, key, project
from cancelbot.sandbox.refusals import NOT_LOADED, SERVICE_ACCOUNT, UNPAID
from cancelbot.sandbox.scenario import FailingRead, Read


def wild() -> Scenario:
    """A small account without a plan any more, of which one thing of each kind is odd, or refused in a toast."""
    paid = [invoice(number, "6.90", number) for number in range(1, 4)]
    twins = [key("Twin", "AAAA"), key("Twin", "AAAA", used_days=9)]
    others = [key("replaces sk-...AAAA", "BBBB"), key("Old", "CCCC").model_copy(update={"status": "Revoked"})]
    kept = key("Bot", "DDDD").model_copy(update={"refusal": SERVICE_ACCOUNT})
    changes = {
        "plan": "canceled",
        "auto_recharge": False,
        "cards": [card("Visa", "8490", is_default=True, refusal=UNPAID), card("Mastercard", "4444")],
        "projects": [project("Default project", [*twins, *others, kept, key("Last", "EEEE")])],
        "invoices": [
            paid[0],
            credit_note(paid[0]),
            paid[1].model_copy(update={"file": "html"}),
            paid[2].model_copy(update={"file": "empty"}),
        ],
    }
    mine = small().organizations[0].model_copy(update=changes)
    scenario = small().model_copy(update={"organizations": (mine,), "page_size": 4})
    return scenario.with_pages(refusals="toast", card="break", more_in_row=True, invoices_per_page=3)


def test_what_is_odd_or_refused_is_told_with_its_reason_and_all_else_is_done(
    run: RunBot, serve: Serve, tmp_path: Path
) -> None:
    """That its plan is canceled this account is told by a sentence that a second fresh load shows again."""
    sandbox = serve(wild(), saying_skin(tmp_path / "skin", EACH_TIME))

    ran = run(sandbox, everything=True, timeout=6.0)  # twice this long for each invoice that brings no file

    mine = sandbox.state.organizations[0]
    assert (ran.exit_code, ran.outcome) == (1, "already-canceled"), ran.result.message
    plan = {"auto-recharge is off", "the plan is canceled"}
    assert [event["so"] for event in ran.events if event.get("statement") in plan] == [True, True]
    assert [each.last4 for each in mine.cards] == ["8490"]
    assert UNPAID in ran.step("payment-methods").message
    assert [each.name for project in mine.projects for each in project.keys] == ["Old", "Bot"]
    assert SERVICE_ACCOUNT in ran.step("api-keys").message
    assert "Old (sk-...CCCC): Revoked" in ran.step("api-keys").message
    assert [each.name for each in ran.result.after.api_keys or []] == ["Bot"]
    saved = sorted(path.name[11:] for path in (ran.recording / "invoices").iterdir())
    assert saved == ["04DE6D22-0001-CN-01.pdf", "04DE6D22-0001.pdf"]
    assert "Invoice 04DE6D22-0002 was not saved" in ran.step("invoices").message
    assert "Invoice 04DE6D22-0003 was not saved" in ran.step("invoices").message
    assert {step.name for step in ran.result.steps if step.outcome is Outcome.FAILED} == {
        "invoices",
        "payment-methods",
        "api-keys",
    }


STEPS = {Read.CARDS: "payment-methods", Read.KEYS: "api-keys", Read.INVOICES: "invoices"}


@pytest.mark.soak
@pytest.mark.parametrize("how", [400, 403, 404, 503, "error-in-200", "never"])
@pytest.mark.parametrize("read", STEPS)
def test_a_list_that_does_not_come_is_never_an_empty_one(run: RunBot, serve: Serve, read: Read, how: int | str) -> None:
    failing = FailingRead.model_validate({"read": read, "how": how})
    sandbox = serve(small().model_copy(update={"failing": (failing,)}))

    ran = run(sandbox, everything=True, timeout=4.0)

    mine, step = sandbox.state.organizations[0], ran.step(STEPS[read])
    assert ran.exit_code in {1, 5}, ran.result.message
    assert (ran.outcome, mine.plan) == ("canceled", "canceled")
    assert step.outcome in {Outcome.FAILED, Outcome.UNVERIFIED}
    assert "There is no" not in step.message
    assert (mine.cards == []) is (read is not Read.CARDS)
    assert (mine.keys() == []) is (read is not Read.KEYS)
    if how == "error-in-200":
        assert NOT_LOADED[read] in ran.result.message
    others = [each for name in STEPS.values() if (each := ran.step(name)) is not step]
    assert {each.outcome for each in others} == {Outcome.DONE}
