"""Reads a list that may have several pages: next, load more, endless scroll. It changes nothing."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import Generic, TypeVar

from cancelbot.errors import LookFailed, PageNotRecognized
from cancelbot.page.query import controls, free, smallest, texts
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot
from openai_platform import words
from openai_platform.lists.absence import Unseen, is_data_row, trouble
from openai_platform.navigation import Site, SitePage
from openai_platform.sections import is_over_page

T = TypeVar("T", bound=Hashable)
_PAGES = 500
"""pages after which a list is taken for endless by mistake"""
_STEP = 0.8
"""windows to scroll at once where a list holds no more than is visible"""
FRAME = 0.06
"""seconds that such a list may take to show what was scrolled to"""
_BACK = 2.0
"""seconds that it may take to show its beginning again"""
PAGER = 100
"""characters up to which a box is a row of page numbers"""
TOTAL = words.say(r"\b\d{1,6} ?(?:-|\u2013|to) ?\d{1,6} of (?P<total>\d{1,6})\b(?! ?(?:mb|gb|days|%))")
"""how many there are, if a page counts them"""


class Paginated(Generic[T]):
    """The entries that ``read`` finds on ``place``, from all of its pages.

    ``part`` says which of several lists is meant, and ``go`` loads its first page. A list that was not seen whole, or
    is not believed, raises LookFailed: an unseen list is never an empty one.
    """

    def __init__(
        self,
        site: Site,
        place: SitePage,
        read: Probe[list[T] | Unseen],
        *,
        part: str | None = None,
        go: Callable[[], list[T] | Unseen] | None = None,
    ) -> None:
        self.site = site
        self.tab = site.run.tab
        self.read = read
        self.name = f"{place.path} {part}"
        self.what = f"{place.what} {part}" if part else place.what
        self.go = go or partial(site.visit, place, read)

    def all(self) -> list[T]:
        """Every entry once, in order, from pages loaded since the last act."""
        return self.read_until(lambda _found: False)[0]

    def read_until(self, enough: Callable[[list[T]], bool]) -> tuple[list[T], bool]:
        """The entries of page after page until they are ``enough``, and whether that is the whole list."""
        return self.site.run.fresh(self.name, lambda: self._gather(enough), lambda known: known[1] or enough(known[0]))

    def _gather(self, enough: Callable[[list[T]], bool]) -> tuple[list[T], bool]:
        shown = self.first_page()
        found, known, pages = list(shown), set(shown), self._further(shown)
        while not enough(found):
            if (page := next(pages, None)) is None:
                self._raise_if_more(len(found))
                return found, True
            found += [item for item in page if item not in known]
            known.update(page)
        return found, False

    def first_page(self) -> list[T]:
        """The entries of the first page, loaded again. Raises LookFailed if it is not believed."""
        shown = self.believed(self.go())
        if not shown:
            self.tab.network.raise_if_refused()
            self.tab.network.raise_if_waiting()
        return shown

    def believed(self, shown: list[T] | Unseen) -> list[T]:
        """The entries of a page of this site. Raises LookFailed if it does not positively list them, or Unsafe."""
        self.site.raise_if_elsewhere(self.what)
        if isinstance(shown, Unseen):
            raise LookFailed(f"{self.what} was not seen: {shown.why}.")
        return shown

    def _raise_if_more(self, found: int) -> None:
        """Raise LookFailed if the page counts more than were ``found``."""
        said = [hit["total"] for node in self.tab.read().nodes if node.is_text for hit in TOTAL.finditer(node.text)]
        if found and any(int(total) > found for total in said):
            raise LookFailed(
                f"{self.what} was not seen whole: it counts {max(map(int, said))}, and {found} were found."
            )

    def reach(self, there: Callable[[Snapshot], bool]) -> None:
        """Load the first page again, and go on until ``there`` is true, or there are no more pages."""
        pages = self._further(self.first_page())
        while not there(self.tab.read()) and next(pages, None) is not None:
            continue

    def _further(self, shown: list[T]) -> Iterator[list[T]]:
        """The further pages after what is ``shown``, each by one press or scroll, until that shows nothing new."""
        step: float | None = None  # windows to scroll at once; None: to the end
        for number in range(2, _PAGES + 1):
            if step is None and next_control(self.tab.read(), number) is not None:
                yield from self._out_of_sight(shown)
            refused = frozenset(self.tab.network.refused)
            if not self._advance(shown, number, step):
                return
            answer = self.tab.maybe(partial(self._changed, shown))
            page = self.believed(answer) if answer is not None else []
            snapshot = self.tab.read()
            more, told = next_control(snapshot, number), shown_number(snapshot)
            if not page:
                self.tab.network.raise_if_refused(refused)
                if more is not None and more.says(words.LOAD_MORE):
                    raise LookFailed(f"{self.what} was not seen whole: “{more.name}” was pressed, and nothing came.")
                return
            if told not in (None, number):  # entries of a page that was left out would be taken for absent
                raise PageNotRecognized(f"{self.what} went on to page {told}, not {number}.")
            if step is None and more is None and shown and shown[0] not in page:
                # Scrolling to the end has removed earlier rows: the list holds only what is visible.
                step = _STEP
                self.tab.ask("reader => reader.scrollBack()")
            shown = page
            yield page

    def _out_of_sight(self, shown: list[T]) -> Iterator[list[T]]:
        """What a page of several draws only once it is scrolled to; the page is scrolled back before the next one."""
        last, seen = shown, set(shown)
        while shown and self.tab.ask("(reader, step) => reader.scrollOn(step)", _STEP) is True:
            self.tab.glance(FRAME)
            answer = self.read(self.tab.read())
            if answer is None or answer.fact == last or isinstance(answer.fact, Unseen):
                continue
            last = answer.fact
            if not seen.issuperset(last):
                seen.update(last)
                yield last
        self.tab.ask("reader => reader.scrollBack()")
        if last != shown:
            self.tab.maybe(partial(self._is_again, shown), timeout=_BACK)

    def _is_again(self, shown: list[T], snapshot: Snapshot) -> Observation[bool] | None:
        answer = self.read(snapshot)
        return Observation(True) if answer is not None and answer.fact == shown else None

    def _advance(self, shown: list[T], number: int, step: float | None) -> bool:
        """Press what leads to this page, or scroll until the list shows something else. Whether anything moved."""
        if (more := next_control(self.tab.read(), number)) is not None:
            self.site.run.clicker.press(more)
            return True
        moved = False
        while shown and self.tab.ask("(reader, step) => reader.scrollOn(step)", step) is True:
            moved = True
            self.tab.glance(FRAME)
            answer = self.read(self.tab.read())
            if step is None or (answer is not None and answer.fact != shown):
                break
        return moved

    def _changed(self, shown: list[T], snapshot: Snapshot) -> Observation[list[T] | Unseen] | None:
        """The page once it lists something else. The same list, settled and without trouble, is the end."""
        answer = self.read(snapshot)
        if answer is None or answer.fact != shown:
            return answer
        said = trouble(snapshot)
        told = Unseen(f"what follows its first {len(shown)} did not come: “{said}”") if said else list[T]()
        return Observation(told, certain=False)


def next_control(snapshot: Snapshot, page: int) -> Node | None:
    """The enabled control for more of a list: by its words, its sign, else the number ``page`` beside its neighbor."""
    for found in (
        controls(snapshot.root, words.NEXT_PAGE),
        texts(snapshot.root, words.LOAD_MORE),
        controls(snapshot.root, words.DOUBLE_ARROW),  # beside a single arrow, it goes to the end
    ):
        if ways := [node for node in found if not _is_of_a_row(node) and not node.says(words.LAST_PAGE)]:
            return next(iter(free(ways)[-1:]), None)
    numbered = [node for node in controls(snapshot.root, words.page_number(page)) if not _is_of_a_row(node)]
    beside = [node for node in numbered if _stands_with(node, page - 1)]
    return beside[-1] if beside and beside[-1].enabled else None


def shown_number(snapshot: Snapshot) -> int | None:
    """The number of the current page, if page numbers stand side by side and one of them is marked."""
    marked = [node for node in snapshot.controls if node.selected and node.name.isdecimal() and not _is_of_a_row(node)]
    numbers = {int(node.name) for node in marked if any(_stands_with(node, int(node.name) + by) for by in (-1, 1))}
    return numbers.pop() if len(numbers) == 1 else None


def _stands_with(node: Node, number: int) -> bool:
    other = words.page_number(number)
    box = smallest(node, lambda at: any(each.says(other) for each in at.walk()))
    return box is not None and len(box.text) <= PAGER


def _is_of_a_row(node: Node) -> bool:
    """Whether it belongs to one entry of the list: a menu named "More" is no way to more entries.

    A row of its own at the end of a table, or in its footer, belongs to no entry.
    """
    if node.popup or is_over_page(node):
        return True
    row = next((at for at in node.up() if at.role == "row"), None)
    if row is None or any(at.tag == "tfoot" for at in row.up()):
        return False
    return node.name.isdecimal() or is_data_row(row, "columnheader")
