"""API keys (guide step 7, site-facts 3.1): the organization's list, every project's, and the user's own legacy keys.

And whether a key is gone from its list, and nothing else with it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from cancelbot.errors import (
    CancelbotError,
    ControlNotFound,
    LookFailed,
    NoSuchPage,
    PageNotRecognized,
    RefusedBySite,
    Unsafe,
)
from cancelbot.page.query import Row, controls
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot
from cancelbot.result import ApiKey
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.account.switchers import Switcher, current_project
from openai_platform.billing import invoices, overview
from openai_platform.billing.cards import read_cards
from openai_platform.lists.absence import Unseen
from openai_platform.lists.pages import Paginated
from openai_platform.lists.parts import OF_DEFAULT, part_chosen, part_unmarked
from openai_platform.lists.remove import Removal, RowHints, Target
from openai_platform.lists.rows import KEY_ROWS, Heading, columns, openers, said
from openai_platform.navigation import LEGACY_KEYS, ORGANIZATION_KEYS, PROJECT_KEYS, Site, SitePage
from openai_platform.sections import is_over_page
from openai_platform.sign_in.fields import path_of

T = TypeVar("T")
DEAD = words.say(r"(revoked|deleted|expired|disabled|deactivated|inactive|invalid(ated)?)\b")
"""the beginnings of statuses of keys that no longer work"""
REVOKED = words.say(r"(revoked|deleted)\b")
"""the beginnings of statuses that are final, whatever controls the row still has"""
REVIVES = words.say(
    rf"(?:(?:re-?)?(?:enable|activate|instate)|turn on|resume|restore|undo|unblock|unfreeze)(?: {lex.ITS}{lex.KEY})?"
)
"""lets a key be used again"""
_SAYS = {ORGANIZATION_KEYS: words.IN_ORGANIZATION, PROJECT_KEYS: words.IN_PROJECT, LEGACY_KEYS: words.OF_USER}
"""what only one of the three pages says: their headings are the same"""
_SCOPE = {ORGANIZATION_KEYS: "account|organi[sz]ation|project", PROJECT_KEYS: "project", LEGACY_KEYS: "account|user"}
"""whose keys are all that the page lists; some sites have one list for both addresses, and each project is read too"""
_OTHERS: tuple[Probe[object], ...] = (overview.read_overview, read_cards, invoices.read_invoices)
"""the probes that recognize pages without keys"""
OPTIONAL_LISTS = frozenset({ORGANIZATION_KEYS, LEGACY_KEYS})
"""pages that an account may lack"""


@dataclass(frozen=True)
class KeyList:
    """One page that lists keys: its place, and the project to be chosen there, if any."""

    place: SitePage
    project: str | None = None

    @property
    def what(self) -> str:
        return f"{self.place.what} {self.project}" if self.project else self.place.what


Lists = dict[KeyList, list[ApiKey]]
WHOLE, LEGACY = KeyList(ORGANIZATION_KEYS), KeyList(LEGACY_KEYS)


class ApiKeys:
    """Every key that the user can see."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.absent: list[KeyList] = []
        """the lists that this site does not have: not every account has all of them"""
        self.unread: dict[KeyList, CancelbotError] = {}
        """the lists that were not seen, with the reason: their keys are not known"""
        self.hints = RowHints()

    def look(self, shown: Callable[[list[ApiKey]], None] = lambda _keys: None) -> Lists:
        """Every list of keys with its keys, the organization's first, each from a fresh load.

        ``shown`` is called while a list is in view. A list that was not seen is left out, and is in ``absent`` or
        ``unread``.
        """
        found = Lists()
        for where, keys in self.each():
            found[where] = keys
            shown(keys)
        return {where: found[where] for where in sorted(found, key=lambda where: where != WHOLE)}

    def look_again(self, before: Lists) -> Lists:
        """The keys that are listed now in the lists of ``before``, as fresh as :meth:`look`.

        Projects are not read one by one if the organization's list repeats them, and is still there.
        """
        whole = dict(self._if_there(WHOLE)) if repeats(before) else Lists()
        return whole | dict(self._if_there(LEGACY)) if whole else self.look()

    def each(self) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The lists one after another, each with its keys. A list that was missing before is not looked for again.

        The organization's comes last, and so is in view when the first of its keys is revoked.
        """
        yield from self._in_projects()
        yield from self._if_there(LEGACY)
        yield from self._if_there(WHOLE)

    def _in_projects(self) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The list of each project in the switcher. The current one needs no load of its own.

        If nothing can be chosen, None stands for the current project. Projects with the same name cannot be told apart.
        """
        try:
            shown = [self.run.kernel.look(partial(self.site.visit, PROJECT_KEYS, of(PROJECT_KEYS)))]
        except LookFailed as failed:
            self._not_seen(KeyList(PROJECT_KEYS), failed)
            return
        switcher = Switcher(self.run, "project", current_project)
        chosen = switcher.find(self.run.tab.read())
        here = KeyList(PROJECT_KEYS, chosen.name if chosen else None)
        found = list(self._seen(here, lambda: shown.pop() if shown else self._go(here)))
        offered = Counter(KeyList(PROJECT_KEYS, name) for name in switcher.names()) or Counter([here])
        if offered[here] == 1:
            yield from found
        for where, times in offered.items():
            if times > 1:
                self._not_seen(where, ControlNotFound(f"The project “{where.project}” is offered {times} times."))
            elif where != here:
                yield from self._seen(where)

    def _if_there(self, where: KeyList) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The list of a page that an account may lack or not see; nothing if it was not seen, now or before."""
        if where in self.absent or where in self.unread:
            return
        try:
            yield from self._seen(where)
        except RefusedBySite as no:
            self._not_seen(where, no)
        except PageNotRecognized as unknown:
            if not (isinstance(unknown, NoSuchPage) or self._is_another(where)):
                return self._not_seen(where, unknown)
            self.absent.append(where)
            self.run.recording.note("page.missing", what=where.what, reason=str(unknown))

    def _seen(
        self, where: KeyList, go: Callable[[], list[ApiKey] | Unseen] | None = None
    ) -> Iterator[tuple[KeyList, list[ApiKey]]]:
        """The keys of ``where``; nothing if it was not seen in three tries, for a reason of its own."""
        try:
            keys = self.run.kernel.look(self.listing(where, go).all)
        except LookFailed as failed:
            if failed.after:
                raise
            return self._not_seen(where, failed)
        yield where, keys

    def _not_seen(self, where: KeyList, why: CancelbotError) -> None:
        self.unread[where] = why
        self.run.recording.note("page.unread", what=where.what, reason=str(why))

    def _is_another(self, where: KeyList) -> bool:
        """Whether this site shows another known page at the address of ``where``, or uses other addresses."""
        landed = self.site.landed
        if landed is None:
            return False
        at_its_own = path_of(landed.url) == where.place.path
        return any(known(landed) for known in _OTHERS) or (self.site.leads_by_names and not at_its_own)

    def listing(self, where: KeyList, go: Callable[[], list[ApiKey] | Unseen] | None = None) -> Paginated[ApiKey]:
        """The list ``where``. ``go`` brings its first page into view; by default it is loaded again."""
        return Paginated(self.site, where.place, of(where.place), part=where.project, go=go or partial(self._go, where))

    def _go(self, where: KeyList) -> list[ApiKey] | Unseen:
        """The keys of the first page, freshly loaded. The project is chosen first, and again if a load forgets it."""
        if where.project is None:
            return self.site.visit(where.place, of(where.place))
        switcher, tab = Switcher(self.run, "project", current_project), self.run.tab
        question, before = _in_project(where.project, of(where.place)), tab.documents
        is_there = tab.url.partition("?")[0].endswith(where.place.path)
        has_loaded = (
            is_there and switcher.choose(where.project) and tab.has_moved_on(before)
        )  # as sites without scripts do
        if has_loaded and (shown := tab.maybe(question)) is not None:
            return shown
        loaded = self.site.visit(where.place, of(where.place))
        if not switcher.choose(where.project):
            return loaded
        if (chosen := tab.maybe(question)) is None:
            raise LookFailed(f"{where.what} did not come after it was chosen.")
        return chosen

    def revoke(self, key: ApiKey, where: KeyList, statement: str) -> None:
        target = Target(KEY_ROWS, key.key, partial(_is, key), key.name)
        Removal(self.run, target, self.listing(where).reach, self.hints).remove(statement)


class Index:
    """Finds keys again by their redacted form, and by name if two of them share that form."""

    def __init__(self, keys: list[ApiKey]) -> None:
        self._forms = Counter(key.key for key in keys)
        self._named = {(key.key, key.name) for key in keys}

    def __contains__(self, key: ApiKey) -> bool:
        return self._forms[key.key] == 1 or (key.key, key.name) in self._named


class Revocation:
    """The ``keys`` of one list that are revoked one after another, in this order."""

    def __init__(self, listing: Paginated[ApiKey], keys: list[ApiKey]) -> None:
        self.listing = listing
        self._left = list(keys)
        self._extent = 0, False
        """how many keys the last look showed, and whether that was the whole list"""
        self._stood: ApiKey | None = None
        """the key that was still there when it was looked for last"""

    def confirm_gone(self, key: ApiKey) -> bool:
        """Whether the list lacks ``key``, and nothing else of what is left to revoke. Raises Unsafe.

        The list is read only to where the key was, and beyond that only if something else is missing, or other keys
        look the same. A key that stays with the status "Revoked" is gone.
        """
        left = list(self._left)
        if key in left:
            left.remove(key)
        alike, sought = sum(_alike(key, other, left) for other in left), Index([key, *left])
        shown, is_whole = self.listing.read_until(lambda keys: not alike and any(other in sought for other in keys))

        # One that was skipped, or a list that is shorter by more than this key: look at all of it.
        before, was_whole = self._extent
        if _lost(left, shown) or (is_whole == was_whole and len(shown) < before - 1):
            shown, is_whole = self.listing.all(), True
            _raise_if_lost(key, [other for other in left if other not in Index(shown)])
        self._extent = len(shown), is_whole
        missing = [other for other in left if other not in Index(shown)] if is_whole else []

        # The row may stay, and now say that the key no longer works.
        died = [each for each in shown if DEAD.match(each.status) and each.status != key.status]
        alive = [each for each in shown if not each.is_dead and each not in died]
        if gone := sum(_alike(key, other, left) for other in alive) <= alike:
            _raise_if_lost(key, missing if self._stood == key else [])
            self._left = left
        self._stood = None if gone else key
        return gone


def _alike(key: ApiKey, other: ApiKey, among: list[ApiKey]) -> bool:
    """Whether ``other`` looks like ``key``: same redacted form, and same name if another name has that form too."""
    by_name = any(each.key == key.key and each.name != key.name for each in among)
    return other.key == key.key and (other.name == key.name or not by_name)


def _lost(left: list[ApiKey], shown: list[ApiKey]) -> bool:
    """Whether one of ``left`` is missing in ``shown``, although a later one is there."""
    mine, there = Index(left), Index(shown)
    return any(other not in there for other in left[: sum(key in mine for key in shown)])


def _raise_if_lost(key: ApiKey, lost: list[ApiKey]) -> None:
    if lost:
        names = ", ".join(f"{other.name} ({other.key})" for other in lost)
        raise Unsafe(
            f"With the key {key.name} other keys have disappeared: {names}.", advice="Look at the key page yourself."
        )


def repeats(lists: Lists) -> bool:
    """Whether the organization's list has every key of its projects, of which more than one has keys."""
    projects = [keys for where, keys in lists.items() if where.place is PROJECT_KEYS and keys]
    known = Index(lists.get(WHOLE, []))
    return len(projects) > 1 and all(key in known for keys in projects for key in keys)


