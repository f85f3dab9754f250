"""What leads from a row of the billing history to its invoice, on pages that are written out here."""

import re
from pathlib import Path

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import doubted, listed

from openai_platform.billing import invoices
from openai_platform.billing.invoices import Invoice
from openai_platform.navigation import HISTORY

ICON = "<svg width=16 height=16><rect width=12 height=12 /></svg>"
ROW = "<main><h1>Billing</h1><table><tr><td>{}<td>Paid<td>$6.90<td>30 Jun 2025, 14:35<td>{}</table></main>"


@pytest.mark.parametrize("number", ["04DE6D22-0005", "INV-0042", "INV-2026-004", "Invoice #1042", "in_1PabcDEF23"])
@pytest.mark.parametrize(
    "link",
    [
        "<a href=/i target=_blank>View</a>",
        "<a href=/i.pdf>Download</a>",
        "<a href=/i.pdf>PDF</a>",
        "<button>Download PDF</button>",
        f"<a href=/i.pdf aria-label='Download invoice'>{ICON}</a>",
        f"<a href=/i.pdf>{ICON}</a>",
        "<a href=/i.pdf>Receipt</a><a href=/i.pdf>View invoice</a>",
    ],
)
def test_an_invoice_has_a_link_however_it_is_called(read: Read, number: str, link: str) -> None:
    found = listed(invoices.read_invoices(read(ROW.format(number, link))))

    assert [(at.number, at.date, at.linked) for at in found] == [(number, "2025-06-30", True)]


def test_the_number_itself_may_be_the_link(read: Read) -> None:
    found = listed(invoices.read_invoices(read(ROW.format("<a href=/i>04DE6D22-0005</a>", "<button>Pay</button>"))))

    assert [at.linked for at in found] == [True]


@pytest.mark.parametrize("others", ["", "<a href=/r>Receipt</a><button>Dispute</button>"])
def test_an_invoice_without_a_link_is_said_to_have_none(read: Read, others: str) -> None:
    found = listed(invoices.read_invoices(read(ROW.format("04DE6D22-0005", others))))

    assert [at.linked for at in found] == [False]


NOTE = "<p>Showing invoices within the past 12 months</p>"


@pytest.mark.parametrize(
    "body",
    [
        NOTE,
        "<p>No invoices found.</p>",
        "<p>You have not received any invoices yet.</p>",
        f"{NOTE}<footer>Credits cost $5. <a href=/t>View</a></footer>",
    ],
)
def test_a_history_without_invoices_says_so(read: Read, body: str) -> None:
    assert listed(invoices.read_invoices(read(f"<main><h1>Billing</h1>{body}</main>"))) == []


TABLE = """<h2>Invoices</h2><p>Your past invoices</p><h2>Billing history</h2>
<table><thead><tr><th>Invoice<th>Date<th>Amount</thead><tbody>{}</table>"""
BLANK_ROW = "<tr style='height:40px'><td><i></i><td><i></i><td><i></i>"


@pytest.mark.parametrize("nothing", ["<tr><td colspan=3>No data", "<tr><td colspan=3>No results."])
def test_a_table_that_says_that_it_is_empty_is_the_history_at_its_own_address_alone(read: Read, nothing: str) -> None:
    searched = nothing + "</table><input aria-label='Invoice number'><table>"
    bodies = (nothing, nothing, BLANK_ROW, searched)
    here, other, coming, left = (read(f"<h1>Billing</h1>{TABLE.format(body)}") for body in bodies)
    here.url = coming.url = left.url = f"https://platform.openai.com{HISTORY.path}"

    assert listed(invoices.read_invoices(here)) == []
    assert invoices.read_invoices(other) is None
    assert invoices.read_invoices(coming) is None
    assert invoices.read_invoices(left) is None


