"""One way through the sign-in, from a load to the page that was asked for: what is done, and when it stops."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import Page, Response

from cancelbot.errors import CancelbotError, ControlNotFound, PageNotRecognised, Unsafe
from cancelbot.page.observation import Observation, Probe
from cancelbot.page.query import pressable
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform.sign_in import handlers
from openai_platform.sign_in.detect import Lookout
from openai_platform.sign_in.errors import asked_again, refused, said_so
from openai_platform.sign_in.fields import Kind, origin_of, prose
from openai_platform.sign_in.human import Person
from openai_platform.sign_in.states import REFUSALS, TYPES_INTO, Seen, State
from openai_platform.sign_in.whereabouts import Elsewhere, Found, Popup, Stuck

if TYPE_CHECKING:
    from openai_platform.sign_in import SignIn

T = TypeVar("T")
PRESSES = 3
"""how often something is pressed while the site hears nothing of it"""
TURNS = 25
"""states after which a sign-in is taken to go in circles"""
SECRETS = {State.PASSWORD: Kind.PASSWORD, State.TOTP: Kind.CODE, State.EMAIL_CODE: Kind.CODE, State.SMS: Kind.CODE}
"""what a state asks for of which a site counts the tries"""
ONCE = TYPES_INTO | {State.TROUBLE, State.ORGANIZATION}


class Journey:
    """One call of :meth:`SignIn.through`."""

    def __init__(self, sign_in: SignIn, url: str, what: str) -> None:
        self.sign_in = sign_in
        self.run = sign_in.run
        self.words = sign_in.words
        self.url = url
        self.what = what
        self.lookout = Lookout(self.run, self.words, sign_in.popups, url)
        self.person = Person(self)
        self.email: str | None = None
        """the address that was typed or chosen on this way"""
        self.tried_another = False
        """whether another method than the one offered was asked for"""
        self.visits: Counter[State] = Counter()
        self._given_before = frozenset(sign_in.given)
        """what an earlier way has typed, that ended before anybody was let in: the site may count it as a try"""
        self._heard_on: Page | None = None
        self._turns = self.presses = self._asked_before = self._stopped_before = 0

    def go_on(self, found: Found[T] | None) -> None:
        """Do what ``found`` needs. Raises SignInRefused, PersonNeeded, PageNotRecognised, Unsafe."""
        self._turns += 1
        if not isinstance(found, Popup | Elsewhere):
            self.run.captures.stop()
        if found is None or self._turns > TURNS:
            self._lost()
        elif isinstance(found, Popup):
            self.sign_in.popups.send_away(found)
        elif isinstance(found, Elsewhere):
            self._reopen()
        elif isinstance(found, Stuck):
            self._push_on(found)
        elif isinstance(found, Seen):
            self._handle(found)

    def watch(self, arrived: Probe[T]) -> T:
        """Leave everything to the person until ``arrived`` answers on one of the site's own pages."""

        def look(snapshot: Snapshot) -> Observation[T] | None:
            return arrived(snapshot) if self.lookout.is_own(snapshot.url) else None

        return self.person.watches(look, "Sign in in the window", "Somebody has to sign in in the window.")

    def accepted(self) -> None:
        """The page that was asked for is there, so the site took what it was given."""
        if self.email is not None:
            self.sign_in.account_email = self.email
        self.sign_in.given.clear()
        if self.visits:
            self.sign_in.entered += 1
            self.run.recording.note("sign_in.accepted", states=[state.value for state in self.visits])

    def end(self) -> None:
        """Stop listening to the site's clock."""
        if self._heard_on is not None:
            self._heard_on.remove_listener("response", self._hear)

    # -- what the handlers need

    def type_secret(self, field: Node, secret: str, kind: Kind) -> None:
        """Type into a field of the site's own sign-in. Raises Unsafe anywhere else, with nothing typed.

        Where the site heard nothing of it, it is typed once more by keys: some fields listen to nothing else.
        """
        self.trust()
        typing = self.run.fields.key_in if self.presses else self.run.fields.fill_secret
        typing(field, secret)
        self.lookout.typed.add(kind)
        self.sign_in.given.add(kind)

    def trust(self) -> None:
        """Open the guard for the page that something is given to next. Raises Unsafe if it is not the site's own."""
        here = self.run.tab.url
        if not self.lookout.is_own(here):
            raise _foreign(here)
        self.run.guard.sign_in(origin_of(here))

    def find(self, seen: Seen, words: re.Pattern[str]) -> list[Node]:
        """What can be pressed under that name on the page of ``seen``."""
        return [node for node in pressable(seen.page) if node.says(words)] if seen.page else []

    def do_without(self, seen: Seen, needed: CancelbotError, do: str) -> None:
        """Nobody knows what is asked for: a person in front of a window may type it, else ``needed`` is raised."""
        if not self.person.can_see():
            raise needed
        self.person.takes_over(seen, do, str(needed))

    def can_totp(self) -> bool:
        """Whether a code of the authenticator can be had without asking anybody."""
        credentials = self.sign_in.credentials
        return credentials.totp_secret() is not None or credentials.prints_codes

    def may_type_again(self) -> None:
        """The sign-in began anew, without having refused anything."""
        self.lookout.typed.clear()
        for state in TYPES_INTO:
            self.visits[state] = 0

    @property
    def stopped_a_write(self) -> bool:
        """Whether what was pressed here before wanted to write, and the guard did not let it."""
        return self.presses > 0 and len(self.run.guard.blocked) > self._stopped_before

    # -- turns

    def _handle(self, seen: Seen) -> None:
        self._listen()
        if seen.page is not None and not self.lookout.is_own(seen.page.url):
            raise _foreign(seen.page.url)
        self.run.recording.note("sign_in.state", state=seen.state.value, said=seen.said or None)
        self.run.progress.note(f"signing in: {seen.state.value}")
        if seen.state is State.WRONG_METHOD and self.person.can_see():
            self.lookout.handled(seen)
            return self.person.signs_in(seen)
        if seen.state in REFUSALS:
            raise refused(self, seen)
        if self.visits[seen.state] >= (1 if seen.state in ONCE else 2) or SECRETS.get(seen.state) in self._given_before:
            raise asked_again(self, seen)
        self.visits[seen.state] += 1
        self.presses, self._stopped_before = 0, len(self.run.guard.blocked)
        return self._do(seen)

    def _do(self, seen: Seen) -> None:
        """Carry out the handler; a control that went away meanwhile means only that the page has moved on."""
        self._asked_before = self.run.tab.network.asked
        self.lookout.handled(seen)
        try:
            handlers.HANDLERS[seen.state](self, seen)
        except ControlNotFound as gone:
            self.run.recording.note("sign_in.missed", state=seen.state.value, reason=str(gone))
        self.presses += 1

    def _push_on(self, stuck: Stuck) -> None:
        """Nothing moves: press again if the site heard nothing, else the site has its reason, which is quoted."""
        before = prose(stuck.seen.page or stuck.page).split("\n")
        news = [line for line in prose(stuck.page).split("\n") if line not in before]
        held_back = stuck.seen.state is State.LOGGED_OUT and self.stopped_a_write
        heard = self.run.tab.network.asked > self._asked_before and not held_back
        if heard or news or self.presses >= PRESSES:
            raise said_so(self, stuck.seen, " ".join(news)[:300])
        self._do(stuck.seen)

    def _reopen(self) -> None:
        self.lookout.reopened = True
        self.run.guard.shut()
        self.sign_in.popups.new_load()
        self.run.tab.open(self.url)

    def _lost(self) -> None:
        self.run.tab.network.raise_if_undelivered()
        if self.lookout.is_inside(self.run.tab.read()) or not self.person.can_see():
            raise PageNotRecognised(f"This page was not recognised as {self.what}, nor as a page of the sign-in.")
        self.person.takes_over(None, "Go on with the sign-in in the window")

    # -- the site's clock

    def _listen(self) -> None:
        if self._heard_on is None:
            self._heard_on = self.run.tab.page
            self._heard_on.on("response", self._hear)

    def _hear(self, response: Response) -> None:
        date = response.headers.get("date")
        if date and "age" not in response.headers and self.lookout.is_own(response.url):
            self.sign_in.site_clock.heard_date(date, self.sign_in.clock.now())


def _foreign(url: str) -> Unsafe:
    return Unsafe(
        f"{origin_of(url) or 'A page without an address'} asks for credentials, but is not the site's own sign-in.",
        advice="Nothing was typed there. Check CANCELBOT_AUTH_URL and CANCELBOT_PLATFORM_URL.",
    )
