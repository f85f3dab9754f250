"""A script that leaves the same recording as the bot: it loads the same pages, takes the same pictures, judges nothing.

This is the least that a run with such a recording costs. The script sees every list before it touches anything in it,
presses what acts without asking on a page that was loaded for it, confirms every act on a page that was loaded after
it, and takes a picture wherever the bot takes one. It loads one page after another, in one tab.

`python bench/contest.py bench/script.py` does the whole job once on a fresh sandbox.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pyotp
from playwright.sync_api import Locator, Page, expect, sync_playwright

BILLING = "/settings/organization/billing"
OVERVIEW, CARDS, HISTORY = f"{BILLING}/overview", f"{BILLING}/payment-methods", f"{BILLING}/history"
PROJECT_KEYS, USER_KEYS, KEYS = "/api-keys", "/settings/profile/api-keys", "/settings/organization/api-keys"
A_KEY = r"^sk-\.\.\.|Create an API key to access"
SIGNS = {
    OVERVIEW: r"^\$[\d.]+$",
    CARDS: r"Expires \d|^\d\d/\d{4}$|no saved payment methods",
    HISTORY: "View|No invoices",
    **dict.fromkeys((PROJECT_KEYS, USER_KEYS, KEYS), A_KEY),
}
"""what a page says once its data is there"""
CANCEL_PLAN = re.compile("^Cancel plan$")
RECHARGES = re.compile("^(Manage auto-reload|Modify)$")
TURNS_OFF = re.compile("^Turn off$")
SAVES = re.compile("^(Save settings|Save)$")
RECHARGE_BOX = re.compile("^(Use auto-reload|Yes, automatically recharge)")
IS_OFF = re.compile("^(Off|Auto-reload is off|Auto recharge is off)$")
REVOKES = re.compile("^Revoke( key)?$")
PROJECTS = 3
SECONDS = 30
"""that anything may take to come"""


class Script:
    """Loads pages of the site and takes numbered pictures of them."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.site = os.environ["CANCELBOT_PLATFORM_URL"]
        self.folder = folder
        self.numbers: Iterator[int] = iter(range(1, 1000))

    def load(self, path: str) -> None:
        """Load the page at ``path`` anew."""
        self.page.goto(self.site + path)
        self.await_data(path)

    def await_data(self, path: str) -> None:
        """Wait until the page at ``path`` says what it is for."""
        expect(self.page.get_by_text(re.compile(SIGNS[path])).first).to_be_visible()

    def picture(self) -> None:
        """Keep what the page shows."""
        self.page.screenshot(full_page=True, path=self.folder / f"{next(self.numbers):02}.png")

    def control(self, name: re.Pattern[str]) -> Locator:
        """The last button or link with this name: that of a dialog comes after those of the page."""
        return self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).last


def main(browser: str, folder: Path, job: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="en-US")
        page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        script = Script(page, folder)
        sign_in(script)
        if job == "everything":
            save_invoices(script)
        if job == "dry":
            script.picture()
            script.picture()
        else:
            turn_auto_recharge_off(script)
            cancel_plan(script)
        look_at_lists(script, clears=job == "everything")
        chromium.close()


def sign_in(script: Script) -> None:
    page = script.page
    page.goto(script.site + OVERVIEW)
    script.control(re.compile("^Log in$")).click()
    page.get_by_label("Email address").fill(os.environ["CANCELBOT_EMAIL"])
    if not page.get_by_label("Password").is_visible():
        page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_label("Password").fill(os.environ["CANCELBOT_PASSWORD"])
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_label("Code").fill(pyotp.TOTP(os.environ["CANCELBOT_TOTP_SECRET"]).now())
    page.get_by_role("button", name="Continue", exact=True).click()
    script.await_data(OVERVIEW)
    script.picture()


def save_invoices(script: Script) -> None:
    script.load(HISTORY)
    script.picture()
    page = script.page
    for link in page.get_by_role("link", name="View", exact=True).all():
        with page.expect_popup() as popup:
            link.click()
        with popup.value.expect_download() as download:
            popup.value.get_by_role("button", name="Download invoice").click()
        download.value.save_as(script.folder / download.value.suggested_filename)
        popup.value.close()
    script.load(OVERVIEW)


def turn_auto_recharge_off(script: Script) -> None:
    """Two ways: a dialog whose button acts at once, and a form on the page itself."""
    page = script.page
    script.picture()
    if page.get_by_role("button", name=RECHARGES).count():
        script.control(RECHARGES).click()
        expect(script.control(TURNS_OFF)).to_be_visible()
        script.picture()
        script.picture()
        script.load(OVERVIEW)
        script.control(RECHARGES).click()
        script.control(TURNS_OFF).click()
    else:
        page.get_by_role("checkbox", name=RECHARGE_BOX).uncheck()
        script.picture()
        script.control(SAVES).click()
    expect(page.get_by_text(IS_OFF).first).to_be_visible()
    script.load(OVERVIEW)
    expect(page.get_by_text(IS_OFF).first).to_be_visible()
    script.picture()


def cancel_plan(script: Script) -> None:
    script.picture()
    script.control(CANCEL_PLAN).click()
    expect(script.page.get_by_text("Are you sure you want to cancel")).to_be_visible()
    script.picture()
    script.control(CANCEL_PLAN).click()
    expect(script.page.get_by_text("Your subscription was canceled").first).to_be_visible()
    script.picture()
    script.load(OVERVIEW)
    expect(script.control(CANCEL_PLAN)).to_have_count(0)
    script.picture()


def look_at_lists(script: Script, *, clears: bool) -> None:
    """Cards and keys; with ``clears`` each is removed, one after another."""
    cards = script.page.get_by_text(re.compile(r"^Expires \d|^\d\d/\d{4}$"))
    rows = script.page.get_by_text(re.compile(r"^sk-\.\.\."))
    opens = script.page.locator("tbody tr:has-text('sk-...')").get_by_role("button")
    script.load(CARDS)
    script.picture()
    if clears:
        clear(script, CARDS, cards, script.control(re.compile("^Delete$")), re.compile("^Delete$"))
        script.picture()
    for path in (*[PROJECT_KEYS] * PROJECTS, USER_KEYS, KEYS):
        script.load(path)
        script.picture()
    if clears:
        openers = script.control(REVOKES) if script.control(REVOKES).count() else opens.last
        clear(script, KEYS, rows, openers, REVOKES)
        script.load(USER_KEYS)
        clear(script, USER_KEYS, rows, openers, REVOKES)
        script.load(USER_KEYS)
        script.load(KEYS)
    script.picture()


def clear(script: Script, path: str, things: Locator, opener: Locator, agree: re.Pattern[str]) -> None:
    """Remove the last of ``things`` until none is left, each confirmed on a fresh page."""
    for left in reversed(range(things.count())):
        opener.click()
        expect(script.page.get_by_text(re.compile("will no longer be able|will immediately be"))).to_be_visible()
        script.picture()
        script.control(agree).click()
        expect(things).to_have_count(left)
        script.load(path)
        expect(things).to_have_count(left)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4] or ["everything"])
