"""Each state of a sign-in, as a person meets it."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.sandbox.conftest import OVERVIEW, Serve, SignIn, code_now, give_code, give_password, press_continue

from cancelbot.sandbox import SCENARIOS, Sandbox
from cancelbot.sandbox.account import SignInOptions
from cancelbot.sandbox.auth.steps import DEACTIVATED, LONG_REFUSAL, WRONG_CODE, WRONG_PASSWORD

pytestmark = pytest.mark.soak
"""What the bot's own tests meet in passing."""


def signed_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Pay as you go")).to_be_visible()


def type_email(page: Page, sandbox: Sandbox) -> None:
    page.goto(sandbox.platform_url + OVERVIEW)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
    press_continue(page)


def test_the_address_that_was_asked_for_is_reached(enter: SignIn, serve: Serve) -> None:
    page = enter(serve(SCENARIOS["default"]), "/settings/organization/limits")

    expect(page).to_have_url(re.compile("/settings/organization/limits$"))


@pytest.mark.parametrize("name", ["no-mfa", "single-url"])
def test_every_chain_of_screens_leads_to_the_platform(enter: SignIn, serve: Serve, name: str) -> None:
    signed_in(enter(serve(SCENARIOS[name]), OVERVIEW))


def test_titles_and_paths_are_those_of_the_real_site(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    page.goto(sandbox.platform_url + "/login")
    expect(page).to_have_title("Welcome back - OpenAI")
    expect(page).to_have_url(sandbox.auth_url + "/log-in")
    page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
    press_continue(page)
    expect(page).to_have_title("Enter your password - OpenAI")
    page.get_by_role("link", name="Edit").click()
    expect(page).to_have_title("Welcome back - OpenAI")


def test_a_field_sleeps_at_first(page: Page) -> None:
    slow = SCENARIOS["default"].model_copy(update={"sign_in": SignInOptions(disabled_ms=600)})
    with Sandbox(slow) as sandbox:
        page.goto(sandbox.platform_url + "/login")
        field = page.get_by_role("textbox", name="Email address")

        expect(field).to_be_disabled()
        expect(field).to_be_enabled()


def test_the_second_sign_in_is_silent(enter: SignIn, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    page = enter(sandbox, OVERVIEW)
    page.evaluate("localStorage.clear()")
    page.goto(sandbox.platform_url + OVERVIEW)
    page.get_by_role("button", name="Log in").click()

    signed_in(page)


@pytest.mark.parametrize(("name", "words"), [("wrong-password", WRONG_PASSWORD), ("wrong-password-2025", LONG_REFUSAL)])
def test_a_refused_password_is_named_beside_its_field(page: Page, serve: Serve, name: str, words: str) -> None:
    give_password(page, serve(SCENARIOS[name]))

    expect(page.locator('span[slot="errorMessage"] li')).to_have_text(words)


def test_a_deactivated_account_gets_an_error_page(page: Page, serve: Serve) -> None:
    give_password(page, serve(SCENARIOS["deactivated"]))

    expect(page.get_by_role("heading")).to_have_text("Oops, an error occurred!")
    expect(page.get_by_text(DEACTIVATED)).to_be_visible()


def test_a_wrong_code_is_refused_in_the_words_of_the_site(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    give_password(page, sandbox)
    page.get_by_role("textbox", name="Code").fill("000000")
    press_continue(page)

    expect(page.get_by_text(WRONG_CODE)).to_be_visible()


def test_a_code_is_refused_the_second_time(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["default"])
    code = code_now(sandbox)
    for _ in range(2):
        page.context.clear_cookies()
        give_password(page, sandbox)
        page.get_by_role("textbox", name="Code").fill(code)
        press_continue(page)
        expect(page.get_by_text(WRONG_CODE).or_(page.get_by_role("heading", name="Pay as you go"))).to_be_visible()
        page.evaluate("localStorage.clear()")

    expect(page.get_by_text(WRONG_CODE)).to_be_visible()


@pytest.mark.parametrize("name", ["totp-boxes", "totp-no-button"])
def test_a_code_form_may_send_itself(page: Page, serve: Serve, name: str) -> None:
    sandbox = serve(SCENARIOS[name])
    give_password(page, sandbox)
    expect(page.get_by_role("button", name="Continue", exact=True)).to_have_count(0)
    page.get_by_role("textbox").nth(0).focus()
    expect(page.get_by_role("textbox").nth(0)).to_be_enabled()
    page.keyboard.type(code_now(sandbox))

    signed_in(page)


def test_a_code_sent_by_email_is_accepted_after_the_password(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["email-code"])
    give_password(page, sandbox)
    expect(page).to_have_title("Check your inbox - OpenAI")
    code = page.get_by_role("textbox", name="Code")
    code.evaluate("field => field.setAttribute('data-before', '')")
    page.get_by_role("button", name="Resend email").click()
    expect(page.locator("[data-before]")).to_have_count(0)
    code.fill(sandbox.codes[-1])
    press_continue(page)

    signed_in(page)


def test_the_password_may_be_given_instead_of_a_code(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["email-code-first"])
    type_email(page, sandbox)
    page.get_by_role("button", name="Continue with password").click()
    page.get_by_role("textbox", name="Password").fill(sandbox.scenario.account.password)
    press_continue(page)

    signed_in(page)


def test_a_second_factor_is_chosen(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["factor-choice"])
    give_password(page, sandbox)
    page.get_by_role("button", name="Authenticator app").click()
    page.get_by_role("textbox", name="Code").wait_for()
    page.get_by_role("button", name="Try another method").click()
    page.get_by_role("button", name="Email").click()
    expect(page).to_have_title("Check your inbox - OpenAI")
    page.get_by_role("textbox", name="Code").fill(sandbox.codes[-1])
    press_continue(page)

    signed_in(page)


@pytest.mark.parametrize("name", ["push", "passkey", "sms"])
def test_a_person_finishes(page: Page, serve: Serve, name: str) -> None:
    sandbox = serve(SCENARIOS[name])
    give_password(page, sandbox)
    expect(page.get_by_role("heading")).to_have_text("Verify your identity")
    sandbox.approve()

    signed_in(page)


@pytest.mark.parametrize(("name", "first"), [("bot-check", "/login"), ("bot-check-billing", OVERVIEW)])
def test_a_person_passes_the_bot_check(page: Page, serve: Serve, name: str, first: str) -> None:
    sandbox = serve(SCENARIOS[name])
    page.goto(sandbox.platform_url + first)
    expect(page).to_have_title("Just a moment...")
    sandbox.approve()

    expect(page).not_to_have_title("Just a moment...")


def test_an_account_that_was_chosen_still_needs_its_password(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["account-chooser"])
    page.goto(sandbox.platform_url + OVERVIEW)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=re.compile("^Dana")).click()
    page.get_by_role("textbox", name="Password").fill(sandbox.scenario.account.password)
    press_continue(page)
    give_code(page, sandbox)

    signed_in(page)


def test_an_ended_session_leads_back_to_the_sign_in(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["session-ended"])
    page.goto(sandbox.platform_url + "/login")
    expect(page).to_have_title("Your session has ended - OpenAI")
    page.get_by_role("link", name="Log in").click()

    expect(page.get_by_role("textbox", name="Email address")).to_be_visible()


def test_consent_leads_on_to_the_platform(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["consent"])
    give_password(page, sandbox)
    give_code(page, sandbox)
    expect(page).to_have_title(re.compile("^Continue to OpenAI Platform"))
    press_continue(page)

    signed_in(page)


def test_the_organization_is_chosen(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["organization-choice"])
    give_password(page, sandbox)
    give_code(page, sandbox)
    page.get_by_role("button", name="Acme Robotics").click()

    signed_in(page)


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        ("wrong-method", "Authentication Error", "which is not the authentication method you used during sign up"),
        ("oops", "Oops, an error occurred!", "Something went wrong"),
        ("country", "Oops, an error occurred!", "not available in your country"),
    ],
)
def test_an_error_page_says_what_went_wrong(page: Page, serve: Serve, name: str, heading: str, words: str) -> None:
    sandbox = serve(SCENARIOS[name])
    page.goto(sandbox.platform_url + "/login")
    if name != "country":
        page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
        press_continue(page)

    expect(page.get_by_role("heading")).to_have_text(heading)
    expect(page.get_by_text(words)).to_be_visible()


def test_a_timed_out_sign_in_can_be_tried_again(page: Page, serve: Serve) -> None:
    sandbox = serve(SCENARIOS["timed-out"])
    type_email(page, sandbox)
    expect(page.get_by_role("heading")).to_have_text("Operation timed out")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
    press_continue(page)

    expect(page).to_have_title("Enter your password - OpenAI")


def test_too_many_tries_are_refused(page: Page, serve: Serve) -> None:
    give_password(page, serve(SCENARIOS["rate-limited"]))

    expect(page.get_by_text("Too many requests")).to_be_visible()
