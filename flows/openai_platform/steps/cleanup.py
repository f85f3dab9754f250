"""The guide's steps 6 and 7, each only on request: invoices saved, cards deleted, keys revoked.

If one of them stops, the error is kept, the rest of the run goes on, and the error is raised at the end.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from cancelbot.engine.run import Run
from cancelbot.errors import AnswerNeeded, CancelbotError, LookFailed, NotConfirmed, PageNotRecognized, RefusedBySite
from cancelbot.page.snapshot import Node
from cancelbot.report.rows import counted
from cancelbot.result import ApiKey, Card, Outcome, Step, words_of_step
from openai_platform.api_keys import ApiKeys, Index, KeyList, Lists, Revocation
from openai_platform.billing.cards import PaymentMethods
from openai_platform.billing.invoices import Invoice, Invoices, NoPdf, charges
from openai_platform.lists.rows import CARD_ROWS, KEY_ROWS, RowKind, opener
from openai_platform.navigation import Site
from openai_platform.steps.batch import Job, JobBatch, reworded

SHORT = 25
"""rows up to which the length of a list does not matter"""
_STOPS = (RefusedBySite, PageNotRecognized, LookFailed, NotConfirmed, AnswerNeeded)
"""what stops one of these steps, and not the run"""


class Cleanup:
    """What is saved or removed besides the plan."""

    def __init__(self, run: Run, site: Site) -> None:
        self.run = run
        self.result = run.result
        self.history = Invoices(site)
        self.cards = PaymentMethods(site)
        self.keys = ApiKeys(site)
        self.lists: Lists = {}
        self.stopped: list[CancelbotError] = []
        """errors that stopped a step while the run went on"""

    def invoices(self) -> None:
        """Save every invoice with a link as a PDF, none twice."""
        self._apart("invoices", self._save_invoices)
        # A file that was not saved must not end in an exit code about the account.
        self.stopped = [RefusedBySite(str(stopped), advice=stopped.advice) for stopped in self.stopped]

    def payment_methods(self) -> None:
        """Delete every saved card. If the site refuses one, that is reported, and the others are still deleted."""
        self._apart("payment-methods", self._delete_cards)

    def api_keys(self) -> None:
        """Revoke every key that the user can see, list by list. A key that was not listed before is left alone."""
        self._apart("api-keys", self._revoke_keys)

    def _apart(self, name: str, do: Callable[[Step], None]) -> None:
        try:
            with self.run.step(name) as step:
                do(step)
        except _STOPS as stopped:
            self.stopped.append(stopped)

    # -- invoices

    def _save_invoices(self, step: Step) -> None:
        if not self.run.settings.download_invoices:
            _skip(step)
            return
        with self.run.screenshot_while_waiting():
            listed = self.run.kernel.look(self.history.look)
        self.result.before.invoices = self.result.after.invoices = len(listed)
        self.result.charges = charges(listed)
        self.run.picture("before")
        linked = [invoice for invoice in listed if invoice.linked]
        batch, left_out = JobBatch(self.run, len(linked)), self.history.left_out
        batch.do([self._invoice_job(invoice) for invoice in linked])
        step.outcome = Outcome.FAILED if left_out else batch.outcome
        parts = [_invoices_message(listed, batch), *batch.refused]
        parts += [f"{counted(batch.untried, 'further invoice')} not tried."] if batch.untried else []
        parts += [f"There may be more: {left_out}."] if left_out else []
        step.message = " ".join(filter(None, [*parts, *self.history.twins()]))

    def _invoice_job(self, invoice: Invoice) -> Job:
        def save(statement: str) -> None:
            self.run.clicker.in_earnest(statement)
            try:
                self.run.kernel.look(partial(self.history.download, invoice))
            except (LookFailed, NoPdf, PageNotRecognized) as failed:
                raise RefusedBySite(f"Invoice {invoice.number} was not saved: {str(failed).rstrip('.')}.") from None

        return Job(f"invoice {invoice.number} is saved", lambda: self.history.saved(invoice) is not None, save)

    # -- cards

    def _delete_cards(self, step: Step) -> None:
        if not self._read(step, self._look_at_cards, asked=self.run.settings.remove_card):
            return
        listed = self.result.before.payment_methods or []
        self.run.picture("before", *self._openers(CARD_ROWS))
        batch = JobBatch(self.run, len(listed))
        batch.do([self._card_job(card, listed[at + 1 :]) for at, card in enumerate(listed)])
        self._settle(step, "card", batch, self._look_at_cards)
        self._report_pending(step, [card.card for card in listed])

    def _card_job(self, card: Card, others: list[Card]) -> Job:
        return Job(
            f"the card {card.card} is gone",
            partial(self.cards.is_gone, card, others),
            partial(self.cards.delete, card),
            lambda: (self.result.after.payment_methods or [card]).remove(card),
        )

    def _look_at_cards(self) -> int:
        with self.run.screenshot_while_waiting(partial(self._openers, CARD_ROWS)):
            found = self.run.kernel.look(self.cards.look)
        self.result.after.payment_methods = list(found)
        if self.result.before.payment_methods is None:
            self.result.before.payment_methods = found
        return len(found)

    # -- keys

    def _revoke_keys(self, step: Step) -> None:
        if self._read(step, self._look_at_keys, asked=self.run.settings.delete_keys):
            listed = self.result.before.api_keys or []
            batch, wanted = JobBatch(self.run, len(listed)), Index(listed)
            shortest_first = sorted(self.lists.items(), key=lambda entry: max(len(entry[1]), SHORT))
            for where, keys in _first_seen(dict(shortest_first)).items():
                known = [key for key in keys if key in wanted and not key.is_dead]
                revocation = Revocation(self.keys.listing(where), known)
                batch.do([self._key_job(key, where, revocation) for key in known])
            self._settle(step, "key", batch, lambda: self._left(self.keys.look_again(self.lists)))
            self._report_pending(step, [key.key for key in listed])
        self._tell_unseen(step)

    def _key_job(self, key: ApiKey, where: KeyList, revocation: Revocation) -> Job:
        return Job(
            f"the key {key.name} ({key.key}) is gone",
            partial(revocation.confirm_gone, key),
            partial(self.keys.revoke, key, where),
            partial(self._drop, key),
        )

    def _drop(self, key: ApiKey) -> None:
        """Remove one key from the result: if the step is stopped later, the result says what was done until then."""
        left = self.result.after.api_keys or []
        gone = next((other for other in left if (other.key, other.name) == (key.key, key.name)), None)
        self.result.after.api_keys = [other for other in left if other is not gone]

    def _look_at_keys(self) -> int:
        def picture(keys: list[ApiKey]) -> None:
            if keys:
                self.run.picture("before", *self._openers(KEY_ROWS))

        with self.run.screenshot_while_waiting(partial(self._openers, KEY_ROWS)):
            self.lists = self.keys.look(picture)
        count = self._left(self.lists)
        self.result.before.api_keys = list(self.result.after.api_keys or [])
        return count

    def _left(self, lists: Lists) -> int:
        """How many keys work; the result says which."""
        self.result.after.api_keys = [key for key in _distinct(lists) if not key.is_dead]
        return len(self.result.after.api_keys)

    def _tell_unseen(self, step: Step) -> None:
        """Say which lists were not read (their keys may exist) and which keys are dead already."""
        unread, after = self.keys.unread.values(), self.result.after
        dead = ", ".join(f"{key.name} ({key.key}): {key.status}" for key in _distinct(self.lists) if key.is_dead)
        absent = ", ".join(where.what for where in self.keys.absent)
        if step.outcome is Outcome.ALREADY and (unread or dead):
            step.message = "There is no key that works." if not unread else "No key was found." if self.lists else ""
        if unread and not after.api_keys:
            after.api_keys = None
            self.result.before.api_keys = self.result.before.api_keys or None
        if any(isinstance(why, LookFailed) for why in unread) and step.outcome is not Outcome.SKIPPED:
            step.outcome = Outcome.FAILED
        elif unread and step.outcome in {Outcome.ALREADY, Outcome.DONE}:
            step.outcome = Outcome.UNVERIFIED
        parts = [step.message, *(f"{why} Which keys are there is not known." for why in unread)]
        parts += [f"Dead already, so left as they are: {dead}."] if dead else []
        parts += [f"Not found on this site, so not looked at: {absent}."] if absent else []
        step.message = " ".join(filter(None, parts))

    # -- what cards and keys have in common

    def _read(self, step: Step, look: Callable[[], int], *, asked: bool) -> bool:
        """Whether the step was asked for. If not, what is there is only read, as far as possible."""
        try:
            count = look()
        except CancelbotError:
            if asked:
                raise
            _skip(step, "; the page could not be read")
            return False
        if not asked:
            self.run.picture("seen")
            _skip(step, f"; {count} there")
        return asked

    def _openers(self, kind: RowKind) -> list[Node]:
        """The controls on the current page that would be pressed, to be outlined: none where that is not asked for."""
        settings, found = self.run.settings, list[Node]()
        if settings.remove_card if kind is CARD_ROWS else settings.delete_keys:
            for row in kind.rows(self.run.tab.read()):
                with suppress(CancelbotError):
                    found.append(opener(row, kind))
        return found

    def _settle(self, step: Step, noun: str, batch: JobBatch, look: Callable[[], int]) -> None:
        """The step's outcome and message, from a fresh look at what is left. Raises the error of a lost row."""
        step.outcome = batch.outcome
        if batch.lost and not batch.done:
            raise reworded(batch.lost[0], " ".join([*batch.refused, str(batch.lost[0])]))
        if batch.outcome in {Outcome.ALREADY, Outcome.PLANNED}:
            planned = f"{counted(batch.total, noun)} would be removed."
            step.message = planned if batch.planned else f"There is no {noun}."
            return
        removed = f"{counted(batch.done, noun)} removed."
        try:
            with self.run.screenshot_while_waiting():
                left = look()
        except LookFailed as failed:
            raise reworded(failed, f"{removed} {failed}") from None
        self.run.picture("after")
        step.outcome = Outcome.FAILED if left else Outcome.DONE
        step.message = " ".join([removed, *(_why_left(left, noun, batch) if left else [])])
        if batch.lost and left:
            raise reworded(batch.lost[0], f"{step.message} {batch.lost[0]}")

    def _report_pending(self, step: Step, listed: list[str]) -> None:
        """Say which acts of an earlier run, whose end it did not see, have taken effect."""
        gone = [act for act in self.run.pending_acts() if not any(mark in act.statement for mark in listed)]
        step.message += "".join(f" What {act.whose} had begun took effect: {act.statement}." for act in gone)


