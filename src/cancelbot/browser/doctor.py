"""Whether a run could start on this machine, and what to do if not. Changes nothing, prints nothing."""

import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cancelbot.browser import find as search
from cancelbot.browser.tempdir import temporary_folder
from cancelbot.config.credentials import Keyring, command_words
from cancelbot.config.machine import lock_folder, state_folder
from cancelbot.config.prompt import terminal
from cancelbot.config.sessions import KeptSession, kept_session
from cancelbot.config.settings import Settings, display
from cancelbot.config.sources import readable_by_others
from cancelbot.config.totp import Totp
from cancelbot.errors import UsageError

ROOM = 100  # MB of free space that a recording may need
NOT_SET = "not set"
PACKAGES = ("cancelbot", "playwright", "pydantic")

_ELSEWHERE = "Name a folder that can be written, with room, in CANCELBOT_RECORDINGS."
NEEDS_DISPLAY = "Start it on a desktop or under a virtual one: xvfb-run cancelbot run --dry-run"


@dataclass(frozen=True)
class MachineFinding:
    """One thing that was checked. If not ``ok``, no run could start, and ``cure`` says what to do."""

    name: str
    ok: bool
    what: str
    cure: str | None = None


def examine(settings: Settings) -> list[MachineFinding]:
    """Everything that a run needs, in the order in which a run needs it.

    Each check returns what there is, or raises UsageError with what to do about it.
    """
    session = kept_session(settings)
    credential = partial(_credential, settings, signed_in=session.file is not None)
    checks: dict[str, Callable[[], str]] = {
        "software": _software,
        "browser": lambda: _browser(settings),
        "display": lambda: _display(settings),
        "e-mail": lambda: credential("email"),
        "password": lambda: credential("password"),
        "authenticator": lambda: credential("totp_secret"),
        "session": lambda: _session(session),
        "keyring": _keyring,
        "settings": lambda: _settings(settings),
        "state": _state,
        "temporary": lambda: str(temporary_folder()),
        "recordings": lambda: _recordings(settings.recordings.absolute()),
    }
    findings = []
    for name, check in checks.items():
        try:
            findings.append(MachineFinding(name, True, check()))
        except UsageError as wrong:
            findings.append(MachineFinding(name, False, str(wrong), wrong.advice))
    return findings


def _software() -> str:
    found, missing = [f"Python {platform.python_version()}"], list[str]()
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        raise UsageError(f"missing: {', '.join(missing)}", advice="Install cancelbot again.")
    return ", ".join(found)


def _browser(settings: Settings) -> str:
    if not settings.own_browser:
        named = "CANCELBOT_ATTACH" if settings.attach else "CANCELBOT_REMOTE"
        return f"a run uses the one that {named} names, which was not asked now; only practice starts one here"
    browser = search.find(settings.browser)
    if browser is None:
        raise search.missing(settings.browser)
    return f"{browser.name} {browser.version}, from {browser.source}: {browser.path}"


def _display(settings: Settings) -> str:
    if not settings.own_browser:
        return "not needed for a run: it starts no browser here"
    screen = display()
    wants_window = not settings.on_loopback if settings.headed is None else settings.headed
    if screen or not wants_window:
        return screen or "none: the browser runs without a window"
    why = "the live site turns windowless browsers away" if settings.headed is None else "CANCELBOT_HEADED asks for one"
    raise UsageError(f"none, but the browser needs a window: {why}", advice=NEEDS_DISPLAY)


def _session(kept: KeptSession) -> str:
    if kept.file is None:
        return kept.trouble or "none kept: cancelbot login signs in and keeps one"
    since = datetime.fromtimestamp(kept.file.stat().st_mtime, UTC)
    return f"kept since {since.day} {since:%B %Y, %H:%M} UTC: a run begins signed in, unless the site has ended it"


def _credential(settings: Settings, field: str, *, signed_in: bool) -> str:
    """Where it comes from. No command is run, and no value is shown."""
    value, variable = settings.given(field), f"CANCELBOT_{field.upper()}"
    option, command = settings.command_for(field)
    if value:
        left = ""
        if field == "totp_secret":
            left = f"; its present code holds for {Totp(value).seconds_left(time.time())} s"
        return f"set, from {variable} ({settings.sources.get(field, 'given')}){left}"
    if command:
        return _command(f"CANCELBOT_{option.upper()}", command)
    if Keyring(settings.auth_url).get(field):
        return "kept in the system's keyring"
    if field == "totp_secret":
        return "no secret set: needed only where the account asks for a code"
    if terminal():
        return "not set: the run asks for it here, on the terminal"
    if signed_in:
        return NOT_SET
    raise UsageError(NOT_SET, advice=f"Set {variable} in the environment or in .env.")


def _command(variable: str, command: str) -> str:
    try:
        there = shutil.which(command_words(command)[0])
    except (OSError, ValueError, LookupError):
        there = None
    if there is None:
        raise UsageError(f"{variable} names a program that is not there", advice=f"Correct {variable}.")
    return f"from the command in {variable}, which was not run now"


def _keyring() -> str:
    import keyring
    from keyring.backends import fail

    store = keyring.get_keyring()
    if isinstance(store, fail.Keyring):
        return "none usable on this system: secrets come from the environment, .env or a command"
    return f"{store.name}"


def _settings(settings: Settings) -> str:
    """Which settings are not the default, and where each was given. No value is shown."""
    told = ", ".join(f"{name} ({source})" for name, source in settings.sources.items()) or "all are the default"
    return f"{told}; other users of this machine may read .env: chmod 600 .env" if readable_by_others() else told


def _state() -> str:
    lock_folder()
    folder = state_folder()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if os.access(there, os.W_OK):
        return f"{folder}"
    return f"{folder} cannot be written: no session and no used code is kept between runs"


def _recordings(folder: Path) -> str:
    try:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free // 1_000_000
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}", advice=_ELSEWHERE) from None
    if free < ROOM:
        raise UsageError(f"{folder}, {free} MB free", advice=_ELSEWHERE)
    return f"{folder}, {free} MB free"
