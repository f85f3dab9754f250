"""Moves about the platform: by address first, then as a person would, by gear, sidebar and tabs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound, NoSuchPage, PageNotRecognized, RefusedBySite, SignInRefused, Unsafe
from cancelbot.page.query import free, mentions, named, only, pressable
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot
from openai_platform import words
from openai_platform.sign_in import SignIn
from openai_platform.sign_in.fields import origin_of, path_of
from openai_platform.sign_in.states import Arrived
from openai_platform.teachable import WAYS

T = TypeVar("T")
_PRESSES = 10
"""presses after which the search for a page by its menu path ends"""
_LATE = 4.0
"""seconds that a page may take to show its data once the last name of its path was pressed"""
_BELOW = 200
"""pixels from the top below which a control is not part of a top bar"""
OWNER = "Only an owner of the organization can see and change its billing: sign in as one, or ask one."


@dataclass(frozen=True)
class SitePage:
    """A page: its address (site-facts 2.1), and the names to press one after another if the address leads elsewhere."""

    what: str
    path: str
    menu_path: tuple[re.Pattern[str], ...] = ()
    need: str = ""
    """the control that a person may point at if neither leads there; empty for a page that not every account has"""


def _tab(name: str, path: str, tab: re.Pattern[str], need: str) -> SitePage:
    address = f"/settings/organization/billing/{path}"
    return SitePage(f"Billing > {name}", address, (words.SETTINGS, words.BILLING, tab), need)


OVERVIEW = _tab("Overview", "overview", words.OVERVIEW_TAB, "billing")
PAYMENT_METHODS = _tab("Payment methods", "payment-methods", words.PAYMENT_METHODS_TAB, "payment-methods")
HISTORY = _tab("Billing history", "history", words.BILLING_HISTORY, "billing-history")
ORGANIZATION_KEYS = SitePage(
    "Organization > API keys", "/settings/organization/api-keys", (words.SETTINGS, words.API_KEYS), "api-keys"
)
PROJECT_KEYS = SitePage("API keys of the project", "/api-keys", (words.API_KEYS,), "api-keys")
LEGACY_KEYS = SitePage(
    "API keys of the user", "/settings/profile/api-keys", (words.SETTINGS, words.PROFILE_LINK, words.USER_API_KEYS)
)
ADDRESSES = {place.path for place in (OVERVIEW, PAYMENT_METHODS, HISTORY, ORGANIZATION_KEYS, PROJECT_KEYS, LEGACY_KEYS)}


@dataclass(frozen=True)
class Forbidden:
    """The page says that this account may not see it."""

    words: str


@dataclass(frozen=True)
class NotFound:
    """The site says that there is no page at the address, and shows no name of the menu path."""


@dataclass(frozen=True)
class OtherPage:
    """Another page of the platform, from which the menu path can be followed."""


Arrival = Arrived[T] | Forbidden | NotFound | OtherPage


@dataclass(frozen=True)
class MenuStep:
    """One press of a menu path: which name it is, and how its control is recognized again."""

    at: int
    known_by: str


HIDDEN, _ACCOUNT = -1, -2
"""steps without a name in the path: a button that may hide the sidebar, and the menu at the bottom of the sidebar"""


@dataclass
class MenuPath:
    """The way to ``place`` by the names that lead there one after another, and how far it has been walked."""

    place: SitePage
    known: list[MenuStep]
    """the presses that led there the last time and are still to be made"""
    pressed: list[MenuStep] = field(default_factory=list)

    def candidates(self, snapshot: Snapshot, at: int) -> list[Node]:
        """The controls for the name number ``at``."""
        if at == _ACCOUNT:
            return account_menu(snapshot)
        pattern = words.MENU if at == HIDDEN else self.place.menu_path[at]
        return free(named(snapshot.root, pattern))

    def control(self, snapshot: Snapshot, step: MenuStep) -> Node | None:
        return next((node for node in self.candidates(snapshot, step.at) if _known_by(node) == step.known_by), None)

    def can_follow_known(self, snapshot: Snapshot) -> bool:
        """Whether the next known press can be made on this page."""
        return bool(self.known) and self.control(snapshot, self.known[0]) is not None

    def furthest_new(self, snapshot: Snapshot) -> MenuStep | None:
        """The furthest name whose control was not pressed yet; last, what may hide the sidebar or a menu."""
        for at in (*reversed(range(len(self.place.menu_path))), HIDDEN, _ACCOUNT):
            for node in self.candidates(snapshot, at):
                if (step := MenuStep(at, _known_by(node))) not in self.pressed:
                    return step
        return None

    def note_press(self, step: MenuStep) -> None:
        self.known, self.pressed = self.known[1:], [*self.pressed, step]


@dataclass
class Site:
    """The signed-in platform. Every load goes through the sign-in, so an ended session is renewed."""

    sign_in: SignIn
    landed: Snapshot | None = None
    """what the address that was loaded last showed, if it was not the requested page"""
    _known: dict[str, list[MenuStep]] = field(default_factory=dict)
    """the presses that led to a page the last time, if its address leads elsewhere"""
    _identify: Callable[[], None] | None = None
    _entered: int = 0

    @property
    def run(self) -> Run:
        return self.sign_in.run

    def stay_with(self, identify: Callable[[], None]) -> None:
        """From now on, call ``identify`` after every new sign-in: it may lead to another organization."""
        self._identify, self._entered = identify, self.sign_in.entered

    def visit(self, place: SitePage, question: Probe[T]) -> T:
        """Load ``place`` again and wait for the answer to ``question``.

        Raises PageNotRecognized (NoSuchPage if the site says that there is none), RefusedBySite if the page is not for
        this account, Unsafe if a new sign-in led to another account, and SignInRefused if the session does not last.
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

    @property
    def leads_by_names(self) -> bool:
        """Whether some page was reached only by its names: the site has other addresses, or none."""
        return bool(self._known)

    def by_menu(self, place: SitePage) -> bool:
        """Whether the last visit reached ``place`` by its names, because its address led elsewhere."""
        return place.path in self._known

    def _load(self, place: SitePage, question: Probe[T]) -> T:
        self.run.progress.note(place.what)
        self.landed = None
        path = MenuPath(place, list(self._known.get(place.path, [])))
        try:
            address = self.run.settings.platform_url + place.path
            arrival = self.sign_in.through(address, partial(self._arrives, question, path), place.what)
        except PageNotRecognized:
            self.landed = self.run.tab.read()
            raise
        if isinstance(arrival, OtherPage):
            arrival = self._search(path, question)
        match arrival:
            case Arrived(fact):
                self.raise_if_elsewhere(place.what)
                return fact
            case Forbidden(said):
                raise RefusedBySite(f"The site does not show {place.what}: “{said}”", advice=OWNER)
            case NotFound() | OtherPage():
                raise _no_such(place)

    def raise_if_elsewhere(self, what: str) -> None:
        """Raise Unsafe if what looks like ``what`` is not at the platform's own origin."""
        here, platform = origin_of(self.run.tab.url), origin_of(self.run.settings.platform_url)
        if here != platform:
            raise Unsafe(
                f"What looks like {what} is at {here or 'no address'}, not at {platform}: it is not believed.",
                advice="Nothing was changed. Check CANCELBOT_PLATFORM_URL, and who can change this machine's network.",
            )

    def _search(self, path: MenuPath, question: Probe[T]) -> Arrival[T]:
        """Follow the menu path. If it ends, what the address itself showed decides which error is raised."""
        snapshot = self.landed = self.run.tab.read()
        here, own = path_of(snapshot.url), path.place.path
        leads_away = here != own and (here in ADDRESSES or own.startswith(f"{here}/")) and not self.leads_by_names
        none = self._says_none(snapshot) or leads_away
        try:
            return self._follow(path, question)
        except ControlNotFound as lost:
            if not none:
                raise
            raise _no_such(path.place, lost.need) from None

    def _says_none(self, snapshot: Snapshot) -> bool:
        """Whether the site says that there is no page at the address: by its answer, a heading or the title."""
        if not snapshot.url.startswith(f"{self.run.settings.platform_url}/"):
            return False
        said = [snapshot.title, *(node.text for node in snapshot.nodes if node.role == "heading" and node.visible)]
        return self.run.tab.network.says_gone(snapshot.url) or any(map(words.NO_SUCH_PAGE.fullmatch, said))

    def _follow(self, path: MenuPath, question: Probe[T]) -> Arrival[T]:
        """Press the names, the furthest that is on the page first, until ``question`` is answered."""
        while len(set(path.pressed)) < _PRESSES:
            snapshot = self.run.tab.read()
            step = path.known[0] if path.can_follow_known(snapshot) else path.furthest_new(snapshot)
            if step is None:
                break
            path.note_press(step)
            self.run.clicker.press(only([node for node in [path.control(snapshot, step)] if node], path.place.what))
            at_the_end = step.at == len(path.place.menu_path) - 1
            late = self.run.tab.maybe(partial(self._answers, question), timeout=_LATE) if at_the_end else None
            arrival = late or self.run.tab.maybe(partial(self._arrives, question, path))
            if isinstance(arrival, Arrived | Forbidden):
                last = {step.at: number for number, step in enumerate(path.pressed)}  # of several for one name the last
                self._known[path.place.path] = [path.pressed[number] for number in sorted(last.values())]
                self._close_sidebar(path)
                return arrival
        self.run.tab.network.raise_if_undelivered()
        self._return(path)
        need = path.place.need
        if need and named(self.run.tab.read().root, WAYS[need]):
            need = ""  # its words are there, so a person need not point at it
        raise ControlNotFound(f"{path.place.what} was not found, neither by its address nor by its name.", need=need)

    def _close_sidebar(self, path: MenuPath) -> None:
        """Close the sidebar that a press on the way has opened, where it stays open over the page."""
        snapshot = self.run.tab.read()
        opened = next((step for step in path.pressed if step.at == HIDDEN), None)
        button = path.control(snapshot, opened) if opened else None
        is_open = path.control(snapshot, path.pressed[-1]) is not None and any(at.covered for at in snapshot.controls)
        if button is not None and is_open:
            self.run.clicker.press(button)

    def _return(self, path: MenuPath) -> None:
        """Show the furthest page of the path again, where the missing control can be seen and pointed at."""
        furthest = max(path.pressed, default=None, key=lambda step: step.at)
        control = path.control(self.run.tab.read(), furthest) if furthest else None
        if control is not None and furthest != path.pressed[-1]:
            self.run.clicker.press(control)
            self.run.tab.maybe(lambda _snapshot: Observation(OtherPage(), certain=False))

    def _goes_on(self, path: MenuPath, snapshot: Snapshot) -> bool:
        """Whether the next known press can be made, or the last one has led to a settled page with a further name."""
        if path.known or not path.pressed:
            return path.can_follow_known(snapshot)
        new = None if self.run.tab.network.loading or snapshot.busy else path.furthest_new(snapshot)
        return new is not None and new.at > path.pressed[-1].at

    def _answers(self, question: Probe[T], snapshot: Snapshot) -> Observation[Arrival[T]] | None:
        answer = question(snapshot)
        return Observation(Arrived(answer.fact), answer.certain, answer.partial) if answer is not None else None

    def _arrives(self, question: Probe[T], path: MenuPath, snapshot: Snapshot) -> Observation[Arrival[T]] | None:
        """``question``, or what else a settled page shows. Where the path goes on, the page need not settle."""
        if (answer := self._answers(question, snapshot)) is not None:
            return answer
        if refusal := mentions(snapshot.root, words.NOT_ALLOWED):
            return Observation(Forbidden(refusal[0].text), certain=False)
        if self._goes_on(path, snapshot):
            return Observation(OtherPage())
        names = (*path.place.menu_path, words.MENU)
        if any(named(snapshot.root, name) for name in names) or account_menu(snapshot):
            return Observation(OtherPage(), certain=False)
        return Observation(NotFound(), certain=False) if self._says_none(snapshot) else None


def account_menu(snapshot: Snapshot) -> list[Node]:
    """The lowest control at the left that opens a menu: newer consoles have the settings in the account's menu."""
    left = [node for node in pressable(snapshot) if node.box[0] < snapshot.width / 3 and node.box[1] > _BELOW]
    lowest = sorted((node for node in left if not node.covered), key=lambda node: node.box[1])
    menus = [node for node in lowest if node.popup in {"menu", "true"}]
    return (menus or [node for node in lowest if node.popup == "dialog" or node.expanded is False])[-1:]


def _no_such(place: SitePage, need: str = "") -> NoSuchPage:
    return NoSuchPage(f"The site has no page {place.what}.", need=need)


def _known_by(node: Node) -> str:
    """The address that a control leads to, or else its place: several may have one name."""
    return urlsplit(node.href).path or f"{node.box[0]},{node.box[1]}"
