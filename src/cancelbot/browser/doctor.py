"""Whether a run could start on this machine, and what to do if not. Changes nothing, prints nothing."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr

from cancelbot.browser import find as search
from cancelbot.browser.tempdir import temporary_folder
from cancelbot.config.credentials import Keyring
from cancelbot.config.places import lock_folder, state_folder
from cancelbot.config.processes import program
from cancelbot.config.prompt import terminal
from cancelbot.config.sessions import KeptSession, kept_sessions
from cancelbot.config.settings import Settings, display
from cancelbot.config.sources import readable_by_others
from cancelbot.config.totp import Totp
from cancelbot.errors import BrowserMissing, UsageError

ROOM = 100  # MB of free space that a recording may need
NOT_SET = "not set"
PACKAGES = ("cancelbot", "playwright", "pydantic")

_ELSEWHERE = "Name a folder that can be written, with room, in CANCELBOT_RECORDINGS."
NEEDS_DISPLAY = "Start it on a desktop or under a virtual one (xvfb-run cancelbot run), or try CANCELBOT_HEADED=false."


@dataclass(frozen=True)
class MachineFinding:
    """One thing that was checked. If not ``ok``, no run could start, and ``cure`` says what to do."""

    name: str
    ok: bool
    what: str
    cure: str | None = None


def examine(settings: Settings) -> list[MachineFinding]:
    """Everything that a run needs, in the order in which a run needs it."""
    session = kept_sessions(settings).load(settings.known_email) if settings.keeps_sessions else KeptSession()
    return [
        _python(),
        _browser(settings.browser),
        _display(settings),
        *_credentials(settings, signed_in=session.file is not None),
        _session(session),
        _keyring(),
        _settings(settings),
        _state(),
        _temporary(),
        _recordings(settings.recordings),
    ]


def _python() -> MachineFinding:
    what = ", ".join([f"Python {platform.python_version()}", *map(_package, PACKAGES)])
    return MachineFinding(
        "software", "missing" not in what, what, "Install cancelbot again." if "missing" in what else None
    )


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"


def _browser(setting: str) -> MachineFinding:
    try:
        browser = search.find(setting)
        if browser is None:
            raise search.missing(setting)
    except BrowserMissing as missing:
        return MachineFinding("browser", False, str(missing), missing.advice)
    return MachineFinding("browser", True, f"{browser.name} {browser.version}, from {browser.source}: {browser.path}")


def _display(settings: Settings) -> MachineFinding:
    screen = display()
    wants_window = not settings.on_loopback if settings.headed is None else settings.headed
    if screen or not wants_window:
        return MachineFinding("display", True, screen or "none: the browser runs without a window")
    why = "the live site turns windowless browsers away" if settings.headed is None else "CANCELBOT_HEADED asks for one"
    return MachineFinding("display", False, f"none, but the browser needs a window: {why}", NEEDS_DISPLAY)


class Credential(NamedTuple):
    """One credential: its name, its setting, and where it may come from."""

    name: str
    field: str
    value: SecretStr | None
    command: str | None


def _session(kept: KeptSession) -> MachineFinding:
    if kept.file is None:
        return MachineFinding("session", True, kept.trouble or "none kept: cancelbot login signs in and keeps one")
    since = datetime.fromtimestamp(kept.file.stat().st_mtime, UTC)
    told = f"kept since {since.day} {since:%B %Y, %H:%M} UTC: a run begins signed in, unless the site has ended it"
    return MachineFinding("session", True, told)


def _credentials(settings: Settings, *, signed_in: bool) -> list[MachineFinding]:
    """Whether each is available, and from where. No command is run, and no value is shown."""
    kept = Keyring(settings.auth_url)
    wanted = (
        Credential("e-mail", "email", settings.email, settings.email_command),
        Credential("password", "password", settings.password, settings.password_command),
        Credential("authenticator", "totp_secret", settings.totp_secret, settings.totp_command),
    )
    found = [_credential(one, kept, settings.sources.get(one.field, "given")) for one in wanted]
    return [replace(one, ok=True, cure=None) if one.what == NOT_SET and signed_in else one for one in found]


def _credential(wanted: Credential, kept: Keyring, source: str) -> MachineFinding:
    name, field, value, command = wanted
    variable = f"CANCELBOT_{field.upper()}"
    if value is not None and value.get_secret_value():
        left = ""
        if field == "totp_secret":
            left = f"; its present code holds for {Totp(value.get_secret_value()).seconds_left(time.time())} s"
        return MachineFinding(name, True, f"set, from {variable} ({source}){left}")
    if command:
        return _command(name, f"CANCELBOT_{field.removesuffix('_secret').upper()}_COMMAND", command)
    if kept.get(field):
        return MachineFinding(name, True, "kept in the system's keyring")
    if field == "totp_secret":
        return MachineFinding(name, True, "no secret set: needed only where the account asks for a code")
    if terminal():
        return MachineFinding(name, True, "not set: the run asks for it here, on the terminal")
    return MachineFinding(name, False, NOT_SET, f"Set {variable} in the environment or in .env.")


def _command(name: str, variable: str, command: str) -> MachineFinding:
    try:
        there = shutil.which(program(shlex.split(command, posix=os.name != "nt")[0]))
    except (OSError, ValueError, LookupError):
        there = None
    if there is None:
        return MachineFinding(name, False, f"{variable} names a program that is not there", f"Mend {variable}.")
    return MachineFinding(name, True, f"from the command in {variable}, which was not run now")


def _keyring() -> MachineFinding:
    import keyring
    from keyring.backends import fail

    store = keyring.get_keyring()
    if isinstance(store, fail.Keyring):
        return MachineFinding(
            "keyring", True, "none usable on this system: secrets come from the environment, .env or a command"
        )
    return MachineFinding("keyring", True, f"{store.name}")


def _settings(settings: Settings) -> MachineFinding:
    """Which settings are not the default, and where each was given. No value is shown."""
    told = ", ".join(f"{name} ({source})" for name, source in settings.sources.items()) or "all are the default"
    if readable_by_others():
        told += "; other users of this machine may read .env: chmod 600 .env"
    return MachineFinding("settings", True, told)


def _state() -> MachineFinding:
    try:
        lock_folder()
        folder = state_folder()
    except UsageError as error:
        return MachineFinding("state", False, str(error), error.advice)
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if os.access(there, os.W_OK):
        return MachineFinding("state", True, f"{folder}")
    return MachineFinding(
        "state", True, f"{folder} cannot be written: no session and no used code is kept between runs"
    )


def _temporary() -> MachineFinding:
    try:
        return MachineFinding("temporary", True, str(temporary_folder()))
    except UsageError as error:
        return MachineFinding("temporary", False, str(error), error.advice)


def _recordings(folder: Path) -> MachineFinding:
    at = folder.absolute()
    try:
        there = next(place for place in (at, *at.parents) if place.exists())
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free // 1_000_000
    except OSError as error:
        return MachineFinding("recordings", False, f"{at} cannot be written: {error.strerror}", _ELSEWHERE)
    return MachineFinding("recordings", free >= ROOM, f"{at}, {free} MB free", None if free >= ROOM else _ELSEWHERE)
