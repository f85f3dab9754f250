"""What a run gets from this machine: its own folders and files, other programs, and the libraries of the extras."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from platformdirs import user_state_path

from cancelbot.config.sources import PREFIX
from cancelbot.errors import UsageError

SHARED = Path("/tmp")  # noqa: S108  # the one place that a run finds whatever HOME, XDG_STATE_HOME and TMPDIR say
NO_HOME = "Set HOME, or XDG_STATE_HOME, to a folder of yours that can be written to."
NOWHERE = "/nonexistent"
"""the home of a user who has none, as Debian calls it"""
Extra = Literal["notify", "sign", "timestamp", "video"]
"""what cancelbot can be installed without; the names are those of pyproject.toml"""
_LIBRARIES: dict[Extra, tuple[str, str]] = {
    "notify": ("apprise", "--notify needs the library apprise."),
    "sign": ("pyhanko", "A signature in a PDF needs the library pyHanko."),
    "timestamp": ("rfc3161_client", "A timestamp needs the library rfc3161-client."),
    "video": ("av", "--video needs the library av."),
}


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


def own_environment(**more: str) -> dict[str, str]:
    """The environment of a child process: ours without our settings, the password among them, and ``more``."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)} | more


def program(name: str, path: str | None = None) -> str:
    """The absolute path of the program called ``name`` (or of this path). Raises FileNotFoundError.

    Only absolute folders of ``path`` (``PATH`` by default) are searched: with ``.`` in it, or nothing between two
    colons, whoever can write into the current folder would decide what is run.
    """
    if Path(name).name != name:
        return str(Path(name).expanduser().absolute())
    folders = (os.environ.get("PATH", os.defpath) if path is None else path).split(os.pathsep)
    sure = os.pathsep.join(folder for folder in folders if Path(folder).is_absolute())
    found = shutil.which(name, path=sure) if sure else None
    if found is None or not Path(found).is_absolute():
        raise FileNotFoundError(name)
    return found


def open_on_desktop(address: str) -> bool:
    """Open ``address`` with the desktop's program for it. Returns whether one was started."""
    if sys.platform == "win32":
        os.startfile(address)  # noqa: S606  # Windows opens a file by itself: there is no program to name
        return True
    try:
        opener = program("open" if sys.platform == "darwin" else "xdg-open")
    except FileNotFoundError:
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [opener, address], stdin=quiet, stdout=quiet, stderr=quiet, env=own_environment(), start_new_session=True
    )
    return True


def require(extra: Extra) -> None:
    """Raise UsageError if the library of this extra is not installed."""
    module, why = _LIBRARIES[extra]
    if find_spec(module) is None:
        raise UsageError(why, advice=f"Install cancelbot with it, from its folder: pipx install --force '.[{extra}]'")
