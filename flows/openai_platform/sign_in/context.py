"""What the handlers of the states need: where to type, what to press, and where the credentials come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cancelbot.config.credentials import Credentials, Keyring
from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.config.totp import Clock, SiteClock, Used
from cancelbot.engine.run import Run
from cancelbot.errors import CancelbotError, PageNotRecognised, Unsafe
from cancelbot.page.query import pressable
from cancelbot.page.snapshot import Node, Observation, Probe, Snapshot
from openai_platform.sign_in.detect import Detector
from openai_platform.sign_in.fields import FieldKind, origin_of, submitter
from openai_platform.sign_in.human import Human
from openai_platform.sign_in.states import Attempt, Seen
from openai_platform.sign_in.words import SignInWords

WAKING = 0.7
"""seconds in which a button wakes once its field is filled or left"""
CONFIRM_HUMAN = "Confirm in the window that you are human, and go on there"
IS_CHECKED = "The site checks whether this is a human."


@dataclass
class OrganizationChoice:
    """Which organisation the user means: the settings say it, else the terminal is asked, once in a run."""

    settings: Settings
    prompt: Prompt | None
    _answer: str | None = None

    def named(self) -> str | None:
        """The organisation that was named so far, by a setting or an answer."""
        return self.settings.org or self._answer

    def wanted(self, names: Sequence[str]) -> str | None:
        """The one that is meant of ``names``; the only one if there is no other; None if nobody says it."""
        if self.named() is None and len(names) > 1 and self.prompt is not None:
            listed = ", ".join(f"“{name}”" for name in names)
            self._answer = self.prompt.line(f"Which organisation is meant: {listed}?") or None
        return self.named() or (names[0] if len(names) == 1 else None)


@dataclass(frozen=True)
class Codes:
    """What the authenticator's codes depend on."""

    clock: Clock
    used: Used
    site_clock: SiteClock = field(default_factory=SiteClock)


@dataclass(frozen=True)
class Context:
    """One way through the sign-in."""

    run: Run
    words: SignInWords
    credentials: Credentials
    codes: Codes
    organization: OrganizationChoice
    detector: Detector
    human: Human
    attempt: Attempt

    def trust(self) -> None:
        """Open the guard for the page that something is given to next. Raises Unsafe if it is not the site's own."""
        here = self.run.tab.url
        if not self.detector.is_own(here):
            raise foreign(here)
        self.run.guard.sign_in(origin_of(here))

    def press(self, control: Node) -> None:
        """Press what goes on with the sign-in, on a page of the site's own."""
        self.trust()
        self.run.clicker.press(control)

    def pick(self, option: Node) -> None:
        """Press ``option``; a radio button is only a choice, so what sends it is pressed too."""
        self.press(option)
        if option.role == "radio" and (button := submitter(option, self.words)):
            self.press(button)

    def type_secret(self, fields: Sequence[Node], secret: str, kind: FieldKind) -> bool:
        """Type into fields of the site's own sign-in; whether the page has sent it by itself.

        Raises Unsafe anywhere else, with nothing typed. If the site heard nothing of it before, it is typed by keys
        this time: some fields listen to nothing else.
        """
        self.trust()
        sent = self.run.fields.type_secret(fields, secret, by_keys=self.attempt.presses > 0)
        self.attempt.note_typed(kind)
        return sent

    def send(self, field: Node) -> None:
        """Press the button that sends the form of ``field``, or Enter if there is none.

        A button that sleeps may wake when the field is left, or when a bot check beside it is passed.
        """
        self.trust()
        button = submitter(field, self.words)
        if button is None:
            return self.run.fields.enter(field)
        if not self._is_awake(button):
            self._wake(field, button)
        return self.run.clicker.press(button)

    def _is_awake(self, button: Node) -> bool:
        """Whether ``button`` can be pressed now; so can one that is gone, for the page has moved on."""
        now = self.run.tab.read().by_id.get(button.id)
        return now is None or now.enabled

    def _wake(self, field: Node, button: Node) -> None:
        """Leave the field, then leave a bot check to the person. Raises PageNotRecognised if the button sleeps on."""

        def awake(_snapshot: Snapshot) -> Observation[bool] | None:
            return Observation(fact=True) if self._is_awake(button) else None

        if self.run.tab.maybe(awake, timeout=WAKING) or self._left_and_awake(field, awake):
            return
        if not self.detector.challenge():
            raise PageNotRecognised(
                f"“{button.name}” cannot be pressed, although “{field.label or 'its field'}” is filled in."
            )
        self.human.takes_over(self.attempt.answered, CONFIRM_HUMAN, IS_CHECKED, done=awake)

    def _left_and_awake(self, field: Node, awake: Probe[bool]) -> bool:
        self.run.fields.leave(field)
        return bool(self.run.tab.maybe(awake, timeout=WAKING))

    def find(self, seen: Seen, words: re.Pattern[str]) -> list[Node]:
        """What can be pressed under that name on the page of ``seen``."""
        return [node for node in pressable(seen.page) if node.says(words) and not node.field] if seen.page else []

    def do_without(self, seen: Seen, needed: CancelbotError, do: str) -> None:
        """Nobody knows what is asked for: a person in front of a window may type it, else ``needed`` is raised."""
        if not self.human.can_see():
            raise needed
        self.human.takes_over(seen, do, str(needed))

    def can_totp(self) -> bool:
        """Whether a code of the authenticator can be had without asking anybody."""
        return self.credentials.totp_secret() is not None or self.credentials.prints_codes

    def can_password(self) -> bool:
        """Whether the password was not given yet, and is known; the terminal is asked only if there is no window."""
        settings = self.run.settings
        if FieldKind.PASSWORD in self.attempt.typed:
            return False
        if settings.password or settings.password_command or Keyring(settings.auth_url).get("password"):
            return True
        return not self.human.can_see() and self.credentials.password() is not None

    def can_read_mail(self) -> bool:
        """Whether a code sent by e-mail can be had: by a command, or from the terminal if there is no window."""
        return self.run.settings.code_command is not None or (self.run.prompt is not None and not self.human.can_see())

    @property
    def stopped_a_write(self) -> bool:
        """Whether what was pressed here before wanted to write, and the guard did not let it."""
        return self.attempt.presses > 0 and len(self.run.guard.blocked) > self.attempt.stopped_before


def foreign(url: str) -> Unsafe:
    """A page that is not the site's own asks for credentials."""
    return Unsafe(
        f"{origin_of(url) or 'A page without an address'} asks for credentials, but is not the site's own sign-in.",
        advice="Nothing was typed there. Check CANCELBOT_AUTH_URL and CANCELBOT_PLATFORM_URL.",
    )
