"""The bare script with the bot's evidence: the least that a run costs which shows what it did, however fast it thinks.

Every list is seen before anything in it is touched, every act is confirmed on a page that was loaded after it, and a
picture is taken wherever the bot takes one. Nothing is checked beyond that: what the bot takes longer than this is
what looking carefully costs it. The projects are not switched, which flatters it a little.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bare import BILLING, save_invoices, sign_in
from playwright.sync_api import Locator, Page, expect, sync_playwright

OVERVIEW, CARDS = f"{BILLING}/overview", f"{BILLING}/payment-methods"
KEYS, PROJECT_KEYS, USER_KEYS = "/settings/organization/api-keys", "/api-keys", "/settings/profile/api-keys"
SIGNS = {
    OVERVIEW: r"^\$[\d.]+$",
    CARDS: "Expires|no saved payment methods",
    KEYS: r"^sk-\.\.\.|Create an API key to access",
    PROJECT_KEYS: r"^sk-\.\.\.|Create an API key to access",
    USER_KEYS: r"^sk-\.\.\.|Create an API key to access",
}
"""what a page says once its data is there"""
PROJECTS = 3


class Witness:
    """Loads pages of the site and takes numbered pictures of them."""

    def __init__(self, page: Page, site: str, folder: Path) -> None:
        self.page = page
        self.site = site
        self.numbers: Iterator[int] = iter(range(1, 1000))
        self.folder = folder

    def load(self, path: str) -> None:
        """Load the page at ``path`` anew."""
        self.page.goto(self.site + path)
        expect(self.page.get_by_text(re.compile(SIGNS[path])).first).to_be_visible()

    def picture(self) -> None:
        """Keep what the page shows."""
        self.page.screenshot(full_page=True, path=self.folder / f"{next(self.numbers):02}.png")

    def agree(self, name: str) -> None:
        """Press what the dialog asks for, once it is pictured."""
        self.page.get_by_role("dialog").wait_for()
        self.picture()
        self.page.get_by_role("dialog").get_by_role("button", name=name).click()
        self.page.get_by_role("dialog").wait_for(state="detached")


def main(browser: str, folder: Path) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="en-US")
        site = os.environ["CANCELBOT_PLATFORM_URL"]
        witness = Witness(page, site, folder)
        sign_in(page, site)
        witness.picture()
        save_invoices(page, site, folder)
        witness.picture()
        end_plan(witness)
        delete_cards(witness)
        revoke_keys(witness)
        chromium.close()


def end_plan(witness: Witness) -> None:
    page = witness.page
    witness.load(OVERVIEW)
    witness.picture()
    page.get_by_role("button", name="Modify").click()
    witness.picture()
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    witness.agree("Save settings")
    witness.load(OVERVIEW)
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()
    witness.picture()
    witness.picture()
    page.get_by_role("button", name="Cancel plan").click()
    witness.agree("Cancel plan")
    witness.picture()
    witness.load(OVERVIEW)
    expect(page.get_by_role("button", name="Cancel plan")).to_have_count(0)
    witness.picture()


def delete_cards(witness: Witness) -> None:
    witness.load(CARDS)
    witness.picture()
    page = witness.page
    clear(witness, CARDS, page.get_by_text("Expires"), page.get_by_role("button", name="Delete"), "Delete")
    witness.picture()


def revoke_keys(witness: Witness) -> None:
    rows = witness.page.locator("tbody tr")
    for path in (*[PROJECT_KEYS] * PROJECTS, USER_KEYS, KEYS):
        witness.load(path)
        witness.picture()
    clear(witness, KEYS, rows, rows.get_by_role("button"), "Revoke key")
    witness.load(USER_KEYS)
    clear(witness, USER_KEYS, rows, rows.get_by_role("button"), "Revoke key")
    witness.load(KEYS)
    witness.picture()


def clear(witness: Witness, path: str, things: Locator, openers: Locator, agree: str) -> None:
    """Remove the last of ``things`` until none is left, each confirmed on a fresh page."""
    expect(things.first).to_be_visible()
    for left in reversed(range(things.count())):
        openers.last.click()
        witness.agree(agree)
        witness.load(path)
        expect(things).to_have_count(left)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        from contest import alone

        alone("evident.py")
