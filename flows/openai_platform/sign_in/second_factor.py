"""The second factors: an authenticator code, a code that was sent, or the person's own device."""

import re
from collections.abc import Callable

from cancelbot.config.totp import Authenticator
from cancelbot.errors import PersonNeeded
from cancelbot.redaction import mask_email
from openai_platform.sign_in import words
from openai_platform.sign_in.context import Context
from openai_platform.sign_in.errors import missing_setting
from openai_platform.sign_in.fields import FieldKind
from openai_platform.sign_in.states import Seen, State

SELF_SENT = 0.06
"""seconds in which a code form that sends itself has begun to do so"""


def give_totp(context: Context, seen: Seen) -> None:
    secret = context.credentials.totp_secret()
    if secret is not None:
        codes = context.codes
        if skew := codes.site_clock.words:
            context.run.progress.note(f"{skew} The site's own time is used.")
            context.run.recording.note("clock.skewed", words=skew)
        authenticator = Authenticator(secret, context.run.settings.auth_url, codes.clock, codes.used)
        code: str | None = authenticator.code(codes.site_clock.skew)
    else:
        code = context.credentials.totp_code()
    if code is None:
        context.do_without(
            seen, missing_setting(context, State.TOTP), "Type the code of your authenticator app in the window"
        )
    else:
        _type_code(context, seen, code)


def give_email_code(context: Context, seen: Seen) -> None:
    """Use the password or the authenticator if the page allows; else a code from the command or the person."""
    if context.run.settings.code_command is not None or not _other_way(context, seen, can_answer=context.can_totp):
        address = context.attempt.email or context.credentials.email()
        where = f"by e-mail to {mask_email(address) if address else 'your address'}"
        _give_sent_code(context, seen, context.credentials.sent_code(where), where)


def give_sms_code(context: Context, seen: Seen) -> None:
    """Use the authenticator if the page allows; else a code from the person."""
    if not _other_way(context, seen, can_answer=context.can_totp):
        code = context.credentials.texted_code() if seen.fields.code else None
        _give_sent_code(context, seen, code, "to your phone")


def _give_sent_code(context: Context, seen: Seen, code: str | None, where: str) -> None:
    if code is not None:
        return _type_code(context, seen, code)
    needed = PersonNeeded(
        f"The site has sent a code {where}, and nobody can be asked for it.",
        advice="Run the command in a terminal or with --headed, or set CANCELBOT_CODE_COMMAND.",
    )
    return context.do_without(seen, needed, f"Type the code that was sent {where} in the window")


def _type_code(context: Context, seen: Seen, code: str) -> None:
    """Type into one field, or one box for each digit. Press the button or Enter unless the form sends itself."""
    last = seen.fields.code[-1]
    sent = context.type_secret(seen.fields.code, code, FieldKind.CODE)
    context.run.tab.glance(SELF_SENT)
    still = None if sent else context.run.tab.read().by_id.get(last.id)
    if still is not None and still.enabled and still.document == last.document:  # else the form is being sent
        context.send(last)


def choose_factor(context: Context, seen: Seen) -> None:
    """Prefer what the bot can answer alone, then what a command or the terminal can, then what a person can."""
    asked = context.run.prompt is not None
    wishes: tuple[tuple[re.Pattern[str], Callable[[], bool]], ...] = (
        (words.USE_PASSWORD, context.can_password),
        (words.FACTOR_TOTP, context.can_totp),
        (words.FACTOR_EMAIL, lambda: asked or context.can_read_mail()),
        (words.FACTOR_TEXT, lambda: asked),
        *((wish, lambda: True) for wish in (words.FACTOR_PUSH, words.FACTOR_TOTP, words.FACTOR)),
    )
    meant = (node for wish, can in wishes for node in seen.options if node.says(wish) and can())
    if (option := next(meant, None)) is not None:
        context.pick(option)


def wait_for_device(context: Context, seen: Seen) -> None:
    """A push message, a passkey, a code on a phone: choose another way if there is one, else call the person."""
    ways = (context.can_password, context.can_totp, context.can_read_mail)
    if not _other_way(context, seen, can_answer=lambda: any(can() for can in ways)):
        do = {
            State.PUSH: "Confirm the message on your phone",
            State.PASSKEY: "Use your passkey in the window",
            State.RECOVERY: "Type a recovery code in the window",
        }.get(seen.state, "Type the code in the window")
        context.trust()
        context.takes_over(seen, do)


def _other_way(context: Context, seen: Seen, *, can_answer: Callable[[], bool]) -> bool:
    """Press "Use password", or once "Try another method" if the bot ``can_answer`` one. Returns whether it did."""
    passwords = context.find(seen, words.USE_PASSWORD)
    others = [] if context.attempt.tried_another else context.find(seen, words.OTHER_METHOD)
    if passwords and context.can_password():
        context.press(passwords[0])
        return True
    if others and can_answer():
        context.attempt.tried_another = True
        context.press(others[0])
        return True
    return False


SECOND_FACTOR_HANDLERS: dict[State, Callable[[Context, Seen], None]] = {
    State.TOTP: give_totp,
    State.EMAIL_CODE: give_email_code,
    State.SMS: give_sms_code,
    State.CHOICE: choose_factor,
    State.PUSH: wait_for_device,
    State.PASSKEY: wait_for_device,
    State.RECOVERY: wait_for_device,
}
