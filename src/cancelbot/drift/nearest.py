"""Which known page a reading is nearest to, and what of that page is there and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from cancelbot.drift.catalogue import Catalogue, Finding, How, KnownPage, findings
from cancelbot.page.snapshot import Snapshot

THERE = frozenset({How.FOUND, How.TEXT, How.TAUGHT, How.TWICE})


@dataclass(frozen=True)
class Nearness:
    """One known page, held against a reading."""

    page: KnownPage
    found: list[Finding]

    @property
    def there(self) -> int:
        """How many of its landmarks are there."""
        return sum(finding.how in THERE for finding in self.found)

    @property
    def of(self) -> int:
        """How many landmarks count: those that are there, and those that should be."""
        return self.there + sum(finding.how is How.MISSING for finding in self.found)

    def rank(self, path: str) -> tuple[bool, float, int]:
        """The nearer, the greater: by the address, by the share of its landmarks, by their number."""
        return bool(self.page.path) and path == self.page.path, self.there / max(1, self.of), self.there


def nearest(catalogue: Catalogue, snapshot: Snapshot, path: str) -> list[Nearness]:
    """Every known page with something in common with ``reading``, which is at ``path``, the nearest at the head."""
    held = [Nearness(page, findings(page, snapshot)) for page in catalogue.pages]
    near = [one for one in held if one.there or one.rank(path)[0]]
    return sorted(near, key=lambda one: one.rank(path), reverse=True)
