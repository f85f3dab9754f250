"""Moving about the platform: by address first, then as a person would, by gear, sidebar and tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound, NoSuchPage, PageNotRecognised, RefusedBySite, SignInRefused
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.query import mentions, named, only
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.sign_in import SignIn
from openai_platform.teachable import WAYS

T = TypeVar("T")
HOPS = 10
"""presses after which a page that its address does not lead to is given up"""
OWNER = "Only an owner of the organisation can see and change its billing: sign in as one, or ask one."


@dataclass(frozen=True)
class SitePage:
    """A page: its address (site-facts 2.1), and the names to press one after another where that leads elsewhere."""

    what: str
    path: str
    menu_path: tuple[re.Pattern[str], ...] = ()
    lesson: str = ""
    """what a person may point at where neither leads there; empty for a page that not every account has"""


BILLING = "/settings/organization/billing"
OVERVIEW = SitePage(
    "Billing > Overview", f"{BILLING}/overview", (words.SETTINGS, words.BILLING, words.OVERVIEW), "billing"
)
PAYMENT_METHODS = SitePage(
    "Billing > Payment methods",
    f"{BILLING}/payment-methods",
    (words.SETTINGS, words.BILLING, words.PAYMENT_METHODS),
    "payment-methods",
)
HISTORY = SitePage(
    "Billing > Billing history",
    f"{BILLING}/history",
    (words.SETTINGS, words.BILLING, words.BILLING_HISTORY),
    "billing-history",
)
ORGANIZATION_KEYS = SitePage(
    "Organization > API keys", "/settings/organization/api-keys", (words.SETTINGS, words.API_KEYS), "api-keys"
)
PROJECT_KEYS = SitePage("API keys of the project", "/api-keys", (words.API_KEYS,), "api-keys")
LEGACY_KEYS = SitePage(
    "API keys of the user", "/settings/profile/api-keys", (words.SETTINGS, words.PROFILE, words.API_KEYS)
)
ADDRESSES = {place.path for place in (OVERVIEW, PAYMENT_METHODS, HISTORY, ORGANIZATION_KEYS, PROJECT_KEYS, LEGACY_KEYS)}


class OtherPage:
    """The address led to some other page of the platform, from which the trail can be followed."""


@dataclass(frozen=True)
class Forbidden:
    """The page says that this account may not see what was asked for."""

    words: str


class NotFound:
    """The site says that there is no page at the address, and shows no name of the trail."""


OTHER_PAGE, NOT_FOUND = OtherPage(), NotFound()
MenuStep = tuple[int, str]
"""which name of a trail, and by what the control that bore it is known again"""


@dataclass
class Site:
    """The platform, signed in to; every load goes through the sign-in, so a session that ends is healed."""

    run: Run
    sign_in: SignIn
    _known: dict[str, list[MenuStep]] = field(default_factory=dict)
    """for paths whose address leads elsewhere: the presses that led there the last time"""
    landed: Snapshot | None = None
    """what the address that was loaded last showed, if that was not what was asked for"""
    _identify: Callable[[], None] | None = None
    _entered: int = 0

    def stay_with(self, identify: Callable[[], None]) -> None:
        """From now on, whenever somebody had to sign in anew, ``identify`` sees to it that nothing else has changed.

        A new session may begin in another organisation.
        """
        self._identify, self._entered = identify, self.sign_in.entered

    def visit(self, place: SitePage, question: Probe[T]) -> T:
        """Load ``place`` anew and wait for the answer to ``question``.

        Raises PageNotRecognised (NoSuchPage if the site says that there is none), RefusedBySite if the page says that
        it is not for this account, Unsafe if somebody had to sign in anew and is now elsewhere, and SignInRefused if
        that does not last.
        """
        found = self.run.helped(lambda: self._load(place, question))
        if self._identify is None or self.sign_in.entered == self._entered:
            return found
        self.run.look_again()
        self._identify()
        self._entered = self.sign_in.entered
        found = self._load(place, question)
        if self.sign_in.entered != self._entered:
            raise SignInRefused(
                "The site lets nobody stay: it asks to sign in again with each page.",
                advice="Wait some minutes, then run the command again.",
            )
        return found

    def _load(self, place: SitePage, question: Probe[T]) -> T:
        self.run.progress.note(place.what)
        self.landed = None
        url = self.run.settings.platform_url + place.path
        known = self._known.get(place.path, [])
        asked = _or_elsewhere(question, place, _goes_on_by(place, known), self._says_none)
        try:
            found = self.sign_in.through(url, asked, place.what)
        except PageNotRecognised:
            self.landed = self.run.tab.read()
            raise
        if isinstance(found, OtherPage):
            found = self._search(place, question)
        if isinstance(found, NotFound):
            raise _no_such(place)
        if isinstance(found, Forbidden):
            raise RefusedBySite(f"The site does not show {place.what}: “{found.words}”", advice=OWNER)
        return found

    @property
    def leads_by_names(self) -> bool:
        """Whether some page was reached by its names alone: the site has its own addresses, or none."""
        return bool(self._known)

    def by_trail(self, place: SitePage) -> bool:
        """Whether the last visit got to ``place`` by its names, because its address led elsewhere."""
        return place.path in self._known

    def _search(self, place: SitePage, question: Probe[T]) -> T | Forbidden:
        """Follow the trail; where it ends, what the address itself has said of the page decides what is raised."""
        snapshot = self.landed = self.run.tab.read()
        none = self._says_none(snapshot) or self._leads_away(snapshot, place)
        try:
            return self._follow(place, question)
        except ControlNotFound as lost:
            if not none:
                raise
            raise _no_such(place, lost.need) from None

    def _says_none(self, snapshot: Snapshot) -> bool:
        """Whether the site says of the address just loaded that there is no page: by its answer, a heading or title."""
        if not snapshot.url.startswith(f"{self.run.settings.platform_url}/"):
            return False
        said = [snapshot.title, *(node.text for node in snapshot.nodes if node.role == "heading" and node.visible)]
        return self.run.tab.network.says_gone(snapshot.url) or any(map(words.NO_SUCH_PAGE.fullmatch, said))

    def _leads_away(self, snapshot: Snapshot, place: SitePage) -> bool:
        """Whether a site that has its pages at the addresses we know leads from this one to another of them."""
        here = urlsplit(snapshot.url).path.rstrip("/")
        return (
            not self.leads_by_names and here != place.path and (here in ADDRESSES or place.path.startswith(f"{here}/"))
        )

    def _follow(self, place: SitePage, question: Probe[T]) -> T | Forbidden:
        """Press the names of the trail, the furthest that is on the page first, until ``question`` is answered."""
        known, tried, pressed = list(self._known.get(place.path, [])), set[MenuStep](), list[MenuStep]()
        while len(tried) < HOPS:
            snapshot = self.run.tab.read()
            hop = next((hop for hop in known[:1] if _control(snapshot, place, hop)), None) or _new_hop(
                snapshot, place, tried
            )
            if hop is None:
                break
            known, tried = known[1:], tried | {hop}
            pressed.append(hop)
            self.run.clicker.press(only([node for node in [_control(snapshot, place, hop)] if node], place.what))
            goes_on = _goes_on_by(place, known) if known else self._goes_beyond(place, hop, tried)
            found = self.run.tab.maybe(_or_elsewhere(question, place, goes_on, self._says_none))
            if found is not None and not isinstance(found, OtherPage | NotFound):
                self._known[place.path] = _shortest(pressed)
                return found
        self._return(place, pressed)
        raise ControlNotFound(
            f"{place.what} was not found, neither by its address nor by its name.",
            need=_lacking(self.run.tab.read(), place),
        )

    def _return(self, place: SitePage, pressed: list[MenuStep]) -> None:
        """Show again where the trail led furthest: what is missing can be seen there, and pointed at."""
        furthest = max(pressed, default=None, key=lambda hop: hop[0])
        control = _control(self.run.tab.read(), place, furthest) if furthest else None
        if control is not None and furthest != pressed[-1]:
            self.run.clicker.press(control)
            self.run.tab.maybe(lambda _reading: Observation(OTHER_PAGE, certain=False))

    def _goes_beyond(self, place: SitePage, hop: MenuStep, tried: set[MenuStep]) -> Callable[[Snapshot], bool]:
        """Whether a page at rest has a further name of the trail than the one just pressed, not pressed yet."""

        def look(snapshot: Snapshot) -> bool:
            new = None if self.run.tab.loading or snapshot.busy else _new_hop(snapshot, place, tried)
            return new is not None and new[0] > hop[0]

        return look


def _no_such(place: SitePage, need: str = "") -> NoSuchPage:
    return NoSuchPage(f"The site has no page {place.what}.", need=need)


def _lacking(snapshot: Snapshot, place: SitePage) -> str:
    """The lesson of ``place``, if its words are nowhere on the page."""
    return place.lesson if place.lesson and not named(snapshot.root, WAYS[place.lesson]) else ""


def _goes_on_by(place: SitePage, known: list[MenuStep]) -> Callable[[Snapshot], bool]:
    """Whether the control that was pressed next the last time is there."""
    return lambda snapshot: bool(known and _control(snapshot, place, known[0]))


def _or_elsewhere(
    question: Probe[T], place: SitePage, goes_on: Callable[[Snapshot], bool], says_none: Callable[[Snapshot], bool]
) -> Probe[T | OtherPage | Forbidden | NotFound]:
    """``question``, or what else a settled page says.

    Denied: that it is not for this account. Elsewhere: it has some of the trail, or a menu that may hide it, and no
    answer. Nowhere: that there is no such page. Where the page ``goes_on`` to what is pressed next, that is answer
    enough.
    """

    def look(
        snapshot: Snapshot,
    ) -> Observation[T] | Observation[OtherPage] | Observation[Forbidden] | Observation[NotFound] | None:
        answer = question(snapshot)
        if answer is not None:
            return answer
        if refusal := mentions(snapshot.root, words.NOT_ALLOWED):
            return Observation(Forbidden(refusal[0].text), certain=False)
        if goes_on(snapshot):
            return Observation(OTHER_PAGE)
        if any(named(snapshot.root, name) for name in (*place.menu_path, words.MENU)):
            return Observation(OTHER_PAGE, certain=False)
        return Observation(NOT_FOUND, certain=False) if says_none(snapshot) else None

    return look


def _candidates(snapshot: Snapshot, place: SitePage, at: int) -> list[Node]:
    pattern = words.MENU if at < 0 else place.menu_path[at]
    return [node for node in named(snapshot.root, pattern) if node.enabled and not node.covered]


def _new_hop(snapshot: Snapshot, place: SitePage, tried: set[MenuStep]) -> MenuStep | None:
    """The furthest name of the trail with a control that was not pressed yet; at last, what may hide the sidebar."""
    for at in (*reversed(range(len(place.menu_path))), -1):
        for node in _candidates(snapshot, place, at):
            if (at, _known_by(node)) not in tried:
                return at, _known_by(node)
    return None


def _control(snapshot: Snapshot, place: SitePage, hop: MenuStep) -> Node | None:
    return next((node for node in _candidates(snapshot, place, hop[0]) if _known_by(node) == hop[1]), None)


def _known_by(node: Node) -> str:
    """Where a control leads, or else where it stands: several may bear one name."""
    return urlsplit(node.href).path or f"{node.box[0]},{node.box[1]}"


def _shortest(pressed: list[MenuStep]) -> list[MenuStep]:
    """The presses without detours: of each name the last, as they followed one another."""
    last = {at: number for number, (at, _) in enumerate(pressed)}
    return [pressed[number] for number in sorted(last.values())]
