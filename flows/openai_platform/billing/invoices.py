"""Settings > Billing > Billing history (guide step 7, site-facts 2.6): invoices saved as PDF. It changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from cancelbot.errors import CancelbotError, ControlNotFound
from cancelbot.page.query import Row, named, rows
from cancelbot.page.snapshot import Node, Observation, Snapshot
from cancelbot.redaction import file_stem
from cancelbot.result import Charge
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing.overview import is_billing
from openai_platform.lists.absence import EmptyList, Unseen
from openai_platform.lists.absence_words import COLUMN
from openai_platform.lists.dates import ENGLISH, UNDATED, day_of
from openai_platform.lists.entries import OF_OTHERS, entries
from openai_platform.lists.pages import Paginated
from openai_platform.lists.rows import columns
from openai_platform.navigation import HISTORY, Site
from openai_platform.sections import headings_over
from openai_platform.sign_in.fields import path_of

NO_INVOICE = EmptyList(
    lex.INVOICE,
    words.NO_INVOICES,
    words.say(
        words.VIEW.pattern,
        r"((view|open|download) )?(receipt|invoice|pdf)s?",
        "paid|open|unpaid|void(ed)?|past due|overdue|uncollectible|draft|refunded",
    ),
)


_OTHER_THINGS = words.say(*OF_OTHERS, r"\b(?:tax|vat|address|purchase order|promo\w{0,6}|support)\b")
"""in a heading over numbers that are not of invoices"""
_OPENS = words.say(
    r"\b(?:view|open|see|show|get|download|save|pdf|invoices?|receipts?|statement|document|file|details?)\b"
)
"""what may be in the name or the address of the only control of a row, where it opens the invoice"""
_DOES_MORE = words.say(r"(?:re-?)?(?:e-?mail|send|pay|dispute|request|report|update|edit|delete)\b.*")


class NoPdf(CancelbotError):
    """The downloaded file is not a PDF."""


@dataclass(frozen=True)
class Invoice:
    """One row of the billing history."""

    number: str
    date: str
    """``YYYY-MM-DD``, or ``undated``"""
    linked: bool
    """whether the row has a "View" link"""
    amount: str = ""
    copy: int = 1
    """the number of the row among those with this number and date, from the top of its page"""

    @property
    def file_name(self) -> str:
        """The name of its file, whatever characters its number has."""
        return f"{self.date}_{file_stem(self.number)}{f'_{self.copy}' if self.copy > 1 else ''}.pdf"


class Invoices:
    """The billing history."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.listing: Paginated[Invoice] = Paginated(site, HISTORY, self._read)
        self.files: dict[Invoice, str] = {}
        """the SHA-256 of each saved invoice's file"""
        self.left_out = ""
        """why the last look may not have seen all of them"""
        self._snapshot: Snapshot | None = None
        self._rows: dict[Invoice, Row] = {}
        self._months: Mapping[str, int] | None = None

    def look(self) -> list[Invoice]:
        """Every invoice that the page lists."""
        found = self.listing.all()
        self.left_out = NO_INVOICE.left_out(self.run.tab.read()) if found else ""
        return found

    def _read(self, snapshot: Snapshot) -> Observation[list[Invoice] | Unseen] | None:
        if self._months is None and rows(snapshot.root, words.INVOICE_NUMBER, words.VIEW):
            asked = self.run.tab.ask("reader => reader.months()")
            self._months = {**ENGLISH, **cast("dict[str, int]", asked)}
        return read_invoices(snapshot, self._months or ENGLISH)

    def saved(self, invoice: Invoice) -> Path | None:
        """Where this run or an earlier one has saved it."""
        places = [self.folder / invoice.file_name, *self.run.recording.earlier(f"invoices/{invoice.file_name}")]
        found = next((path for path in places if is_pdf(path)), None)
        if found is not None:
            self._remember(invoice, found)
        return found

    @property
    def folder(self) -> Path:
        return self.run.recording.folder / "invoices"

    def download(self, invoice: Invoice) -> None:
        """Save it through "View" and its popup. Raises ControlNotFound, NoPdf."""
        if self._row(invoice) is None:
            self.listing.reach(lambda snapshot: invoice in self._by_invoice(snapshot))
        if (row := self._row(invoice)) is None:
            raise ControlNotFound(f"The row of invoice {invoice.number} is gone.")
        if not (ways := views(row)):
            raise ControlNotFound(f"Invoice {row.mark} has no “View” link.")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        target = self.folder / invoice.file_name
        self.run.downloads.download(ways[0], words.DOWNLOAD_INVOICE, target)
        if not is_pdf(target):
            target.unlink(missing_ok=True)
            raise NoPdf("what the site gave is not a PDF")
        self._remember(invoice, target)
        self.run.recording.note("invoice.saved", number=invoice.number, file=f"invoices/{invoice.file_name}")

    def _remember(self, invoice: Invoice, path: Path) -> None:
        with path.open("rb") as file:
            self.files[invoice] = hashlib.file_digest(file, "sha256").hexdigest()

    def twins(self) -> list[str]:
        """A sentence for each file that is the same as another invoice's, byte by byte."""
        first: dict[str, Invoice] = {}
        found = [(invoice, first.setdefault(digest, invoice)) for invoice, digest in self.files.items()]
        return [
            f"The file of {one.number} is the same as that of {other.number}." for one, other in found if one != other
        ]

    def _row(self, invoice: Invoice) -> Row | None:
        """Its row on the current page, which is read again only if it has changed."""
        snapshot = self.run.tab.read_on(self._snapshot)
        if snapshot is not self._snapshot:
            self._snapshot, self._rows = snapshot, self._by_invoice(snapshot)
        return self._rows.get(invoice)

    def _by_invoice(self, snapshot: Snapshot) -> dict[Invoice, Row]:
        return dict(_listed(snapshot, self._months or ENGLISH))


