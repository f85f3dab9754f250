"""The browser that tests share: a headless shell, which starts fewer processes and draws for nobody.

It cannot load the guard's extension, so whole runs have the browser that the bot finds.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROGRAMS = ("chrome-headless-shell", "headless_shell", "chrome-headless-shell.exe")
"""what Playwright's own is called, on Linux and macOS, on other Linux, on Windows"""
DEBIAN = "chromium-headless-shell"


def shell_in(playwright: Path) -> Path | None:
    """The first that starts: of those in Playwright's folder the newest, then the one of Debian."""
    return next(filter(_starts, _shells(playwright)), None)


def _shells(playwright: Path) -> Iterator[Path]:
    builds = playwright.glob("chromium_headless_shell-[0-9]*/INSTALLATION_COMPLETE")
    for marker in sorted(builds, key=lambda marker: int(marker.parent.name.rpartition("-")[2]), reverse=True):
        yield from (path for path in marker.parent.glob("*/*") if path.name in PROGRAMS)
    if debian := shutil.which(DEBIAN):
        yield Path(debian)


def _starts(shell: Path) -> bool:
    try:
        return subprocess.run([shell, "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
