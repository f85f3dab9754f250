"""The pages of the main skin, and the whole job done by hand on them."""

import json
import re

import pytest
from playwright.sync_api import Page, expect
from tests.sandbox.conftest import OVERVIEW, Serve, SignIn, settle
from tests.support.waiting import until_some

from cancelbot.sandbox import SCENARIOS, Sandbox, large

BILLING = "/settings/organization/billing"
KEYS = "/api-keys"
SLUGS = ("overview", "payment-methods", "history", "preferences")


def look(page: Page, sandbox: Sandbox, path: str) -> None:
    page.goto(sandbox.platform_url + path)
    settle(page)


@pytest.mark.soak  # by hand; the bot does it in tests/flows/test_the_job.py
def test_a_person_can_do_the_whole_job(enter: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    page, acme = enter(sandbox, OVERVIEW), sandbox.state.organizations[0]

    page.get_by_role("button", name="Modify").click()
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()
    page.get_by_role("button", name="Cancel plan").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel plan").click()
    expect(page.get_by_text("Your subscription was canceled.", exact=True)).to_be_visible()
    look(page, sandbox, BILLING + "/overview")
    expect(page.get_by_role("main")).to_contain_text("Free trial")
    expect(page.get_by_role("main")).to_contain_text("Credit balance$4.34")
    expect(page.get_by_role("button", name="Add payment details")).to_be_visible()

    assert (acme.plan, acme.auto_recharge) == ("canceled", False)
    assert [heard.act for heard in sandbox.request_log.account_writes] == ["auto-recharge", "cancel"]


@pytest.mark.soak  # by hand; the bot does it in tests/flows/test_the_job.py
def test_cards_and_keys_go_one_by_one(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    page, acme = arrive(sandbox, BILLING + "/payment-methods"), sandbox.state.organizations[0]

    for left in (1, 0):
        page.get_by_role("main").get_by_role("button", name="Delete").nth(0).click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.get_by_role("main").get_by_role("button", name="Delete")).to_have_count(left)
    for path in ("/settings/organization/api-keys", "/settings/profile/api-keys"):
        look(page, sandbox, path)
        while page.get_by_role("row").count() > 1:
            rows = page.get_by_role("row").count()
            page.get_by_role("row").nth(1).get_by_role("button").nth(-1).click()
            expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value(re.compile(r"^sk-\.\.\.\w{4}$"))
            page.get_by_role("button", name="Revoke key").click()
            expect(page.get_by_role("row")).to_have_count(rows - 1 if rows > 2 else 0)
        expect(page.get_by_text("Create an API key to access the OpenAI API")).to_be_visible()

    assert (acme.cards, acme.keys(), acme.legacy_keys) == ([], [], [])


@pytest.mark.soak  # by hand; the bot does it in tests/flows/test_the_job.py
def test_an_invoice_opens_in_a_popup_and_downloads(arrive: SignIn, serve: Serve) -> None:
    page = arrive(serve(SCENARIOS["default"]), BILLING + "/history")
    links = page.get_by_role("link", name="View", exact=True)
    expect(links).to_have_count(3)
    with page.expect_popup() as popup:
        links.nth(0).click()
    with popup.value.expect_download() as download:
        popup.value.get_by_role("button", name="Download invoice").click()

    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename == "Invoice-04DE6D22-0004.pdf"


def test_old_addresses_lead_on(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["no-mfa"])
    page = arrive(sandbox, f"/account/billing/{SLUGS[0]}")

    for slug in SLUGS:
        look(page, sandbox, f"/account/billing/{slug}")
        expect(page).to_have_url(sandbox.platform_url + f"{BILLING}/{slug}")


def test_a_dialog_is_modal(arrive: SignIn, serve: Serve) -> None:
    page = arrive(serve(SCENARIOS["no-mfa"]), OVERVIEW)
    page.get_by_role("button", name="Cancel plan").click()
    dialog = page.get_by_role("dialog", name="Are you sure you want to cancel your billing plan?")

    expect(dialog).to_have_accessible_description(re.compile("^You'll be able to consume any remaining credits"))
    assert page.get_by_role("main").count() == 0, "the page behind is hidden from assistive technology"
    for _ in range(5):
        page.keyboard.press("Tab")
        assert dialog.locator(":focus").count() == 1
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Cancel plan")).to_be_focused()


def test_buying_is_a_write_that_shows(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["no-mfa"])
    page = arrive(sandbox, OVERVIEW)
    page.get_by_role("button", name="Add to credit balance").click()
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()

    expect(page.get_by_role("main")).to_contain_text("$14.34")
    assert [heard.path for heard in sandbox.request_log.account_writes] == ["/dashboard/billing/credit_purchases"]


@pytest.mark.soak
def test_a_reader_sees_no_billing(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["reader"])
    page = arrive(sandbox, OVERVIEW)
    expect(page.get_by_role("main")).to_contain_text("You do not have permission")
    expect(page.get_by_role("link", name="Billing", exact=True)).to_have_count(0)
    look(page, sandbox, KEYS)

    expect(page.get_by_role("row").nth(1).get_by_role("button").nth(-1)).to_be_disabled()


@pytest.mark.soak  # the bot does it in tests/flows/account/test_identity.py
def test_organizations_and_projects_are_switched_without_a_write(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["several-organizations"])
    page = arrive(sandbox, OVERVIEW)
    page.get_by_role("banner").get_by_role("button").nth(0).click()
    page.get_by_role("option", name="Umbrella Research").click()
    expect(page.get_by_role("heading", name="Free trial")).to_be_visible()
    look(page, sandbox, KEYS)

    expect(page.get_by_role("row")).to_have_count(3)
    assert sandbox.request_log.account_writes == []


def test_what_covers_the_page_goes_by_its_harmless_button(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["popups"])
    page = arrive(sandbox, OVERVIEW)
    page.get_by_role("button", name="Okay").click()
    page.get_by_role("button", name="I'll buy credits later").click()
    page.get_by_role("button", name="Reject non-essential").click()
    page.reload()
    page.get_by_role("button", name="Cancel plan").wait_for()

    assert page.get_by_role("dialog").count() == 0
    assert page.get_by_test_id("cookie-consent-banner").count() == 0
    assert {heard.path for heard in sandbox.request_log.account_writes} == {"/dashboard/onboarding/dismiss"}


@pytest.mark.soak  # tests/flows/test_unasked_writes.py hears of it in a run
def test_every_view_and_click_is_reported_here_and_to_a_third_party(arrive: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["chatty"])
    page = arrive(sandbox, OVERVIEW)
    with page.expect_request(lambda request: "heartbeat" in (request.post_data or "")):
        page.get_by_role("link", name="Payment methods").nth(0).click()
    settle(page)
    page.goto("about:blank")
    until_some(lambda: [heard for heard in sandbox.request_log.telemetry if "leave" in heard.body])
    told = {(heard.origin, heard.path, json.loads(heard.body)["event"]) for heard in sandbox.request_log.telemetry}
    ways = ("view", "click", "heartbeat")

    assert told >= {("platform", "/ces/v1/t", event) for event in (*ways, "leave")}
    assert told >= {("telemetry", "/v1/events", event) for event in ways}
    assert sandbox.request_log.account_writes == []


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("already-canceled", OVERVIEW, "Free trialCredit balance$4.34"),
        pytest.param("no-plan", OVERVIEW, "Free trialCredit remaining$0.00", marks=pytest.mark.soak),
        pytest.param("auto-recharge-off", OVERVIEW, "Auto recharge is off", marks=pytest.mark.soak),
        pytest.param("negative-balance", OVERVIEW, "-$0.07", marks=pytest.mark.soak),
    ],
)
def test_each_state_of_the_account_is_shown_in_its_words(
    arrive: SignIn, serve: Serve, name: str, path: str, words: str
) -> None:
    page = arrive(serve(SCENARIOS[name]), path)

    expect(page.get_by_role("main")).to_contain_text(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("card-refused", "you have an unpaid invoice"),
        pytest.param("card-needs-cancel", "while you have an active subscription", marks=pytest.mark.soak),
    ],
)
def test_a_card_that_stays_says_why(arrive: SignIn, serve: Serve, name: str, words: str) -> None:
    sandbox = serve(SCENARIOS[name])
    page = arrive(sandbox, BILLING + "/payment-methods")
    page.get_by_role("main").get_by_role("button", name="Delete").nth(0).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.get_by_role("alert")).to_contain_text(words)
    assert len(sandbox.state.organizations[0].cards) == 2


def test_the_final_key_has_a_grey_bin(arrive: SignIn, serve: Serve) -> None:
    page = arrive(serve(SCENARIOS["last-key"]), KEYS)

    expect(page.get_by_role("row").nth(1).get_by_role("button").nth(-1)).to_be_disabled()


@pytest.mark.soak
def test_an_account_of_any_size_is_listed_whole(arrive: SignIn, serve: Serve) -> None:
    page = arrive(serve(large(keys=300, projects=20, invoices=80, cards=12)), "/settings/organization/api-keys")

    expect(page.get_by_role("row")).to_have_count(301)
