"""Starts other programs: found where the system has them, never in the current folder, and without our settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cancelbot.config.sources import without_settings


def own_environment(**more: str) -> dict[str, str]:
    return {**without_settings(os.environ), **more}


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
