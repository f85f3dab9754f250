"""An entry of a list is told from what only names one: a message, an example, a sentence, another list."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import keys_page, listed

from cancelbot.errors import CancelbotError
from openai_platform import api_keys
from openai_platform.billing import cards, invoices
from openai_platform.lists.rows import CARD_ROWS, KEY_ROWS, opener

ADD = "<button>Add payment method</button>"
CARD = "<div><span>Visa •••• 4242</span> <button>Delete</button></div>"
NO_CARD = "<p>You have no saved cards.</p>"
KEY = "<tr><td>Backup<td>sk-...AzN9<td><button>Revoke</button></tr>"
ICON = "<svg width=16 height=16><rect width=12 height=12 /></svg>"
INVOICE = "<tr><td>04DE6D22-0005<td>$6.90<td>30 Jun 2025<td><a href=/i>View</a></tr>"


def billing(body: str) -> str:
    return f"<main><h1>Billing</h1>{body}{ADD}</main>"


BESIDE_CARDS = [
    "<p>Credits are paid with your Visa •••• 4242.</p>",
    "<div>Default: Visa •••• 4242</div>",
    "<div><span>Auto recharge card: Visa •••• 4242</span> <button aria-label=Remove></button></div>",
    "<div role=status>Amex •••• 1005 was removed</div>",
    "<h2>Tax ID</h2><div><span>DE ••••• 1234</span> <button>Delete</button></div>",
    "<h2>Recent charges</h2><table><tr><td>Nov 3<td>$5.00<td>Visa •••• 4242<td><a href=/r>Receipt</a></table>",
    "<h2>ChatGPT Plus</h2><div><span>Visa •••• 1111</span> <button>Remove</button></div>",
]


@pytest.mark.parametrize("beside", BESIDE_CARDS)
def test_what_only_names_a_card_is_none_beside_one(read: Read, beside: str) -> None:
    rows = CARD_ROWS.rows(read(billing(f"<h2>Cards</h2>{CARD}{beside}")))

    assert [(row.mark, opener(row, CARD_ROWS).name) for row in rows] == [("•••• 4242", "Delete")]


@pytest.mark.parametrize("beside", BESIDE_CARDS[3:])
def test_what_is_gone_or_of_another_list_is_no_card_where_the_page_says_that_there_is_none(
    read: Read, beside: str
) -> None:
    answer = cards.read_cards(read(billing(f"<h2>Cards</h2>{NO_CARD}{beside}")))

    assert answer is not None
    assert not isinstance(answer.fact, list) or answer.fact == []


@pytest.mark.parametrize(
    "body", ["<p>You pay with your Visa •••• 4242.</p>", NO_CARD + "<p>Your Visa •••• 4242 is charged tomorrow.</p>"]
)
def test_a_card_that_only_a_sentence_names_is_not_left_out(read: Read, body: str) -> None:
    assert listed(cards.read_cards(read(billing(body))))


@pytest.mark.parametrize(
    "other",
    [
        "<div><p>Your default way to pay is Amex ending in 1005.</p></div>",
        "<div role=alert>Amex •••• 1005 was declined</div>",
        "<div style='position:sticky;top:0'>Amex •••• 1005</div>",
        "<div>Amex •••• 1005 will be removed soon.</div>",
    ],
)
def test_a_card_of_its_own_is_one_however_it_is_told(read: Read, other: str) -> None:
    assert {card.card[-4:] for card in listed(cards.read_cards(read(billing(CARD + other))))} == {"4242", "1005"}


def test_two_cards_that_share_their_digits_are_two(read: Read) -> None:
    old = "<div><span>Visa •••• 4242</span> <span>08/24</span></div>"
    new = "<div><span>Visa •••• 4242</span> <span>08/28</span> <button>Delete</button></div>"

    assert len(listed(cards.read_cards(read(billing(old + new))))) == 2
    assert len(listed(cards.read_cards(read(billing(CARD + CARD))))) == 2
    assert len(listed(cards.read_cards(read(billing(CARD + "<div>Visa •••• 4242 <b>Default</b></div>"))))) == 2


@pytest.mark.parametrize(
    "beside",
    [
        "<div role=status>Copied sk-...AzN9</div>",
        "<pre>export OPENAI_API_KEY=sk-...abcd</pre>",
        "<p>A key looks like sk-...abcd.</p>",
        "<ol><li>sk-...AzN9 $4.10</li></ol>",
        "<div>sk-...AzN9 was found in a public file. <button>Delete</button></div>",
    ],
)
def test_what_only_names_a_key_is_none_beside_one(read: Read, beside: str) -> None:
    page = read(keys_page(f"{beside}<table>{KEY}</table>"))

    assert [(key.name, key.key) for key in listed(api_keys.read_keys(page))] == [("Backup", "sk-...AzN9")]
    assert [row.box.role for row in KEY_ROWS.rows(page)] == ["row"]


@pytest.mark.parametrize(
    "example", ["<pre>Authorization: Bearer sk-...abcd</pre>", "<p>Keys look like sk-...abcd.</p>"]
)
def test_an_example_is_no_key(read: Read, example: str) -> None:
    assert listed(api_keys.read_keys(read(keys_page(f"<p>You have no API keys yet.</p>{example}")))) == []


@pytest.mark.parametrize(
    "row",
    [
        "<div><input type=checkbox> <span>Backup</span> <span>sk-...AzN9</span></div>",
        "<div><button role=switch aria-checked=true>{}</button> <span>Backup</span> <span>sk-...AzN9</span></div>",
        ("<section><div><h2>Alpha</h2><button aria-label=Delete>{}</button></div>"
         "<div><span>Backup</span> <span>sk-...AzN9</span></div></section>"),
    ],
)  # fmt: skip
def test_a_toggle_and_what_stands_with_a_heading_remove_no_entry(read: Read, row: str) -> None:
    (shown,) = KEY_ROWS.rows(read(keys_page(row.format(ICON))))

    with pytest.raises(CancelbotError):
        opener(shown, KEY_ROWS)


@pytest.mark.parametrize(
    "other", ["<td>Kim <button aria-label='Remove Kim'>\u00d7</button>", "<td>A <b role=switch>B</b>"]
)
def test_what_removes_something_else_of_a_row_does_not_remove_the_key(read: Read, other: str) -> None:
    body = f"<table><tr><td>Backup{other}<td>sk-...AzN9<td><button aria-label='Delete Backup'>{ICON}</button></table>"
    (shown,) = KEY_ROWS.rows(read(keys_page(body)))

    assert opener(shown, KEY_ROWS).name == "Delete Backup"


@pytest.mark.parametrize("mark", ["<p>sk-...AzN9</p>", "<dl><dt>Key<dd>sk-...AzN9<dt>Created<dd>Nov 3</dl>"])
def test_a_key_may_have_its_name_in_a_heading(read: Read, mark: str) -> None:
    body = f"<section><div><h2>Backup</h2><button>Delete</button></div>{mark}</section>"
    (shown,) = KEY_ROWS.rows(read(keys_page(body)))

    assert opener(shown, KEY_ROWS).name == "Delete"


def test_a_key_without_a_name_has_none(read: Read) -> None:
    heads = "<tr><th>Name<th>Status<th>Secret key</tr>"
    page = read(keys_page(f"<table>{heads}<tr><td><td>Active<td>sk-...AzN9</tr></table>"))

    assert [key.name for key in listed(api_keys.read_keys(page))] == [""]


@pytest.mark.parametrize(
    "beside",
    [
        "<h2>Billing address</h2><p>1 Main St<br>San Francisco, CA 94110-1234</p>",
        "<dl><dt>PO number<dd>PO-2026-0042</dl>",
        "<div role=alert>Invoice 04DE6D22-0009 is past due. <button>Pay now</button></div>",
        "<p>Invoice 04DE6D22-0009 was not charged. <a href=/c>Update card</a></p>",
    ],
)
def test_numbers_that_are_of_no_row_are_no_invoices(read: Read, beside: str) -> None:
    heads = "<tr><th>Invoice<th>Amount<th>Created<th></tr>"
    page = read(f"<main><h1>Billing</h1>{beside}<h2>Invoices</h2><table>{heads}{INVOICE}</table></main>")

    assert [invoice.number for invoice in listed(invoices.read_invoices(page))] == ["04DE6D22-0005"]


def test_number_amount_and_day_of_an_invoice_are_those_under_their_headings(read: Read) -> None:
    page = read(
        "<main><h1>Billing</h1><table><tr><th>Invoice<th>PO number<th>Due<th>Created<th>Tax<th>Total</tr>"
        "<tr><td>04DE6D22-0005<td>PO-2026-0042<td>14 Jul 2025<td>30 Jun 2025<td>$0.90<td>Past due $6.90</tr></table>"
    )
    (invoice,) = listed(invoices.read_invoices(page))

    assert (invoice.number, invoice.date, invoice.amount) == ("04DE6D22-0005", "2025-06-30", "$6.90")


@pytest.mark.parametrize(
    ("control", "is_way"),
    [
        ("<a href=/i>Invoice</a><a href=/r>Receipt</a>", True),
        ("<a href=/i>Open file</a>", True),
        ("<a href=https://invoice.stripe.com/i/1>Hosted page</a>", True),
        ("<a href=https://invoice.stripe.com/i/1>Pay</a>", False),
        ("<button>Pay now</button>", False),
        ("<button>Pay invoice</button>", False),
        ("<button>Send invoice</button>", False),
        ("<button aria-haspopup=menu aria-label=Actions>\u22ef</button>", False),
    ],
)
def test_only_what_opens_an_invoice_is_a_way_to_it(read: Read, control: str, is_way: bool) -> None:
    page = read(f"<main><h1>Billing</h1><table><tr><td>04DE6D22-0005<td>$6.90<td>{control}</table></main>")
    (invoice,) = listed(invoices.read_invoices(page))

    assert invoice.linked is is_way


def test_an_entry_that_unfolds_is_opened_by_its_icon(read: Read) -> None:
    button = f"<button aria-expanded=false style='display:block'>Visa •••• 4242 {ICON}</button>"
    (row,) = CARD_ROWS.rows(read(f"<main><h1>Payment methods</h1><div>{button}</div></main>"))

    assert opener(row, CARD_ROWS).parent in row.buttons
