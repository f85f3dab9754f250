"""A page that lists nothing may still be loading, or show a part: then nobody is told that there is nothing."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import doubted, keys_page, listed

from openai_platform import api_keys
from openai_platform.billing import cards, invoices

ADD = "<button>Add payment method</button>"
NONE = "<p>No cards saved</p>"
NOTE = "<p>Showing invoices within the past 12 months</p>"
HEADS = "<table><tr><th>Invoice<th>Status<th>Amount<th>Created</tr></table>"
TABS = "<b role=tab aria-expanded=false>Overview</b><b role=tab aria-expanded=true aria-selected=true>Cards</b>"
NO_KEY = "<p>Do not share your API key.</p><p>No API keys yet</p>"


def page(body: str) -> str:
    return f"<main><h1>Billing</h1>{body}</main>"


def gray(width: int, height: int) -> str:
    return f"<div style='background:#ddd;width:{width}px;height:{height}px;margin:8px'></div>"


@pytest.mark.parametrize(
    "loads", ["<div role=status aria-label='Loading cards'></div>", "<svg width=40 height=40 aria-label=Loading></svg>"]
)
def test_what_is_only_named_may_say_that_the_page_loads(read: Read, loads: str) -> None:
    assert cards.read_cards(read(page(f"<div style='height:60px'>{loads}</div>{ADD}"))) is None


@pytest.mark.parametrize(
    "body",
    [
        gray(300, 20),
        gray(70, 12) + gray(90, 12),
        "<p>Your wallet is on its way\u2026</p>",
        "<p>Change your cards in the customer portal.</p>",
        "<p>Payments are handled by a partner.</p>",
        NONE + "<p>Direct debit: 1 account linked</p>",
        NONE + "<label><input type=checkbox> Include expired cards</label>",
        NONE + "<button aria-haspopup=listbox>Last 30 days</button>",
        NONE + "<span>Team: North</span><button>Clear all</button>",
        NONE + "<span>team:north \u00d7</span>",
        NONE + "<p>Sign in again to view all of them.</p>",
        NONE + "<p>Some cards may not be listed.</p>",
        NONE + "<p>New ones need a few minutes to show.</p>",
        NONE + "<p>The last refresh failed.</p>",
        NONE + "<p>You pay by wire.</p>",
        NONE + "<p>Older cards are in the legacy portal.</p>",
        NONE + "<div><b>Coin wallet</b> <button>Disconnect</button></div>",
        NONE + "<a href=/x>Show hidden cards (1)</a>",
        NONE + "<button>Sign in to view</button>",
        NONE + "<p>Contact an owner to see what is saved.</p>",
        NONE + "<p>We are transferring your cards to the new console.</p>",
        NONE + "<p>1 draft</p>",
        NONE + "<h2>Total</h2><p>Charged so far: $42.00</p>",
        NONE + "<p>Three cards are kept by Link.</p>",
        "<p>Your cards will be here within a day.</p>",
        "<div role=tablist><b role=tab aria-selected=true>Cards (0)</b><b role=tab>Bank (1)</b></div>",
        NONE + "<div role=tablist><b role=tab aria-selected=true>Cards</b><b role=tab>Wallets</b></div>",
        "<details><summary>View your cards</summary><p>Visa</p></details>",
        "<ul><li><img alt=Visa width=200 height=120></ul>",
        "<div>\u2022\u2022\u2022\u2022 \u2022\u2022\u2022\u2022</div>",
    ],
)
def test_a_page_that_may_only_not_show_its_cards_is_not_believed(read: Read, body: str) -> None:
    assert doubted(cards.read_cards(read(page(body + ADD))))


@pytest.mark.parametrize(
    "body",
    [
        gray(300, 1),
        gray(30, 30),
        "<div style='height:40px'></div><div style='height:40px'></div>",
        NONE + gray(300, 120),
        NONE + "<label><input type=checkbox checked> Include expired cards</label>",
        "<button aria-expanded=false>Saved cards (0)</button>",
        "<p>Manage your cards on this page.</p>",
        "<img alt=Visa width=40 height=24><img alt=Amex width=40 height=24>",
        NONE + "<p>Your credits last for a few days.</p>",
        NONE + "<p>30 days</p>",
        NONE + "<p>Your card will be charged when you buy credits.</p>",
        NONE + "<div role=tablist><b role=tab aria-selected=true>All cards</b><b role=tab>Expired</b></div>",
        NONE + TABS,
    ],
)
def test_a_line_a_space_or_a_picture_beside_an_absence_holds_no_card_back(read: Read, body: str) -> None:
    assert listed(cards.read_cards(read(page(body + ADD)))) == []


def test_a_page_that_can_only_be_looked_at_does_not_say_that_there_is_no_card(read: Read) -> None:
    assert cards.read_cards(read(page("<p>Billing is set up.</p><button disabled>Add payment method</button>"))) is None


@pytest.mark.parametrize(
    "body",
    [
        "<button aria-expanded=false>North</button><button aria-expanded=true>South</button>",
        "<input placeholder='Key name' value=backup>",
        "<h2>Favorites</h2>",
        "<label>Since <input type=date value=2026-11-01></label>",
        "<button aria-haspopup=dialog>Created: last 7 days</button>",
        "<div role=tablist><b role=tab aria-selected=true>Your keys</b><b role=tab>Service accounts</b></div>",
        "<p>Readers only see keys of their own.</p>",
    ],
)
def test_an_absence_in_one_of_several_parts_is_not_of_all_keys(read: Read, body: str) -> None:
    assert doubted(api_keys.read_keys(read(keys_page(body + NO_KEY))))


@pytest.mark.parametrize(
    "body",
    [
        "<button aria-expanded=false>How do keys work?</button><button aria-expanded=true>What is a key?</button>",
        "<input placeholder='Key name'>",
        "<label><input type=checkbox> Show revoked keys</label>",
        "<div role=tablist><b role=tab aria-selected=true>API keys</b><b role=tab>Project API keys</b></div>",
        "<button aria-haspopup=listbox>Created by: Anyone</button>",
    ],
)
def test_help_and_an_empty_search_leave_no_key_out(read: Read, body: str) -> None:
    assert listed(api_keys.read_keys(read(keys_page(body + NO_KEY)))) == []


def test_words_of_two_boxes_that_only_follow_each_other_hint_at_no_invoice(read: Read) -> None:
    assert listed(invoices.read_invoices(read(page(NOTE + HEADS)))) == []
    assert doubted(invoices.read_invoices(read(page(NOTE + "<div>12</div><div>Invoices</div>"))))


@pytest.mark.parametrize(
    "year", ["<details><summary>2025</summary>{}</details>", "<details><summary>2025</summary><p>{}"]
)
def test_what_is_folded_is_not_read(read: Read, year: str) -> None:
    shown = read(page(NOTE + year.format("INV-2025-001 $6.90")))

    assert "6.90" not in shown.text
    assert "2025" in doubted(invoices.read_invoices(shown))
