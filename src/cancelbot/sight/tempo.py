"""How slowly this site has been seen to fill a page, and so how long to wait before nothing more is expected."""

from __future__ import annotations

UNKNOWN = 1.5
"""seconds between two changes that are expected of a site that was not yet watched"""
SHORTEST, LONGEST = 0.15, 10.0
ABSENT = 1.0
"""seconds of silence that an absence needs in any case"""
ENOUGH = 4
"""pages after which the site's own pace counts instead of UNKNOWN"""


class Tempo:
    """The longest silence, in seconds, after which a page of this site still changed what was asked of it."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.pages = 0

    def changed_after(self, silence: float) -> None:
        """An answer changed although nothing had moved for ``silence`` seconds."""
        self.longest = max(self.longest, silence)

    def answered(self) -> None:
        """One more page has been read to its end."""
        self.pages += 1

    @property
    def pause(self) -> float:
        """Seconds of silence after which things that are shown are taken to be all."""
        return min(LONGEST, max(SHORTEST, 2 * self.longest))

    @property
    def patience(self) -> float:
        """Seconds of silence after which an absence is believed."""
        return max(self.pause, ABSENT if self.pages >= ENOUGH else 2 * UNKNOWN)
