"""How slowly this site has been seen to fill a page, and so how long to wait before nothing more is expected."""

from __future__ import annotations

from collections import Counter

UNKNOWN = 1.5
"""seconds between two changes that are expected of a site that was not yet watched"""
SHORTEST, LONGEST = 0.2, 10.0
ABSENT = 1.0
"""seconds of silence that an absence needs on a page that is new, though the site is known"""
FAMILIAR = 0.5
"""seconds of silence that an absence needs on a page that was loaded several times before"""
ENOUGH = 4
"""pages after which the site's own pace counts instead of UNKNOWN"""
OFTEN = 3
"""loads after which a page is no longer new"""


class Tempo:
    """The longest silence, in seconds, after which a page of this site still changed what was asked of it."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.pages = 0
        self._loads: Counter[str] = Counter()
        self._here = ""

    def loads(self, address: str) -> None:
        """The page at ``address`` is loaded anew."""
        self._here = address
        self._loads[address] += 1

    def changed_after(self, silence: float) -> None:
        """An answer changed although nothing had moved for ``silence`` seconds."""
        self.longest = max(self.longest, silence)

    def answered(self) -> None:
        """One more page has been read to its end."""
        self.pages += 1

    @property
    def pause(self) -> float:
        """Seconds of silence after which things that are shown are taken to be all."""
        return min(LONGEST, max(SHORTEST, 3 * self.longest))

    @property
    def patience(self) -> float:
        """Seconds of silence after which an absence is believed."""
        if self.pages < ENOUGH:
            return max(self.pause, 2 * UNKNOWN)
        return max(self.pause, ABSENT if self._loads[self._here] < OFTEN else FAMILIAR)
