"""Finding a browser, and having one installed, on machines that are made up of a few files."""

import subprocess
import sys
from pathlib import Path

import pytest

from cancelbot.browser import find as search
from cancelbot.browser import install
from cancelbot.browser.find import Machine
from cancelbot.errors import BrowserMissing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the made-up browsers are shell scripts")

NEW = "156.0.8078.79"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Linux with nothing on it but an empty folder on PATH."""
    return a_machine(tmp_path)


def a_machine(tmp_path: Path, platform: str = "linux", **environ: str) -> Machine:
    for name in ("bin", "home", "root"):
        (tmp_path / name).mkdir(exist_ok=True)
    known = {"PATH": str(tmp_path / "bin"), **environ}
    return Machine(platform=platform, environ=known, home=tmp_path / "home", root=tmp_path / "root")


def program(path: Path, answer: str, *, otherwise: str = "") -> Path:
    """A program that answers --version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{otherwise}\n[ \"$1\" = --version ] && echo '{answer}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def playwright_build(folder: Path, name: str, *, version: str = NEW, complete: bool = True) -> Path:
    if complete:
        (folder / name).mkdir(parents=True)
        (folder / name / "INSTALLATION_COMPLETE").touch()
    return program(folder / name / "chrome-linux64" / "chrome", f"Google Chrome for Testing {version}")


def test_the_browser_of_this_machine_is_found() -> None:
    found = search.find()

    assert found is not None
    assert found.path.exists()
    assert int(found.version.split(".")[0]) >= search.OLDEST


def test_where_there_is_none_none_is_found(machine: Machine) -> None:
    assert search.find("auto", machine) is None


def test_playwrights_own_comes_first(tmp_path: Path, machine: Machine) -> None:
    program(tmp_path / "bin/google-chrome", f"Google Chrome {NEW}")
    build = playwright_build(tmp_path / "home/.cache/ms-playwright", "chromium-1255")

    found = search.find("auto", machine)

    assert found == search.FoundBrowser("Google Chrome for Testing", build, NEW, "Playwright's folder")


def test_of_playwrights_builds_the_newest_complete_full_one_is_taken(tmp_path: Path, machine: Machine) -> None:
    folder = tmp_path / "home/.cache/ms-playwright"
    playwright_build(folder, "chromium-999")
    newest = playwright_build(folder, "chromium-1255")
    playwright_build(folder, "chromium-1300", complete=False)
    playwright_build(folder, "chromium_headless_shell-1400")
    playwright_build(folder, "chromium-headless-shell-1500")

    found = search.find("auto", machine)

    assert found is not None
    assert found.path == newest


def test_playwrights_folder_may_lie_elsewhere(tmp_path: Path) -> None:
    build = playwright_build(tmp_path / "elsewhere", "chromium-1255")

    found = search.find("chromium", a_machine(tmp_path, PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "elsewhere")))

    assert found is not None
    assert found.path == build


@pytest.mark.parametrize(
    ("present", "taken"),
    [
        (["google-chrome-stable", "microsoft-edge", "chromium"], "google-chrome-stable"),
        (["microsoft-edge", "chromium"], "microsoft-edge"),
        (["chromium", "chromium-browser"], "chromium"),
        (["chromium-browser"], "chromium-browser"),
    ],
)
def test_of_the_systems_chrome_comes_first_then_edge_then_chromium(
    tmp_path: Path, machine: Machine, present: list[str], taken: str
) -> None:
    for name in present:
        program(tmp_path / "bin" / name, f"Some Browser {NEW}")

    found = search.find("auto", machine)

    assert found == search.FoundBrowser("Some Browser", tmp_path / "bin" / taken, NEW, "this system")


@pytest.mark.parametrize(
    ("setting", "taken"),
    [("chrome", "google-chrome"), ("msedge", "microsoft-edge"), ("chromium", "chromium"), (" Chromium ", "chromium")],
)
def test_the_setting_chooses_the_kind(tmp_path: Path, machine: Machine, setting: str, taken: str) -> None:
    for name in ("google-chrome", "microsoft-edge", "chromium"):
        program(tmp_path / "bin" / name, f"Some Browser {NEW}")

    found = search.find(setting, machine)

    assert found is not None
    assert found.path.name == taken


def test_a_kind_that_is_not_there_is_not_replaced_by_another(tmp_path: Path, machine: Machine) -> None:
    program(tmp_path / "bin/chromium", f"Chromium {NEW}")

    assert search.find("msedge", machine) is None


def test_an_unset_setting_means_auto(tmp_path: Path, machine: Machine) -> None:
    program(tmp_path / "bin/chromium", f"Chromium {NEW}")

    found = search.find("", machine)

    assert found is not None
    assert found == search.find("auto", machine)


def test_usual_places_are_searched_besides_path(tmp_path: Path, machine: Machine) -> None:
    chrome = program(tmp_path / "root/opt/google/chrome/chrome", f"Google Chrome {NEW}")

    found = search.find("chrome", machine)

    assert found is not None
    assert found.path == chrome


