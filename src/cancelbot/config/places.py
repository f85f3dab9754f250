"""The folders of this user's own files, and of the locks of their runs."""

import os
import stat
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from cancelbot.errors import UsageError

SHARED = Path("/tmp")  # noqa: S108  # the one place that a run finds whatever HOME, XDG_STATE_HOME and TMPDIR say
NO_HOME = "Set HOME, or XDG_STATE_HOME, to a folder of yours that can be written to."
NOWHERE = "/nonexistent"
"""the home of a user who has none, as Debian calls it"""


def settle_home(environment: MutableMapping[str, str]) -> None:
    """Give a user without a home folder, such as an unknown uid in a container, one that is not there.

    Else each place that asks for it would fail in its own way, or a relative one would mean the current folder.
    """
    if os.name == "posix" and not environment.get("HOME", "").startswith("/"):
        environment.pop("HOME", None)
        home = os.path.expanduser("~")  # noqa: PTH111  # pathlib's raises where nobody knows this user
        environment["HOME"] = home if home.startswith("/") else NOWHERE


def state_folder() -> Path:
    """The folder of sessions and used codes. Raises UsageError if this user has no home folder."""
    folder = user_state_path("cancelbot", appauthor=False)
    if not folder.is_absolute():
        raise UsageError(f"{folder} cannot be used: it is not an absolute path.", advice=NO_HOME)
    return folder


def lock_folder() -> Path:
    """The folder of the locks, the same for each run of this user. Raises UsageError if there is none."""
    shared = SHARED / f"cancelbot-{os.getuid()}" if os.name == "posix" else state_folder() / "locks"
    for folder in (shared, state_folder() / "locks"):
        try:
            folder.mkdir(mode=0o700, parents=folder is not shared, exist_ok=True)
            facts = folder.lstat()
        except OSError:
            continue
        private = os.name != "posix" or (facts.st_uid == os.getuid() and not facts.st_mode & 0o077)
        if stat.S_ISDIR(facts.st_mode) and private and os.access(folder, os.W_OK):
            return folder
    raise UsageError(
        f"Neither {shared} nor {state_folder()} can be written to, so two runs at once could not be prevented.",
        advice=NO_HOME,
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, whole or not at all, readable by its owner only. Raises OSError."""
    part = path.with_suffix(f"{path.suffix}.{os.getpid()}.part")
    part.unlink(missing_ok=True)  # and created anew below: a link that a stranger left there is not written through
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
