"""One run at a time for an account: two at once could each confirm what the other has just opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from cancelbot.config.settings import Settings
from cancelbot.errors import AlreadyRunning


@contextmanager
def one_run(settings: Settings, folder: Path | None = None) -> Iterator[None]:
    """Hold the lock of this account while the block runs. Raises AlreadyRunning.

    The system lets go of it when the process ends, however it ends.
    """
    email = settings.email.get_secret_value().lower() if settings.email else ""
    name = hashlib.sha256(f"{settings.platform_url} {email}".encode()).hexdigest()[:16]
    folder = folder or user_state_path("cancelbot", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(folder / f"{name}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise AlreadyRunning("Another run of this account is going on.") from None
    try:
        yield
    finally:
        lock.release()
