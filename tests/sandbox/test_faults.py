"""Each fault does what its name says, on each act that it can hit."""

import pytest
from playwright.sync_api import Page, expect
from tests.sandbox.conftest import Serve, SignIn, settle

from cancelbot.sandbox import SCENARIOS, Act, Fault, Kind, Sandbox, large

pytestmark = pytest.mark.soak
"""What the bot's own tests meet in passing."""

BILLING = "/settings/organization/billing"
PATHS = {
    Act.AUTO_RECHARGE: BILLING + "/overview",
    Act.CANCEL: BILLING + "/overview",
    Act.CARD: BILLING + "/payment-methods",
    Act.KEY: "/api-keys",
}
CONFIRM = {Act.AUTO_RECHARGE: "Save settings", Act.CANCEL: "Cancel plan", Act.CARD: "Delete", Act.KEY: "Revoke key"}
SETTLE_MS = 200
SAMPLE = (Act.CANCEL,)
PLAIN = SCENARIOS["no-mfa"]


def opener(page: Page, act: Act, by_keyboard: bool = False) -> None:
    main = page.get_by_role("main")
    button = {
        Act.AUTO_RECHARGE: main.get_by_role("button", name="Modify"),
        Act.CANCEL: main.get_by_role("button", name="Cancel plan"),
        Act.CARD: main.get_by_role("button", name="Delete").nth(0),
        Act.KEY: main.get_by_role("row").nth(1).get_by_role("button").nth(-1),
    }[act]
    if by_keyboard:
        button.press("Enter")
    else:
        button.click()


def ask(page: Page, act: Act) -> None:
    opener(page, act)
    if act is Act.AUTO_RECHARGE:
        page.get_by_role("checkbox").nth(-1).uncheck()


def confirm(page: Page, act: Act) -> None:
    page.get_by_role("dialog").get_by_role("button", name=CONFIRM[act]).click()
    page.wait_for_timeout(SETTLE_MS)


def is_done(sandbox: Sandbox, act: Act) -> bool:
    acme = sandbox.state.organizations[0]
    return {
        Act.AUTO_RECHARGE: not acme.auto_recharge,
        Act.CANCEL: acme.plan == "canceled",
        Act.CARD: len(acme.cards) == 1,
        Act.KEY: len(acme.keys()) == 2,
    }[act]


def perform(arrive: SignIn, serve: Serve, fault: Fault) -> tuple[Page, Sandbox]:
    sandbox = serve(PLAIN.with_faults(fault))
    page = arrive(sandbox, PATHS[fault.act])
    ask(page, fault.act)
    confirm(page, fault.act)
    return page, sandbox


def on_every_act(*kinds: Kind) -> pytest.MarkDecorator:
    """`make test` takes one act, `make soak` the others."""
    every = [(act, kind) for kind in kinds for act in Act if act in kind.acts]
    cases = [pytest.param(*each, marks=() if each[0] in SAMPLE else pytest.mark.soak) for each in every]
    return pytest.mark.parametrize(("act", "kind"), cases, ids=str)


@on_every_act(Kind.ERROR_500, Kind.TOO_MANY, Kind.DROP_BEFORE)
def test_what_fails_commits_nothing_and_says_so(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind))

    expect(page.get_by_role("alert")).to_be_visible()
    assert not is_done(sandbox, act)
    confirm(page, act)
    assert is_done(sandbox, act)
    assert len(sandbox.request_log.acts(act)) == 2


@on_every_act(Kind.DROP_AFTER)
def test_what_was_dropped_after_committing_is_done(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind))

    expect(page.get_by_role("alert")).to_be_visible()
    assert is_done(sandbox, act)
    assert [heard.status for heard in sandbox.request_log.acts(act)] == [0]


@on_every_act(Kind.SLOW)
def test_a_slow_act_is_done_later(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind, seconds=0.8))

    assert not is_done(sandbox, act)
    page.wait_for_timeout(800)
    assert is_done(sandbox, act)


