"""The browser of a run, as the settings want it, and the session that it begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error

from cancelbot.browser import launch
from cancelbot.browser.find import provide
from cancelbot.browser.launch import Started
from cancelbot.config.sessions import Sessions
from cancelbot.config.settings import Settings
from cancelbot.errors import CancelbotError
from cancelbot.guard import Policy
from cancelbot.recording.folder import Recording


@contextmanager
def opened(settings: Settings, tell: Callable[[str], None]) -> Iterator[tuple[str, Started]]:
    """The browser's name and the browser, guarded: our own, one that runs here already, or one elsewhere."""
    policy = Policy(settings.platform_url, settings.auth_url, settings.api_url, settings.allow_writes)
    if settings.attach:
        with launch.attach(settings.attach, policy, timeout=settings.timeout) as started:
            yield "attached Chromium", started
    elif settings.remote:
        with launch.connect(settings.remote, policy, timeout=settings.timeout) as started:
            yield "remote Chromium", started
    else:
        found = provide(settings.browser, tell)
        ours = launch.start(
            found, policy, headed=settings.in_a_window, timeout=settings.timeout, profile=settings.profile
        )
        with ours as started:
            yield found.name, started


@contextmanager
def kept_session(settings: Settings, started: Started, recording: Recording) -> Iterator[None]:
    """Begin with the session that is kept for this account, and keep what has become of it in the end.

    The site gives out a new token for an old one, so a session that is used but not kept again would soon be dead.
    """
    if not settings.keeps_sessions:
        yield
        return
    sessions = Sessions(settings.origins)
    kept = sessions.use(started.context, settings.known_email)
    if kept.trouble:
        recording.note("session.ignored", reason=kept.trouble)
    try:
        yield
    finally:
        if kept.file is not None:
            recording.note("session.used")
            with suppress(Error, CancelbotError):
                sessions.save(started.context, file=kept.file)
