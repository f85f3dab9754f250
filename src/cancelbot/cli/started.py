"""How this command was started, so that every printed command can be typed as it is."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

STARTED_COMMANDS = (
    "run|demo|window|sandbox|doctor|check|login|logout|status|verify|report|open|runs|receipt|drift|taught|schema|"
    "completion"
)


@cache
def started_as() -> str:
    """``cancelbot``, or ``.venv/bin/cancelbot``, or ``python -m cancelbot``."""
    path = Path(sys.argv[0])
    if path.parts[-2:] == ("cancelbot", "__main__.py"):
        return f"{_short(Path(sys.executable))} -m cancelbot"
    if not path.stem.startswith("cancelbot"):
        return "cancelbot"  # a test, or a program that uses cancelbot as a library
    found = shutil.which(path.stem)
    return "cancelbot" if found and Path(found).absolute() == path.absolute() else _short(path)


def _short(path: Path) -> str:
    """``path`` as the user types it in this folder: its bare name if the shell finds it."""
    found = shutil.which(path.name)
    if found and Path(found).absolute() == path.absolute():
        return path.name
    try:
        text = str(path.absolute().relative_to(Path.cwd()))
        text = text if os.sep in text else os.path.join(os.curdir, text)  # noqa: PTH118  # Path drops the dot
    except (ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        text = str(path.absolute())
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` as one word for the shell of this system."""
    return subprocess.list2cmdline([text]) if os.name == "nt" else shlex.quote(text)


def typed(text: str) -> str:
    """``text`` with each of our commands as it must be typed here."""
    name = started_as()
    if name == "cancelbot":
        return text
    return re.sub(rf"(?<![\w./-])cancelbot (?=(?:{STARTED_COMMANDS})\b|--)", lambda _: f"{name} ", text)
