"""How slowly this site fills its pages, and so how long the bot waits until it expects nothing more."""

from collections import Counter

WATCHED = 4.0
"""seconds of silence that an absence needs on a page that was never read completely, or that is at work: it may show a
default first"""
SHORTEST, _LONGEST = 0.2, 10.0
SETTLED = 0.1
"""seconds of silence that anything needs on a page that has received everything that it received last time"""
_MARGIN = 1.0
"""seconds at most that are added to the longest silence that was seen"""
ABSENT = 1.0
"""seconds of silence that an absence needs on a page that is known"""
FAMILIAR = 0.5
"""seconds of silence that an absence needs on a page that was loaded several times before"""
AT_ONCE = 0.5
"""seconds after its last data within which a page has shown a fact at once"""
_UNEVEN = 1.5
"""times as long as before, that a page may take to show what it has got"""
ENOUGH = 3
"""addresses that gave their facts at once, after which the site is trusted to show no defaults first"""
OFTEN = 3
"""loads after which a page is no longer new"""


class Pace:
    """The longest silence, in seconds, after which a page of this site still changed what was asked of it."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._loads: Counter[str] = Counter()
        self._here = ""
        self._known: dict[tuple[str, str], Counter[str]] = {}
        """for each address and kind of fact that was read completely: the data that the page had received by then"""
        self._shown_within: dict[tuple[str, str], float] = {}
        """likewise: the seconds after its last data within which the page is known to have shown such a fact"""
        self._prompt: set[str] = set()
        """the addresses whose pages gave a certain fact at once"""
        self.waits: list[float] = []
        """for each fact: the seconds from the site's last answer until it was believed, pictures left out"""

    def loads(self, address: str) -> None:
        """The page at ``address`` is loaded anew."""
        self._here = address
        self._loads[address] += 1

    def changed_after(self, silence: float) -> None:
        """An answer changed although nothing had moved for ``silence`` seconds."""
        self.longest = max(self.longest, silence)

    def answered(self, kind: str, delivered: Counter[str], *, shown_within: float | None) -> None:
        """The page was read completely and gave a fact of this ``kind``.

        ``shown_within``: the seconds after its last data at which the fact was seen to be shown, which may be late, as
        nobody looked before; None if nothing was shown, and it lasted.
        """
        if not self._is_complete(kind, delivered):
            self._known[self._here, kind] = delivered.copy()
        if shown_within is not None:
            at = self._here, kind
            self._shown_within[at] = min(shown_within, self._shown_within.get(at, shown_within))
            if shown_within <= AT_ONCE:
                self._prompt.add(self._here)

    @property
    def pause(self) -> float:
        """Seconds of silence after which things that are shown are taken to be all."""
        return self.at_least(SHORTEST)

    def needed(self, kind: str, delivered: Counter[str], *, partial: bool, rests: bool) -> float:
        """Seconds of silence after which a fact of this ``kind`` is believed of a page that has received ``delivered``.

        If the page has received everything that it had when such a fact was last read completely, no more is expected
        than to show it. Otherwise what is ``partial`` needs a pause, and an absence needs more than that. A page that
        does not rest may still be computing what it will show, however slow the machine is.
        """
        is_complete = rests and self._is_complete(kind, delivered)
        if partial:
            return self.at_least(SETTLED) if is_complete else self.pause
        shows = min(WATCHED, _UNEVEN * self._shown_within.get((self._here, kind), 0.0))
        patience = self._patience(kind) if rests else WATCHED
        return self.at_least(max(shows, SETTLED if is_complete else patience))

    def _is_complete(self, kind: str, delivered: Counter[str]) -> bool:
        known = self._known.get((self._here, kind))
        return known is not None and known.total() > 0 and known <= delivered

    def _patience(self, kind: str) -> float:
        if (self._here, kind) not in self._known and len(self._prompt) < ENOUGH:
            return WATCHED
        return ABSENT if self._loads[self._here] < OFTEN else FAMILIAR

    def at_least(self, seconds: float) -> float:
        """``seconds``, or more on a site whose pages were seen to change after longer silences."""
        return min(_LONGEST, max(seconds, self.longest + min(2 * self.longest, _MARGIN)))