def of(place: SitePage) -> Probe[list[ApiKey] | Unseen]:
    """The keys of ``place``; None while the page is not positively that page of keys."""
    return lambda snapshot: read_keys(snapshot) if _which(snapshot) is place else None


def _in_project(name: str, question: Probe[T]) -> Probe[T]:
    """The answer to ``question`` of a page that shows this project as the current one."""

    def answer(snapshot: Snapshot) -> Observation[T] | None:
        chosen = current_project(snapshot)
        return question(snapshot) if chosen is not None and chosen.name == name else None

    return answer


def _which(snapshot: Snapshot) -> SitePage:
    """Which page of keys this is: by its address, by its words, else the one that needs no words."""
    path = path_of(snapshot.url)
    by_path = (place for place in _SAYS if place.path == path)
    by_words = (place for place, pattern in _SAYS.items() if snapshot.has(pattern))
    return next(by_path, None) or next(by_words, PROJECT_KEYS)


def read_keys(snapshot: Snapshot) -> Observation[list[ApiKey] | Unseen] | None:
    """The keys of any page of keys; Unseen if its empty list is not believed."""
    if rows := KEY_ROWS.rows(snapshot):
        return Observation(_keys(snapshot, rows), certain=False, partial=True)
    heads = (n.text for n in snapshot.nodes if n.role == "heading" and n.visible and not is_over_page(n))
    tells = bool(controls(snapshot.root, words.CREATE_KEY)) or snapshot.has(words.KEYS_NOTE)
    known = tells and any(map(words.USER_API_KEYS.fullmatch, heads))
    place = _which(snapshot)
    none = KEY_ROWS.none if place is LEGACY_KEYS else replace(KEY_ROWS.none, part=partial(_part_shown, place))
    return replace(none, scope=_SCOPE[place]).read(snapshot, place.path, known=known)


