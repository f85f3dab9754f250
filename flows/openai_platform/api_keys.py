"""API keys (guide step 7, site-facts 3.1): the organisation's list, every project's, and the user's own legacy keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from cancelbot.errors import CancelbotError, ControlNotFound, NoSuchPage, PageNotRecognised, RefusedBySite, Unsafe
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.query import Row, controls
from cancelbot.page.snapshot import Snapshot
from cancelbot.result import ApiKey
from openai_platform import words
from openai_platform.account.switchers import ProjectSwitcher
from openai_platform.billing import cards as payment_methods
from openai_platform.billing import invoices, overview
from openai_platform.lists.columns import Headings, first_words
from openai_platform.lists.pages import Paginated
from openai_platform.lists.remove import Removal, RowHints
from openai_platform.lists.rows import KEY
from openai_platform.navigation import LEGACY_KEYS, ORGANIZATION_KEYS, PROJECT_KEYS, Site, SitePage

T = TypeVar("T")
SAYS = {
    ORGANIZATION_KEYS: words.IN_ORGANIZATION,
    PROJECT_KEYS: words.IN_PROJECT,
    LEGACY_KEYS: words.OF_USER,
}
"""what each of the three pages says of itself alone: their headings are the same"""
OTHERS: tuple[Probe[object], ...] = (overview.read, payment_methods.read, invoices.read)
"""by which question the pages are known that are not of keys"""
OPTIONAL = frozenset({ORGANIZATION_KEYS, LEGACY_KEYS})
"""pages without which a run goes on"""


@dataclass(frozen=True)
class KeyList:
    """One page that lists keys: a place, and the project to be chosen there, if any."""

    place: SitePage
    project: str | None = None

    @property
    def what(self) -> str:
        """What it is called in a message."""
        return f"{self.place.what} {self.project}" if self.project else self.place.what


Lists = dict[KeyList, list[ApiKey]]
WHOLE, LEGACY = KeyList(ORGANIZATION_KEYS), KeyList(LEGACY_KEYS)


class ApiKeys:
    """Every key that the user can see."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.absent: list[KeyList] = []
        """the lists that this site does not have: not every account has them, and some sites have one for all"""
        self.unread: dict[KeyList, str] = {}
        """the lists that were not seen, and why, in a sentence: what is there is not known"""
        self.hints = RowHints()
        self._left: Lists = {}
        self._extent: dict[KeyList, tuple[int, bool]] = {}
        """how many keys the last look at a list has shown, and whether that was the whole list"""

    def look(self, shown: Callable[[list[ApiKey]], None] = lambda _keys: None) -> Lists:
        """Every list of keys with what it holds, the organisation's first, each from a fresh load.

        ``shown`` is called while one is in sight.
        A list that was not seen is left out, and stands in ``absent`` or ``unread``.
        """
        found = Lists()
        for where, keys in self.each():
            found[where] = keys
            shown(keys)
        return {where: found[where] for where in sorted(found, key=lambda where: where != WHOLE)}

    def look_again(self, before: Lists) -> Lists:
        """What is listed now where ``before`` was, as fresh as :meth:`look`.

        Projects are not looked at one by one where the organisation's list was seen to repeat them, and is there still.
        """
        whole = dict(self._if_there(WHOLE)) if repeats(before) else Lists()
        return whole | dict(self._if_there(LEGACY)) if whole else self.look()

    def each(self) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The lists one after another, each with what it holds; what was not found before is not looked for again.

        The organisation's comes last, and so is in sight when the first of its keys is revoked.
        """
        yield from self._in_projects()
        yield from self._if_there(LEGACY)
        yield from self._if_there(WHOLE)

    def _in_projects(self) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The list of each project that the top bar offers; the one that is shown first needs no load of its own.

        Where nothing can be chosen, no project stands for the one shown. Of several with one name none can be told.
        """
        shown, switcher = self.site.visit(PROJECT_KEYS, of(PROJECT_KEYS)), ProjectSwitcher(self.run)
        chosen = switcher.find(self.run.tab.read())
        here = KeyList(PROJECT_KEYS, chosen.name if chosen else None)
        keys = self._listing(here, lambda: shown).all()
        offered = Counter(KeyList(PROJECT_KEYS, name) for name in switcher.names()) or Counter([here])
        if offered[here] == 1:
            yield here, keys
        for where, times in offered.items():
            if times > 1:
                self._not_seen(where, ControlNotFound(f"The project “{where.project}” is offered {times} times."))
            elif where != here:
                yield where, self.listed(where)

    def _if_there(self, where: KeyList) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The list of a page that not every account has; nothing if it was not seen, now or before."""
        keys = self._optional(where) if where not in self.absent and where not in self.unread else None
        if keys is not None:
            yield where, keys

    def _optional(self, where: KeyList) -> list[ApiKey] | None:
        """The keys of a page that not every account has or may see; None if it did not show them."""
        try:
            return self.listed(where)
        except RefusedBySite as no:
            self._not_seen(where, no)
        except PageNotRecognised as unknown:
            if isinstance(unknown, NoSuchPage) or self._is_another(where):
                self.absent.append(where)
                self.run.recording.note("page.missing", what=where.what, reason=str(unknown))
            else:
                self._not_seen(where, unknown)
        return None

    def _not_seen(self, where: KeyList, why: CancelbotError) -> None:
        self.unread[where] = f"{why} Which keys are there is not known."
        self.run.recording.note("page.unread", what=where.what, reason=str(why))

    def _is_another(self, where: KeyList) -> bool:
        """Whether this site shows a page known as another at the address of ``where``, or leads by names alone."""
        landed = self.site.landed
        if landed is None:
            return False
        at_its_own = urlsplit(landed.url).path.rstrip("/") == where.place.path
        return any(known(landed) for known in OTHERS) or (self.site.leads_by_names and not at_its_own)

    def listed(self, where: KeyList) -> list[ApiKey]:
        """The keys that ``where`` lists, from a load that is fresh since the last act."""
        return self._listing(where).all()

    def _listing(self, where: KeyList, go: Callable[[], list[ApiKey]] | None = None) -> Paginated[ApiKey]:
        """The list ``where``, whose first page ``go`` has in sight; by default it is loaded anew."""
        return Paginated(self.site, where.place, of(where.place), part=where.project, go=go or partial(self._go, where))

    def _go(self, where: KeyList) -> list[ApiKey]:
        """What the first page lists, freshly loaded. The project is chosen first, and again if a load forgets it."""
        switcher = ProjectSwitcher(self.run)
        if where.project is not None and self.run.tab.url.endswith(where.place.path):
            switcher.choose(where.project)
        shown = self.site.visit(where.place, of(where.place))
        if where.project is not None and switcher.choose(where.project):
            return self.run.tab.until(_unsure(of(where.place)), where.what)
        return shown

    def expect(self, where: KeyList, keys: list[ApiKey]) -> None:
        """``where`` lists ``keys``, in this order, which are going to be revoked one after another."""
        self._left[where], self._extent[where] = keys, (0, False)

    def is_gone(self, key: ApiKey, where: KeyList) -> bool:
        """Whether ``where`` lacks ``key``, and nothing else of what is left to revoke there. Raises Unsafe.

        The list is read no further than to where the key stood: beyond that only if something else is missing.
        """
        left = [other for other in self._left[where] if other != key]
        shown, whole = self._around(key, where, left)
        before, was_whole = self._extent[where]
        if _lost(left, shown) or (whole == was_whole and len(shown) < before - 1):
            shown, whole = self.listed(where), True
            _raise_if_lost(key, [other for other in left if other not in Index(shown)])
        self._extent[where] = len(shown), whole
        if gone := key not in Index(shown):
            self._left[where] = left
        return gone

    def _around(self, key: ApiKey, where: KeyList, left: list[ApiKey]) -> tuple[list[ApiKey], bool]:
        """What a fresh load lists, from its beginning until ``key``, or one that is ``left``, is shown.

        And whether that is the whole list.
        """
        sought = Index([key, *left])
        return self._listing(where).read_until(lambda keys: any(shown in sought for shown in keys))

    def revoke(self, key: ApiKey, where: KeyList, statement: str) -> None:
        """Revoke ``key`` from its row in ``where``."""
        listing = self._listing(where)
        removal = Removal(self.run, KEY, key.key, lambda row: _is(row, key), listing.reach, self.hints)
        removal.remove(statement)


def repeats(lists: Lists) -> bool:
    """Whether the organisation's list was seen to have every key of its projects, of which more than one has some."""
    projects = [keys for where, keys in lists.items() if where.place is PROJECT_KEYS and keys]
    known = Index(lists.get(WHOLE, []))
    return len(projects) > 1 and all(key in known for keys in projects for key in keys)


