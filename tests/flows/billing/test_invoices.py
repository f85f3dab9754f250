"""What leads from a row of the billing history to its invoice, on pages that are written out here."""

import pytest
from tests.flows.conftest import Read

from openai_platform.billing import invoices

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
    answer = invoices.read(read(ROW.format(number, link)))

    assert answer is not None
    assert [(at.number, at.date, at.linked) for at in answer.fact] == [(number, "2025-06-30", True)]


def test_the_number_itself_may_be_the_link(read: Read) -> None:
    answer = invoices.read(read(ROW.format("<a href=/i>04DE6D22-0005</a>", "<button>Pay</button>")))

    assert answer is not None
    assert [at.linked for at in answer.fact] == [True]


@pytest.mark.parametrize("others", ["", "<a href=/r>Receipt</a><button>Dispute</button>"])
def test_an_invoice_without_a_link_is_said_to_have_none(read: Read, others: str) -> None:
    answer = invoices.read(read(ROW.format("04DE6D22-0005", others)))

    assert answer is not None
    assert [at.linked for at in answer.fact] == [False]


def test_invoices_whose_numbers_are_not_recognised_are_not_said_to_be_none(read: Read) -> None:
    note = "<p>Showing invoices within the past 12 months</p>"

    assert invoices.read(read(note + ROW.format("API credits", "<a href=/i>View</a>"))) is None
    assert (
        invoices.read(read(f"<h1>Billing</h1>{note}<footer>Credits cost $5. <a href=/t>Terms</a></footer>")) is not None
    )
