"""The guide's steps 6 and 7, each only on request: invoices saved, cards deleted, keys revoked.

If one of them stops, the error is kept, the rest of the run goes on, and the error is raised at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from cancelbot.engine.ensure import Action, Look
from cancelbot.engine.run import Run
from cancelbot.errors import AnswerNeeded, CancelbotError, LookFailed, NotConfirmed, PageNotRecognised, RefusedBySite
from cancelbot.page.snapshot import Node
from cancelbot.result import ApiKey, Card, Outcome, Step
from openai_platform.api_keys import ApiKeys, Index, KeyList, Lists, Revocation
from openai_platform.billing.cards import PaymentMethods
from openai_platform.billing.invoices import Invoice, Invoices, NoPdf, charges
from openai_platform.lists.rows import CARD_ROWS, KEY_ROWS, RowKind, opener
from openai_platform.navigation import Site

SHORT = 25
"""rows up to which the length of a list does not matter"""
IN_A_ROW = 3
"""failures in a row after which the rest of a list is not tried"""
_STOPS = (RefusedBySite, PageNotRecognised, LookFailed, NotConfirmed, AnswerNeeded)
"""what stops one of these steps, and not the run"""


@dataclass(frozen=True)
class Job:
    """A statement about one thing, how to look whether it is true, and how to make it true."""

    statement: str
    look: Look
    act: Action
    settled: Callable[[], None] = lambda: None
    """called once it is true"""


@dataclass
class BatchResult:
    """The outcomes of several jobs."""

    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """why the site did not let something go, a sentence each"""
    lost: list[PageNotRecognised | AnswerNeeded] = field(default_factory=list)
    """what could not be acted on: its row was not recognised, or its question wants an answer of a person"""
    untried: int = 0

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
        """One outcome for all of them."""
        if self.refused or self.lost:
            return Outcome.FAILED
        return Outcome.PLANNED if self.planned else Outcome.DONE if self.done else Outcome.ALREADY

    def add(self, other: BatchResult) -> None:
        self.outcomes += other.outcomes
        self.refused += other.refused
        self.lost += other.lost
        self.untried += other.untried


class Cleanup:
    """What is saved or removed besides the plan."""

    def __init__(self, run: Run, site: Site) -> None:
        self.run = run
        self.result = run.result
        self.history = Invoices(site)
        self.cards = PaymentMethods(site)
        self.keys = ApiKeys(site)
        self.lists: Lists = {}
        self.to_clear = self.cleared = 0
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
        untried = [f"{_count(batch.untried, 'further invoice')} not tried."] if batch.untried else []
        parts = [_invoices_message(listed, batch), *batch.refused, *untried, *self.history.twins()]
        step.message = " ".join(filter(None, parts))

    def _invoice_job(self, invoice: Invoice) -> Job:
        def save(statement: str) -> None:
            self.run.clicker.in_earnest(statement)
            try:
                self.run.kernel.look(partial(self.history.download, invoice))
            except (LookFailed, NoPdf, PageNotRecognised) as failed:
                raise RefusedBySite(f"Invoice {invoice.number} was not saved: {str(failed).rstrip('.')}.") from None

        return Job(f"invoice {invoice.number} is saved", lambda: self.history.saved(invoice) is not None, save)

    # -- cards

    def _delete_cards(self, step: Step) -> None:
        if not self._read(step, self._look_at_cards, asked=self.run.settings.remove_card, flag="--remove-card"):
            return
        listed = self.result.before.payment_methods or []
        self.run.picture("before", *self._openers(CARD_ROWS))
        self._begin(len(listed))
        batch = self._clear([self._card_job(card, listed[at + 1 :]) for at, card in enumerate(listed)])
        self._settle(step, "card", len(listed), batch, self._look_at_cards)
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
        if not self._read(step, self._look_at_keys, asked=self.run.settings.delete_keys, flag="--delete-keys"):
            self._tell_unseen(step)
            return
        listed = self.result.before.api_keys or []
        batch, wanted = BatchResult(), Index(listed)
        self._begin(len(listed))
        for where, keys in _first_seen(_shortest_first(self.lists)).items():
            known = [key for key in keys if key in wanted and not key.is_dead]
            revocation = Revocation(self.keys.listing(where), known)
            batch.add(self._clear([self._key_job(key, where, revocation) for key in known]))
        self._settle(step, "key", len(listed), batch, self._look_at_keys_again)
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
        first = self.result.before.api_keys is None
        with self.run.screenshot_while_waiting(partial(self._openers, KEY_ROWS) if first else None):
            self.lists = self.keys.look(self._picture_keys if first else lambda _keys: None)
        count = self._left(_distinct(self.lists))
        if first:
            self.result.before.api_keys = list(self.result.after.api_keys or [])
        return count

    def _look_at_keys_again(self) -> int:
        return self._left(_distinct(self.keys.look_again(self.lists)))

    def _left(self, keys: list[ApiKey]) -> int:
        self.result.after.api_keys = [key for key in keys if not key.is_dead]
        return len(self.result.after.api_keys)

    def _picture_keys(self, keys: list[ApiKey]) -> None:
        if keys:
            self.run.picture("before", *self._openers(KEY_ROWS))

    def _tell_unseen(self, step: Step) -> None:
        """Say which lists were not read (their keys may exist) and which keys are dead already."""
        unread = self.keys.unread.values()
        if unread and not self.result.after.api_keys:
            self.result.after.api_keys = None
            self.result.before.api_keys = self.result.before.api_keys or None
        if unread and step.outcome is Outcome.ALREADY:
            step.message = "No key was found."
        if any(isinstance(why, LookFailed) for why in unread) and step.outcome is not Outcome.SKIPPED:
            step.outcome = Outcome.FAILED
        elif unread and step.outcome in {Outcome.ALREADY, Outcome.DONE}:
            step.outcome = Outcome.UNVERIFIED
        absent = ", ".join(where.what for where in self.keys.absent)
        dead = ", ".join(f"{key.name} ({key.key}): {key.status}" for key in _distinct(self.lists) if key.is_dead)
        if dead and step.outcome is Outcome.ALREADY:
            step.message = "There is no key that works."
        parts = [step.message, *(f"{why} Which keys are there is not known." for why in unread)]
        parts += [f"Dead already, so left as they are: {dead}."] if dead else []
        parts += [f"Not found on this site, so not looked at: {absent}."] if absent else []
        step.message = " ".join(parts)

    # -- what cards and keys have in common

    def _read(self, step: Step, look: Callable[[], int], *, asked: bool, flag: str) -> bool:
        """Whether the step was asked for. If not, what is there is only read, as far as possible."""
        if asked:
            look()
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
        """The step is going to remove ``number`` things."""
        self.to_clear, self.cleared = number, 0

    def _clear(self, jobs: list[Job]) -> BatchResult:
        """Do the jobs one by one. One that fails is kept, and the others are still done.

        After several failures in a row the rest is not tried. Raises NotConfirmed, with what was done.
        """
        batch, failures = BatchResult(), 0
        for at, job in enumerate(jobs):
            if failures == IN_A_ROW:
                batch.untried = len(jobs) - at
                break
            self._tell_progress()
            failures = 0 if self._do(job, batch) else failures + 1
            self.cleared += 1
        return batch

    def _do(self, job: Job, batch: BatchResult) -> bool:
        """Whether one job went well."""
        acts = self.run.clicker.acts
        try:
            batch.outcomes.append(self.run.ensure(job.statement, job.look, by=job.act))
        except (NotConfirmed, LookFailed) as stopped:
            before = f" Before that, {batch.done} went." if batch.done else ""
            raise _with(stopped, f"{stopped}{before}") from None
        except RefusedBySite as no:
            batch.refused.append(str(no))
            self.run.picture("refused")
            return False
        except (PageNotRecognised, AnswerNeeded) as lost:
            if self.run.clicker.acts != acts:
                raise
            batch.lost.append(lost)
            self.run.picture("not-recognised")
            self.run.look_again()
            return False
        if batch.outcomes[-1] is not Outcome.PLANNED:
            job.settled()
        return True

    def _tell_progress(self) -> None:
        if self.to_clear > 1:
            self.run.progress.progressed(self.cleared, self.to_clear)

    def _openers(self, kind: RowKind) -> list[Node]:
        """The controls on the current page that would be pressed, to be outlined: none where that is not asked for."""
        settings = self.run.settings
        if not {CARD_ROWS.step: settings.remove_card, KEY_ROWS.step: settings.delete_keys}[kind.step]:
            return []
        found = []
        for row in kind.rows(self.run.tab.read()):
            try:
                found.append(opener(row, kind))
            except CancelbotError:
                continue
        return found

    def _settle(self, step: Step, noun: str, listed: int, batch: BatchResult, look: Callable[[], int]) -> None:
        """The step's outcome and message, from a fresh look at what is left. Raises the error of a lost row."""
        step.outcome = batch.outcome
        if batch.lost and not batch.done:
            raise _with(batch.lost[0], " ".join([*batch.refused, str(batch.lost[0])]))
        if batch.outcome is Outcome.ALREADY:
            step.message = f"There is no {noun}."
        elif batch.outcome is Outcome.PLANNED:
            step.message = f"{_count(listed, noun)} would be removed."
        else:
            removed = f"{_count(batch.done, noun)} removed."
            try:
                with self.run.screenshot_while_waiting():
                    left = look()
            except LookFailed as failed:
                raise _with(failed, f"{removed} {failed}") from None
            self.run.picture("after")
            step.outcome = Outcome.FAILED if left else Outcome.DONE
            untried = [f"{_count(batch.untried, noun)} not tried."] if batch.untried else []
            unknown = left - len(batch.refused) - len(batch.lost) - batch.untried
            kept = [*batch.refused, *untried, *_newcomers(unknown, noun)] if left else []
            step.message = " ".join([removed, *kept])
            if batch.lost and left:
                raise _with(batch.lost[0], f"{step.message} {batch.lost[0]}")

    def _report_pending(self, step: Step, listed: list[str]) -> None:
        """Say which acts of an earlier run, whose end it did not see, have taken effect."""
        gone = [act for act in self.run.pending_acts() if not any(mark in act.statement for mark in listed)]
        step.message += "".join(f" What {act.whose} had begun took effect: {act.statement}." for act in gone)


def _with(stopped: CancelbotError, message: str) -> CancelbotError:
    """The same error with another message."""
    stopped.args = (message,)
    return stopped


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
    """Each key in the first list that has it: most are in the organisation's list and in their project's."""
    seen, first = set[tuple[str, str]](), Lists()
    for where, keys in lists.items():
        first[where] = [key for key in keys if (key.key, key.name) not in seen]
        seen.update((key.key, key.name) for key in keys)
    return first


def _shortest_first(lists: Lists) -> Lists:
    """The lists in the order in which keys are revoked: long lists take longer to load."""
    return dict(sorted(lists.items(), key=lambda entry: max(len(entry[1]), SHORT)))


def _distinct(lists: Lists) -> list[ApiKey]:
    """Every key once, with its project if the table or the switcher shows it."""
    return [
        replace(key, project=key.project or where.project or "")
        for where, keys in _first_seen(lists).items()
        for key in keys
    ]
