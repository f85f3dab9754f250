"""Why a sign-in stopped: one sentence and one advice for each refusal."""

from datetime import UTC, datetime

from cancelbot.config.sessions import kept_session
from cancelbot.errors import CancelbotError, LookFailed, PageNotRecognized, SignInRefused
from cancelbot.redaction import bare_url, redact
from openai_platform.sign_in.context import Context
from openai_platform.sign_in.fields import FieldKind, news_since
from openai_platform.sign_in.states import TYPES_INTO, Seen, State

ONCE_ONLY = "They were given once and not again, so the account is not locked."
_BY_HAND = "Sign in once by hand in a window: cancelbot login --by-hand"
SENTENCES: dict[State, tuple[str, str]] = {
    State.WRONG_CREDENTIALS: (
        "The site refused the e-mail address or the password",
        f"Check the e-mail address and the password (CANCELBOT_EMAIL, CANCELBOT_PASSWORD). {ONCE_ONLY}",
    ),
    State.WRONG_EMAIL: ("The site refused the e-mail address", "Check CANCELBOT_EMAIL."),
    State.WRONG_METHOD: ("This account was made with another way of signing in than a password", _BY_HAND),
    State.DEACTIVATED: (
        "The account is deleted or deactivated",
        "Ask the site's support; nothing can be canceled from here.",
    ),
    State.RATE_LIMITED: ("The site wants no more tries for now", "Wait an hour, then run the command again."),
    State.COUNTRY: (
        "The site cannot be used from this country",
        "Run the command from a country that the site serves.",
    ),
    State.NEW_ACCOUNT: (
        "The site does not know this e-mail address: it offers to make a new account",
        "Check CANCELBOT_EMAIL. No account was made.",
    ),
    State.TROUBLE: (
        "The site had an error of its own while signing in",
        "Wait some minutes, then run the command again.",
    ),
}
CODES: dict[State, tuple[str, str]] = {
    State.TOTP: (
        "The site refused the authenticator code",
        "Check CANCELBOT_TOTP_SECRET, and that this computer's clock is right. The code was given once.",
    ),
    State.EMAIL_CODE: ("The site refused the code that it sent by e-mail", "Run the command again for a new code."),
    State.SMS: ("The site refused the code that it sent to the phone", "Run the command again for a new code."),
}
THINGS: dict[State, tuple[str, str]] = {
    State.EMAIL: ("an e-mail address", "CANCELBOT_EMAIL"),
    State.PASSWORD: ("a password", "CANCELBOT_PASSWORD"),
    State.TOTP: ("a code of the authenticator app", "CANCELBOT_TOTP_SECRET"),
    State.EMAIL_CODE: ("the code that it sent by e-mail", "the code"),
    State.SMS: ("the code that it sent to the phone", "the code"),
}
"""what the site asks for, and what to check if it does not accept that"""


def refused(context: Context, seen: Seen) -> SignInRefused:
    if seen.state is State.WRONG_CODE:
        return _wrong_code(context, seen.said)
    state = seen.state
    if state is State.WRONG_CREDENTIALS and FieldKind.PASSWORD not in context.attempt.typed:
        state = State.WRONG_EMAIL
    sentence, advice = SENTENCES[state]
    return SignInRefused(sentence + _quoted(context, seen.said), advice=advice)


def _wrong_code(context: Context, said: str) -> SignInRefused:
    before = context.attempt.answered
    last = before.state if before and before.state in CODES else State.TOTP
    sentence, advice = CODES[last]
    skew = context.codes.site_clock.words if last is State.TOTP else ""
    if skew:
        advice = "Set this computer's clock, then run the command again. The code was given once."
    return SignInRefused(f"{sentence}{_quoted(context, said)}{' ' + skew if skew else ''}", advice=advice)


def asked_again(context: Context, seen: Seen, news: str = "") -> CancelbotError:
    """The error for a state that is shown again, or still, after it was answered. ``news`` is what the page says since.

    If that is not known, the page is compared with what it said when this state was first answered.
    """
    if seen.state is State.TROUBLE:
        return site_error(context, seen)
    if seen.state not in TYPES_INTO:
        return PageNotRecognized(f"The sign-in does not get past {seen.state.value}.", advice=_BY_HAND)
    before, (thing, setting) = context.attempt.pages.get(seen.state), THINGS[seen.state]
    if not news and before is not None:
        news = news_since(before, seen.page)
    if not news:
        return SignInRefused(
            f"The site asks for {thing} again after it was given, and does not say why.",
            advice=f"Check {setting}, or see in the picture what it says. {ONCE_ONLY}",
        )
    if seen.state in CODES:
        return _wrong_code(context, news)
    return SignInRefused(
        f"The site did not accept {thing}{_quoted(context, news)}", advice=f"Check {setting}. {ONCE_ONLY}"
    )


def site_error(context: Context, seen: Seen) -> CancelbotError:
    """The error for one of the site's own: while it is signed in to, or on the requested page, without any sign-in."""
    address = bare_url(context.detector.url)
    if bare_url(seen.page.url) == address and set(+context.attempt.visits) <= {State.TROUBLE}:
        return LookFailed(f"The site does not show {address}{_quoted(context, seen.said)}")
    sentence, advice = SENTENCES[State.TROUBLE]
    return SignInRefused(sentence + _quoted(context, seen.said), advice=advice)


def missing_setting(context: Context, state: State) -> SignInRefused:
    """The error for a credential that nobody knows. If a saved session has ended, it says so."""
    (thing, setting), kept = THINGS[state], kept_session(context.run.settings)
    if kept.file is not None:
        day = datetime.fromtimestamp(kept.file.stat().st_mtime, UTC).astimezone()
        return SignInRefused(
            f"The session that was kept on {day.day} {day:%B} has ended, and {setting} is not set.",
            advice="Sign in again: cancelbot login",
        )
    return SignInRefused(
        " ".join(filter(None, (f"The site asks for {thing}, and {setting} is not set.", kept.trouble))),
        advice=f"Set {setting} in the environment or in .env, or run cancelbot login --by-hand once.",
    )


def _quoted(context: Context, said: str) -> str:
    return f": “{redact(said, context.run.recording.known)}”" if said else "."