@on_every_act(Kind.COMMIT_UNANNOUNCED, Kind.BANNER_ONLY)
def test_a_banner_and_what_was_done_may_differ(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind))

    assert page.locator(".toast").count() == (kind is Kind.BANNER_ONLY)
    assert is_done(sandbox, act) == (kind is Kind.COMMIT_UNANNOUNCED)


@on_every_act(Kind.STALE)
def test_the_old_state_is_shown_for_a_while(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind, seconds=1.5))
    page.reload()
    settle(page)

    assert is_done(sandbox, act)
    old = page.get_by_role("main").inner_text()
    page.wait_for_timeout(1500)
    page.reload()
    settle(page)
    assert page.get_by_role("main").inner_text() != old


@on_every_act(Kind.LOG_OUT, Kind.LOG_OUT_AFTER)
def test_the_session_ends_before_or_after_the_act(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind))

    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert is_done(sandbox, act) == (kind is Kind.LOG_OUT_AFTER)


@on_every_act(Kind.CRASH, Kind.HANG)
def test_the_page_dies_and_the_act_is_done(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind, seconds=0.5))

    assert is_done(sandbox, act)
    assert (page.locator("body").inner_text() == "") == (kind is Kind.CRASH)


@on_every_act(Kind.SURVEY)
def test_a_survey_stands_before_the_dialog(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind)))
    page = arrive(sandbox, PATHS[act])
    opener(page, act)
    expect(page.get_by_role("dialog")).to_have_accessible_name("We'd love your feedback")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("dialog").get_by_role("button", name=CONFIRM[act])).to_be_visible()


@on_every_act(Kind.IGNORE_FIRST_CLICK)
def test_the_first_click_is_ignored(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=kind))
    assert sandbox.request_log.acts(act) == []
    confirm(page, act)

    assert is_done(sandbox, act)


@on_every_act(Kind.DOUBLE_CLICK)
def test_a_double_click_acts_twice(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind), Fault(act=act, kind=Kind.SLOW, seconds=0.3)))
    page = arrive(sandbox, PATHS[act])
    ask(page, act)
    page.get_by_role("dialog").get_by_role("button", name=CONFIRM[act]).dblclick()
    page.wait_for_timeout(600)

    assert len(sandbox.request_log.acts(act)) == 2


@on_every_act(Kind.SWAP_BUTTONS, Kind.MOVE_BUTTON)
def test_the_buttons_change_places(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind)))
    page = arrive(sandbox, PATHS[act])
    opener(page, act, by_keyboard=True)
    yes = page.get_by_role("dialog").get_by_role("button", name=CONFIRM[act])
    before = yes.bounding_box()
    yes.hover()

    after = yes.bounding_box()
    no = page.get_by_role("dialog").get_by_role("button").filter(has_not_text=CONFIRM[act]).last.bounding_box()
    assert before is not None
    assert after is not None
    assert no is not None
    assert after["x"] < no["x"] if kind is Kind.SWAP_BUTTONS else after["x"] != before["x"]


@on_every_act(Kind.REPLACE_TEXT)
def test_the_button_turns_into_another(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind)))
    page = arrive(sandbox, PATHS[act])
    opener(page, act)
    page.get_by_role("button", name="Keep my plan and save 20%").click()
    page.wait_for_timeout(SETTLE_MS)

    assert [heard.path for heard in sandbox.request_log.account_writes] == ["/dashboard/billing/retention_offer"]


@on_every_act(Kind.TWO_DIALOGS)
def test_two_dialogs_come_up_at_once(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind)))
    page = arrive(sandbox, PATHS[act])
    opener(page, act)

    expect(page.get_by_role("dialog")).to_have_count(2)


