"""A list that may not fit on one page: next, load more, endless scroll. Moving about only; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Generic, TypeVar

from cancelbot.errors import PageNotRecognised
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.snapshot import Snapshot
from openai_platform.lists.pager import next_control, shown_number
from openai_platform.navigation import Site, SitePage

T = TypeVar("T", bound=Hashable)
PAGES = 500
"""pages after which a list is taken to be endless by mistake"""
STEP = 0.8
"""windows to scroll at once where a list holds no more than is in sight"""
FRAME = 0.06
"""seconds that such a list may take to show what was scrolled to"""


class Paginated(Generic[T]):
    """The things on ``place`` that ``read`` finds on one page, gathered over all of its pages.

    ``part`` is which of several lists is meant, if the place has some, and ``go`` loads its first page.
    """

    def __init__(
        self,
        site: Site,
        place: SitePage,
        read: Probe[list[T]],
        *,
        part: str | None = None,
        go: Callable[[], list[T]] | None = None,
    ) -> None:
        self.site = site
        self.tab = site.run.tab
        self.place = place
        self.read = read
        self.name = f"{place.path} {part}"
        self.go = go or partial(site.visit, place, read)

    def all(self) -> list[T]:
        """Everything listed, each thing once and in order, from a load that is fresh since the last act."""
        return self.as_far_as(lambda _found: False)

    def as_far_as(self, enough: Callable[[list[T]], bool]) -> list[T]:
        """What is listed from the beginning, page by page until it is ``enough``; as fresh as :meth:`all`."""
        return self.read_until(enough)[0]

    def read_until(self, enough: Callable[[list[T]], bool]) -> tuple[list[T], bool]:
        """The same, and whether that is the whole list."""
        return self.site.run.fresh(self.name, lambda: self._gather(enough), lambda known: known[1] or enough(known[0]))

    def _gather(self, enough: Callable[[list[T]], bool]) -> tuple[list[T], bool]:
        """What is listed, and whether that is all."""
        shown = self.go()
        found, known, pages = list(shown), set(shown), self._pages(shown)
        while not enough(found):
            page = next(pages, None)
            if page is None:
                return found, True
            found += [item for item in page if item not in known]
            known.update(page)
        return found, False

    def reach(self, there: Callable[[Snapshot], bool]) -> None:
        """Load the first page anew, and go on until ``there`` holds, or there are no more pages."""
        pages = self._pages(self.go())
        while not there(self.tab.read()) and next(pages, None) is not None:
            continue

    def _pages(self, shown: list[T]) -> PageIterator[T]:
        return PageIterator(self, shown)


class PageIterator(Generic[T]):
    """The further pages of a list, each by one press or scroll, until that brings nothing new."""

    def __init__(self, listing: Paginated[T], shown: list[T]) -> None:
        self.listing = listing
        self.tab = listing.tab
        self.partial = shown
        self.page = 1
        self.step: float | None = None
        """windows to scroll at once; None: to the end"""

    def __iter__(self) -> PageIterator[T]:
        return self

    def __next__(self) -> list[T]:
        self.page += 1
        if self.page > PAGES or not self._advance():
            raise StopIteration
        page = self.tab.maybe(self._changed)
        if not page:
            raise StopIteration
        self._raise_if_elsewhere(shown_number(self.tab.read()))
        if self._has_skipped(page):
            self.step = STEP
            self.tab.ask("reader => reader.scrollBack()")
        self.partial = page
        return page

    def _advance(self) -> bool:
        more = next_control(self.tab.read(), self.page)
        if more is not None:
            self.listing.site.run.clicker.press(more)
            return True
        return bool(self.partial) and self._scroll()

    def _scroll(self) -> bool:
        """Scroll on until the list shows something else; whether anything moved."""
        moved = False
        while self.tab.ask("(reader, step) => reader.scrollOn(step)", self.step) is True:
            moved = True
            self.tab.glance(FRAME)
            answer = self.listing.read(self.tab.read())
            if self.step is None or (answer is not None and answer.fact != self.partial):
                break
        return moved

    def _raise_if_elsewhere(self, number: int | None) -> None:
        """What stands on pages that were left out would be taken for absent. Raises PageNotRecognised."""
        if number is not None and number != self.page:
            raise PageNotRecognised(f"{self.listing.place.what} went on to page {number}, not {self.page}.")

    def _has_skipped(self, page: list[T]) -> bool:
        """Whether scrolling to the end took away what was shown: such a list holds no more than is in sight."""
        scrolled = self.step is None and next_control(self.tab.read(), self.page) is None
        return scrolled and bool(self.partial) and self.partial[0] not in page

    def _changed(self, snapshot: Snapshot) -> Observation[list[T]] | None:
        """The page once it lists something else; the same list, settled, is the end."""
        answer = self.listing.read(snapshot)
        if answer is None or answer.fact == self.partial:
            return None if answer is None else Observation([], certain=False)
        return answer