@pytest.mark.parametrize(
    "body",
    [
        NOTE + ROW.format("API credits", "<a href=/i>View</a>"),
        f"{NOTE}<div>API credits $6.90 <a href=/i>Download</a></div>",
        f"{NOTE}<div>API credits <b>Paid</b></div>",
        f"{NOTE}<p>We were unable to fetch your invoices.</p>",
        "<p>No invoices found.</p><p role=alert>Something went wrong.</p>",
        "<p>No invoices in this period.</p>",
        "<p>No invoices for 2024.</p>",
        f"{NOTE}<p>No open invoices</p>",
        f"{NOTE}<p>No transactions in the last 30 days</p>",
        "<select><option>2024<option>2025</select><p>No invoices</p>",
        f"{NOTE}<div><span>May 3, 2026</span> <span>$5.00</span> <a href=/i>Receipt</a></div>",
    ],
)
def test_invoices_that_are_not_recognized_are_not_said_to_be_none(read: Read, body: str) -> None:
    assert doubted(invoices.read_invoices(read(f"<h1>Billing</h1>{body}")))


def history(*rows: tuple[str, str, str]) -> str:
    lines = [f"<tr><td>{number}<td>Paid<td>{amount}<td>{day}<td><a href=/i>View</a>" for number, amount, day in rows]
    return f"<main><h1>Billing</h1><table>{''.join(lines)}</table></main>"


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        ("<select><option>2026<option>2025</select>", "2026"),
        ("<select><option>Past 12 months<option>All</select>", "Past 12 months"),
        ("<select><option>All<option>2025</select>", ""),
        (
            "<div role=tablist><button role=tab aria-selected=true>Paid</button><button role=tab>All</button></div>",
            "Paid",
        ),
        ("<button aria-expanded=false>2025</button>", "2025"),
        ("<details><summary>Older invoices</summary><p>04DE6D22-0001</p></details>", "Older invoices"),
        ("<details><summary>How do I pay?</summary><p>By card</p></details>", ""),
        (NOTE, ""),
    ],
)
def test_a_history_that_shows_only_a_part_says_which(read: Read, beside: str, why: str) -> None:
    snapshot = read(history(("04DE6D22-0002", "$6.90", "25.05.2026")).replace("<table>", f"{beside}<table>"))

    assert listed(invoices.read_invoices(snapshot))
    told = invoices.NO_INVOICE.left_out(snapshot)
    assert (f"“{why}”" in told) if why else not told


def test_a_number_is_read_whole(read: Read) -> None:
    numbers = ["04DE6D22-0002", "04DE6D22-0002-CN-01", "INV-2026-004-R2", "#1001", "F-2026/00012"]
    found = listed(invoices.read_invoices(read(history(*((number, "$6.90", "25.05.2026") for number in numbers)))))

    assert [invoice.number for invoice in found] == numbers
    assert len({invoice.file_name for invoice in found}) == len(numbers)


def test_each_row_has_a_file_of_its_own(read: Read) -> None:
    rows = [("04DE6D22-0002", "$6.90", "25.05.2026"), ("04DE6D22-0002", "-$6.90", "25.05.2026")]

    found = listed(invoices.read_invoices(read(history(*rows, rows[0]))))
    assert [invoice.file_name for invoice in found] == [
        "2026-05-25_04DE6D22-0002.pdf",
        "2026-05-25_04DE6D22-0002_2.pdf",
        "2026-05-25_04DE6D22-0002_3.pdf",
    ]


@pytest.mark.parametrize("number", ["A" * 300 + "-0001", "../../etc/0042", "INV-\u202e0042", "CON", "a/b\\c:0042"])
def test_the_name_of_a_file_is_short_and_harmless_and_its_own(number: str) -> None:
    names = {Invoice(each, "2026-05-25", linked=True).file_name for each in (number, f"{number}1")}

    assert len(names) == 2
    assert all(re.fullmatch(r"2026-05-25_[A-Za-z0-9_-]{1,90}\.pdf", name) for name in names)


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b"%PDF-1.7\n...\n%%EOF\n", True),
        (b"\r\n%PDF-1.7\n...\n%%EOF" + b"\n" * 500, True),
        (b"%PDF-1.7\n..." + b" " * 4000 + b"%%EOF\n", True),
        (b"%PDF-1.7\n... cut off", False),
        (b"<html>Sign in</html>", False),
        (b"", False),
    ],
)
def test_a_file_is_a_pdf_if_it_begins_and_ends_as_one(tmp_path: Path, content: bytes, is_one: bool) -> None:
    (tmp_path / "a.pdf").write_bytes(content)

    assert invoices.is_pdf(tmp_path / "a.pdf") is is_one
