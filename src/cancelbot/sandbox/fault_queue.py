"""Which faults are left: each is played for a number of acts and is then over."""

from dataclasses import dataclass

from cancelbot.sandbox.faults import Act, Fault, Kind


@dataclass
class QueuedFault:
    """A fault and how often it was played."""

    fault: Fault
    used: int = 0
    met: int = 0
    """how many acts have come that it could have hit"""

    @property
    def is_over(self) -> bool:
        return self.fault.limit is not None and self.used >= self.fault.limit

    def meets(self) -> bool:
        """One more act comes. Returns whether the fault hits it."""
        self.met += 1
        return not self.is_over and self.met % self.fault.every == 0


class FaultQueue:
    """The scenario's faults, counted down."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self._entries = [QueuedFault(fault) for fault in faults]

    def take(self, act: Act, *kinds: Kind) -> list[Fault]:
        """The faults of these kinds that hit this act now; each counts as used."""
        taken = [entry for entry in self._entries if entry.fault.act == act and entry.fault.kind in kinds]
        return [self._use(entry) for entry in taken if entry.meets()]

    def refuses(self, act: Act, name: str) -> bool:
        """Whether the card or key of this name is refused now; a fault without target refuses any."""
        for entry in self._entries:
            about = (entry.fault.act, entry.fault.kind) == (act, Kind.REFUSE) and entry.fault.target in (None, name)
            if about and not entry.is_over:
                self._use(entry)
                return True
        return False

    def on_page(self) -> dict[int, Fault]:
        """The faults the page must play, by the number under which it reports them used."""
        entries = enumerate(self._entries)
        return {n: entry.fault for n, entry in entries if entry.fault.kind.hits == "page" and not entry.is_over}

    def used_on_page(self, number: int) -> None:
        if 0 <= number < len(self._entries):
            self._use(self._entries[number])

    @property
    def played(self) -> list[Fault]:
        """The faults that were played, and those that the site always has."""
        return [entry.fault for entry in self._entries if entry.used or entry.fault.kind.stays]

    def add(self, faults: tuple[Fault, ...]) -> None:
        self._entries += [QueuedFault(fault) for fault in faults]

    def clear(self) -> None:
        self._entries = []

    def names(self, kind: Kind) -> bool:
        """Whether the scenario has a fault of this kind."""
        return any(entry.fault.kind == kind for entry in self._entries)

    @staticmethod
    def _use(entry: QueuedFault) -> Fault:
        entry.used += 1
        return entry.fault
