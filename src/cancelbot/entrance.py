"""Signing in for its own sake: the session is kept, and later runs begin with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from cancelbot.config.credentials import Keyring, masked
from cancelbot.config.display import display
from cancelbot.config.prompt import Prompt
from cancelbot.config.sessions import Sessions
from cancelbot.config.settings import Settings
from cancelbot.ending import guarded
from cancelbot.engine.run import Progress, Run
from cancelbot.engine.signals import Interruptible
from cancelbot.errors import UsageError
from cancelbot.lock import one_run
from cancelbot.opening import opened
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording, now
from cancelbot.registered import registered
from cancelbot.report.notify import Messenger
from cancelbot.result import Outcome, Result

Entrance = Callable[[Run], "str | None"]
"""a way of signing in; it returns the account's address, if the site tells it"""
BY_HAND = "-by-hand"
NO_SCREEN = "Run it where there is a screen, or sign in without --by-hand."
NOT_KEPT = "With --profile the profile itself keeps the session; a browser that is attached to keeps its own."


def log_in(
    settings: Settings,
    progress: Progress,
    ask: Prompt | None,
    *,
    by_hand: bool = False,
    flow_name: str = "openai-platform",
) -> Result:
    """Sign in, by the bot or by hand, and keep the session. Raises UsageError only before a browser starts."""
    if not settings.keeps_sessions:
        raise UsageError("There is no session to keep here.", advice=NOT_KEPT)
    if by_hand and display() is None:
        raise UsageError("To sign in by hand takes a window, and there is no screen.", advice=NO_SCREEN)
    entrance = cast("Entrance", registered("entrances", flow_name + (BY_HAND if by_hand else "")))
    with one_run(settings), Interruptible():
        recording = Recording(settings.recordings, flow_name, "login", settings.known_secrets)
        recording.on_call = Messenger(settings.notify).call
        result = Result(flow_name, "run", now(), str(recording.folder), site=settings.platform_url)
        guarded(lambda: _enter(settings, progress, ask, entrance, result, recording), result, recording)
        recording.note("login.ended", exit_code=result.exit_code, message=result.message)
        recording.close()
    return result


def _enter(
    settings: Settings, progress: Progress, ask: Prompt | None, entrance: Entrance, result: Result, recording: Recording
) -> None:
    with opened(settings, progress.note) as (_, started):
        tab = Tab(started.context, timeout=settings.timeout, page=started.page, site=settings.own)
        run = Run(settings, tab, started.guard, recording, result, progress, dry_run=True, ask=ask)
        with run.step("sign-in") as step:
            address = entrance(run)
            account = settings.known_email or address
            Sessions(settings.origins).save(started.context, account)
            step.outcome = Outcome.DONE
            step.message = f"Signed in as {masked(address) or 'an account'}; the session is kept."
            run.picture("signed-in")


def log_out(settings: Settings) -> list[str]:
    """Remove what is kept for the account, or for the site if no account is named; what was removed, in words."""
    files = Sessions(settings.origins).remove(settings.known_email)
    entries = Keyring(settings.auth_url).forget()
    return [*(f"the session {file}" for file in files), *(f"{name} in the system's keyring" for name in entries)]
