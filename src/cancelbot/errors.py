"""What can stop a run: exit code, what was seen, what the user can do.

    CancelbotError (1)            failed
    |- UsageError (2)             a setting, an option or the machine is not as needed
    |  `- BrowserMissing (2)      no browser was found and none could be installed
    |- RefusedBySite (1)          the site itself said no to one thing; the rest goes on
    |- SignInRefused (3)          the site refused the credentials or the account
    |- PersonNeeded (4)           a state that only a person may pass
    |  `- AnswerNeeded (4)        a question wants an answer that only a person has
    |- PageNotRecognized (5)      no state that the flow knows
    |  |- ControlNotFound (5)     the words of a control are not there
    |  |- StateUnclear (5)         a page does not say whether it is so
    |  |- NoSuchPage (5)          the site itself says that it has no such page
    |  `- Ambiguous (5)           two controls say the same: which one is not known
    |- BrowserGone (1)            the browser was closed, or it crashed, before anything was clicked that counts
    |- LookFailed (1)             a look that may be tried again
    |  `- NotWhole (5)           the page says that part of it did not come
    |- NotConfirmed (6)           clicked, but a fresh page does not confirm it
    |- RecordingLost (6)          clicked, and what came of it could not be written down
    |- CameBack (6)               a second look finds the plan, auto-recharge or a charge back
    |- Unsafe (7)                 wrong account, wrong organization, or a write that nobody asked for
    |  `- GuardLeaks (7)          the guard failed its self test, or could not be shut
    |- AlreadyRunning (8)         another run of this account is going on
    `- Interrupted (130)          Ctrl-C
       `- CutShort (130)          Ctrl-C between a click that counts and the look that confirms it

A message says what was seen, in one sentence; ``advice`` says what to do about it. Both are shown to
the user, so neither may hold a secret: an error raised while a secret is in play is raised ``from None``.
"""

import re


def first_line(error: Exception) -> str:
    """What ``error`` says, without what a library adds for its own users: the name of the call, and a log of it."""
    return re.sub(r"^[A-Z]\w{1,40}\.\w{1,60}: ", "", str(error).partition("\n")[0])


class CancelbotError(Exception):
    """A run cannot go on. The base of everything above."""

    exit_code = 1
    outcome = "failed"
    advice = "Look at the picture to see where it stopped."

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        if advice is not None:
            self.advice = advice


class UsageError(CancelbotError):
    """A setting, an option or the machine is not as needed; no browser was started."""

    exit_code = 2
    advice = "Correct the setting, then run the command again."


class BrowserMissing(UsageError):
    """No browser was found and none could be installed."""

    advice = "Install Google Chrome, or run: python -m playwright install chromium"


class RefusedBySite(CancelbotError):
    """The site refused one thing, in words or by its answer. Nothing was changed by it."""

    advice = "Read what the site says; often an open invoice or missing rights must be settled first."


class SignInRefused(CancelbotError):
    """The site refused the credentials or the account."""

    exit_code = 3
    advice = (
        "Check the e-mail address and the password (CANCELBOT_EMAIL, CANCELBOT_PASSWORD). The password was sent only "
        "once, so the account is not locked."
    )


class PersonNeeded(CancelbotError):
    """Only a person can continue: a bot check, a push message, a passkey."""

    exit_code = 4
    outcome = "needs-human"
    advice = "Run the command again with --headed and do this one step yourself in the window."


class AnswerNeeded(PersonNeeded):
    """A question of the page wants something chosen, ticked or typed that only a person can answer for."""


class PageNotRecognized(CancelbotError):
    """The page is in no state that this flow knows."""

    exit_code = 5
    advice = "Nothing was clicked here. Look at the picture and finish by hand. To report it: cancelbot drift"

    def __init__(self, message: str, *, advice: str | None = None, need: str = "") -> None:
        super().__init__(message, advice=advice)
        self.need = need
        """the name of what was not found, if a person could point at it"""


class ControlNotFound(PageNotRecognized):
    """A control that the step needs is not on the page."""


class StateUnclear(PageNotRecognized):
    """The page was read and does not say clearly how things stand. ``by_hand``: what to do about it after a click."""

    def __init__(self, message: str, *, by_hand: str) -> None:
        super().__init__(message)
        self.by_hand = by_hand


class NoSuchPage(PageNotRecognized):
    """The site says that there is no page at an address: in words, by its answer, or by a redirect."""


class Ambiguous(PageNotRecognized):
    """Two controls have the same words, so it is not known which one is meant."""


class BrowserGone(CancelbotError):
    """The browser was closed by hand, or it crashed."""

    def __init__(self) -> None:
        super().__init__("The browser was closed, or it crashed, in the middle of the run.")

    advice = "Run the command again and leave its window open."


class NotConfirmed(CancelbotError):
    """It was clicked, but a freshly loaded page does not say that it worked."""

    exit_code = 6
    outcome = "unverified"
    advice = "Open the page yourself and look."


class RecordingLost(CancelbotError):
    """The account may have been changed, and that could not be recorded."""

    exit_code = 6
    outcome = "unverified"
    advice = (
        "Keep what is printed here: it is not on the disk. Free some space, then run the command again; it looks first."
    )


class CameBack(CancelbotError):
    """A second look finds the plan or auto-recharge back, or a new charge."""

    exit_code = 6
    outcome = "came-back"


class Unsafe(CancelbotError):
    """Refused for safety: wrong account, wrong organization, or a write that no step asked for."""

    exit_code = 7
    outcome = "refused-for-safety"
    advice = "Nothing was changed. Check which account and which organization you mean."


class GuardLeaks(Unsafe):
    """The guard failed its self test before anything was typed, or could not be shut again."""

    advice = "Nothing was typed and nothing was changed. Try another browser: set CANCELBOT_BROWSER."


class AlreadyRunning(CancelbotError):
    """Another run of this account is going on."""

    exit_code = 8
    advice = "Wait until it has finished, then run the command again."


class Interrupted(CancelbotError):
    """Ctrl-C, or the terminal was closed."""

    exit_code = 130
    advice = "Run the command again when you like: it looks first and repeats nothing."


class CutShort(Interrupted):
    """Ctrl-C between a click that counts and the look that confirms it: what became of it is not known."""

    outcome = "unverified"

    def __init__(self, statement: str) -> None:
        super().__init__(f"The run was interrupted right after the click that should see to it that {statement}.")


class LookFailed(CancelbotError):
    """A look failed for a reason that may be temporary: it can be tried again on a fresh page.

    ``after``: the seconds for which the site wants no requests, 0 if it did not say.
    """

    def __init__(self, message: str, *, advice: str | None = None, after: float = 0.0) -> None:
        super().__init__(message, advice=advice)
        self.after = after


class NotWhole(LookFailed):
    """The page says that part of it did not load: what it does not show may still be there."""

    exit_code = 5
    advice = "Nothing was clicked here. Run the command again later: it looks first and repeats nothing."


class Rehearsed(Exception):
    """An act was rehearsed up to its last click. Not an error: the rehearsal went well."""
