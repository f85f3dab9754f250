"""The folder that a browser works in. It is removed when the run ends, or by the next run if this one was killed.

It holds a profile, and so a session of the site. A run locks its own folder. The system releases that lock however the
run ends, so a folder whose lock is free is no longer used.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from cancelbot.errors import UsageError

FOLDER_PREFIX = "cancelbot-"
LOCK = ".in-use"
SOCKET = "SingletonSocket"
LONGEST = 60
"""characters of a temporary folder: Chromium keeps a socket in it, whose whole path may have 107"""


def temporary_folder() -> Path:
    """The system's folder for temporary files. Raises UsageError if it cannot be written to."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        if (told := os.environ.get(name)) and not (Path(told).is_dir() and os.access(told, os.W_OK)):
            raise UsageError(f"{name} is {told}, which is not a writable folder.", advice=f"Unset {name}.")
    try:
        folder = tempfile.gettempdir()
    except OSError:
        raise UsageError("There is no temporary folder to write to.", advice="Name one in TMPDIR.") from None
    if os.name == "posix" and len(os.fsencode(folder)) > LONGEST:
        raise UsageError(
            f"The path of the temporary folder {folder} is too long for the browser.",
            advice="Name a folder with a shorter path in TMPDIR.",
        )
    return Path(folder)


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder, readable by its owner only. Folders of killed runs are removed first."""
    for left in temporary_folder().glob(f"{FOLDER_PREFIX}*"):
        if _is_ours(left) and _is_abandoned(left):
            with suppress(OSError):  # another run is just removing it
                _clear_socket(left)
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        with FileLock(folder / LOCK, timeout=0, mode=0o600):
            try:
                yield folder
            finally:
                _clear_socket(folder)


def _clear_socket(folder: Path) -> None:
    """Remove the folder of Chromium's own socket, which stays beside ours when the browser is killed."""
    for link in folder.glob(f"*/{SOCKET}"):
        if link.is_symlink():
            place = link.readlink().parent
            if place.parent == folder.parent and _is_ours(place):
                shutil.rmtree(place, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    try:
        facts = folder.lstat()
    except OSError:
        return False  # another run has just removed it
    is_mine = os.name != "posix" or facts.st_uid == os.getuid()
    return is_mine and not folder.is_symlink() and folder.is_dir()


def _is_abandoned(folder: Path) -> bool:
    """Whether ``folder`` belongs to a run, which its lock shows, and nobody works in it."""
    lock = folder / LOCK
    try:
        if not lock.exists() or len(list(folder.iterdir())) == 1:
            return False  # it does not belong to a run, or is just being made: its run has yet to lock it
        with FileLock(lock, timeout=0, mode=0o600):
            return True
    except (OSError, Timeout):
        return False
