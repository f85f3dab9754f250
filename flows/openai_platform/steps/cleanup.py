"""The guide's steps 6 and 7, each only on request: invoices saved, cards deleted, keys revoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from cancelbot.engine.ensure import Act, Look
from cancelbot.engine.run import Run
from cancelbot.errors import CancelbotError, LookFailed, RefusedBySite
from cancelbot.page.snapshot import Node
from cancelbot.result import ApiKey, Card, Outcome, Step
from openai_platform.api_keys import ApiKeys, Index, KeyList, Lists
from openai_platform.billing.cards import PaymentMethods
from openai_platform.billing.invoices import Invoice, Invoices, charges
from openai_platform.lists.rows import CARD, KEY, Kind, opener
from openai_platform.navigation import Site

Job = tuple[str, Look, Act]
"""a statement, how to look whether it is so, how to make it so"""
SHORT = 25
"""rows up to which it does not matter how long a list is"""


@dataclass
class BatchResult:
    """What became of several jobs."""

    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """the site's words for what it did not let go"""

    @property
    def done(self) -> int:
        """How many were acted on and confirmed."""
        return self.outcomes.count(Outcome.DONE)

    @property
    def planned(self) -> int:
        """How many would be acted on."""
        return self.outcomes.count(Outcome.PLANNED)

    @property
    def outcome(self) -> Outcome:
        """All of them as one."""
        if self.refused:
            return Outcome.FAILED
        return Outcome.PLANNED if self.planned else Outcome.DONE if self.done else Outcome.ALREADY

    def add(self, other: BatchResult) -> None:
        """Count ``other`` in."""
        self.outcomes += other.outcomes
        self.refused += other.refused


class Cleanup:
    """What is removed or kept besides the plan."""

    def __init__(self, run: Run, site: Site) -> None:
        self.run = run
        self.result = run.result
        self.history = Invoices(site)
        self.cards = PaymentMethods(site)
        self.keys = ApiKeys(site)
        self.to_clear = self.cleared = 0

    def invoices(self) -> None:
        """Every invoice that has a link, saved as a PDF; none twice."""
        with self.run.step("invoices") as step:
            if not self.run.settings.download_invoices:
                _skip(step, "Not asked for (--download-invoices).")
                return
            with self.run.screenshot_while_waiting():
                listed = self.run.kernel.look(self.history.look)
            self.result.before.invoices = self.result.after.invoices = len(listed)
            self.result.charges = charges(listed)
            self.run.picture("before")
            linked = [invoice for invoice in listed if invoice.linked]
            self._begin(len(linked))
            batch = self._clear([self._invoice_job(invoice) for invoice in linked])
            step.outcome = batch.outcome
            step.message = " ".join(filter(None, [_invoices_message(listed, batch), *batch.refused]))

    def _invoice_job(self, invoice: Invoice) -> Job:
        def save(statement: str) -> None:
            self.run.clicker.in_earnest(statement)
            try:
                self.run.kernel.look(partial(self.history.download, invoice))
            except LookFailed as failed:
                raise RefusedBySite(f"Invoice {invoice.number} was not saved: {failed}") from None

        return f"invoice {invoice.number} is saved", lambda: self.history.saved(invoice) is not None, save

    def payment_methods(self) -> None:
        """Every saved card deleted; one that the site will not let go is reported, the others still go."""
        with self.run.step("payment-methods") as step:
            if not self._read(step, self._look_at_cards, asked=self.run.settings.remove_card, flag="--remove-card"):
                return
            listed = self.result.before.payment_methods or []
            self.run.picture("before", *self._openers(CARD))
            self._begin(len(listed))
            batch = self._clear([self._card_job(card, listed[at + 1 :]) for at, card in enumerate(listed)])
            self._settle(step, "card", len(listed), batch, self._look_at_cards)
            self._clear_doubts(step, [card.card for card in listed])

    def _card_job(self, card: Card, others: list[Card]) -> Job:
        statement = f"the card {card.card} is gone"
        return statement, partial(self.cards.is_gone, card, others), partial(self.cards.delete, card)

    def _look_at_cards(self) -> int:
        with self.run.screenshot_while_waiting(partial(self._openers, CARD)):
            found = self.cards.look()
        self.result.after.payment_methods = found
        if self.result.before.payment_methods is None:
            self.result.before.payment_methods = found
        return len(found)

    def api_keys(self) -> None:
        """Every key that the user can see revoked, list by list; what was not listed before is left alone."""
        with self.run.step("api-keys") as step:
            if not self._read(step, self._look_at_keys, asked=self.run.settings.delete_keys, flag="--delete-keys"):
                self._tell_unseen(step)
                return
            listed = self.result.before.api_keys or []
            batch, wanted = BatchResult(), Index(listed)
            self._begin(len(listed))
            for where, keys in _first_seen(_shortest_first(self.lists)).items():
                known = [key for key in keys if key in wanted]
                self.keys.expect(where, known)
                batch.add(self._clear([self._key_job(key, where) for key in known]))
            self._settle(step, "key", len(listed), batch, self._look_at_keys_again)
            self._clear_doubts(step, [key.key for key in listed])
            self._tell_unseen(step)

    def _tell_unseen(self, step: Step) -> None:
        """What was not seen is not claimed to be gone."""
        if self.keys.unread and step.outcome is Outcome.ALREADY:
            step.outcome, step.message = Outcome.UNVERIFIED, "No key was found."
        elif self.keys.unread and step.outcome is Outcome.DONE:
            step.outcome = Outcome.UNVERIFIED
        absent = ", ".join(where.what for where in self.keys.absent)
        said = [f"Not found on this site, so not looked at: {absent}."] if absent else []
        step.message = " ".join([step.message, *self.keys.unread.values(), *said])

    def _key_job(self, key: ApiKey, where: KeyList) -> Job:
        statement = f"the key {key.name} ({key.key}) is gone"
        return statement, partial(self.keys.is_gone, key, where), partial(self.keys.revoke, key, where)

    def _look_at_keys(self) -> int:
        first = self.result.before.api_keys is None
        with self.run.screenshot_while_waiting(partial(self._openers, KEY) if first else None):
            self.lists = self.keys.look(self._picture_keys if first else lambda _keys: None)
        found = _distinct(self.lists)
        if first:
            self.result.before.api_keys = found
        return self._left(found)

    def _look_at_keys_again(self) -> int:
        return self._left(_distinct(self.keys.look_again(self.lists)))

    def _left(self, keys: list[ApiKey]) -> int:
        self.result.after.api_keys = keys
        return len(keys)

    def _picture_keys(self, keys: list[ApiKey]) -> None:
        if keys:
            self.run.picture("before", *self._openers(KEY))

    # -- what cards and keys have in common

    def _read(self, step: Step, look: Callable[[], int], *, asked: bool, flag: str) -> bool:
        """Whether the step goes on: it was asked for. Otherwise what is there is only read, as far as it can be."""
        if asked:
            self.run.kernel.look(look)
            return True
        try:
            count = look()
        except CancelbotError:
            _skip(step, f"Not asked for ({flag}); the page could not be read.")
            return False
        self.run.picture("seen")
        _skip(step, f"Not asked for ({flag}); {count} there.")
        return False

    def _begin(self, number: int) -> None:
        """So many things are going to be cleared in this step."""
        self.to_clear, self.cleared = number, 0

    def _clear(self, jobs: list[Job]) -> BatchResult:
        """Do the jobs one by one; what the site refuses is kept, and the others still go."""
        batch = BatchResult()
        for statement, look, act in jobs:
            self._tell_progress()
            try:
                batch.outcomes.append(self.run.ensure(statement, look, by=act))
            except RefusedBySite as no:
                batch.refused.append(str(no))
                self.run.picture("refused")
            self.cleared += 1
        return batch

    def _tell_progress(self) -> None:
        if self.to_clear > 1:
            self.run.progress.progressed(self.cleared, self.to_clear)

    def _openers(self, kind: Kind) -> list[Node]:
        """The controls that would be pressed on the page that is shown, to be outlined."""
        found = []
        for row in kind.rows(self.run.tab.read()):
            try:
                found.append(opener(row, kind))
            except CancelbotError:
                continue
        return found

    def _settle(self, step: Step, noun: str, listed: int, batch: BatchResult, look: Callable[[], int]) -> None:
        """The step's outcome and message, from a fresh look at what is left."""
        step.outcome = batch.outcome
        if batch.outcome is Outcome.ALREADY:
            step.message = f"There is no {noun}."
        elif batch.outcome is Outcome.PLANNED:
            step.message = f"{_count(listed, noun)} would be removed."
        else:
            with self.run.screenshot_while_waiting():
                left = self.run.kernel.look(look)
            self.run.picture("after")
            step.outcome = Outcome.FAILED if left else Outcome.DONE
            kept = [*batch.refused, *_newcomers(left - len(batch.refused), noun)] if left else []
            step.message = " ".join([f"{_count(batch.done, noun)} removed.", *kept])

    def _clear_doubts(self, step: Step, listed: list[str]) -> None:
        """Say what an earlier run has begun without seeing its end, and what is gone since."""
        gone = [doubt for doubt in self.run.pending_acts() if not any(mark in doubt.statement for mark in listed)]
        step.message += "".join(f" What {doubt.whose} had begun took effect: {doubt.statement}." for doubt in gone)


