"""Every skin by hand: the whole job on each, by locators written for its own markup, judged by what the site heard."""

import pytest
from playwright.sync_api import Page, expect
from tests.sandbox.by_hand import SKINS
from tests.sandbox.by_hand_late import slow_billing
from tests.sandbox.conftest import Serve, code_now
from tests.sandbox.pressing import OVERVIEW, press
from tests.skins.folders import skin_names

from cancelbot.sandbox import SCENARIOS, Act, Fault, Kind, Sandbox

CANCELED = "Your subscription was canceled."
PLAIN = SCENARIOS["no-mfa"]


SAMPLE = {"classic"}
each_skin = pytest.mark.parametrize(
    "skin", [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.soak]) for name in SKINS]
)


def sign_in(page: Page, sandbox: Sandbox, path: str = OVERVIEW) -> None:
    account = sandbox.scenario.account
    page.goto(sandbox.platform_url + path)
    page.get_by_text("Log in", exact=True).click()
    page.get_by_label("Email address").fill(account.email)
    if sandbox.skin.name != "classic":
        press(page, "Continue")
    page.get_by_label("Password").fill(account.password)
    press(page, "Continue")


def arrived(page: Page, sandbox: Sandbox) -> None:
    page.wait_for_url(sandbox.platform_url + ("/" if sandbox.skin.name == "slow" else OVERVIEW))
    page.get_by_text("Acme Robotics").nth(0).wait_for(state="attached")


def test_no_skin_is_forgotten() -> None:
    assert set(SKINS) | {"platform"} == set(skin_names())


@pytest.mark.soak
@each_skin
def test_a_person_can_do_the_whole_job_on_each_front_end(page: Page, serve: Serve, skin: str) -> None:
    sandbox, by_hand = serve(PLAIN, skin=skin), SKINS[skin]
    sign_in(page, sandbox)
    arrived(page, sandbox)

    by_hand.recharge(page, sandbox.platform_url)
    by_hand.ask(page, sandbox.platform_url)
    by_hand.confirm(page).click()
    expect(page.get_by_text(CANCELED)).to_be_visible()
    by_hand.card(page, sandbox.platform_url)
    by_hand.key(page, sandbox.platform_url)

    acme = sandbox.state.organizations[0]
    assert (acme.plan, acme.auto_recharge) == ("canceled", False)
    assert [card.last4 for card in acme.cards] == ["8490"]
    left = acme.keys()
    assert [key.last4 for key in left] == ["GkgA", "myUI"]
    assert [heard.act for heard in sandbox.request_log.account_writes] == ["auto-recharge", "cancel", "card", "key"]


@each_skin
def test_a_canceled_plan_looks_like_it(page: Page, serve: Serve, skin: str) -> None:
    sandbox = serve(PLAIN.model_copy(update={"organizations": SCENARIOS["already-canceled"].organizations}), skin=skin)
    sign_in(page, sandbox)
    arrived(page, sandbox)
    if skin == "slow":
        slow_billing(page, sandbox.platform_url, "Overview")

    expect(page.get_by_text(SKINS[skin].after, exact=True).nth(0)).to_be_visible()
    expect(page.get_by_text("$4.34", exact=True)).to_be_visible()
    not_of_another_product = page.locator(":not(section.part *)")
    grayed = page.get_by_role("button", name="Cancel plan").and_(not_of_another_product)
    assert [button.is_disabled() for button in grayed.all()] == [True] * (skin == "popover")


@pytest.mark.soak
@each_skin
def test_the_first_click_may_be_ignored(page: Page, serve: Serve, skin: str) -> None:
    ignoring = PLAIN.with_faults(Fault(act=Act.CANCEL, kind=Kind.IGNORE_FIRST_CLICK))
    sandbox, by_hand = serve(ignoring, skin=skin), SKINS[skin]
    sign_in(page, sandbox)
    arrived(page, sandbox)
    by_hand.ask(page, sandbox.platform_url)

    by_hand.confirm(page).click()
    by_hand.confirm(page).click()
    expect(page.get_by_text(CANCELED)).to_be_visible()

    assert len(sandbox.request_log.acts("cancel")) == 1


def test_codes_go_into_six_boxes_that_submit_themselves(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"], skin="muiish")
    sign_in(page, sandbox)
    boxes = page.get_by_role("textbox")
    expect(boxes).to_have_count(6)

    boxes.nth(0).press_sequentially("000000")
    expect(page.get_by_text("The code you entered is incorrect.")).to_be_visible()
    page.keyboard.type(code_now(sandbox))

    arrived(page, sandbox)


def test_a_wrong_password_is_told_on_the_one_page(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["wrong-password"], skin="classic")
    sign_in(page, sandbox)

    expect(page.get_by_role("alert")).to_have_text("Incorrect email address or password")
    expect(page.get_by_label("Email address")).to_be_visible()


@pytest.mark.soak
def test_in_a_narrow_window_the_sidebar_is_behind_a_menu_button(page: Page, serve: Serve) -> None:
    page.set_viewport_size({"width": 700, "height": 800})
    sandbox = serve(PLAIN, skin="muiish")
    sign_in(page, sandbox)
    arrived(page, sandbox)
    entry = page.get_by_role("navigation").get_by_text("Billing")
    expect(entry).not_to_be_visible()

    press(page, "open menu")

    expect(entry).to_be_visible()
