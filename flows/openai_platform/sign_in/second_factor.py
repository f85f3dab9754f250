"""The second factors: a code of the authenticator, a code that was sent, or a person's own device."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from cancelbot.config.totp import Authenticator
from cancelbot.errors import PersonNeeded
from cancelbot.page.snapshot import Node
from cancelbot.redaction import mask_email
from openai_platform.sign_in.errors import missing
from openai_platform.sign_in.fields import Kind
from openai_platform.sign_in.sending import pick, send
from openai_platform.sign_in.states import Seen, State

if TYPE_CHECKING:
    from openai_platform.sign_in.loop import Journey

SELF_SENT = 0.06
"""seconds in which a code form that sends itself has begun to do so"""


def give_totp(journey: Journey, seen: Seen) -> None:
    """Type the authenticator's code."""
    sign_in = journey.sign_in
    secret = sign_in.credentials.totp_secret()
    if secret is not None:
        _note_skew(journey)
        authenticator = Authenticator(secret, journey.run.settings.auth_url, sign_in.clock, sign_in.used)
        code: str | None = authenticator.code(sign_in.site_clock.skew)
    else:
        code = sign_in.credentials.totp_code()
    if code is None:
        journey.do_without(seen, missing(State.TOTP), "Type the code of your authenticator app in the window")
    else:
        _type_code(journey, seen, code)


def _note_skew(journey: Journey) -> None:
    if words := journey.sign_in.site_clock.words:
        journey.run.progress.note(f"{words} The site's own time is used.")
        journey.run.recording.note("clock.skewed", words=words)


def give_email_code(journey: Journey, seen: Seen) -> None:
    """Prefer the password, then the authenticator; else the code, from the command or the person."""
    credentials = journey.sign_in.credentials
    fetched = journey.run.settings.code_command is not None
    instead = journey.find(seen, journey.words.use_password)
    if instead and not fetched and Kind.PASSWORD not in journey.lookout.typed and credentials.password() is not None:
        journey.trust()
        journey.run.clicker.press(instead[0])
    elif fetched or not _other_method(journey, seen):
        where = f"by e-mail to {_shown(journey)}"
        _give_sent_code(journey, seen, credentials.sent_code(where), where)


def give_sms_code(journey: Journey, seen: Seen) -> None:
    """Prefer the authenticator; else the code, from the person."""
    if not _other_method(journey, seen):
        code = journey.sign_in.credentials.texted_code() if seen.fields.code else None
        _give_sent_code(journey, seen, code, "to your phone")


def _give_sent_code(journey: Journey, seen: Seen, code: str | None, where: str) -> None:
    if code is not None:
        return _type_code(journey, seen, code)
    needed = PersonNeeded(
        f"The site has sent a code {where}, and nobody can be asked for it.",
        advice="Run the command in a terminal or with --headed, or set CANCELBOT_CODE_COMMAND.",
    )
    return journey.do_without(seen, needed, f"Type the code that was sent {where} in the window")


def _shown(journey: Journey) -> str:
    address = journey.email or journey.sign_in.credentials.email()
    return mask_email(address) if address else "your address"


def _type_code(journey: Journey, seen: Seen, code: str) -> None:
    """Into one field or into one box a digit; sent by its button or Enter, unless the form has sent itself."""
    fields = seen.fields.code
    asked = journey.run.tab.network.asked
    parts = [code] if len(fields) == 1 else list(code)
    for field, part in zip(fields, parts, strict=False):
        journey.type_secret(field, part, Kind.CODE)
    journey.run.tab.glance(SELF_SENT)
    if journey.run.tab.network.asked == asked and not _left(journey, fields[-1]):
        send(journey, fields[-1])


def _left(journey: Journey, field: Node) -> bool:
    now = journey.run.tab.read()
    still = now.by_id.get(field.id)
    return (
        still is None
        or not still.enabled
        or (journey.lookout.answered is not None and now.document != journey.lookout.answered.mark[0])
    )


def choose_factor(journey: Journey, seen: Seen) -> None:
    """The authenticator before everything; then what a command or the terminal can answer; then what a person can."""
    words = journey.words
    asked = journey.run.ask is not None
    can_read_mail = journey.run.settings.code_command is not None or asked
    wishes: list[re.Pattern[str] | None] = [
        words.factor_totp if journey.can_totp() else None,
        words.factor_email if can_read_mail else None,
        words.factor_text if asked else None,
        words.factor_push,
        words.factor_totp,
        words.factor,
    ]
    for wish in wishes:
        meant = [node for node in seen.options if wish is not None and node.says(wish)]
        if meant:
            journey.trust()
            pick(journey, meant[0])
            return


def wait_for_device(journey: Journey, seen: Seen) -> None:
    """A push message, a passkey, a code on a phone: another method if there is one, else the person."""
    if not _other_method(journey, seen):
        do = {
            State.PUSH: "Confirm the message on your phone",
            State.PASSKEY: "Use your passkey in the window",
            State.RECOVERY: "Type a recovery code in the window",
        }.get(seen.state, "Type the code in the window")
        journey.trust()
        journey.person.takes_over(seen, do)


def _other_method(journey: Journey, seen: Seen) -> bool:
    """Whether "Try another method" was pressed, which is done once, and only if the authenticator could answer."""
    if journey.tried_another or not journey.can_totp():
        return False
    others = journey.find(seen, journey.words.other_method)
    if not others:
        return False
    journey.tried_another = True
    journey.trust()
    journey.run.clicker.press(others[0])
    return True


HANDLERS: dict[State, Callable[[Journey, Seen], None]] = {
    State.TOTP: give_totp,
    State.EMAIL_CODE: give_email_code,
    State.SMS: give_sms_code,
    State.CHOICE: choose_factor,
    State.PUSH: wait_for_device,
    State.PASSKEY: wait_for_device,
    State.RECOVERY: wait_for_device,
}