def _skip(step: Step, message: str) -> None:
    step.outcome, step.message = Outcome.SKIPPED, message


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _newcomers(number: int, noun: str) -> list[str]:
    if number <= 0:
        return []
    return [f"{_count(number, noun)} appeared meanwhile and was not touched; run again to remove it."]


def _invoices_message(listed: list[Invoice], batch: BatchResult) -> str:
    without = [invoice.number for invoice in listed if not invoice.linked]
    known = batch.outcomes.count(Outcome.ALREADY)
    parts = [f"{_count(batch.done, 'invoice')} saved."] if batch.done else []
    parts += [f"{_count(batch.planned, 'invoice')} would be saved."] if batch.planned else []
    parts += [f"{_count(known, 'invoice')} saved by an earlier run."] if known else []
    parts += [f"Without a link: {', '.join(without)}."] if without else []
    return " ".join(parts) or ("" if listed else "There is no invoice.")


def _first_seen(lists: Lists) -> Lists:
    """Each key in the first list that has it: most stand in the organisation's list and in their project's."""
    seen, first = set[tuple[str, str]](), Lists()
    for where, keys in lists.items():
        first[where] = [key for key in keys if (key.key, key.name) not in seen]
        seen.update((key.key, key.name) for key in keys)
    return first


def _shortest_first(lists: Lists) -> Lists:
    """The lists in the order in which keys are revoked: what a load costs grows with the rows that it shows."""
    return dict(sorted(lists.items(), key=lambda entry: max(len(entry[1]), SHORT)))


def _distinct(lists: Lists) -> list[ApiKey]:
    """Every key once, with its project where the table or the switcher names it."""
    return [
        replace(key, project=key.project or where.project or "")
        for where, keys in _first_seen(lists).items()
        for key in keys
    ]