def of(place: SitePage) -> Probe[list[ApiKey]]:
    """The keys of ``place``, or None while the page is not positively one of keys, and that one."""
    return lambda snapshot: read(snapshot) if _which(snapshot) is place else None


def _which(snapshot: Snapshot) -> SitePage:
    """Which page of keys this is: by its address, by what it says, else the one that needs no words for it."""
    path = urlsplit(snapshot.url).path.rstrip("/")
    by_path = (place for place in SAYS if place.path == path)
    by_words = (place for place, pattern in SAYS.items() if snapshot.has(pattern))
    return next(by_path, None) or next(by_words, PROJECT_KEYS)


def read(snapshot: Snapshot) -> Observation[list[ApiKey]] | None:
    """The keys of a page, whichever it is."""
    rows = KEY.rows(snapshot)
    empty = snapshot.has(words.NO_KEYS)
    heading = any(n.role == "heading" and words.API_KEYS.fullmatch(n.text) for n in snapshot.nodes if n.visible)
    if not (
        rows or empty or (heading and (controls(snapshot.root, words.CREATE_KEY) or snapshot.has(words.KEYS_NOTE)))
    ):
        return None
    columns = _Columns(Headings(snapshot, rows))
    return Observation([columns.key(row) for row in rows], certain=False, partial=bool(rows))