@on_every_act(Kind.DISABLED)
def test_the_button_is_disabled_until_faults_are_cleared(arrive: SignIn, serve: Serve, act: Act, kind: Kind) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=act, kind=kind)))
    page = arrive(sandbox, PATHS[act])
    page.reload()
    settle(page)
    expect(page.get_by_role("main").locator("button:disabled").nth(0)).to_be_visible()
    sandbox.clear_faults()
    page.reload()
    settle(page)

    assert page.get_by_role("main").locator("button:disabled").count() == 0


def test_auto_recharge_comes_back_after_a_reload(arrive: SignIn, serve: Serve) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=Act.AUTO_RECHARGE, kind=Kind.BACK_AFTER_RELOAD))
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()
    page.reload()

    expect(page.get_by_text("Auto recharge is on")).to_be_visible()
    assert sandbox.state.organizations[0].auto_recharge


def test_auto_recharge_comes_back_after_the_cancel(arrive: SignIn, serve: Serve) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=Act.AUTO_RECHARGE, kind=Kind.BACK_AFTER_CANCEL))
    page.reload()
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()
    ask(page, Act.CANCEL)
    confirm(page, Act.CANCEL)

    expect(page.get_by_role("heading", name="Free trial")).to_be_visible()
    expect(page.get_by_text("Auto recharge is on")).to_be_visible()
    assert sandbox.state.organizations[0].auto_recharge


@pytest.mark.parametrize(("act", "words"), [(Act.CARD, "unpaid invoice"), (Act.KEY, "service account")])
def test_what_is_refused_says_why(arrive: SignIn, serve: Serve, act: Act, words: str) -> None:
    page, sandbox = perform(arrive, serve, Fault(act=act, kind=Kind.REFUSE))

    expect(page.get_by_role("alert")).to_contain_text(words)
    assert not is_done(sandbox, act)


def test_a_named_key_is_refused_and_the_others_are_not(arrive: SignIn, serve: Serve) -> None:
    _, sandbox = perform(arrive, serve, Fault(act=Act.KEY, kind=Kind.REFUSE, target="Revoke me", times=None))

    assert is_done(sandbox, Act.KEY)


def test_the_last_key_stays(arrive: SignIn, serve: Serve) -> None:
    acme = SCENARIOS["last-key"].organizations[0].model_copy(update={"keep_last_key": False})
    scenario = PLAIN.model_copy(update={"organizations": (acme,)})
    sandbox = serve(scenario.with_faults(Fault(act=Act.KEY, kind=Kind.LAST_KEY)))
    page = arrive(sandbox, PATHS[Act.KEY])
    ask(page, Act.KEY)
    confirm(page, Act.KEY)

    expect(page.get_by_role("alert")).to_contain_text("You will not be able to delete your final API key")


def test_the_rows_stand_in_another_order_after_a_deletion(arrive: SignIn, serve: Serve) -> None:
    scenario = large(keys=12, projects=1).model_copy(update={"sign_in": PLAIN.sign_in})
    sandbox = serve(scenario.with_faults(Fault(act=Act.KEY, kind=Kind.REORDER)))
    page = arrive(sandbox, PATHS[Act.KEY])
    before = page.get_by_role("row").all_inner_texts()
    ask(page, Act.KEY)
    confirm(page, Act.KEY)
    settle(page)
    after = page.get_by_role("row").all_inner_texts()

    assert after != [row for row in before if row in after]
    assert len(after) == len(before) - 1


def test_keys_are_paginated(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(PLAIN.with_faults(Fault(act=Act.KEY, kind=Kind.PAGINATE)))
    page = arrive(sandbox, "/settings/organization/api-keys")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("button", name="Load more").click()

    expect(page.get_by_role("row")).to_have_count(4)


def test_a_key_is_made_while_one_is_deleted(arrive: SignIn, serve: Serve) -> None:
    _, sandbox = perform(arrive, serve, Fault(act=Act.KEY, kind=Kind.ADD_KEY))

    names = [key.name for project in sandbox.state.organizations[0].projects for key in project.keys]
    assert names == ["Revoke me", "Made meanwhile 1", "Replacement key"]
