"""The same job as `bare.py`, written by hand with Selenium: the same clicks, explicit waits, no check, no proof."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pyotp
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as it
from selenium.webdriver.support.wait import WebDriverWait

BILLING = "/settings/organization/billing"
Where = tuple[str, str]


def main(browser: str, folder: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in ("--headless=new", "--window-size=1280,900", "--lang=en-US", *_as_root()):
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    saving = {"behavior": "allow", "downloadPath": str(folder)}  # a preference reaches no tab that a page opens
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", saving)
    try:
        Job(driver, os.environ["CANCELBOT_PLATFORM_URL"], folder).do()
    finally:
        driver.quit()


def _as_root() -> list[str]:
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def button(text: str, within: str = "") -> Where:
    return By.XPATH, f"{within}//button[normalize-space()='{text}']"


def text(words: str) -> Where:
    return By.XPATH, f"//*[text()[contains(., '{words}')]]"


DIALOG = "//*[@role='dialog']"


class Job:
    """The guide, in ``driver``."""

    def __init__(self, driver: webdriver.Chrome, site: str, folder: Path) -> None:
        self.driver = driver
        self.site = site
        self.folder = folder
        self.wait = WebDriverWait(driver, 30, poll_frequency=0.1)

    def do(self) -> None:
        self.sign_in()
        self.turn_auto_recharge_off()
        self.cancel_plan()
        self.save_invoices()
        self.delete_cards()
        self.revoke_keys("/settings/organization/api-keys")
        self.revoke_keys("/settings/profile/api-keys")

    def seen(self, where: Where) -> WebElement:
        return self.wait.until(it.visibility_of_element_located(where))

    def click(self, where: Where) -> None:
        self.wait.until(it.element_to_be_clickable(where)).click()

    def type(self, name: str, value: str) -> None:
        self.wait.until(it.element_to_be_clickable((By.NAME, name))).send_keys(value)
        self.click(button("Continue"))

    def sign_in(self) -> None:
        self.driver.get(f"{self.site}{BILLING}/overview")
        self.click(button("Log in"))
        self.type("email", os.environ["CANCELBOT_EMAIL"])
        self.type("current-password", os.environ["CANCELBOT_PASSWORD"])
        if secret := os.environ["CANCELBOT_TOTP_SECRET"]:
            self.type("code", pyotp.TOTP(secret).now())
        self.seen(text("Credit balance"))

    def turn_auto_recharge_off(self) -> None:
        self.click(button("Modify"))
        self.click((By.XPATH, f"{DIALOG}//input[@type='checkbox']"))
        self.click(button("Save settings", DIALOG))
        self.seen(text("Auto recharge is off"))

    def cancel_plan(self) -> None:
        self.click(button("Cancel plan"))
        self.click(button("Cancel plan", DIALOG))
        self.wait.until(it.invisibility_of_element_located(button("Cancel plan")))

    def save_invoices(self) -> None:
        self.driver.get(f"{self.site}{BILLING}/history")
        self.seen(text("Showing invoices"))
        here = self.driver.current_window_handle
        for link in self.driver.find_elements(By.LINK_TEXT, "View"):
            saved = len(list(self.folder.glob("*.pdf")))
            link.click()
            self.wait.until(it.number_of_windows_to_be(2))
            self.driver.switch_to.window(next(h for h in self.driver.window_handles if h != here))
            self.click(button("Download invoice"))
            self.wait.until(lambda _, saved=saved: len(list(self.folder.glob("*.pdf"))) > saved)
            self.driver.close()
            self.driver.switch_to.window(here)

    def delete_cards(self) -> None:
        self.driver.get(f"{self.site}{BILLING}/payment-methods")
        self.seen(button("Add payment method"))
        self.clear(text("Expires"), button("Delete"), "Delete")

    def revoke_keys(self, path: str) -> None:
        self.driver.get(self.site + path)
        row = (By.XPATH, "//tbody/tr")
        self.wait.until(
            it.any_of(
                it.visibility_of_element_located(row),
                it.visibility_of_element_located(text("Create an API key to access")),
            )
        )
        self.clear(row, (By.XPATH, "//tbody/tr/td[last()]/button[last()]"), "Revoke key")

    def clear(self, things: Where, openers: Where, agree: str) -> None:
        for left in reversed(range(len(self.driver.find_elements(*things)))):
            self.driver.find_elements(*openers)[-1].click()
            self.click(button(agree, DIALOG))
            self.wait.until(lambda driver, left=left: len(driver.find_elements(*things)) == left)
            self.wait.until(it.invisibility_of_element_located((By.XPATH, DIALOG)))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        from contest import alone

        alone("selenium_bare.py")
