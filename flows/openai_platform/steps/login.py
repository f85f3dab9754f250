"""Signs in for `cancelbot login`, so that the session can be saved: by the bot, or by a person in the window."""

from __future__ import annotations

from dataclasses import dataclass

from cancelbot.engine.run import Run
from cancelbot.page.snapshot import Observation, Snapshot
from cancelbot.redaction import EMAIL
from openai_platform.account.identity import PROFILE
from openai_platform.sign_in import SignIn
from openai_platform.sign_in.recognise import in_application

_WHAT = "Your profile"


def log_in_by_bot(run: Run) -> str | None:
    """Sign in with the settings. Returns the address of the account, or None if the site does not show it."""
    sign_in = SignIn(run)
    told = sign_in.through(run.settings.platform_url + PROFILE.path, inside, _WHAT)
    return sign_in.account_email or told.address


def log_in_by_hand(run: Run) -> str | None:
    """Wait while a person signs in in the window; nothing is typed or pressed. Returns the address, or None."""
    sign_in = SignIn(run)
    return sign_in.watch(run.settings.platform_url + PROFILE.path, inside, _WHAT).address


@dataclass(frozen=True)
class Inside:
    """Signed in. ``address`` is the one that the page shows."""

    address: str | None


def inside(snapshot: Snapshot) -> Observation[Inside] | None:
    """Whether a page is inside the platform. The profile page also shows the address of the account."""
    if not in_application(snapshot):
        return None
    told = {hit.casefold() for node in snapshot.nodes for hit in EMAIL.findall(node.value)} or set(
        EMAIL.findall(snapshot.text.casefold())
    )
    return Observation(Inside(told.pop())) if len(told) == 1 else Observation(Inside(None), certain=False)
