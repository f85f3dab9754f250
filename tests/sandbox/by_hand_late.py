"""The skins whose parts come late, driven by hand."""

from playwright.sync_api import Page, expect
from tests.sandbox.pressing import KEYS, OVERVIEW, press

# slow: from home by gear, Billing and tab; parts that come late


def slow_billing(page: Page, url: str, tab: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_title("Settings").click()
    press(page, "Billing")
    press(page, tab)


def slow_recharge(page: Page, url: str) -> None:
    slow_billing(page, url, "Overview")
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()
    press(page, "Modify")
    page.get_by_role("dialog").get_by_role("switch").click()
    press(page.get_by_role("dialog"), "Save settings")
    expect(page.get_by_role("status")).to_contain_text("Auto recharge settings saved.")


def slow_ask(page: Page, url: str) -> None:
    slow_billing(page, url, "Overview")
    press(page, "Cancel plan")
    expect(page.get_by_role("dialog").get_by_role("button")).to_have_text(["Cancel plan", "Nevermind"])


def slow_card(page: Page, url: str) -> None:
    slow_billing(page, url, "Payment methods")
    press(page.locator(".block", has_text="4444"), "Delete")
    press(page.get_by_role("dialog"), "Delete")
    expect(page.get_by_role("status")).to_contain_text("Payment method deleted.")


def slow_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    page.get_by_title("Settings").click()
    press(page.locator("nav"), "API keys")
    page.get_by_role("row", name="AzN9").get_by_title("Revoke").click()
    press(page.get_by_role("dialog"), "Revoke key")
    expect(page.get_by_role("status")).to_contain_text("API key deleted.")


# early: a default first, tabs in a select, a menu of three dots


def early_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    press(page, "Turn off")
    expect(page.get_by_text("Auto-recharge settings saved.")).to_be_visible()


def early_ask(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    press(page.locator(".row", has_text="Add to credit balance"), "Cancel plan")
    expect(page.get_by_role("dialog").get_by_role("button")).to_have_text(["Cancel plan", "Never mind"])


def early_card(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_label("Section").select_option("Payment methods")
    press(page.locator(".part", has_text="4444"), "Remove")
    early_agree(page, "Delete")


def early_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    press(page.locator(".line", has_text="AzN9"), "⋮")
    press(page.locator(".line", has_text="AzN9"), "Revoke key")
    early_agree(page, "Revoke key")


def early_agree(page: Page, name: str) -> None:
    press(page.get_by_role("dialog"), name)
    expect(page.get_by_role("dialog")).to_have_count(0)
