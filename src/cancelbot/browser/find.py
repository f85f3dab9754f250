"""Finds a browser for a run, or installs one.

In this order: what the setting names; a browser that Playwright has installed; Chrome, Edge or Chromium of the system;
``playwright install``; on Debian as root ``apt-get``. Playwright is not imported here, so the search takes little
longer than the browser's own answer to ``--version``.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from cancelbot.browser import install
from cancelbot.config.machine import own_environment, program
from cancelbot.errors import BrowserMissing

OLDEST = 130  # the first major version known to load the guard's extension through Extensions.loadUnpacked
_PATIENCE = 20  # seconds for an answer to --version: a snap's first start takes several

SHELL_FAILED = 125  # a greater exit code tells that a program could not be run, or which signal ended it
NAMES = {"chrome": "Google Chrome", "msedge": "Microsoft Edge", "chromium": "Chromium"}
BRANDED = ("chrome", "msedge")  # only their makers install these
LINUX = {
    "chrome": ("google-chrome-stable", "google-chrome", "/opt/google/chrome/chrome"),
    "msedge": ("microsoft-edge-stable", "microsoft-edge", "/opt/microsoft/msedge/msedge"),
    "chromium": ("chromium", "chromium-browser", "/snap/bin/chromium"),
}
WINDOWS = {
    "chrome": "Google/Chrome/Application/chrome.exe",
    "msedge": "Microsoft/Edge/Application/msedge.exe",
    "chromium": "Chromium/Application/chrome.exe",
}
PLAYWRIGHT_CACHE = {"darwin": "Library/Caches", "win32": "AppData/Local"}
PLAYWRIGHT_BUILD = {"darwin": "chrome-mac*/*.app/Contents/MacOS/*", "win32": "chrome-win*/chrome.exe"}
VERSION = re.compile(r"(?<!\d)\d+(\.\d+){3}")


@dataclass(frozen=True)
class FoundBrowser:
    """A browser that answered: its name, the program, its version, and where it was found."""

    name: str
    path: Path
    version: str
    source: str


@dataclass(frozen=True)
class Machine:
    """The machine that is searched."""

    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path = field(default_factory=Path.home)
    root: Path = Path("/")


def find(setting: str = "auto", machine: Machine | None = None) -> FoundBrowser | None:
    """The first browser that fits the setting (``auto``, ``chrome``, ``msedge``, ``chromium`` or a path) and answers.

    None if there is none. Raises BrowserMissing if one is there and does not start, which no installation mends, or if
    the setting names a program that does not exist or cannot be used.
    """
    machine = machine or Machine()
    kind = _kind(setting)
    if kind != "auto" and kind not in NAMES:
        return _named(setting.strip(), machine)
    broken: BrowserMissing | None = None
    for path, source in _places(kind, machine):
        try:
            browser = _ask(path, source, machine)
        except BrowserMissing as told:
            broken = broken or told
            continue
        if browser and _major(browser) >= OLDEST:
            return browser
    if broken:
        raise broken
    return None


def provide(setting: str, say: Callable[[str], None], machine: Machine | None = None) -> FoundBrowser:
    """The browser for a run, installed if needed. ``say`` is told what is being done. Raises BrowserMissing."""
    machine = machine or Machine()
    found = find(setting, machine)
    if found:
        return found
    failures = []
    for attempt in () if _kind(setting) in BRANDED else install.ATTEMPTS:
        failures.append(attempt(say))
        found = find(setting, machine)
        if found:
            return found
    raise missing(setting, "; ".join(filter(None, failures)))


def missing(setting: str, failures: str = "") -> BrowserMissing:
    """The error for a machine without the wanted browser, with the one command that installs it."""
    kind = _kind(setting)
    if kind in BRANDED:
        return BrowserMissing(
            f"{NAMES[kind]} is not on this machine.", advice=f"Install {NAMES[kind]}, or set CANCELBOT_BROWSER=auto."
        )
    tried = f", and none could be installed ({failures})" if failures else ""
    return BrowserMissing(
        f"No Chrome, Edge or Chromium is on this machine{tried}.",
        advice=f"Run: {install.command_for_the_user()}",
    )


def _kind(setting: str) -> str:
    return setting.strip().lower() or "auto"


def _named(setting: str, machine: Machine) -> FoundBrowser:
    path = Path(setting).expanduser()
    by_name = path.name == setting
    found = shutil.which(path.absolute()) if not by_name else _on_path(setting, machine)
    if found is None:
        raise _refused(setting, "and there is no such program")
    if "headless" in Path(found).name:
        raise _refused(setting, "a headless shell, which cannot load the guard: name the full browser")
    browser = _ask(Path(found), "CANCELBOT_BROWSER", machine)
    if browser is None:
        raise _refused(setting, "which does not answer --version as Chrome, Edge or Chromium does")
    if _major(browser) < OLDEST:
        raise _refused(setting, f"which is version {browser.version}: {OLDEST} or newer is needed")
    return browser


def _refused(setting: str, reason: str) -> BrowserMissing:
    return BrowserMissing(
        f"CANCELBOT_BROWSER is {setting}, {reason}.",
        advice="Set it to auto, chrome, msedge, chromium, or the path of a browser.",
    )


def _places(kind: str, machine: Machine) -> Iterator[tuple[Path, str]]:
    if kind in {"auto", "chromium"}:
        for path in _playwright_builds(machine):
            yield path, "Playwright's folder"
    for each in NAMES if kind == "auto" else [kind]:
        for path in _system_places(each, machine):
            yield path, "this system"


def _playwright_builds(machine: Machine) -> list[Path]:
    """Full builds, newest first. A headless shell cannot load the guard; an unfinished download has no marker."""
    complete = [marker.parent for marker in _playwright_folder(machine).glob("chromium-[0-9]*/INSTALLATION_COMPLETE")]
    newest_first = sorted(complete, key=lambda build: int(re.sub(r"\D", "", build.name)), reverse=True)
    pattern = PLAYWRIGHT_BUILD.get(machine.platform, "chrome-linux*/chrome")
    return [path for build in newest_first for path in sorted(build.glob(pattern))]


def _playwright_folder(machine: Machine) -> Path:
    chosen = machine.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if chosen == "0":
        spec = find_spec("playwright")
        return Path((spec and spec.origin) or ".").parent / "driver/package/.local-browsers"
    usual = machine.home / PLAYWRIGHT_CACHE.get(machine.platform, ".cache")
    return Path(chosen or Path(machine.environ.get("XDG_CACHE_HOME") or usual) / "ms-playwright").absolute()


def _system_places(kind: str, machine: Machine) -> list[Path]:
    if machine.platform == "darwin":
        program_of = f"Applications/{NAMES[kind]}.app/Contents/MacOS/{NAMES[kind]}"
        places = [folder / program_of for folder in (machine.root, machine.home)]
    elif machine.platform == "win32":
        folders = map(machine.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        places = [Path(folder) / WINDOWS[kind] for folder in folders if folder]
    else:
        rooted = [machine.root / name[1:] if name[0] == "/" else _on_path(name, machine) for name in LINUX[kind]]
        places = [Path(path) for path in rooted if path]
    return [path for path in places if path.exists()]


def _on_path(name: str, machine: Machine) -> str | None:
    try:
        return program(name, machine.environ.get("PATH"))
    except FileNotFoundError:
        return None


def _major(browser: FoundBrowser) -> int:
    return int(browser.version.split(".")[0])


def _ask(path: Path, source: str, machine: Machine) -> FoundBrowser | None:
    answer = _version_beside(path) if machine.platform == "win32" else _version_told(path)
    found = VERSION.search(answer)
    if found is None:
        return None
    return FoundBrowser(answer[: found.start()].strip() or path.stem, path, found.group(), source)


def _version_told(path: Path) -> str:
    """The output of ``--version``. Only stdout counts: Debian's wrapper warns on stderr.

    Raises BrowserMissing if the program is ended by the system or does not answer. One that ends by itself with an
    error may be a stand-in that only says how to install a browser.
    """
    command = [str(path), "--version"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False, env=own_environment())
    except subprocess.TimeoutExpired:
        raise _does_not_start(path, f"it has not answered for {_PATIENCE} s") from None
    except OSError as error:
        raise _does_not_start(path, error.strerror or type(error).__name__) from None
    if answer.returncode < 0 or answer.returncode > SHELL_FAILED:
        how = f"by signal {-answer.returncode}" if answer.returncode < 0 else f"with code {answer.returncode}"
        raise _does_not_start(path, f"it was ended {how}")
    return "" if answer.returncode else answer.stdout.decode(errors="replace").strip()


def _does_not_start(path: Path, reason: str) -> BrowserMissing:
    return BrowserMissing(
        f"There is a browser at {path}, but it does not start: {reason}.",
        advice=f"Run {path} --version to see why: memory may be short (ulimit -v), or a part of it missing. "
        "Or name another one in CANCELBOT_BROWSER.",
    )


def _version_beside(path: Path) -> str:
    """On Windows ``--version`` opens a window, but a file or folder beside the program is named like the version."""
    versions = [VERSION.match(entry.name) for entry in path.parent.iterdir()]
    known = [[int(part) for part in found.group().split(".")] for found in versions if found]
    name = NAMES["msedge"] if path.stem == "msedge" else NAMES["chrome"]
    return f"{name} {'.'.join(map(str, max(known)))}" if known else ""
