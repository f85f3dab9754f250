"""The table before and after; for a dry run: now, and after a real run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cancelbot.redaction import visible
from cancelbot.result import AccountState, ApiKey, Card, Result, words_of_step

NOT_READ = "not looked at"


@dataclass(frozen=True)
class ReportRow:
    """One row of the table. A cell is a list of lines."""

    label: str
    before: list[str]
    after: list[str]

    @property
    def changed(self) -> bool:
        """Whether the two differ, if both were read."""
        return self.before != self.after and [NOT_READ] not in (self.before, self.after)


def report_rows(result: Result, *, plainly: bool = False) -> list[ReportRow]:
    """Every fact about the account, before and after. ``plainly``: as it is, not as a real run would leave it."""
    plainly = plainly or result.compared_with is not None or result.mode == "run"  # it may end unagreed
    planned = set() if plainly else {step.name for step in result.planned}
    made = []
    for label, step, cell, then in _CELLS:
        after = [then] if step in planned else cell(result.after)
        made.append(ReportRow(label, cell(result.before), after))
    if result.outcome == "canceled":
        made[0].after.insert(0, "canceled")
    return made


def headings(result: Result) -> tuple[str, str]:
    if result.compared_with:
        return ("Then", "Now")
    return ("Before", "After") if result.mode == "run" else ("Now", "After a real run")


def _one(text: object) -> list[str]:
    return [NOT_READ] if text is None else [visible(str(text))]


def _lines(things: list[Card] | list[ApiKey] | None, line: Callable[..., str]) -> list[str]:
    return [NOT_READ] if things is None else [line(thing) for thing in things] or ["none"]


def card_line(card: Card) -> str:
    return visible(card.text or card.card)


def key_line(key: ApiKey) -> str:
    used = f"last used: {key.last_used}" if key.last_used else ""
    return visible(" \u00b7 ".join(part for part in (key.name, key.key, key.project, used) if part))


_CELLS: tuple[tuple[str, str, Callable[[AccountState], list[str]], str], ...] = (
    ("Plan", "cancel-plan", lambda state: _one(state.plan and f"the page says “{state.plan}”"), "canceled"),
    ("Auto-recharge", "auto-recharge", lambda state: _one(state.recharge), "off"),
    ("Credit balance", "", lambda state: _one(state.balance), ""),
    ("Saved cards", "payment-methods", lambda state: _lines(state.payment_methods, card_line), "none"),
    ("API keys", "api-keys", lambda state: _lines(state.api_keys, key_line), "none"),
    ("Invoices listed", "", lambda state: _one(state.invoices), ""),
)
"""each fact, the step that changes it, what is shown of it, and what that step makes of it"""


def planned_changes(planned: Result) -> list[tuple[str, list[str], str]]:
    """For each step that would change something: its title, what is, and what will be."""
    before = planned.before
    changes = {
        "invoices": ([f"{before.invoices} listed"], "saved on this machine"),
        "auto-recharge": (["on"], "off"),
        "cancel-plan": (
            [f"{before.plan or NOT_READ}, balance {before.balance or NOT_READ}"],
            "canceled; the balance stays until it is used or expires",
        ),
        "payment-methods": ([f"\u2022 {card_line(card)}" for card in before.payment_methods or []], "deleted"),
        "api-keys": (
            [f"\u2022 {key_line(key)}" for key in before.api_keys or []],
            "revoked: what uses them stops working at once",
        ),
    }
    return [(words_of_step(step.name).title, *changes[step.name]) for step in planned.planned]


def planned_sentence(planned: Result) -> str:
    """The planned changes in one sentence: it stands right above the question, however long their table is."""
    before = planned.before
    counts = {
        "payment-methods": f"delete {counted(len(before.payment_methods or []), 'card')}",
        "api-keys": f"revoke {counted(len(before.api_keys or []), 'API key')}",
    }
    titles = {step.name: words_of_step(step.name).title for step in planned.planned}
    changes = [counts.get(name, title[0].lower() + title[1:]) for name, title in titles.items()]
    return f"If you agree, cancelbot will {listed(changes)}."


def listed(things: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return ", ".join(things[:-1]) + (" and " if len(things) > 1 else "") + "".join(things[-1:])


def counted(number: int, noun: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