def read_invoices(
    snapshot: Snapshot, months: Mapping[str, int] = ENGLISH
) -> Observation[list[Invoice] | Unseen] | None:
    """The invoices of one page; None while it is not positively the billing history."""
    if not is_billing(snapshot):
        return None
    if found := _listed(snapshot, months):
        return Observation([invoice for invoice, _ in found], certain=False, partial=True)
    return NO_INVOICE.read(snapshot, HISTORY.path, known=snapshot.has(words.INVOICES_NOTE) or _is_table(snapshot))


def _is_table(snapshot: Snapshot) -> bool:
    """Whether this is the address of the billing history, and its table itself says that there is nothing in it."""
    heads = [
        node for node in snapshot.nodes if node.role == "columnheader" and node.visible and COLUMN.fullmatch(node.text)
    ]
    cells = [node for node in snapshot.nodes if node.role == "cell" and node.visible and node.text]
    own = (node for node in cells if any(map(words.BILLING_HISTORY.fullmatch, headings_over(node)[:1])))
    empty = any(NO_INVOICE.says_nothing(node, snapshot) for node in own)
    return path_of(snapshot.url) == HISTORY.path and len(heads) > 1 and empty and snapshot.has(words.BILLING_HISTORY)


def _listed(snapshot: Snapshot, months: Mapping[str, int]) -> list[tuple[Invoice, Row]]:
    """The invoices of a page, each with its row. Several with one number and date are counted."""
    shown, times = rows(snapshot.root, words.INVOICE_NUMBER, words.VIEW), Counter[tuple[str, str]]()
    column, found = columns(snapshot, shown), list[tuple[Invoice, Row]]()
    number_of, amount_of, day_under = map(column, (words.INVOICE_HEADING, words.AMOUNT_HEADING, words.CREATED_HEADING))
    for row in entries(shown, words.VIEW, _OTHER_THINGS, lambda: NO_INVOICE.is_said(snapshot)):
        told = words.INVOICE_NUMBER.search(number_of.of(row))
        number = told.group() if told else row.mark
        text = row.box.text.replace(number, " ")
        amount = words.MONEY.search(amount_of.of(row)) or words.MONEY.search(text)
        day = next((day for one in (day_under.of(row), text) if (day := day_of(one, months)) != UNDATED), UNDATED)
        if told or amount or day != UNDATED or views(row):
            times[number, day] += 1
            said = amount.group() if amount else ""
            found.append((Invoice(number, day, bool(views(row)), said, times[number, day]), replace(row, mark=number)))
    return found


def views(row: Row) -> list[Node]:
    """What opens the invoice of a row: by its words, else what is called after it, else the row's only control."""
    found = named(row.box, words.VIEW) or [node for node in row.buttons if node.says(words.CALLED_INVOICE)]
    alone = row.buttons if len(row.buttons) == 1 else []
    opens = (n for n in alone if not n.name or _OPENS.search(f"{n.name} {n.href}"))
    return [n for n in found or opens if n.enabled and not (n.popup or n.says(_DOES_MORE))]


def charges(listed: list[Invoice]) -> list[Charge]:
    return [Charge(invoice.number, invoice.date, invoice.amount) for invoice in listed]


def is_pdf(path: Path) -> bool:
    """Whether ``path`` is a whole PDF, by the marks at its beginning and end."""
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                return False
            file.seek(max(0, path.stat().st_size - 1024))
            return b"%%EOF" in file.read()
    except OSError:
        return False
