"""Saved sessions: one file for each account and site, for its owner only, with an expiry.

A saved session signs in as well as a password does. So its file is created with mode 0600 in a folder of mode 0700, is
written whole or not at all, and is used only if it is whole, ours, of this account and not too old. A file that is not
used is reported.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NotRequired, cast
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from cancelbot.config.machine import state_folder, write_whole
from cancelbot.config.settings import Settings
from cancelbot.errors import UsageError

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, StorageState, StorageStateCookie

KIND, SCHEMA = "cancelbot session", 1
DAYS = 30
"""how long a session is saved at most"""
ONE_DAY = 86_400.0
_WHO = "the only account"
"""the account of a session that was saved without an e-mail address"""
_LARGEST = 50_000_000
"""characters of a session that are read"""


class _Cookie(TypedDict):
    name: str
    value: str
    domain: str
    path: str
    expires: NotRequired[float]
    httpOnly: NotRequired[bool]
    secure: NotRequired[bool]
    sameSite: NotRequired[Literal["Strict", "Lax", "None"]]


class _Origin(TypedDict):
    origin: str
    localStorage: NotRequired[list[dict[str, str]]]


class _State(TypedDict):
    """The shape that a browser accepts."""

    cookies: list[_Cookie]
    origins: list[_Origin]


_STATE = TypeAdapter(_State)


@dataclass(frozen=True)
class KeptSession:
    """The saved session of an account, or the reason why there is none."""

    state: StorageState | None = None
    trouble: str = ""
    """why a file that exists is not used; empty if there is none"""
    file: Path | None = None
    """where ``state`` was read from"""


@dataclass
class Sessions:
    """The sessions of one site in the user's state folder. ``origins`` are the site's own, the platform's first."""

    origins: tuple[str, ...]
    folder: Path
    now: Callable[[], float] = time.time

    @property
    def site(self) -> str:
        """What distinguishes this site's sessions from others'."""
        return self.origins[0]

    def file(self, account: str | None) -> Path:
        """The file for ``account``. Its name does not reveal whose it is."""
        owner = sha256(f"{self.site}\n{(account or _WHO).strip().casefold()}".encode()).hexdigest()
        return self.folder / f"{owner[:24]}.json"

    def save(self, context: BrowserContext, account: str | None = None, *, file: Path | None = None) -> Path:
        """Save what the site has stored in ``context``, IndexedDB included, for ``account`` or in its ``file``.

        Raises UsageError.
        """
        file = file or self.file(account)
        state = self._own(context.storage_state(indexed_db=True))
        saved = self.now()
        ends = [cookie["expires"] for cookie in state["cookies"]]
        longest = saved + DAYS * ONE_DAY
        whole = {
            "schema": SCHEMA,
            "kind": KIND,
            "site": self.site,
            "owner": file.stem,
            "saved": saved,
            "expires": min(longest, max(ends)) if ends and all(end > saved for end in ends) else longest,
            "state": state,
        }
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            write_whole(file, json.dumps(whole).encode())
        except OSError as error:
            raise UsageError(
                f"The session could not be kept in {self.folder} ({error.strerror}).",
                advice="Make that folder writable, or go without kept sessions.",
            ) from None
        return file

    def load(self, account: str | None) -> KeptSession:
        """The session of ``account``; without a name, the only one there is."""
        all_of_them = self._of_this_site()
        file = all_of_them[0] if account is None and len(all_of_them) == 1 else self.file(account)
        try:
            if os.path.lexists(file):
                return self._judged(file)
            for file in sorted(self.folder.glob("*.json")):  # it may have been copied here
                if _read(file).get("site", self.site) == self.site:
                    self._judged(file)
                    raise _NotUsable("it belongs to another account")
        except _NotUsable as reason:
            return KeptSession(trouble=f"The kept session {file} is ignored: {reason}.")
        return KeptSession()

    def use(self, context: BrowserContext, account: str | None) -> KeptSession:
        """Put the session of ``account`` into ``context``, if it can be used."""
        from playwright.sync_api import Error

        kept = self.load(account)
        try:
            if kept.state is not None:
                context.set_storage_state(kept.state)
        except Error:
            context.clear_cookies()
            return KeptSession(trouble=f"The kept session {kept.file} is ignored: it is damaged.")
        return kept

    def remove(self, account: str | None = None) -> list[Path]:
        """Remove the session of ``account``; without a name, all of this site's. Returns the removed files."""
        own = [self.file(account)] if account is not None else self._of_this_site()
        gone = [file for file in own if file.exists()]
        for file in gone:
            file.unlink()
        return gone

    def _own(self, state: StorageState) -> StorageState:
        """What belongs to the site: the user's own browser has more."""
        hosts = {urlsplit(origin).hostname or "" for origin in self.origins}
        return {
            "cookies": [cookie for cookie in state.get("cookies", []) if any(_sends(host, cookie) for host in hosts)],
            "origins": [origin for origin in state.get("origins", []) if origin["origin"] in self.origins],
        }

    def _of_this_site(self) -> list[Path]:
        found = []
        for file in sorted(self.folder.glob("*.json")):
            with suppress(_NotUsable):
                found += [file] if _read(file).get("site") == self.site else []
        return found

    def _judged(self, file: Path) -> KeptSession:
        whole = _read(file)
        if (whole.get("kind"), whole.get("schema")) != (KIND, SCHEMA):
            raise _NotUsable("it is not a session of this version of cancelbot")
        if (whole.get("site"), whole.get("owner")) != (self.site, file.stem):
            raise _NotUsable("it belongs to another site or account")
        state, expires = whole.get("state"), whole.get("expires")
        if not isinstance(expires, int | float) or expires <= self.now():
            raise _NotUsable("it has expired")
        try:
            _STATE.validate_python(state)
        except ValidationError as wrong:
            where = ".".join(str(part) for part in wrong.errors()[0]["loc"][:3])
            raise _NotUsable(f"it is damaged{where and f', at {where}'}") from None
        return KeptSession(cast("StorageState", state), file=file)


def kept_sessions(settings: Settings) -> Sessions:
    return Sessions(settings.origins, settings.sessions or state_folder() / "sessions")


def kept_session(settings: Settings) -> KeptSession:
    """The saved session of the account that the settings name."""
    return kept_sessions(settings).load(settings.known_email) if settings.keeps_sessions else KeptSession()


class _NotUsable(Exception):
    """Why a file is not used."""


def _read(file: Path) -> dict[str, object]:
    """The content of ``file``, which only its owner may read. Raises _NotUsable."""
    try:
        no_link, no_wait = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK"))
        with os.fdopen(os.open(file, os.O_RDONLY | no_link | no_wait), encoding="utf-8") as source:
            facts = os.fstat(source.fileno())
            if os.name == "posix" and facts.st_uid != os.getuid():
                raise _NotUsable("it belongs to another user")
            if os.name == "posix" and stat.S_IMODE(facts.st_mode) & 0o077:
                raise _NotUsable("others may read or write it (chmod 600)")
            if not stat.S_ISREG(facts.st_mode):
                raise _NotUsable("it is not a plain file")
            whole = json.loads(source.read(_LARGEST))
    except (OSError, UnicodeDecodeError):
        raise _NotUsable("it cannot be read") from None
    except (ValueError, RecursionError):
        raise _NotUsable("it is damaged") from None
    if not isinstance(whole, dict):
        raise _NotUsable("it is damaged")
    return whole


def _sends(host: str, cookie: StorageStateCookie) -> bool:
    domain = cookie["domain"]
    return host == domain.lstrip(".") or (domain.startswith(".") and host.endswith(domain))