def _unsure(question: Probe[T]) -> Probe[T]:
    """``question``, for a page that may still show what it showed before: every answer must settle."""

    def look(snapshot: Snapshot) -> Observation[T] | None:
        answer = question(snapshot)
        return Observation(answer.fact, certain=False, partial=answer.partial) if answer else None

    return look


class _Columns:
    """The columns of a table of keys."""

    def __init__(self, headings: Headings) -> None:
        self.name = headings.column(words.NAME_HEADING)
        self.project = headings.column(words.PROJECT_HEADING)
        self.last_used = headings.column(words.LAST_USED_HEADING)
        self.created_by = headings.column(words.CREATED_BY_HEADING)

    def key(self, row: Row) -> ApiKey:
        """The key of ``row``."""
        name = self.name.of(row) or first_words(row)
        return ApiKey(name, row.mark, self.project.of(row), self.last_used.of(row), self.created_by.of(row))


def _is(row: Row, key: ApiKey) -> bool:
    return row.mark == key.key and key.name in row.box.text


class Index:
    """Keys to be found again: by their redacted form, and by name as well where two of them share that form."""

    def __init__(self, keys: Iterable[ApiKey]) -> None:
        self._all = list(keys)
        self._forms = Counter(key.key for key in self._all)
        self._named = {(key.key, key.name) for key in self._all}

    def __contains__(self, key: ApiKey) -> bool:
        alike = self._forms[key.key]
        return alike == 1 or (key.key, key.name) in self._named


def _lost(left: list[ApiKey], shown: list[ApiKey]) -> bool:
    """Whether one that is ``left`` is not ``shown``, although one that stood behind it is."""
    mine, there = Index(left), Index(shown)
    return any(other not in there for other in left[: sum(key in mine for key in shown)])


def _raise_if_lost(key: ApiKey, lost: list[ApiKey]) -> None:
    if lost:
        names = ", ".join(f"{other.name} ({other.key})" for other in lost)
        raise Unsafe(
            f"With the key {key.name} other keys have disappeared: {names}.",
            advice="Look at the key page yourself.",
        )
