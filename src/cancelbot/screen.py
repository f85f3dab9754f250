"""What the person sees while a run goes on: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.status import Status
from rich.table import Table

from cancelbot.asking import Ask, terminal
from cancelbot.ensure import Outcome
from cancelbot.progress import Progress
from cancelbot.result import ApiKey, Result, Step

SIGNS = {
    Outcome.ALREADY: ("=", "cyan"),
    Outcome.PLANNED: ("~", "yellow"),
    Outcome.DONE: ("\u2713", "green"),
    Outcome.SKIPPED: ("-", "dim"),
    Outcome.FAILED: ("\u2717", "red"),
    Outcome.UNVERIFIED: ("?", "red"),
}


class LiveScreen:
    """Steps as they end, and below them what is being looked at."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.status: Status | None = None
        self.step = ""
        self.progress: Progress | None = None

    def step_began(self, name: str) -> None:
        """Show which step is at work."""
        self.step, self.progress = name, None
        if self.console.is_terminal:
            self.status = self.console.status(name)
            self.status.start()

    def step_ended(self, step: Step) -> None:
        """A line that stays: sign, step, message, time."""
        if self.status is not None:
            self.status.stop()
            self.status = None
        sign, style = SIGNS[step.outcome]
        self.console.print(f"[{style}]{sign}[/] [bold]{step.name:<16}[/] ", end="", highlight=False)
        self.console.print(step.message, markup=False, highlight=False, end="")
        self.console.print(f"  [dim]{step.seconds:.1f} s[/]", highlight=False)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The terminal belongs to a question while the block runs."""
        if self.status is not None:
            self.status.stop()
        try:
            yield
        finally:
            if self.status is not None:
                self.status.start()

    def progressed(self, done: int, total: int) -> None:
        """From now on the notes begin with a bar, and with what is left."""
        if self.progress is None or done == 0:
            self.progress = Progress(total)
        self.progress.reached(done)

    def note(self, text: str) -> None:
        """What is being looked at, in a few words."""
        if self.status is not None:
            bar = f"{self.progress}  " if self.progress else ""
            self.status.update(f"{self.step}: {bar}{text}")


@dataclass(frozen=True)
class AtTheScreen:
    """The person at the terminal, asked while nothing else is written there."""

    screen: LiveScreen
    ask: Ask

    def hidden(self, question: str) -> str:
        """The answer to ``question``, not shown while it is typed."""
        with self.screen.paused():
            return self.ask.hidden(question)

    def line(self, question: str) -> str:
        """The answer to ``question``."""
        with self.screen.paused():
            return self.ask.line(question)

    def bell(self) -> None:
        """Call the person to the screen."""
        self.ask.bell()


def person(screen: LiveScreen) -> Ask | None:
    """The person who can be asked while ``screen`` is in use; None where there is no terminal."""
    there = terminal()
    return AtTheScreen(screen, there) if there else None


def plan_table(planned: Result) -> Table:
    """What is, and what it will be."""
    table = Table("Step", "Now", "Afterwards", title="What will be changed")
    before = planned.before
    rows = {
        "invoices": (f"{before.invoices} listed", "saved on this machine"),
        "auto-recharge": ("on", "off"),
        "cancel-plan": (
            f"{before.plan}, balance {before.balance}",
            "canceled; the balance stays until it is used or expires",
        ),
        "payment-methods": (", ".join(card.card for card in before.payment_methods or []), "removed"),
        "api-keys": (
            "\n".join(_key_line(key) for key in before.api_keys or []),
            "revoked: what uses them stops working at once",
        ),
    }
    for step in planned.steps:
        if step.outcome is Outcome.PLANNED:
            table.add_row(step.name, *rows[step.name])
    return table


def _key_line(key: ApiKey) -> str:
    return ", ".join(
        part for part in (key.name, key.key, key.project, f"last used {key.last_used}" if key.last_used else "") if part
    )


def result_table(result: Result) -> Table:
    """Before and after, side by side."""
    table = Table(
        "", "Before", "After", title=f"{result.account.email or 'Account'} \u00b7 {result.account.organization or '?'}"
    )
    before, after = result.before, result.after
    table.add_row("Plan", _shown(before.plan), _shown(after.plan))
    table.add_row("Credit balance", _shown(before.balance), _shown(after.balance))
    table.add_row("Auto-recharge", _on_off(before.auto_recharge), _on_off(after.auto_recharge))
    table.add_row("Saved cards", _number(before.payment_methods), _number(after.payment_methods))
    table.add_row("API keys", _number(before.api_keys), _number(after.api_keys))
    table.add_row("Invoices", _shown(before.invoices), _shown(after.invoices))
    return table


def _shown(value: object) -> str:
    return "not read" if value is None else str(value)


def _on_off(value: bool | None) -> str:
    return "not read" if value is None else "on" if value else "off"


def _number(value: Sequence[object] | None) -> str:
    return "not read" if value is None else str(len(value))
