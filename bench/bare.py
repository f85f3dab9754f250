"""The same job as a good engineer would write it by hand with Playwright: every click of it, and no check, no proof.

It signs in, turns auto-recharge off, cancels the plan, saves the invoices, deletes the cards and revokes the keys.
After each change it waits until the page shows it, since the next click would be lost otherwise. It takes no picture,
keeps no journal, loads nothing a second time, and believes what the page says.

`python bench/bare.py` does it once on a fresh sandbox and prints the seconds that it took.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyotp
from playwright.sync_api import Locator, Page, expect, sync_playwright

BILLING = "/settings/organization/billing"


def main(browser: str, folder: Path) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="en-US")
        site = os.environ["CANCELBOT_PLATFORM_URL"]
        sign_in(page, site)
        turn_auto_recharge_off(page)
        cancel_plan(page)
        save_invoices(page, site, folder)
        delete_cards(page, site)
        revoke_keys(page, site + "/settings/organization/api-keys")
        revoke_keys(page, site + "/settings/profile/api-keys")
        chromium.close()


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}{BILLING}/overview")
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Email address").fill(os.environ["CANCELBOT_EMAIL"])
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_label("Password").fill(os.environ["CANCELBOT_PASSWORD"])
    page.get_by_role("button", name="Continue", exact=True).click()
    if secret := os.environ["CANCELBOT_TOTP_SECRET"]:
        page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_text("Credit balance", exact=True)).to_be_visible()


def turn_auto_recharge_off(page: Page) -> None:
    page.get_by_role("button", name="Modify").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()


def cancel_plan(page: Page) -> None:
    page.get_by_role("button", name="Cancel plan").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel plan").click()
    expect(page.get_by_role("button", name="Cancel plan")).to_have_count(0)


def save_invoices(page: Page, site: str, folder: Path) -> None:
    page.goto(f"{site}{BILLING}/history")
    expect(page.get_by_text("Showing invoices")).to_be_visible()
    for link in page.get_by_role("link", name="View", exact=True).all():
        with page.expect_popup() as popup:
            link.click()
        with popup.value.expect_download() as download:
            popup.value.get_by_role("button", name="Download invoice").click()
        download.value.save_as(folder / download.value.suggested_filename)
        popup.value.close()


def delete_cards(page: Page, site: str) -> None:
    page.goto(f"{site}{BILLING}/payment-methods")
    expect(page.get_by_role("button", name="Add payment method")).to_be_visible()
    clear(page, page.get_by_text("Expires"), page.get_by_role("button", name="Delete"), "Delete")


def revoke_keys(page: Page, url: str) -> None:
    page.goto(url)
    rows = page.locator("tbody tr")
    expect(rows.first.or_(page.get_by_text("Create an API key to access"))).to_be_visible()
    clear(page, rows, rows.get_by_role("button"), "Revoke key")


def clear(page: Page, things: Locator, openers: Locator, agree: str) -> None:
    """Remove the last of ``things`` until none is left; ``openers`` are their buttons."""
    for left in reversed(range(things.count())):
        openers.last.click()
        page.get_by_role("dialog").get_by_role("button", name=agree).click()
        expect(things).to_have_count(left)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        from contest import alone

        alone("bare.py")
