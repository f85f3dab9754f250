"""One attempt to sign in, from loading a page until it is shown: what is done in each state, and when to stop."""

from typing import TypeVar

from playwright.sync_api import Page, Response

from cancelbot.errors import ControlNotFound, PageNotRecognized
from cancelbot.page.snapshot import when
from cancelbot.redaction import bare_url
from openai_platform.sign_in import handlers, second_factor
from openai_platform.sign_in.context import Context, foreign
from openai_platform.sign_in.errors import CODES, asked_again, refused
from openai_platform.sign_in.fields import FieldKind, news_since
from openai_platform.sign_in.states import (
    REFUSALS,
    TYPES_INTO,
    Arrived,
    Astray,
    Broken,
    InFrame,
    InWindow,
    Popup,
    Screen,
    Seen,
    State,
    Stuck,
)

T = TypeVar("T")
_PRESSES = 3
"""how often a control is pressed while the site does not react"""
RELOADS = 2
"""how often a page that fails to load is loaded again"""
TURNS = 25
"""states after which a sign-in is taken to go in circles"""
SECRETS = {State.PASSWORD: FieldKind.PASSWORD, **dict.fromkeys(CODES, FieldKind.CODE)}
"""what a state asks for, where the site counts the tries"""
ONCE = TYPES_INTO | {State.TROUBLE, State.ORGANIZATION}
SEVERAL = {State.OFFER: 6, State.HAND_OVER: TURNS}
"""how often a state may come up in one sign-in; other states: twice"""
AS_MADE = "Sign in in the window, in the way that this account was made"
_HANDLERS = {**handlers.HANDLERS, **second_factor.SECOND_FACTOR_HANDLERS}


class SignInLoop:
    """Handles one state after another until the requested page, called ``what`` in messages, is shown."""

    def __init__(self, context: Context, what: str) -> None:
        self.context = context
        self.run = context.run
        self.attempt = context.attempt
        self.popups = context.detector.popups
        self.what = what
        self._heard_on: Page | None = None
        self._is_apart = False
        """whether the sign-in went on in a window or frame of its own"""
        self._turns = self._reloads = self._asked_before = 0

    def step(self, found: Screen[T] | None) -> Arrived[T] | None:
        """Do what ``found`` needs. Returns it once the requested page is shown.

        Raises SignInRefused, PersonNeeded, PageNotRecognized, Unsafe.
        """
        self._turns += 1
        match found:
            case Arrived():
                return found
            case Popup() | Astray() | Broken() | InWindow() | InFrame():
                self._move(found)
            case Stuck() if self._turns <= TURNS:
                self.run.captures.stop()
                self._push_on(found)
            case Seen() if self._turns <= TURNS:
                self.run.captures.stop()
                self._handle(found)
            case _:
                self.run.captures.stop()
                self._lost()
        return None

    def _move(self, found: Popup | Astray | Broken | InWindow | InFrame) -> None:
        """Go to where the sign-in, or the requested page, is."""
        match found:
            case Popup():
                self.popups.send_away(found)
            case Astray():
                self._reopen()
            case Broken() if self._reloads < RELOADS:
                self._reloads += 1
                self.run.recording.note("page.loaded_anew", url=bare_url(self.run.tab.url))
                self._load()
            case InWindow(page):
                self._is_apart = True
                self.run.tab.switch(page)
            case InFrame(url) if not self._is_apart:
                self._is_apart = True
                self.run.tab.open(url)
            case _:
                self._lost()

    def _handle(self, seen: Seen) -> None:
        if self._is_apart and self.attempt.typed and seen.state in {State.LOGGED_OUT, State.HAND_OVER}:
            self._is_apart = False  # the first page does not know yet that the sign-in is done
            self._reopen()
            return
        self._listen()
        if not self.context.detector.is_own(seen.page.url):
            raise foreign(seen.page.url)
        if self.run.tab.ahead.is_open:  # several tabs may have ended the session that the site had just begun
            self.run.tab.ahead.refuse()
            self.attempt.begin_anew()
        self.run.recording.note("sign_in.state", state=seen.state.value, said=seen.said or None)
        self.run.progress.note(f"signing in: {seen.state.value}")
        if seen.state is State.WRONG_METHOD and self.run.settings.in_a_window:
            self.attempt.begin(seen, len(self.run.guard.blocked))
            self.context.watches(when(self.context.is_signed_in), AS_MADE, seen.said)
            return
        if seen.state in REFUSALS:
            raise refused(self.context, seen)
        limit = 1 if seen.state in ONCE else SEVERAL.get(seen.state, 2)
        if self.attempt.visits[seen.state] >= limit or SECRETS.get(seen.state) in self.attempt.given_before:
            raise asked_again(self.context, seen)
        self.attempt.begin(seen, len(self.run.guard.blocked))
        self._do(seen)

    def _do(self, seen: Seen) -> None:
        """Run the handler. If a control went away meanwhile, the page has only moved on."""
        self._asked_before = self.run.tab.network.asked
        self.context.detector.note_handled()
        try:
            _HANDLERS[seen.state](self.context, seen)
        except ControlNotFound as gone:
            self.run.recording.note("sign_in.missed", state=seen.state.value, reason=str(gone))
        self.attempt.presses += 1

    def _push_on(self, stuck: Stuck) -> None:
        """Nothing changes: press again if the site was sent nothing, else quote the site's reason."""
        state, answered = stuck.seen.state, self.attempt.answered
        news = news_since(answered.page, stuck.seen.page) if answered else ""
        held_back = state is State.LOGGED_OUT and self.context.stopped_a_write
        heard = self.run.tab.network.asked > self._asked_before and not held_back
        if heard or (news and state in TYPES_INTO) or self.attempt.presses >= _PRESSES:
            raise asked_again(self.context, stuck.seen, news)
        self._do(stuck.seen)

    def _reopen(self) -> None:
        self.attempt.reopened = True
        self.run.guard.shut()
        self._load()

    def _load(self) -> None:
        self.popups.new_load()
        self.run.tab.open(self.context.detector.url)

    def _lost(self) -> None:
        self.run.tab.network.raise_if_undelivered()
        snapshot, detector = self.run.tab.read(), self.context.detector
        if detector.seems_there(snapshot):
            raise PageNotRecognized(f"This page looks like {self.what}, but it did not come to rest in time.")
        if detector.is_inside(snapshot) or not self.run.settings.in_a_window:
            raise PageNotRecognized(f"This page was not recognized as {self.what}, nor as a page of the sign-in.")
        self.context.takes_over(None, "Go on with the sign-in in the window")

    # -- the site's clock

    def _listen(self) -> None:
        if self._heard_on is None:
            self._heard_on = self.run.tab.page
            self._heard_on.on("response", self._hear)

    def end(self) -> None:
        if self._heard_on is not None:
            self._heard_on.remove_listener("response", self._hear)

    def _hear(self, response: Response) -> None:
        date = response.headers.get("date")
        if date and "age" not in response.headers and self.context.detector.is_own(response.url):
            self.context.codes.site_clock.heard_date(date, self.context.codes.clock.now())
