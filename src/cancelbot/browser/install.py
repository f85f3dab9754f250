"""The ways to install a browser, in the order in which they are tried. Each one that fails says why."""

import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from cancelbot.config.machine import own_environment, program

CONNECTING = 20  # seconds in which a download must have begun
STALLING = 120  # seconds that a download, once begun, may stand still
UPDATING = 60  # seconds for apt-get to fetch its lists
INSTALLING = 900  # seconds for apt-get to fetch and unpack 300 MB on a slow machine
APT_GET = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "DPkg::Lock::Timeout=60"]
PLAYWRIGHT = [sys.executable, "-P", "-m", "playwright", "install", "--no-shell", "chromium"]

Say = Callable[[str], None]


def by_playwright(say: Say) -> str | None:
    """Have Playwright download its Chromium, which is ended if it stalls. Returns why that failed, or None."""
    say("No browser found: downloading Chromium with playwright install ...")
    with subprocess.Popen(
        PLAYWRIGHT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=own_environment(PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT="10000"),
        start_new_session=True,  # so that the driver's children end with it
    ) as download:
        watch = _watch(download, CONNECTING)
        try:
            for line in download.stdout or ():
                if "% of " in line:
                    watch.cancel()
                    watch = _watch(download, STALLING)
                    say(line.rpartition("|")[2].strip())
            return None if download.wait() == 0 else "playwright install could not download one"
        finally:
            watch.cancel()
            if download.poll() is None:
                _end(download)


def by_apt(say: Say) -> str | None:
    """On Debian and Ubuntu as root: the system's own Chromium. Returns why that failed, or None."""
    try:
        apt_get = program("apt-get")
    except FileNotFoundError:
        return None
    if not _is_root():
        return "apt-get needs root"
    say("Installing Chromium with apt-get ...")
    # fonts-liberation: without any font, the pictures of a bare container show no text
    install = [apt_get, *APT_GET, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
    update = [apt_get, *APT_GET, "update"]
    if _quietly(install, INSTALLING) or (_quietly(update, UPDATING) and _quietly(install, INSTALLING)):
        return None
    return "apt-get could not install one"


ATTEMPTS = (by_playwright, by_apt)


def command_for_the_user(system: str = sys.platform) -> str:
    if system == "darwin":
        return "brew install --cask google-chrome"
    if system == "win32":
        return "winget install Google.Chrome"
    try:
        is_debian = platform.freedesktop_os_release().get("ID", "") == "debian"
    except OSError:
        is_debian = False
    if is_debian:
        return f"{'' if _is_root() else 'sudo '}apt-get install -y chromium"
    return f"{sys.executable} -m playwright install --with-deps chromium"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _quietly(command: Sequence[str], seconds: float) -> bool:
    quiet = subprocess.DEVNULL
    try:
        env = own_environment(DEBIAN_FRONTEND="noninteractive")
        done = subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=seconds, check=False, env=env)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _watch(download: subprocess.Popen[str], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, _end, [download])
    timer.daemon = True
    timer.start()
    return timer


def _end(download: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        command = [program("taskkill"), "/F", "/T", "/PID", str(download.pid)]
        subprocess.run(command, capture_output=True, check=False, env=own_environment())
        return
    with suppress(ProcessLookupError):
        os.killpg(download.pid, signal.SIGKILL)
