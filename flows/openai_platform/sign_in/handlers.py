"""What the bot does in each state of the sign-in, one function for each. second_factor.py has the second factors."""

import re
from collections.abc import Callable

from cancelbot.errors import PageNotRecognized, PersonNeeded, Unsafe
from cancelbot.page.snapshot import Node
from cancelbot.redaction import redact
from openai_platform.sign_in import words
from openai_platform.sign_in.context import CONFIRM_HUMAN, IS_CHECKED, Context, commands_for
from openai_platform.sign_in.errors import missing_setting, site_error
from openai_platform.sign_in.fields import FieldKind
from openai_platform.sign_in.recognize import ADDRESS
from openai_platform.sign_in.states import Seen, State

Handler = Callable[[Context, Seen], None]


def press_log_in(context: Context, seen: Seen) -> None:
    """Press "Log in". The guard stays shut unless the site was seen to need a write for that."""
    if context.stopped_a_write:
        context.trust()
    context.run.clicker.press(_uncovered(seen.options))


def start_over(context: Context, seen: Seen) -> None:
    """Start the sign-in again after it ended or failed. Everything may be typed again."""
    again = [
        *seen.options,
        *(node for which in (words.TRY_AGAIN, words.LOG_IN, words.ALLOW) for node in context.find(seen, which)),
    ]
    if not again:
        raise site_error(context, seen)
    context.attempt.begin_anew()
    context.press(_uncovered(tuple(again)))


def give_credentials(context: Context, seen: Seen) -> None:
    """Type the address and the password, as far as the page asks for them, and send them."""
    credentials, email, field = context.credentials, seen.fields.email, seen.fields.password
    address = credentials.email() if email is not None else None
    if email is not None and address is None:
        return context.do_without(seen, missing_setting(context, State.EMAIL), "Sign in in the window")
    password = credentials.password() if field is not None else None
    if field is not None and password is None:
        return context.do_without(seen, missing_setting(context, State.PASSWORD), "Type the password in the window")
    if email is not None and address is not None:
        _type_address(context, email, address)
    if field is not None and password is not None:
        context.type_secret([field], password, FieldKind.PASSWORD)
    if (last := field or email) is not None:
        context.send(last)
    return None


def _type_address(context: Context, field: Node, address: str) -> None:
    if field.value.casefold() != address.casefold() or context.attempt.presses:
        context.type_secret([field], address, FieldKind.EMAIL)
    context.attempt.note_typed(FieldKind.EMAIL)
    context.attempt.email = address


def choose_account(context: Context, seen: Seen) -> None:
    """Press the user's own address, else "another account"; never a control that removes an account or logs out.

    A masked or shortened address counts if it is the only one that fits. The account is checked after the sign-in.
    """
    address = context.credentials.email()
    own = [node for node in seen.options if address and address.casefold() in _addresses(node)]
    alike = [node for node in seen.options if address and any(_may_be(shown, address) for shown in _addresses(node))]
    maybe = alike if not own and len(alike) == 1 else []
    if address is None and len(seen.options) == 1:
        own = [*seen.options]
    others = context.find(seen, words.OTHER_ACCOUNT)
    if not (own or maybe or others):
        raise Unsafe("The site offers only other accounts than the one that is meant.", advice="Check CANCELBOT_EMAIL.")
    context.press((own or maybe or others)[0])
    if own:
        context.attempt.email = address


def _addresses(node: Node) -> set[str]:
    """The addresses on a control, each from its own text: a name may stand right before one."""
    runs = [part.text for part in node.walk() if part.is_text] or [node.label]
    return {found.casefold() for run in runs for found in ADDRESS.findall(run)}


def _may_be(shown: str, address: str) -> bool:
    """Whether ``shown`` is ``address`` with a part masked or cut off."""
    parts = re.split(r"(?:\*|\u2022|\u2026|\.{3})+", shown)
    return len(parts) > 1 and bool(re.fullmatch(".*".join(map(re.escape, parts)), address, re.IGNORECASE))


def choose_organization(context: Context, seen: Seen) -> None:
    names = context.run.result.organizations = [node.name for node in seen.options]
    wanted = context.run.settings.org or context.run.settings.expect_org or context.organization.wanted(names)
    name = rf"(\S{{1,2}}\s*)?{re.escape(wanted or '')}(\s+\S*org-\w+)?"  # perhaps after an avatar's letter
    meant = [node for node in seen.options if wanted and re.fullmatch(name, node.name, re.IGNORECASE)]
    if len(meant) != 1:
        raise Unsafe(
            f"The sign-in asks which organization you mean: {', '.join(names) or 'none was recognized'}.",
            advice=commands_for(names, context.run.result.mode) if names else "Check --org or CANCELBOT_ORG.",
        )
    context.pick(meant[0])


def consent(context: Context, seen: Seen) -> None:
    context.press(_uncovered(seen.options))


def decline(context: Context, seen: Seen) -> None:
    """Decline an offer: a passkey, a phone number, to be remembered."""
    context.run.recording.note("offer.declined", offer=seen.said)
    context.press(_uncovered(seen.options))


def hand_over(context: Context, seen: Seen) -> None:
    said = redact(seen.said, context.run.recording.known)
    context.takes_over(seen, "Go on with the sign-in in the window", f"The sign-in shows “{said}”.")


def hide_recovery_codes(context: Context, seen: Seen) -> None:
    """Recovery codes are for the person alone: the page is left before a picture of it can be taken."""
    try:
        hand_over(context, seen)
    except PersonNeeded:
        context.run.tab.open("about:blank")
        raise


def pass_bot_check(context: Context, seen: Seen) -> None:
    """Leave the bot check to the person. Beside a form that was sent, they continue from there."""
    behind = context.detector.state(seen.page)
    context.takes_over(behind or seen, CONFIRM_HUMAN, IS_CHECKED)


def _uncovered(options: tuple[Node, ...]) -> Node:
    """The first of several equivalent controls that nothing covers. Raises PageNotRecognized if there is none."""
    free = [node for node in options if not node.covered]
    if not free:
        raise PageNotRecognized("The control that leads to the sign-in is covered by something.")
    return free[0]


HANDLERS: dict[State, Handler] = {
    State.LOGGED_OUT: press_log_in,
    State.SESSION_ENDED: start_over,
    State.TROUBLE: start_over,
    State.EMAIL: give_credentials,
    State.PASSWORD: give_credentials,
    State.CHOOSER: choose_account,
    State.ORGANIZATION: choose_organization,
    State.CONSENT: consent,
    State.BOT_CHECK: pass_bot_check,
    State.OFFER: decline,
    State.HAND_OVER: hand_over,
    State.RECOVERY_CODES: hide_recovery_codes,
}