def _skip(step: Step, found: str = "") -> None:
    step.outcome, step.message = Outcome.SKIPPED, f"Not asked for ({words_of_step(step.name).option}){found}."


def _why_left(left: int, noun: str, batch: JobBatch) -> list[str]:
    """Why so many are ``left``, a sentence each; of lost ones the error is told."""
    told = list(batch.refused)
    if batch.untried:
        told.append(f"{counted(batch.untried, noun)} not tried.")
    if (new := left - len(batch.refused) - len(batch.lost) - batch.untried) > 0:
        was, it = ("was", "it") if new == 1 else ("were", "them")
        told.append(f"{counted(new, noun)} appeared meanwhile and {was} not touched; run again to remove {it}.")
    return told


def _invoices_message(listed: list[Invoice], batch: JobBatch) -> str:
    without = [invoice.number for invoice in listed if not invoice.linked]
    known = batch.outcomes.count(Outcome.ALREADY)
    parts = [f"{counted(batch.done, 'invoice')} saved."] if batch.done else []
    parts += [f"{counted(batch.planned, 'invoice')} would be saved."] if batch.planned else []
    parts += [f"{counted(known, 'invoice')} saved by an earlier run."] if known else []
    parts += [f"Without a link: {', '.join(without)}."] if without else []
    return " ".join(parts) or ("" if listed else "There is no invoice.")


def _first_seen(lists: Lists) -> Lists:
    """Each key in the first list that has it: most are in the organization's list and in their project's."""
    seen, first = set[tuple[str, str]](), Lists()
    for where, keys in lists.items():
        first[where] = [key for key in keys if (key.key, key.name) not in seen]
        seen.update((key.key, key.name) for key in keys)
    return first


def _distinct(lists: Lists) -> list[ApiKey]:
    """Every key once, with its project if the table or the switcher shows it."""
    return [
        replace(key, project=key.project or where.project or "")
        for where, keys in _first_seen(lists).items()
        for key in keys
    ]
