"""What the handlers of the states use: fields to type into, controls to press, the credentials, and the person.

A person takes over one step of the sign-in in the visible window. The bot notices when it is done.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cancelbot.config.credentials import Credentials, Keyring
from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.config.totp import Clock, SiteClock, Used
from cancelbot.engine.run import Run
from cancelbot.errors import CancelbotError, PageNotRecognized, PersonNeeded, Unsafe
from cancelbot.page.query import pressable
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot, when
from cancelbot.result import Mode
from openai_platform.sign_in.detect import Detector
from openai_platform.sign_in.fields import FieldKind, origin_of, submitter
from openai_platform.sign_in.states import TYPES_INTO, Attempt, Seen

T = TypeVar("T")
WAKING = 0.7
"""seconds that a disabled button may take to become enabled after its field was filled or left"""
CONFIRM_HUMAN = "Confirm in the window that you are human, and go on there"
_FEW = 8
"""organizations of which each gets its own line"""
IS_CHECKED = "The site checks whether this is a human."
IN_A_WINDOW = "Run the command again with --headed, or sign in once with: cancelbot login --by-hand"


@dataclass
class OrganizationChoice:
    """The organization that the user means: a setting names it, else the terminal is asked, once in a run."""

    settings: Settings
    prompt: Prompt | None
    _answer: str | None = None

    def named(self) -> str | None:
        return self.settings.org or self._answer

    def wanted(self, names: Sequence[str]) -> str | None:
        """The one that is meant of ``names``, or the only one; None if nobody says which."""
        if self.named() is None and len(names) > 1 and self.prompt is not None:
            listed = ", ".join(f"“{name}”" for name in names)
            self._answer = self.prompt.line(f"Which organization do you mean? {listed}") or None
        return self.named() or (names[0] if len(names) == 1 else None)


def commands_for(names: Sequence[str], mode: Mode) -> str:
    """A command for each organization that can be typed as it stands, in lines."""
    command = {"dry-run": "run --dry-run", "login": "run"}.get(mode, mode)
    shown = [f'"{name}"' if re.fullmatch(r"[\w .,&'()-]+", name) else shlex.quote(name) for name in names[:_FEW]]
    lines = [f"For {name}: cancelbot {command} --org {name}" for name in shown]
    return "\n".join([*lines, "To look at all of them: cancelbot status --org all"])


@dataclass(frozen=True)
class Codes:
    """What the codes of the authenticator app depend on."""

    clock: Clock
    used: Used
    site_clock: SiteClock = field(default_factory=SiteClock)


@dataclass(frozen=True)
class Context:
    """One attempt to sign in."""

    run: Run
    credentials: Credentials
    codes: Codes
    organization: OrganizationChoice
    detector: Detector
    attempt: Attempt

    def trust(self) -> None:
        """Open the guard for the page that gets something next. Raises Unsafe if it is not the site's own."""
        here = self.run.tab.url
        if not self.detector.is_own(here):
            raise foreign(here)
        self.run.guard.sign_in(origin_of(here))

    def press(self, control: Node) -> None:
        """Press a control of the sign-in, on one of the site's own pages."""
        self.trust()
        self.run.clicker.press(control)

    def pick(self, option: Node) -> None:
        """Press ``option``. After a radio button, press the button that sends the choice too."""
        self.press(option)
        if option.role == "radio" and (button := submitter(option)):
            self.press(button)

    def type_secret(self, fields: Sequence[Node], secret: str, kind: FieldKind) -> bool:
        """Type into fields of the site's own sign-in. Returns whether the page sent the form by itself.

        Raises Unsafe on any other page, with nothing typed. If the site did not react to an earlier try, single keys
        are sent this time: some fields listen to nothing else.
        """
        self.trust()
        sent = self.run.fields.type_secret(fields, secret, by_keys=self.attempt.presses > 0)
        self.attempt.note_typed(kind)
        return sent

    def send(self, field: Node) -> None:
        """Press the button that sends the form of ``field``, or Enter if there is none.

        A disabled button may become enabled when the field is left, or when a bot check beside it is passed.
        """
        self.trust()
        button = submitter(field)
        if button is None:
            return self.run.fields.enter(field)
        if not self._is_enabled(button):
            self._wait_until_enabled(field, button)
        return self.run.clicker.press(button)

    def _is_enabled(self, button: Node) -> bool:
        """Whether ``button`` is enabled, or gone because the page has moved on."""
        now = self.run.tab.read().by_id.get(button.id)
        return now is None or now.enabled

    def _wait_until_enabled(self, field: Node, button: Node) -> None:
        """Leave the field; if a bot check is shown, leave it to the person. Raises PageNotRecognized."""
        enabled = when(lambda _: self._is_enabled(button))
        if self.run.tab.maybe(enabled, timeout=WAKING):
            return
        self.run.fields.leave(field)
        if self.run.tab.maybe(enabled, timeout=WAKING):
            return
        if not self.detector.challenge():
            raise PageNotRecognized(
                f"“{button.name}” cannot be pressed, although “{field.label or 'its field'}” is filled in."
            )
        self.takes_over(self.attempt.answered, CONFIRM_HUMAN, IS_CHECKED, done=enabled)

    def find(self, seen: Seen, words: re.Pattern[str]) -> list[Node]:
        return [node for node in pressable(seen.page) if node.says(words) and not node.field]

    def do_without(self, seen: Seen, needed: CancelbotError, do: str) -> None:
        """Nobody knows what is asked for: wait for the person if there is a window, else raise ``needed``."""
        if not self.run.settings.in_a_window:
            raise needed
        self.takes_over(seen, do, str(needed))

    # -- the person in front of the window

    def takes_over(self, seen: Seen | None, do: str, why: str = "", *, done: Probe[bool] | None = None) -> None:
        """Wait until the page leaves the state ``seen`` (None: an unknown page), or until ``done`` answers.

        Raises PersonNeeded without a window, or when the time is up.
        """
        why = why or f"The sign-in shows {seen.state.value if seen else 'a page that is not known'}."
        if not self.run.settings.in_a_window:
            raise PersonNeeded(f"{why} Only a person can pass it.", advice=IN_A_WINDOW)

        def has_left(snapshot: Snapshot) -> Observation[bool] | None:
            now = self.detector.state(snapshot) if self.detector.is_own(snapshot.url) else None
            moved = now is not None and (seen is None or now.state is not seen.state)
            return Observation(True) if moved or self.is_signed_in(snapshot) else None

        self.watches(lambda snapshot: (done(snapshot) if done else None) or has_left(snapshot), do, why)

    def watches(self, done: Probe[T], do: str, why: str) -> T:
        """Wait for the person until ``done`` answers. Raises PersonNeeded when the time is up."""
        fact = self.run.wait_for_person(done, do, why, meanwhile=self._let_write)
        if fact is None:
            minutes = self.run.settings.patience
            raise PersonNeeded(f"{why} Nobody did their part within {minutes:g} minutes.", advice=IN_A_WINDOW)
        return fact

    def _let_write(self) -> None:
        """The person may sign in anywhere; at the platform's own origin only while its page asks for credentials."""
        here = origin_of(self.run.tab.url)
        asks = self.detector.state(self.run.tab.read())
        if asks is not None and asks.state in TYPES_INTO and here == origin_of(self.run.settings.platform_url):
            self.run.guard.sign_in(here)
        else:
            self.run.guard.by_hand()

    def is_signed_in(self, snapshot: Snapshot) -> bool:
        own = self.detector.is_own(snapshot.url)
        return own and (self.detector.is_there(snapshot) or self.detector.is_inside(snapshot))

    # -- what is available

    def can_totp(self) -> bool:
        """Whether an authenticator code is available without asking the person."""
        return self.credentials.totp_secret() is not None or self.credentials.prints_codes

    def can_password(self) -> bool:
        """Whether the password is known and was not given yet. The terminal is asked only if there is no window."""
        settings = self.run.settings
        if FieldKind.PASSWORD in self.attempt.typed:
            return False
        if settings.password or settings.password_command or Keyring(settings.auth_url).get("password"):
            return True
        return not settings.in_a_window and self.credentials.password() is not None

    def can_read_mail(self) -> bool:
        """Whether a code sent by e-mail is available: from a command, or from the terminal if there is no window."""
        settings = self.run.settings
        return settings.code_command is not None or (self.run.prompt is not None and not settings.in_a_window)

    @property
    def stopped_a_write(self) -> bool:
        """Whether the last press here tried to write and the guard stopped it."""
        return self.attempt.presses > 0 and len(self.run.guard.blocked) > self.attempt.stopped_before


def foreign(url: str) -> Unsafe:
    """The error for a page of another origin that asks for credentials."""
    return Unsafe(
        f"{origin_of(url) or 'A page without an address'} asks for credentials, but is not the site's own sign-in.",
        advice="Nothing was typed there. Check CANCELBOT_AUTH_URL and CANCELBOT_PLATFORM_URL.",
    )