def _part_shown(place: SitePage, snapshot: Snapshot, heading: Node) -> str:
    """The part of a list that a page shows. Of a project's page, each project in its switcher is read."""
    switcher = current_project(snapshot) if place is PROJECT_KEYS else None
    part = part_chosen(snapshot, heading, switcher.node if switcher else None)
    if place is PROJECT_KEYS and OF_DEFAULT.fullmatch(part):
        part = ""
    return part or part_unmarked(snapshot, heading, words.NO_KEYS)


def _keys(snapshot: Snapshot, rows: list[Row]) -> list[ApiKey]:
    """The keys of a table's rows.

    A key is dead if its status says so, and is final or has taken the control away that the other rows have.
    """
    column = columns(snapshot, rows)
    name, status, project = column(words.NAME_HEADING), column(words.STATUS_HEADING), column(words.PROJECT_HEADING)
    used, owner = column(words.LAST_USED_HEADING), column(words.CREATED_BY_HEADING)
    states = [_status(row, status) for row in rows]
    claims = [bool(DEAD.match(state)) for state in states]
    alive = [row for row, is_claimed in zip(rows, claims, strict=True) if not is_claimed]
    usual = max(map(_pressable, alive), default=1) if any(claims) else 1
    return [
        ApiKey(
            name.of(row) or ("" if name.heads else next(iter(said(row)), "")),
            row.mark,
            project.of(row),
            used.of(row),
            owner.of(row),
            state,
            is_claimed and (bool(REVOKED.match(state)) or _pressable(row) < max(usual, 1)),
        )
        for row, state, is_claimed in zip(rows, states, claims, strict=True)
    ]


def _status(row: Row, status: Heading) -> str:
    """The text under "Status"; without that heading, a word of the row that says that the key no longer works.

    A key that can be enabled again is not dead, whatever its status.
    """
    told = (text for text in said(row)[1:] if DEAD.match(text))
    state = status.of(row) if status.heads else next(told, "")
    back = next((node for node in row.buttons if node.says(REVIVES)), None)
    return f"“{back.name}” is offered: {state}" if back is not None and DEAD.match(state) else state


def _pressable(row: Row) -> int:
    """How many controls of a row may be the one that revokes."""
    try:
        return len(openers(row, KEY_ROWS))
    except CancelbotError:
        return 0


def _is(key: ApiKey, row: Row) -> bool:
    """Whether ``row`` is that of ``key``, by its redacted form and its name."""
    is_named = any(node.text == key.name for node in row.box.walk() if node.visible)
    return row.mark == key.key and (is_named or not key.name)
