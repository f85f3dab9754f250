"""Each era shows its own words, and each of them has a source; the newest console by hand."""

import pytest
from playwright.sync_api import Page, expect
from tests.sandbox.conftest import OVERVIEW, Serve, SignIn, settle

from cancelbot.sandbox import SCENARIOS
from cancelbot.sandbox.eras import ERAS, Era, words_of

KEYS = "/settings/organization/api-keys"
SAMPLE = "2024"
"""the bot's own tests run on the newest, and this file's on that of April 2026"""


def test_every_era_has_the_same_concepts_and_every_word_a_source() -> None:
    first, *others = (set(words) for words in ERAS.values())

    assert all(names == first for names in others)
    assert [name for words in ERAS.values() for name, wording in words.items() if not wording.source] == []


@pytest.mark.parametrize("era", [era if era == SAMPLE else pytest.param(era, marks=pytest.mark.soak) for era in ERAS])
def test_the_overview_and_the_keys_are_in_the_words_of_their_era(arrive: SignIn, serve: Serve, era: Era) -> None:
    sandbox, words = serve(SCENARIOS["default"], era=era), words_of(era)
    page = arrive(sandbox, OVERVIEW)
    main = page.get_by_role("main")

    expect(main.get_by_role("heading", name=words["billing"], exact=True)).to_be_visible()
    for name in ("balance", "buy", "cancel", "recharge_change"):
        expect(main.get_by_text(words[name], exact=True)).to_be_visible()
    assert main.get_by_role("navigation").get_by_role("link").count() == len(words["tabs"].split("|"))
    page.goto(sandbox.platform_url + KEYS)
    settle(page)
    shown = page.get_by_role("columnheader").all_text_contents()
    assert [name.strip() for name in shown if name.strip() not in ("", "Project")] == words["key_columns"].split("|")


def test_the_newest_dialog_has_no_way_back_and_its_save_buys(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"], era="2026-09")
    page = arrive(sandbox, OVERVIEW)
    page.get_by_role("button", name="Manage auto-reload").click()
    buttons = page.get_by_role("dialog").get_by_role("button")

    assert buttons.all_inner_texts() == ["Turn off", "Save"]
    buttons.nth(0).click()
    expect(page.get_by_text("Disabled auto reload", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Set up auto-reload")).to_be_visible()
    assert [heard.act for heard in sandbox.request_log.account_writes] == ["auto-recharge"]


def test_billing_of_the_newest_console_is_behind_the_organization_settings(arrive: SignIn, serve: Serve) -> None:
    page: Page = arrive(serve(SCENARIOS["default"], era="2026-09"), "/api-keys")
    page.get_by_role("link", name="Settings", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Organization settings").click()
    page.get_by_role("link", name="Billing", exact=True).click()

    expect(page.get_by_role("heading", name="Pay as you go")).to_be_visible()


def test_who_is_logged_out_of_the_newest_console_is_led_to_its_login(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"], era="2026-09")
    page.goto(sandbox.platform_url + OVERVIEW)
    page.get_by_role("button", name="Log in").wait_for()

    assert page.url == f"{sandbox.platform_url}/login?next={OVERVIEW.replace('/', '%2F')}"


@pytest.mark.soak  # the bot goes this way in tests/flows/sign_in/test_sign_in.py
def test_another_method_than_the_passkey_leads_to_the_password(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["passkey-first"])
    page.goto(sandbox.platform_url + OVERVIEW)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name="Try another method").click()

    expect(page.get_by_role("textbox", name="Password")).to_be_visible()
