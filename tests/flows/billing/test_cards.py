"""The page of the saved cards: known by what it shows; that there is none is believed only where it is known."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import doubted, listed

from openai_platform.billing import cards
from openai_platform.lists.rows import CARD_ROWS, opener

PAGE = "<main><h1>Billing</h1>{}</main>"
BALANCE = "<h2>Free trial</h2><div>Credit balance</div><div>$4.34</div>"
ADD = "<button>Add payment method</button>"
NONE = "<p>You have no saved payment methods.</p>"


@pytest.mark.parametrize(
    "body", [NONE, ADD, NONE + ADD + "<p role=alert>Verify your organization to use all models.</p>"]
)
def test_a_page_without_cards_is_known_by_its_own_words(read: Read, body: str) -> None:
    answer = cards.read_cards(read(PAGE.format(body)))

    assert answer is not None
    assert (answer.fact, answer.certain, answer.partial) == ([], False, False)


@pytest.mark.parametrize("name", ["Add payment details", "Add payment method"])
def test_an_overview_that_invites_to_add_a_card_does_not_say_that_there_is_none(read: Read, name: str) -> None:
    assert cards.read_cards(read(PAGE.format(f"{BALANCE}<button>{name}</button>"))) is None


@pytest.mark.parametrize("busy", ["Loading payment methods...", "Fetching cards", "Getting your cards", "Hang tight"])
def test_a_page_that_still_loads_says_nothing(read: Read, busy: str) -> None:
    assert cards.read_cards(read(PAGE.format(f"{ADD}<p>{busy}</p>"))) is None


@pytest.mark.parametrize(
    ("trouble", "quoted"),
    [
        (
            "<p role=alert>Your cards could not be loaded. Try again later.</p>",
            "Your cards could not be loaded. Try again later.",
        ),
        ("<div>Something went wrong.</div>", "Something went wrong."),
        ("<p>Failed to load payment methods</p>", "Failed to load payment methods"),
        ("<p>Error <b>503</b>: service unavailable</p>", "Error 503: service unavailable"),
        ("<div role=alert>The cards are resting.</div>", "The cards are resting."),
        ("<button>Retry</button>", "Retry"),
    ],
)
@pytest.mark.parametrize("known_by", [ADD, NONE])
def test_a_page_that_tells_of_trouble_does_not_say_that_there_is_no_card(
    read: Read, known_by: str, trouble: str, quoted: str
) -> None:
    if known_by == NONE and "resting" in trouble:
        return  # it says that there is none, and an alert about something else

    assert quoted in doubted(cards.read_cards(read(PAGE.format(trouble + known_by))))


@pytest.mark.parametrize(
    ("shown", "quoted"),
    [
        ("<p>No payment methods could be loaded.</p>", "could be loaded"),
        ("<p>No payment methods match your filter.</p>", "match your filter"),
        ("<button role=tab aria-selected=true>Expired</button><p>No payment methods found.</p>", "Expired"),
        ("<input type=search value=visa placeholder=Find><p>No payment methods</p>", "visa"),
        ("<p>Payment methods are hidden for your role.</p>", "hidden for your role"),
        ("<button aria-expanded=false>Saved cards</button>", "Saved cards"),
        ("<h2>Saved cards (2)</h2>", "Saved cards (2)"),
        ("<p>2 payment methods</p>", "2 payment methods"),
        ("<p>Hmm, that didn't work.</p>", "didn't work"),
        ("<p>Showing saved data: you are offline.</p>" + NONE, "offline"),
        ("<iframe title='Saved payment methods' width=400 height=200></iframe>", "Saved payment methods"),
        ("<iframe title='Saved payment methods' width=400 height=200></iframe>" + NONE, "Saved payment methods"),
        ("<p>No results</p><label>Brand <select><option>Visa</select></label>", "No results"),
        ("<p>No results</p><button>Clear search</button>", "No results"),
        ("<iframe width=400 height=200></iframe>", "a frame"),
        ("<img alt='Saved payment methods' width=400 height=200>", "Saved payment methods"),
    ],
)  # fmt: skip
def test_cards_that_are_held_back_folded_or_filtered_away_are_not_said_to_be_none(
    read: Read, shown: str, quoted: str
) -> None:
    assert quoted in doubted(cards.read_cards(read(PAGE.format(shown + ADD))))


ORGANIZATION_TAB = "<button role=tab aria-selected={}>Personal</button><button role=tab aria-selected={}>All</button>"
ORGANIZATION_FOLDED = "<details><summary>Organization</summary><p>Visa ••••4242</p></details>"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>No cards in this project</p>",
        "<span>No cards</span> <a href=/p>in this project</a><div>Cards are kept by project.</div>",
        "<p>No payment methods in project Staging.</p>",
        "<p>You have no cards older than a year.</p>",
        "<p>No other cards.</p>",
        "<p>No default payment method</p>",
        "<p>No cards, only PayPal.</p>",
        "<p>No payment method can be removed while a balance is due.</p>",
        f"<h2>ChatGPT</h2>{NONE}",
        f"<h2>Expired</h2>{NONE}",
        f"<h2>Team cards</h2>{NONE}",
        f"<button aria-expanded=false>Organization</button>{NONE}",
        ORGANIZATION_FOLDED + NONE,
        f"{NONE}<button aria-expanded=false>Show 2 more</button>",
        f"<div role=tablist>{ORGANIZATION_TAB.format('true', 'false')}</div>{NONE}",
        f"{NONE}<p>Other cards are kept by your reseller.</p>",
        f"{NONE}<p>Some payment methods may be managed elsewhere.</p>",
        f"{NONE}<p>Cards of this organization are held by its parent organization.</p>",
        f"{NONE}<p>We'll list your cards once they are loaded.</p>",
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_all_cards(read: Read, shown: str) -> None:
    assert doubted(cards.read_cards(read(PAGE.format(shown + ADD))))


@pytest.mark.parametrize(
    "shown",
    [
        "<p>You haven't added a payment method yet.</p>",
        "<p>No cards on file</p>",
        "<p>No data</p>" + ADD,
        "<table><tr><th>Card<th>Expires<tr><td colspan=2>No results.</table><p>Page 1 of 1</p>" + ADD,
        f"<div>{ADD}</div><span>There are no payment methods to show.</span>",
        "<span>No cards on file.</span> <span>Add one to get started.</span><div>Cards are safe with us.</div>",
        ADD + "<table><tr><th>Card<th>Expires</table><div>0\u20130 of 0 items</div><div>of 1 page</div>",
        "<p>There's no payment method on file.</p>",
        "<p>You currently have no payment methods saved.</p>",
        "<p>No payment methods found. Add one to buy credits.</p>",
        "<p>Looks like you don't have any saved cards yet, add one to get started!</p>",
        "<p>No cards have been added to this organization.</p>",
        f"<h2>Saved cards</h2>{NONE}<details><summary>How do I add a card?</summary>Like so</details>",
        f"{NONE}<h2>ChatGPT</h2><p>No payment methods.</p>",
        f"{NONE}<p>Cards are stored by our payment processor. Other cards can be added at any time.</p>",
        f"{NONE}<p>Your cards will appear here once you add one.</p>",
        f"<details><summary>Keep your cards safe</summary>Like so</details>{NONE}",
        f"<div role=tablist>{ORGANIZATION_TAB.format('false', 'true')}</div>{NONE}",
        f"<header><button aria-haspopup=menu aria-expanded=false>Personal</button></header>{NONE}",
    ],
)
def test_a_page_may_say_of_all_cards_that_there_is_none_in_other_words(read: Read, shown: str) -> None:
    assert listed(cards.read_cards(read(PAGE.format(shown)))) == []


@pytest.mark.parametrize(
    "row",
    [
        "<button>Remove Visa ending in {}</button>",
        "<button aria-label='Remove Visa ending in {}'><svg width=9 height=9></svg></button>",
        "<img alt='Visa ending in {}' width=20 height=20 src='data:,'><button>Remove</button>",
    ],
)
@pytest.mark.parametrize("beside", ["", NONE])
def test_a_card_that_only_a_control_or_a_picture_names_is_seen(read: Read, row: str, beside: str) -> None:
    snapshot = read(PAGE.format(f"<ul><li>{row.format(4242)}<li>{row.format(8490)}</ul>{beside}{ADD}"))

    assert [each.card for each in listed(cards.read_cards(snapshot))] == ["ending in 4242", "ending in 8490"]
    assert [opener(each, CARD_ROWS).role for each in CARD_ROWS.rows(snapshot)] == ["button", "button"]


@pytest.mark.parametrize("mark", ["Visa 4242", "Mastercard - 4242", "Visa (4242)", "Card ending 4242", "Amex, 4242"])
def test_a_card_is_known_by_its_brand_and_last_digits_too(read: Read, mark: str) -> None:
    card = f"<div><span>{mark}</span> <span>07/28</span><button>Edit</button></div>"

    assert len(listed(cards.read_cards(read(PAGE.format(card + ADD))))) == 1


@pytest.mark.parametrize(
    "left",
    [
        "<div><b>PayPal</b> sam@example.com <button>Delete</button></div>",
        "<div>Link, sam@example.com<span style='margin-left:9px'>Default</span></div>",
        "<div><p>A card</p><p>Expires 07/2028</p></div>",
        "<div><span>Bank account</span></div>",
        "<div>Mastercard</div>",
        "<div>Revolut 4242 <button>Replace</button></div>",
        "<div><p>My card</p><p>07/28</p></div>",
        "<div><p>My card</p><p>Added May 3, 2026</p></div>",
        "<table><tr><td>Purchase card<td>07/28<td><svg width=9 height=9></svg></table>",
        "<div><button aria-label=Remove>x</button></div>",
        "<div>Google Pay (sam@example.com)</div>",
        "<div>Bank transfer</div>",
        "<p>Your payment method is managed by your reseller.</p>",
        "<p>A payment method is on file.</p>",
        "<p>Only owners can see cards.</p>",
        "<button>Show saved cards</button>",
        "<p>You do not have a default payment method.</p>",
        "<p>We'll show your cards here once they are loaded.</p>",
        "<p>Your cards will appear here as soon as they are ready.</p>",
    ],
)
def test_a_page_that_shows_what_only_a_card_has_does_not_say_that_there_is_none(read: Read, left: str) -> None:
    assert doubted(cards.read_cards(read(PAGE.format(left + ADD))))


@pytest.mark.parametrize(
    "said",
    [
        "If there is no payment method on file, requests fail.",
        "No payment method will be charged for this trial.",
        "No card fees.",
        "You can go on with no card required.",
    ],
)
def test_a_sentence_of_what_would_be_does_not_say_that_there_is_no_card(read: Read, said: str) -> None:
    assert cards.read_cards(read(PAGE.format(f"<p>{said}</p>"))) is None


@pytest.mark.parametrize(
    "left", ["<p>No cards match your search.</p>", f"{NONE}<div>Link, sam@example.com <button>Remove</button></div>"]
)
def test_words_that_the_page_itself_contradicts_or_narrows_are_not_believed(read: Read, left: str) -> None:
    assert "it says “" in doubted(cards.read_cards(read(PAGE.format(left))))


@pytest.mark.parametrize(
    "shown",
    [
        "<div>Bank account <span>6789</span></div>",
        "<div>PayPal</div>",
        "<div>PayPal sam@example.com</div>",
        "<div>Link, sam@example.com</div>",
        "<p>PayPal: sam@example.com</p>",
        "<ul><li>Apple Pay</li></ul>",
        "<table><tr><td>Revolut<td>4242</table>",
        "<div><span>Visa</span><span>4 2 4 2</span></div>",
        "<div>Visa<button>Edit</button></div>",
        "<div>IBAN DE89370400440532013000</div>",
        "<div>Default</div>",
        "<div>Expires 07/2028</div>",
        "<div>My card</div><div>07/28</div>",
        "<p>2 bank accounts</p>",
        "<p>1 saved method</p>",
        "<h2>Bank accounts</h2><p>Chase checking</p>",
        "<h2>Wallets</h2><p>Mine</p>",
        "<img alt=Visa width=40 height=20 src='data:,'>",
    ],
)
@pytest.mark.parametrize("none", ["<p>No cards</p>", "<p>No payment methods</p>"])
def test_an_absence_beside_what_a_card_or_another_way_to_pay_shows_is_no_absence(
    read: Read, none: str, shown: str
) -> None:
    assert "and shows" in doubted(cards.read_cards(read(PAGE.format(none + shown + ADD))))


@pytest.mark.parametrize(
    "beside",
    [
        "<p>We accept Visa, Mastercard and American Express.</p>",
        "<p>We accept <img alt=Visa width=40 height=20 src='data:,'> <img alt=Mastercard width=40 height=20></p>",
        "<p>Pay with card, PayPal or bank account.</p>",
        "<a href=/link>Link</a>",
        "<button>PayPal</button>",
        "<button>Add bank account</button><button>Connect PayPal</button>",
        "<section><h3>Billing address</h3><p>1 Main Street</p><p>Sydney NSW 2000</p></section>",
        "<section><h3>Invoices</h3><table><tr><th>Date<th>Amount<tr><td>May 3<td>$5</table></section>",
        "<p>Expired cards are removed after 90 days.</p>",
        "<p>Default currency</p><p>USD</p>",
        "<p>You can add up to 5 cards.</p>",
        "<p>You may save 5 cards. Limit: 5 cards. At least 1 payment method is required.</p>",
        "<p>You need 1 payment method to use the API.</p>",
        "<p>Only 1 payment method can be the default.</p>",
        "<ul><li>Visa</li><li>Mastercard</li></ul>",
        "<div><span>Visa</span><span>Mastercard</span><span>Amex</span></div>",
        "<h3>Bank accounts</h3><p>None</p>",
        "<div>PayPal <span>Not connected</span></div>",
        "<div><b>PayPal</b><button>Connect</button></div>",
        "<dl><dt>Default<dd>None</dl>",
        "<h2>Bank accounts</h2><p>No bank accounts</p>",
        "<p>Delete cards that you no longer use.</p>",
    ],
)
def test_what_may_be_added_or_is_of_something_else_does_not_contradict_an_absence(read: Read, beside: str) -> None:
    assert listed(cards.read_cards(read(PAGE.format(NONE + beside + ADD)))) == []


@pytest.mark.parametrize(
    ("shown", "is_none"),
    [
        ("0 cards", True),
        ("Cards (0)", True),
        ("Cards: 0", True),
        ("0 cards, 2 bank accounts", False),
        ("</p><h3>Expired</h3><p>0 cards", False),
        ("</p><h3>Team Alpha</h3><p>0 cards", False),
        ("0 cards</p><button>Show all</button><p>", False),
        ("1 card", False),
    ],
)
def test_a_count_of_none_is_an_empty_list_unless_something_else_is_counted(
    read: Read, shown: str, is_none: bool
) -> None:
    answer = cards.read_cards(read(PAGE.format(f"<p>{shown}</p>{ADD}")))

    assert (listed(answer) == []) if is_none else doubted(answer)


def test_cards_beside_the_balance_are_seen(read: Read) -> None:
    card = "<div><span>Visa ····8490</span><button>Delete</button></div>"

    assert [each.card for each in listed(cards.read_cards(read(PAGE.format(BALANCE + card))))] == ["····8490"]


CARDS = {
    "a line break": "<span>Visa ••••<!-- -->4242<br>Expires 07/2028</span>",
    "spans with a gap": "<p style='display:flex;gap:8px'><b>Visa</b><b>••••4242</b><b>Expires 07/28</b></p>",
    "cells": "<table><tr><td>Visa<td>••••4242<td>Expires 07/28</table>",
    "margins": "<span>Visa</span><span style='margin-left:8px'>•••• 4242</span><i style='margin-left:8px'>07/2028</i>",
    "blocks": "<div>Visa ending in 4242</div><div>Expires 07/2028</div>",
    "groups of dots": "<div>•••• •••• •••• 4242</div>",
}


@pytest.mark.parametrize("markup", CARDS.values(), ids=CARDS)
def test_a_card_is_read_whatever_parts_its_words(read: Read, markup: str) -> None:
    row = f"<div>{markup}<span>Default</span><button>Delete</button></div>"

    (card,) = listed(cards.read_cards(read(PAGE.format(row + ADD))))
    assert card.card.endswith("4242")
