"""Each way in which money can still go is named if it applies, and only then."""

from decimal import Decimal

import pytest
from tests.report.conftest import MakeResult

from cancelbot.report.costs import amount, not_looked_at, what_can_cost
from cancelbot.result import Account, AccountState, ApiKey, Card, Charge, Outcome, Result


def titles(result: Result) -> list[str]:
    return [cost.title for cost in what_can_cost(result)]


def after(**changes: object) -> AccountState:
    state = AccountState(
        plan="Free trial", balance="$0.00", auto_recharge=False, payment_methods=[], api_keys=[], invoices=0
    )
    for name, value in changes.items():
        setattr(state, name, value)
    return state


def test_a_clean_cancellation_leaves_the_final_invoice_and_chatgpt(result: MakeResult) -> None:
    told = titles(result("canceled", after=after()))

    assert told == ["A final invoice may still come", "ChatGPT is a separate subscription"]


def test_credit_that_is_left_expires_a_year_after_the_newest_invoice(result: MakeResult) -> None:
    charges = [Charge("A-1", "2026-05-25"), Charge("A-2", "2026-07-24"), Charge("A-3", "undated")]

    (credit,) = (
        cost
        for cost in what_can_cost(result("canceled", after=after(balance="$1,204.30"), charges=charges))
        if "credit" in cost.title
    )

    assert credit.title.startswith("$1,204.30")
    assert "24 July 2027" in credit.why


def test_credit_expires_a_year_after_the_run_at_the_latest_if_no_invoice_was_seen(result: MakeResult) -> None:
    told = what_can_cost(result("canceled", after=after(balance="$4.34")))

    assert any("by 22 November 2027 at the latest" in cost.why for cost in told)


@pytest.mark.parametrize("balance", ["-$0.07", "$-0.07", "\u2212$0.07"])
def test_a_negative_balance_is_named_first(result: MakeResult, balance: str) -> None:
    told = what_can_cost(result("canceled", after=after(balance=balance)))

    assert told[0].title.startswith("The balance is below zero")
    assert not any("stays in the account" in cost.title for cost in told)


def test_keys_that_are_left_are_listed_and_old_ones_counted(result: MakeResult) -> None:
    keys = [ApiKey("CI", "sk-...aaaa", "Web", "Never"), ApiKey("Old", "sk-...bbbb", "", "")]

    (cost,) = (
        c for c in what_can_cost(result("canceled", after=after(balance="$4.34", api_keys=keys))) if "API" in c.title
    )

    assert cost.title == "2 API keys are still alive"
    assert "until the balance ($4.34) is used up" in cost.why
    assert "1 of them belongs to no project" in cost.why
    assert cost.details == ("CI · sk-...aaaa · Web · last used Never", "Old · sk-...bbbb · no project")


def test_keys_without_credit_are_rejected_until_credit_is_added(result: MakeResult) -> None:
    keys = [ApiKey("CI", "sk-...aaaa", "Web", "Never")]

    (cost,) = (c for c in what_can_cost(result("canceled", after=after(api_keys=keys))) if "API" in c.title)

    assert cost.weight == "note"
    assert "accepted again as soon as somebody adds credit" in cost.why


def test_auto_recharge_that_is_on_is_a_danger(result: MakeResult) -> None:
    assert titles(result("canceled", after=after(auto_recharge=True)))[0] == "Auto-recharge is on"


def test_an_organization_that_is_not_known_has_no_name(result: MakeResult) -> None:
    nameless = result("canceled", after=after(), account=Account(), organizations=["Acme", "Umbrella"])

    assert "None" not in "".join(cost.why for cost in what_can_cost(nameless))


def test_other_organizations_of_the_login_are_listed(result: MakeResult) -> None:
    told = what_can_cost(result("canceled", after=after(), organizations=["Acme", "Umbrella"]))

    (cost,) = (cost for cost in told if "organization" in cost.title)
    assert cost.details == ("Umbrella",)


def test_other_members_show_in_who_created_the_keys(result: MakeResult) -> None:
    keys = [ApiKey("a", "sk-...aaaa", "Web", "", "Dana"), ApiKey("b", "sk-...bbbb", "Web", "", "Tom")]

    told = what_can_cost(result("canceled", before=AccountState(api_keys=keys), after=after()))

    assert ("Dana", "Tom") in [cost.details for cost in told]


def test_one_person_alone_is_no_other_member(result: MakeResult) -> None:
    keys = [ApiKey("a", "sk-...aaaa", "Web", "", "Dana"), ApiKey("b", "sk-...bbbb", "Web", "", "Dana")]

    assert "Other people use this organization" not in titles(result("canceled", before=AccountState(api_keys=keys)))


@pytest.mark.parametrize(
    ("outcome", "plan", "title"),
    [
        ("would-cancel", Outcome.PLANNED, "The plan is still active"),
        ("declined", Outcome.PLANNED, "The plan is still active"),
        ("unverified", Outcome.UNVERIFIED, "The plan may still be active"),
        ("failed", Outcome.FAILED, "The plan was not canceled"),
        ("needs-human", Outcome.SKIPPED, "The plan was not canceled"),
    ],
)
def test_a_plan_that_is_not_over_comes_first(result: MakeResult, outcome: str, plan: Outcome, title: str) -> None:
    told = titles(result(outcome, plan=plan))

    assert told[0] == title
    assert "ChatGPT is a separate subscription" not in told


def test_a_plan_that_was_canceled_is_not_called_active_because_a_card_was_refused(result: MakeResult) -> None:
    told = titles(result("failed", plan=Outcome.ALREADY, exit_code=1))

    assert "The plan was not canceled" not in told
    assert "A final invoice may still come" in told


def test_cards_that_are_left_are_named_with_the_final_invoice(result: MakeResult) -> None:
    told = what_can_cost(result("canceled", after=after(payment_methods=[Card("••••8490", "Visa")])))

    assert "Still saved: ••••8490." in told[0].why


def test_what_was_not_read_is_said_to_be_unread(result: MakeResult) -> None:
    unread = not_looked_at(result("canceled"))

    assert unread == ["saved cards", "API keys", "invoices"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("$1,204.30", "1204.30"),
        ("4,48 US$", "4.48"),
        ("CA$4.48", "4.48"),
        ("1.204,30 €", "1204.30"),
        ("$1,204", "1204"),
    ],
)
def test_amounts_are_read_however_they_are_written(text: str, number: str) -> None:
    assert amount(text) == Decimal(number)
