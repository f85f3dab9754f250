"""Having a browser installed: each way tells how it goes, gives up by itself, and leaves nothing running."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cancelbot.browser import find as search
from cancelbot.browser import install
from cancelbot.browser.find import Machine
from cancelbot.browser.install import Say
from cancelbot.errors import BrowserMissing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the made-up installers are shell scripts")

AptGet = Callable[[str], Callable[[], list[str]]]


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing on it but a folder on PATH."""
    return Machine(platform="linux", environ={"PATH": str(tmp_path / "bin")}, home=tmp_path, root=tmp_path)


def test_the_first_installation_that_gives_a_browser_is_the_last(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def attempt(name: str, *, works: bool) -> Callable[[Say], str | None]:
        def way(_say: Say) -> str | None:
            tried.append(name)
            if works:
                program(tmp_path / "bin/chromium", "echo Chromium 156.0.8078.79")
            return None if works else "no network"

        return way

    attempts = (attempt("a", works=False), attempt("b", works=True), attempt("c", works=True))
    monkeypatch.setattr(install, "ATTEMPTS", attempts)

    found = search.provide("auto", tried.append, machine)

    assert found.name == "Chromium"
    assert tried == ["a", "b"]


def test_where_nothing_helps_one_sentence_says_why_and_one_command_what_to_do(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "ATTEMPTS", (lambda _say: "no network", lambda _say: "apt-get needs root"))

    with pytest.raises(BrowserMissing) as missing:
        search.provide("auto", print, machine)

    assert str(missing.value) == (
        "No Chrome, Edge or Chromium is on this machine, and none could be installed (no network; apt-get needs root)."
    )
    assert missing.value.advice == f"Run: {install.command_for_the_user()}"


@pytest.mark.parametrize(("setting", "name"), [("chrome", "Google Chrome"), ("msedge", "Microsoft Edge")])
def test_a_branded_browser_is_never_installed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, setting: str, name: str
) -> None:
    monkeypatch.setattr(install, "ATTEMPTS", (lambda _say: pytest.fail("tried to install"),))

    with pytest.raises(BrowserMissing, match=f"{name} is not on this machine"):
        search.provide(setting, print, machine)


def download(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(install, "PLAYWRIGHT", ["/bin/sh", "-c", script])


def test_a_download_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    download(monkeypatch, "echo Downloading; echo '|####   |  50% of 170 MiB'; echo '|#######| 100% of 170 MiB'")

    assert install.by_playwright(said.append) is None
    assert said[1:] == ["50% of 170 MiB", "100% of 170 MiB"]


def test_a_download_that_fails_says_so_without_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    download(monkeypatch, "echo 'Error: getaddrinfo ENOTFOUND' >&2; echo '  at somewhere.js:1' >&2; exit 1")

    assert install.by_playwright(said.append) == "playwright install could not download one"
    assert said == ["No browser found: downloading Chromium with playwright install ..."]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("begun", ["", "echo '| 10% of 170 MiB';"], ids=["never begins", "stands still"])
def test_a_download_that_does_not_get_on_is_ended_with_its_children(
    monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    monkeypatch.setattr(install, "CONNECTING", 0.5)
    monkeypatch.setattr(install, "STALLING", 0.5)
    download(monkeypatch, f"{begun} /bin/sleep 60 & wait")
    started = time.monotonic()

    assert install.by_playwright(lambda _line: None) is not None
    assert time.monotonic() - started < 10  # the child holds the pipe: were it alive, reading would go on


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AptGet:
    """A made-up apt-get, root, and what it was asked."""

    def written(script: str) -> Callable[[], list[str]]:
        log = tmp_path / "asked"
        program(tmp_path / "bin/apt-get", f'echo "$@" >> {log}\n{script}')
        monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setattr(install, "_is_root", lambda: True)
        return lambda: [line.split("=60 ")[-1] for line in log.read_text(encoding="utf-8").splitlines()]

    return written


INSTALLED = "install -y --no-install-recommends chromium fonts-liberation"


def test_apt_get_installs_at_once_where_its_lists_are_there(apt_get: AptGet) -> None:
    asked = apt_get("exit 0")

    assert install.by_apt(lambda _line: None) is None
    assert asked() == [INSTALLED]


def test_apt_get_fetches_its_lists_where_it_knows_no_chromium(tmp_path: Path, apt_get: AptGet) -> None:
    lists = tmp_path / "lists"
    asked = apt_get(f'case "$*" in *update) touch {lists}; exit 0;; esac; test -e {lists}; exit $?')

    assert install.by_apt(lambda _line: None) is None
    assert asked() == [INSTALLED, "update", INSTALLED]


def test_apt_get_that_fails_says_so(apt_get: AptGet) -> None:
    apt_get("exit 100")

    assert install.by_apt(lambda _line: None) == "apt-get could not install one"


def test_apt_get_is_not_asked_without_root(apt_get: AptGet, monkeypatch: pytest.MonkeyPatch) -> None:
    apt_get("exit 0")
    monkeypatch.setattr(install, "_is_root", lambda: False)

    assert install.by_apt(pytest.fail) == "apt-get needs root"


def test_a_system_without_apt_get_passes_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert install.by_apt(pytest.fail) is None


@pytest.mark.parametrize(
    ("system", "release", "root", "command"),
    [
        ("darwin", {}, False, "brew install --cask google-chrome"),
        ("win32", {}, False, "winget install Google.Chrome"),
        ("linux", {"ID": "debian"}, True, "apt-get install -y chromium"),
        ("linux", {"ID": "debian"}, False, "sudo apt-get install -y chromium"),
        (
            "linux",
            {"ID": "ubuntu", "ID_LIKE": "debian"},
            True,
            f"{sys.executable} -m playwright install --with-deps chromium",
        ),
    ],
)
def test_each_system_has_its_one_command(
    monkeypatch: pytest.MonkeyPatch, system: str, release: Mapping[str, str], root: bool, command: str
) -> None:
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    monkeypatch.setattr(install, "_is_root", lambda: root)

    assert install.command_for_the_user(system) == command
