"""How a person does each part of the job in each skin: locators written by hand for its own markup."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from tests.sandbox import by_hand_late as late
from tests.sandbox.pressing import CARDS, KEYS, OVERVIEW, ByHand, press, words

# classic: a page for each question, a message after each redirect


def classic_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("checkbox", name="Yes, automatically recharge").uncheck()
    press(page, "Save settings")
    expect(page.get_by_text("Auto recharge settings saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Auto recharge settings saved.")).to_have_count(0)


def classic_ask(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("link", name="Cancel plan", exact=True).click()
    expect(page.get_by_role("heading", name="Are you sure you want to cancel your billing plan?")).to_be_visible()


def classic_card(page: Page, url: str) -> None:
    page.goto(url + CARDS)
    page.get_by_role("row", name="4444").get_by_role("link", name="Delete").click()
    press(page, "Delete")
    expect(page.get_by_role("row", name="4444")).to_have_count(0)


def classic_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    page.get_by_role("row", name="AzN9").get_by_role("link", name="Revoke").click()
    press(page, "Revoke key")
    expect(page.get_by_role("row", name="AzN9")).to_have_count(0)


# native: dialog, confirm(), radio buttons, input type=submit


def native_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("radio", name="No, don't recharge automatically").check()
    press(page, "Save settings")
    expect(page.get_by_role("status")).to_have_text("Auto recharge settings saved.")


def opened(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    press(page, "Cancel plan")


def native_card(page: Page, url: str) -> None:
    page.goto(url + CARDS)
    press(page.get_by_role("group", name="Mastercard"), "Delete")
    press(page.get_by_role("dialog"), "Delete")
    expect(page.get_by_role("group", name="Mastercard")).to_have_count(0)


def native_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    page.once("dialog", lambda dialog: dialog.accept() if "sk-...AzN9" in dialog.message else dialog.dismiss())
    page.get_by_role("row", name="AzN9").get_by_title("Revoke key").click()
    expect(page.get_by_role("row", name="AzN9")).to_have_count(0)


# divsoup: nothing but boxes, found by their look


def soup_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    words(page, "Turn off")
    words(page, "Turn off", at=1)
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()


def soup_ask(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.locator(".line .b", has_text=re.compile(r"^cancel {2}Plan$")).click()


def soup_card(page: Page, url: str) -> None:
    page.goto(url + CARDS)
    page.locator(".card", has_text="4444").get_by_text("Delete").click()
    page.locator(".win .b", has_text="Delete").click()
    expect(page.get_by_text("•••• 4444")).to_have_count(0)


def soup_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    page.locator(".r", has_text="AzN9").locator(".ico").nth(1).click()
    page.locator(".win .b", has_text="Revoke key").click()
    expect(page.locator(".r", has_text="AzN9")).to_have_count(0)


# webcomponents: shadow roots, a switch that saves at once, a menu in each row


def shadow_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("switch", name="Auto recharge").click()
    expect(page.get_by_role("switch", name="Auto recharge")).not_to_be_checked()


def shadow_ask(page: Page, url: str) -> None:
    opened(page, url)
    page.get_by_role("alertdialog", name="Are you sure").wait_for()


def shadow_card(page: Page, url: str) -> None:
    page.goto(url + CARDS)
    press(page.get_by_role("listitem").filter(has_text="4444"), "Delete")
    press(page.locator("oa-dialog"), "Delete")
    expect(page.get_by_text("ending in 4444")).to_have_count(0)


def shadow_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    row = page.get_by_role("listitem").filter(has_text="AzN9")
    press(row, "…")
    row.get_by_role("menuitem", name="Revoke key").click()
    press(page.locator("oa-dialog"), "Revoke key")
    expect(page.get_by_role("listitem").filter(has_text="AzN9")).to_have_count(0)


# popover: a pressed button, questions in bubbles, pages of tables


def bubble_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("button", name="Auto recharge", pressed=True).click()
    page.get_by_role("button", name="Auto recharge", pressed=False).wait_for()


def bubble_card(page: Page, url: str) -> None:
    page.goto(url + CARDS)
    press(page.locator(".card", has_text="4444"), "Delete")
    press(page.get_by_role("tooltip"), "Delete")
    expect(page.get_by_text("••••4444")).to_have_count(0)


def bubble_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    press(page, "Next")
    expect(page.get_by_role("row", name="AzN9")).to_have_count(0)
    press(page, "Previous")
    press(page.get_by_role("row", name="AzN9"), "Revoke")
    press(page.get_by_role("tooltip"), "Revoke key")
    expect(page.get_by_role("row", name="myUI")).to_be_visible()


# muiish: painted switch, tabs that leave the address alone, icons with names


def paper_recharge(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    press(page, "Modify")
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    press(page.get_by_role("dialog"), "Save settings")
    expect(page.get_by_text("Auto recharge is off")).to_be_visible()


def paper_card(page: Page, url: str) -> None:
    page.goto(url + OVERVIEW)
    page.get_by_role("tab", name="Payment methods").click()
    press(page.locator(".card", has_text="4444"), "Delete")
    press(page.get_by_role("dialog"), "Delete")
    expect(page.locator(".card", has_text="4444")).to_have_count(0)
    expect(page).to_have_url(url + OVERVIEW)


def paper_key(page: Page, url: str) -> None:
    page.goto(url + KEYS)
    press(page.get_by_role("row", name="AzN9"), "Revoke key")
    press(page.get_by_role("dialog"), "Revoke key")
    expect(page.get_by_role("row", name="AzN9")).to_have_count(0)


def within(container: str) -> Callable[[Page], Locator]:
    return lambda page: page.locator(container).get_by_role("button", name="Cancel plan", exact=True)


def soup_confirm(page: Page) -> Locator:
    return page.locator(".win .b", has_text=re.compile(r"^cancel {2}Plan$"))


FREE = "Add payment details"
SKINS = {
    "classic": ByHand(classic_recharge, classic_ask, within("form"), FREE, classic_card, classic_key),
    "native": ByHand(native_recharge, opened, within("dialog"), "Canceled", native_card, native_key),
    "divsoup": ByHand(soup_recharge, soup_ask, soup_confirm, FREE, soup_card, soup_key),
    "webcomponents": ByHand(shadow_recharge, shadow_ask, within("oa-dialog"), "Canceled", shadow_card, shadow_key),
    "popover": ByHand(bubble_recharge, opened, within("[role=tooltip]"), "Cancel plan", bubble_card, bubble_key),
    "muiish": ByHand(paper_recharge, opened, within("[role=dialog]"), "Credit balance", paper_card, paper_key),
    "early": ByHand(
        late.early_recharge, late.early_ask, within("[role=dialog]"), FREE, late.early_card, late.early_key
    ),
    "slow": ByHand(late.slow_recharge, late.slow_ask, within("[role=dialog]"), FREE, late.slow_card, late.slow_key),
}