@pytest.mark.parametrize("folder", ["root", "home"])
def test_a_mac_keeps_its_browsers_in_applications(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    program(place, f"Google Chrome {NEW} ")

    found = search.find("auto", a_machine(tmp_path, "darwin"))

    assert found == search.FoundBrowser("Google Chrome", place, NEW, "this system")


def test_a_mac_keeps_playwrights_in_library_caches(tmp_path: Path) -> None:
    build = tmp_path / "home/Library/Caches/ms-playwright/chromium-1255"
    name = "Google Chrome for Testing"
    chrome = program(build / f"chrome-mac-arm64/{name}.app/Contents/MacOS/{name}", f"{name} {NEW}")
    (build / "INSTALLATION_COMPLETE").touch()

    found = search.find("auto", a_machine(tmp_path, "darwin"))

    assert found is not None
    assert found.path == chrome


def test_on_windows_the_version_is_read_beside_the_program_which_is_not_started(tmp_path: Path) -> None:
    edge = program(tmp_path / "pf/Microsoft/Edge/Application/msedge.exe", "started!", otherwise="exit 1")
    for version in ("99.0.1.2", NEW, "150.0.8078.100"):
        (edge.parent / version).mkdir()

    found = search.find("auto", a_machine(tmp_path, "win32", PROGRAMFILES=str(tmp_path / "pf")))

    assert found == search.FoundBrowser("Microsoft Edge", edge, NEW, "this system")


@pytest.mark.parametrize("useless", ["Chromium 120.0.6099.0", "", "Mozilla Firefox 145.0.1"])
def test_what_is_too_old_or_does_not_answer_is_passed_over(tmp_path: Path, machine: Machine, useless: str) -> None:
    program(tmp_path / "bin/google-chrome", useless)
    program(tmp_path / "bin/chromium", f"Chromium {NEW}")

    found = search.find("auto", machine)

    assert found is not None
    assert found.path.name == "chromium"


def test_a_wrapper_that_fails_is_passed_over(tmp_path: Path, machine: Machine) -> None:
    """Ubuntu's chromium-browser only says how to install the snap."""
    program(tmp_path / "bin/chromium-browser", f"Chromium {NEW}", otherwise="echo 'requires the snap 1.2.3.4'; exit 1")

    assert search.find("auto", machine) is None


def test_warnings_of_the_program_are_not_taken_for_its_version(tmp_path: Path, machine: Machine) -> None:
    """Debian's wrapper does arithmetic on a number that is too large for its shell."""
    warning = "echo 'chromium: 9: [: 25276510208.1.1.1: unexpected operator' >&2"
    program(tmp_path / "bin/chromium", f"Chromium {NEW} built on Debian GNU/Linux 12 (bookworm)", otherwise=warning)

    found = search.find("auto", machine)

    assert found is not None
    assert (found.name, found.version) == ("Chromium", NEW)


NOT_STARTING = {
    "hangs": "exec /bin/sleep 30",
    "is ended by a signal, as where memory is short": "kill -TRAP $$",
    "is ended under a wrapper": "exit 133",
    "lacks a library": "exit 127",
}


@pytest.mark.parametrize("how", NOT_STARTING)
def test_a_browser_that_is_there_and_does_not_start_is_named_and_none_is_installed(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(search, "_PATIENCE", 0.2)
    monkeypatch.setattr(install, "ATTEMPTS", (lambda _say: pytest.fail("tried to install"),))
    path = program(tmp_path / "bin/chromium", f"Chromium {NEW}", otherwise=NOT_STARTING[how])

    for setting in ("auto", "chromium", str(path)):
        with pytest.raises(BrowserMissing, match=f"There is a browser at {path}, but it does not start: ") as missing:
            search.provide(setting, print, machine)
        assert missing.value.exit_code == 2
        assert "--version" in missing.value.advice


def test_one_that_starts_is_taken_although_another_does_not(tmp_path: Path, machine: Machine) -> None:
    program(tmp_path / "bin/google-chrome", f"Google Chrome {NEW}", otherwise="kill -TRAP $$")
    chromium = program(tmp_path / "bin/chromium", f"Chromium {NEW}")

    found = search.find("auto", machine)

    assert found is not None
    assert found.path == chromium


@pytest.mark.parametrize("written", ["{}/my browsers/brave", "brave", "~/my browsers/brave"])
def test_a_path_or_a_command_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    brave = program(tmp_path / "my browsers/brave", f"Brave Browser {NEW}")
    monkeypatch.setenv("HOME", str(tmp_path))

    found = search.find(written.format(tmp_path), a_machine(tmp_path, PATH=str(brave.parent)))

    assert found == search.FoundBrowser("Brave Browser", brave, NEW, "CANCELBOT_BROWSER")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "there is no such program"),
        ("Mozilla Firefox 145.0.1", "does not answer --version"),
        ("", "does not answer --version"),
        ("Chromium 99.0.4844.51", "version 99.0.4844.51: 130 or newer is needed"),
    ],
)
def test_a_path_that_is_no_browser_for_us_is_refused(
    tmp_path: Path, machine: Machine, answer: str | None, reason: str
) -> None:
    place = tmp_path / "named"
    if answer is not None:
        program(place, answer)

    with pytest.raises(BrowserMissing, match=reason) as refused:
        search.find(str(place), machine)

    assert str(place) in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("setting", ["nonsense", "firefox", "./chrome"])
def test_a_name_that_means_nothing_here_is_refused(machine: Machine, setting: str) -> None:
    with pytest.raises(BrowserMissing, match="there is no such program"):
        search.find(setting, machine)


def test_a_headless_shell_is_refused(tmp_path: Path, machine: Machine) -> None:
    shell = program(tmp_path / "chrome-headless-shell", f"Google Chrome for Testing {NEW}")

    with pytest.raises(BrowserMissing, match="cannot load the guard"):
        search.find(str(shell), machine)


def test_what_is_there_is_provided_without_a_word(tmp_path: Path, machine: Machine) -> None:
    program(tmp_path / "bin/chromium", f"Chromium {NEW}")
    said: list[str] = []

    assert search.provide("auto", said.append, machine).path == tmp_path / "bin/chromium"
    assert said == []


def test_looking_does_not_load_playwright() -> None:
    look = "import sys; from cancelbot.browser import find; find.find(); sys.exit('playwright' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
