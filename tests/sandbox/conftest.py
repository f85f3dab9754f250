"""A real browser on real sandboxes; pages are driven by locators written here by hand."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.skins.folders import skin_folder

from cancelbot.sandbox import Sandbox, Scenario
from cancelbot.sandbox.auth.totp import CODE_PERIOD, code_at
from cancelbot.sandbox.eras import Era

OVERVIEW = "/settings/organization/billing/overview"
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
QUICK_MS = 10

Serve = Callable[..., Sandbox]
SignIn = Callable[[Sandbox, str], Page]


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Browser:
    """The one browser of pytest-playwright."""
    return browser


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Sandboxes that are stopped after the test, in the words that the tests are written in."""
    with ExitStack() as started:

        def start(scenario: Scenario, era: Era = "2026-04", skin: str = "platform") -> Sandbox:
            quick = scenario.sign_in.model_copy(update={"disabled_ms": min(scenario.sign_in.disabled_ms, QUICK_MS)})
            shown = scenario.model_copy(update={"sign_in": quick, "era": era})
            return started.enter_context(Sandbox(shown, skin_folder(skin)))

        yield start


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page with a profile of its own."""
    context = chromium.new_context(locale="en-US")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


@pytest.fixture
def arrive(page: Page) -> SignIn:
    """Is at an address with a session, without the way through the sign-in."""

    def open_page(sandbox: Sandbox, path: str = OVERVIEW) -> Page:
        page.goto(sandbox.platform_url + "/assets/base.css")
        kept = {"auth.session": sandbox.open_session(), "auth.user": {"name": "Dana", "email": "dana@acme.example"}}
        for name, value in kept.items():
            page.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, json.dumps(value)])
        page.goto(sandbox.platform_url + path)
        settle(page)
        return page

    return open_page


def settle(page: Page) -> None:
    """Until the page has its data, or is no page of the dashboard."""
    page.locator("h1").wait_for()
    page.locator(".spinner").wait_for(state="detached")


@pytest.fixture
def enter(page: Page) -> SignIn:
    """Signs in by e-mail, password and authenticator, and is then at the address that was asked for."""

    def sign_in(sandbox: Sandbox, path: str = OVERVIEW) -> Page:
        give_password(page, sandbox, path)
        if sandbox.scenario.sign_in.factor == "totp":
            give_code(page, sandbox)
        page.wait_for_url(sandbox.platform_url + path)
        page.locator("main h1").wait_for()
        return page

    return sign_in


def give_password(page: Page, sandbox: Sandbox, path: str = OVERVIEW) -> None:
    page.goto(sandbox.platform_url + path)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("textbox", name="Email address").fill(sandbox.scenario.account.email)
    press_continue(page)
    page.get_by_role("textbox", name="Password").fill(sandbox.scenario.account.password)
    press_continue(page)


def give_code(page: Page, sandbox: Sandbox) -> None:
    page.get_by_role("textbox", name="Code").fill(code_now(sandbox))
    press_continue(page)


def press_continue(page: Page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()


def code_now(sandbox: Sandbox) -> str:
    return code_at(sandbox.scenario.account.totp_secret or "", int(time.time()) // CODE_PERIOD)
