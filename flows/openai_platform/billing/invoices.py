"""Settings > Billing > Billing history (guide step 7, site-facts 2.6): invoices saved as PDF. It changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cancelbot.errors import CancelbotError, ControlNotFound
from cancelbot.page.observation import Observation
from cancelbot.page.query import Row, controls, named, rows, smallest
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.result import Charge
from openai_platform import words
from openai_platform.billing.overview import is_billing
from openai_platform.lists.pages import Paginated
from openai_platform.navigation import HISTORY, Site

DATES = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%Y-%m-%d", "%m/%d/%Y")
DATE_TEXT = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2} [A-Za-z]{3,9}\.? \d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}/\d{1,2}/\d{4}"
)


ROW = 160
"""characters up to which a box is one row"""


class NoPdf(CancelbotError):
    """What came down is not a PDF."""


@dataclass(frozen=True)
class Invoice:
    """One row of the billing history."""

    number: str
    date: str
    """``YYYY-MM-DD``, or ``undated``"""
    linked: bool
    """whether the row has a "View" link"""
    amount: str = ""

    @property
    def file_name(self) -> str:
        """The name it is saved under."""
        return f"{self.date}_{self.number}.pdf"


class Invoices:
    """The billing history."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.listing: Paginated[Invoice] = Paginated(site, HISTORY, read)
        self._reading: Snapshot | None = None
        self._rows: dict[str, Row] = {}

    def look(self) -> list[Invoice]:
        """Every invoice that the page lists."""
        return self.listing.all()

    def saved(self, invoice: Invoice) -> Path | None:
        """Where an earlier run, or this one, has already saved it."""
        places = [self.folder / invoice.file_name, *self.run.recording.earlier(f"invoices/{invoice.file_name}")]
        return next((path for path in places if is_pdf(path)), None)

    @property
    def folder(self) -> Path:
        """Where this run saves them."""
        return self.run.recording.folder / "invoices"

    def download(self, invoice: Invoice) -> None:
        """Through "View" and its popup to a file. Raises ControlNotFound, NoPdf."""
        row = self._row(invoice)
        if row is None:
            self.listing.reach(lambda snapshot: invoice.number in _by_number(snapshot))
            row = self._row(invoice)
        if row is None:
            raise ControlNotFound(f"The row of invoice {invoice.number} is gone.")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        target = self.folder / invoice.file_name
        self.run.downloads.download(_view(row), words.DOWNLOAD_INVOICE, target)
        if not is_pdf(target):
            target.unlink(missing_ok=True)
            raise NoPdf(f"What the site gave for invoice {invoice.number} is not a PDF.")
        self.run.recording.note("invoice.saved", number=invoice.number, file=f"invoices/{invoice.file_name}")

    def _row(self, invoice: Invoice) -> Row | None:
        """Its row on the page that is shown, which is read again only if it has changed."""
        snapshot = self.run.tab.read_on(self._reading)
        if snapshot is not self._reading:
            self._reading, self._rows = snapshot, _by_number(snapshot)
        return self._rows.get(invoice.number)


def read(snapshot: Snapshot) -> Observation[list[Invoice]] | None:
    """The invoices of one page, or None while it is not positively the billing history."""
    if not is_billing(snapshot):
        return None
    found = rows(snapshot.root, words.INVOICE_NUMBER, words.VIEW)
    empty = snapshot.has(words.NO_INVOICES)
    if not (found or empty or (snapshot.has(words.INVOICES_NOTE) and not _unnumbered(snapshot))):
        return None
    return Observation([_invoice(row) for row in found], certain=False, partial=bool(found))


def _unnumbered(snapshot: Snapshot) -> bool:
    """Whether something can be viewed beside an amount: an invoice whose number was not recognised."""
    boxes = [
        smallest(node, lambda at: bool(words.MONEY.search(at.text))) for node in controls(snapshot.root, words.VIEW)
    ]
    return any(box is not None and len(box.text) <= ROW for box in boxes)


def _by_number(snapshot: Snapshot) -> dict[str, Row]:
    """The rows of a page; of two with the same number, the first."""
    return {row.mark: row for row in reversed(rows(snapshot.root, words.INVOICE_NUMBER, words.VIEW))}


def _view(row: Row) -> Node:
    found = views(row)
    if not found:
        raise ControlNotFound(f"Invoice {row.mark} has no “View” link.")
    return found[0]


def views(row: Row) -> list[Node]:
    """What leads from a row to its invoice: by its words, else the link that the number is, else its only control."""
    found = named(row.box, words.VIEW) or [node for node in row.buttons if node.says(words.INVOICE_NUMBER)]
    only = found or row.buttons if len(row.buttons) == 1 else found
    return [node for node in only if node.enabled]


def _invoice(row: Row) -> Invoice:
    amount = words.MONEY.search(row.box.text)
    return Invoice(row.mark, _date(row.box.text), bool(views(row)), amount.group() if amount else "")


def charges(listed: list[Invoice]) -> list[Charge]:
    """What was charged, as the result keeps it."""
    return [Charge(invoice.number, invoice.date, invoice.amount) for invoice in listed]


def _date(text: str) -> str:
    for found in DATE_TEXT.findall(text):
        plain = found.replace(",", "").replace(".", "")
        for form in DATES:
            try:
                return datetime.strptime(plain, form).date().isoformat()  # noqa: DTZ007  # a calendar day has no zone
            except ValueError:
                continue
    return "undated"


def is_pdf(path: Path) -> bool:
    """Whether ``path`` is a whole PDF: its first bytes and its end mark."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
