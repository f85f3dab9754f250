"""A list that may not fit on one page: next, load more, endless scroll. Moving about only; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cancelbot.sight.eyes import Answer, Question
from cancelbot.sight.finding import named
from cancelbot.sight.reading import Node, Reading
from openai_platform import words
from openai_platform.site import Place, Site

T = TypeVar("T", bound=Hashable)
PAGES = 500
"""pages after which a list is taken to be endless by mistake"""


class Listing(Generic[T]):
    """The things on ``place`` that ``read`` finds on one page, gathered over all of its pages."""

    def __init__(self, site: Site, place: Place, read: Question[list[T]]) -> None:
        self.site = site
        self.eyes = site.run.eyes
        self.place = place
        self.read = read

    def all(self) -> list[T]:
        """Everything listed, from a fresh load, each thing once and in order."""
        return self.and_more(self.site.visit(self.place, self.read))

    def and_more(self, shown: list[T]) -> list[T]:
        """Everything listed, from the page that is shown and lists ``shown``."""
        return self.as_far_as(lambda _found: False, shown)

    def as_far_as(self, enough: Callable[[list[T]], bool], shown: list[T]) -> list[T]:
        """What is listed from the page that is shown and lists ``shown``, page by page until it is ``enough``."""
        found, known, pages, page = list(shown), set(shown), self._pages(shown), shown
        while not enough(page) and (further := next(pages, None)) is not None:
            page = further
            found += [item for item in page if item not in known]
            known.update(page)
        return found

    def reach(self, there: Callable[[Reading], bool]) -> None:
        """Go on from the page shown until ``there`` holds, or there are no more pages."""
        shown = self.eyes.until(self.read, self.place.what)
        pages = self._pages(shown)
        while not there(self.eyes.read()) and next(pages, None) is not None:
            continue

    def _pages(self, shown: list[T]) -> PageIterator[T]:
        return PageIterator(self, shown)


class PageIterator(Generic[T]):
    """The further pages of a list, each by one press or scroll, until that brings nothing new."""

    def __init__(self, listing: Listing[T], shown: list[T]) -> None:
        self.listing = listing
        self.shown = shown
        self.left = PAGES

    def __iter__(self) -> PageIterator[T]:
        return self

    def __next__(self) -> list[T]:
        self.left -= 1
        if not self.left or not self._advance():
            raise StopIteration
        page = self.listing.eyes.maybe(self._changed)
        if not page:
            raise StopIteration
        self.shown = page
        return page

    def _advance(self) -> bool:
        more = next_control(self.listing.eyes.read())
        if more is not None:
            self.listing.site.run.hands.press(more)
            return True
        return bool(self.shown) and self.listing.eyes.ask("reader => reader.scrollOn()") is True

    def _changed(self, reading: Reading) -> Answer[list[T]] | None:
        """The page once it lists something else; the same list, settled, is the end."""
        answer = self.listing.read(reading)
        if answer is None or answer.fact == self.shown:
            return None if answer is None else Answer([], sure=False)
        return answer


def next_control(reading: Reading) -> Node | None:
    """The control for more of a list, if it can be pressed."""
    found = [node for node in named(reading.root, words.NEXT_PAGE) if node.enabled and not node.covered]
    return found[-1] if found else None
