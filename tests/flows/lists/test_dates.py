"""Days as regions write them; one that could be two days is not guessed."""

from typing import cast

import pytest
from playwright.sync_api import Browser
from tests.flows.conftest import Read
from tests.support.read_pages import listed

from cancelbot.page.tab import Tab
from openai_platform.billing import invoices
from openai_platform.lists.dates import ENGLISH, day_of


@pytest.mark.parametrize(
    "text",
    [
        "25 May 2026, 18:36",
        "May 25, 2026, 6:36 PM",
        "Mon, 25 May 2026",
        "2026-05-25T18:36:00Z",
        "25.05.2026",
        "25. 5. 2026 18.36",
        "2026年5月25日 18:36",
        "2026년 5월 25일",
        "2026. 5. 25.",
        "2026/05/25",
        "25/05/2026",
        "05/25/2026",
        "25-05-2026",
        "Paid on May 25th, 2026, due June 1st, 2026",
    ],
)
def test_a_day_is_read_in_any_form(text: str) -> None:
    assert day_of(f"Paid $1,206.90 {text} View") == "2026-05-25"


@pytest.mark.parametrize(
    "text", ["03/04/2026", "3-4-2026", "May 2026", "25/05/26", "31 Feb 2026", "1405/03/04", "Paid", "12 Mayfield 2026"]
)
def test_what_is_no_day_or_may_be_two_is_undated(text: str) -> None:
    assert day_of(text) == "undated"


def test_the_first_day_counts_even_if_only_a_later_one_is_clear() -> None:
    assert day_of("Created 03/04/2026, due 25.05.2026") == "undated"


LOCALES = (
    "vi",
    "de",
    "fr-CA",
    "pt-BR",
    "ru",
    "pl",
    "lt",
    "hu",
    "ar-EG",
    "fa",
    "th",
    "ja",
    "ko",
    "hi",
    "sv",
    "es-MX",
    "tr",
    "el",
    "he",
    "uk",
    "bg",
    "fi",
    "cs",
)
WRITE = """(reader, [locale, month]) => {
  Object.defineProperty(navigator, "languages", { value: [locale], configurable: true });
  const form = { year: "numeric", month, day: "numeric", hour: "numeric", minute: "numeric" };
  return { text: new Intl.DateTimeFormat(locale, form).format(new Date(2026, 4, 25, 18, 36)), ...reader.months() };
}"""


@pytest.mark.parametrize("style", ["short", "long"])
def test_what_the_browser_writes_in_any_region_is_read_back(browser: Browser, style: str) -> None:
    """Of the Persian calendar nothing is known here, so its days are undated."""
    tab = Tab(browser.new_context(), timeout=5.0)
    read = {}
    for locale in LOCALES:
        told = cast("dict[str, int]", tab.ask(WRITE, [locale, style]))
        read[locale] = day_of(str(told.pop("text")), {**ENGLISH, **told})
    tab.context.close()

    assert read == {locale: "undated" if locale == "fa" else "2026-05-25" for locale in LOCALES}


ROW = "<main><h1>Billing</h1><table><tr><td>04DE6D22-0005<td>Paid<td>$6.90<td>{}<td><a href=/i>View</a></table></main>"


def test_an_invoice_has_the_day_that_its_row_tells_in_the_persons_language(read: Read) -> None:
    found = listed(invoices.read_invoices(read(ROW.format("6:46 27 thg 5, 2026")), {**ENGLISH, "thg 5": 5}))

    assert [each.date for each in found] == ["2026-05-27"]
