"""One run at a time for each account: of two at once, each could confirm what the other has just opened."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cancelbot.config.credentials import Keyring
from cancelbot.config.machine import lock_folder
from cancelbot.config.settings import Settings
from cancelbot.errors import AlreadyRunning, UsageError

ANYBODY = "anybody"
"""the owner of the lock if the account is known only after the sign-in"""


@contextmanager
def one_run(settings: Settings) -> Iterator[None]:
    """Hold the lock of this account at this site while the block runs. Raises AlreadyRunning, UsageError.

    It does not matter where the e-mail address, the settings or the state come from. A run that does not know its
    account excludes every other run at the site. The system releases the lock however its process ends.
    """
    site, folder = _fingerprint(settings.platform_url), lock_folder()
    email = settings.known_email or (None if settings.email_command else Keyring(settings.auth_url).get("email"))
    account = _fingerprint(email.strip().casefold()) if email and settings.keeps_sessions else ANYBODY
    own = folder / f"{site}-{account}.lock"
    with _held(own):
        for other in folder.glob(f"{site}-*.lock"):
            if other != own and ANYBODY in (account, other.stem.rpartition("-")[2]):
                with _held(other):
                    pass  # nobody held it, and a later run finds ours
        yield


@contextmanager
def _held(file: Path) -> Iterator[None]:
    lock = FileLock(file, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise AlreadyRunning("Another run of this account is going on.") from None
    except OSError as error:
        raise UsageError(f"The lock {file} cannot be taken ({error.strerror}).", advice="Remove that file.") from None
    try:
        yield
    finally:
        lock.release()


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
