"""What a person does in any front-end: the parts of the job, and how a name is pressed."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

BILLING = "/settings/organization/billing"
OVERVIEW = BILLING + "/overview"
CARDS = BILLING + "/payment-methods"
KEYS = "/settings/organization/api-keys"
Drive = Callable[[Page, str], None]


@dataclass(frozen=True)
class ByHand:
    """How a person does each part of the job in one front-end, given the page and the address of the platform."""

    recharge: Drive
    ask: Drive
    """to the question whether to cancel"""
    confirm: Callable[[Page], Locator]
    """what carries it out"""
    after: str
    """what only a canceled plan shows"""
    card: Drive
    key: Drive


def press(scope: Page | Locator, name: str) -> None:
    scope.get_by_role("button", name=name, exact=True).click()


def words(page: Page, text: str, at: int = 0) -> None:
    page.get_by_text(text, exact=True).nth(at).click()
