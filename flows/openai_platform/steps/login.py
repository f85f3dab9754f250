"""Signs in for `cancelbot login`, so that the session can be saved: by the bot, or by a person in the window."""

from cancelbot.engine.run import Run
from cancelbot.page.snapshot import Observation, Snapshot
from openai_platform.account.identity import PROFILE, addresses_on
from openai_platform.sign_in import SignIn
from openai_platform.sign_in.recognize import in_application


def log_in_by_bot(run: Run) -> str | None:
    """Sign in with the settings. Returns the address of the account, or None if the site does not show it."""
    sign_in = SignIn(run)
    shown = sign_in.through(run.settings.platform_url + PROFILE.path, inside, PROFILE.what)
    return sign_in.account_email or shown or None


def log_in_by_hand(run: Run) -> str | None:
    """Wait while a person signs in in the window; nothing is typed or pressed. Returns the address, or None."""
    return SignIn(run).watch(run.settings.platform_url + PROFILE.path, inside, PROFILE.what) or None


def inside(snapshot: Snapshot) -> Observation[str] | None:
    """The address of the account on a page inside the platform; empty if the page does not show one."""
    if not in_application(snapshot):
        return None
    told = addresses_on(snapshot)
    return Observation(told.pop()) if len(told) == 1 else Observation("", certain=False)
