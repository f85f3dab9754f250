"""What the doctor finds, and that it never tells a value."""

import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from pydantic import SecretStr

from cancelbot.browser.doctor import MachineFinding, could_start, examine
from cancelbot.config.totp import Totp

CANARY = "c4n4ry-s3cr3t"
TOTP = "KNUW4Z3TJFXFI2DF"


@pytest.fixture(autouse=True)
def nothing_kept_and_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    monkeypatch.setattr("cancelbot.browser.doctor.terminal", lambda: None)


@dataclass(frozen=True)
class Usage:
    """What shutil.disk_usage answers with, as far as it is read."""

    free: int


@dataclass(frozen=True)
class Wanted:
    """Settings of a run that could start."""

    recordings: Path
    email: SecretStr | None = field(default_factory=lambda: SecretStr(f"{CANARY}@example.com"))
    password: SecretStr | None = field(default_factory=lambda: SecretStr(CANARY))
    totp_secret: SecretStr | None = field(default_factory=lambda: SecretStr(TOTP))
    email_command: str | None = None
    password_command: str | None = None
    totp_command: str | None = None
    auth_url: str = "https://auth.openai.com"
    browser: str = "auto"
    headed: bool | None = None
    on_loopback: bool = False
    sources: dict[str, str] = field(default_factory=lambda: {"email": "the environment", "password": ".env, line 3"})


def finding(name: str, wanted: Wanted) -> MachineFinding:
    (found,) = (each for each in examine(wanted) if each.name == name)
    return found


def test_with_all_there_a_run_could_start(tmp_path: Path) -> None:
    assert could_start(examine(Wanted(tmp_path, headed=False)))


def test_no_secret_is_told(tmp_path: Path) -> None:
    told = repr(examine(Wanted(tmp_path)))

    assert CANARY not in told
    assert TOTP not in told
    assert Totp(TOTP).now() not in told


def test_nothing_is_printed_and_nothing_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    examine(Wanted(tmp_path / "recordings"))

    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_each_problem_has_its_cure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    wanted = Wanted(file, email=None, password=None, totp_secret=None, browser="nonsense", headed=True)

    problems = [each for each in examine(wanted) if not each.ok]

    assert {"browser", "e-mail", "password", "recordings"} <= {each.name for each in problems}
    assert [each for each in problems if not each.cure] == []


def test_the_browser_is_named_with_version_and_origin(tmp_path: Path) -> None:
    found = finding("browser", Wanted(tmp_path))

    assert found.ok
    assert ", from " in found.what
    assert any(character.isdigit() for character in found.what)


@pytest.mark.parametrize("setting", ["nonsense", "chrome"])
def test_without_a_browser_no_run_could_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setattr("cancelbot.browser.find._places", lambda *_: [])

    found = finding("browser", Wanted(tmp_path, browser=setting))

    assert not found.ok
    assert found.cure


@pytest.mark.parametrize("value", [None, SecretStr("")])
def test_an_authenticator_secret_may_be_missing_but_not_a_password(tmp_path: Path, value: SecretStr | None) -> None:
    wanted = Wanted(tmp_path, password=value, totp_secret=value)

    assert finding("authenticator", wanted).ok
    assert finding("password", wanted) == MachineFinding(
        "password", False, "not set", "Set CANCELBOT_PASSWORD in the environment or in .env."
    )


def test_where_a_secret_comes_from_is_told(tmp_path: Path) -> None:
    assert finding("e-mail", Wanted(tmp_path)).what == "set, from CANCELBOT_EMAIL (the environment)"
    assert finding("password", Wanted(tmp_path)).what == "set, from CANCELBOT_PASSWORD (.env, line 3)"
    assert finding("settings", Wanted(tmp_path)).what == "email (the environment), password (.env, line 3)"


def test_the_seconds_that_the_present_code_has_left_are_told_and_not_the_code(tmp_path: Path) -> None:
    told = finding("authenticator", Wanted(tmp_path)).what

    assert re.search(r"its present code holds for (\d|[12]\d|30) s$", told)


def test_a_temporary_folder_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))

    found = finding("temporary", Wanted(tmp_path))

    assert (found.ok, found.cure) == (False, "Unset TMPDIR.")
    assert "nowhere" in found.what


def test_a_place_for_state_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("cancelbot.config.places.SHARED", tmp_path / "file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    assert not finding("state", Wanted(tmp_path)).ok


def test_a_command_is_trusted_to_know_and_is_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = f"{sys.executable} -c 'open({str(ran)!r}, \"w\")'"

    found = finding("password", Wanted(tmp_path, password=None, password_command=command))

    assert found == MachineFinding(
        "password", True, "from the command in CANCELBOT_PASSWORD_COMMAND, which was not run now"
    )
    assert not ran.exists()


def test_a_command_that_is_not_there_is_found_out(tmp_path: Path) -> None:
    found = finding("authenticator", Wanted(tmp_path, totp_secret=None, totp_command="nowhere-to-be-found --now"))

    assert not found.ok
    assert "CANCELBOT_TOTP_COMMAND" in found.what


def test_the_keyring_is_asked_for_what_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def get_password(service: str, name: str) -> str:
        asked.append((service, name))
        return CANARY

    monkeypatch.setattr(keyring, "get_password", get_password)

    found = finding("password", Wanted(tmp_path, password=None))

    assert found == MachineFinding("password", True, "kept in the system's keyring")
    assert [name for _, name in asked] == ["password"]


def test_a_person_at_the_terminal_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cancelbot.browser.doctor.terminal", object)

    assert finding("e-mail", Wanted(tmp_path, email=None)).ok


def test_a_folder_for_recordings_that_is_yet_to_be_made_will_do(tmp_path: Path) -> None:
    assert finding("recordings", Wanted(tmp_path / "a" / "b")).ok


def test_a_file_in_the_place_of_the_recordings_will_not_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert not finding("recordings", Wanted(tmp_path / "file")).ok
    assert not finding("recordings", Wanted(tmp_path / "file" / "inside")).ok


def test_a_full_disk_will_not_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(free=10**6))

    found = finding("recordings", Wanted(tmp_path))

    assert (found.ok, found.what) == (False, f"{tmp_path}, 1 MB free")


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize(("headed", "on_loopback"), [(True, True), (True, False), (None, False)])
def test_without_a_screen_no_run_with_a_window_could_start(
    tmp_path: Path, headed: bool | None, on_loopback: bool
) -> None:
    found = finding("display", Wanted(tmp_path, headed=headed, on_loopback=on_loopback))

    assert not found.ok
    assert "xvfb-run" in (found.cure or "")


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize(("headed", "on_loopback"), [(False, False), (False, True), (None, True)])
def test_without_a_screen_a_windowless_run_could_start(tmp_path: Path, headed: bool | None, on_loopback: bool) -> None:
    assert finding("display", Wanted(tmp_path, headed=headed, on_loopback=on_loopback)).ok


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_screen_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, ":7")

    assert finding("display", Wanted(tmp_path, headed=True)) == MachineFinding("display", True, f"{variable}=:7")


def test_a_system_without_a_keyring_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)

    found = finding("keyring", Wanted(tmp_path))

    assert found.ok
    assert found.what.startswith("none usable")


def test_versions_are_told(tmp_path: Path) -> None:
    what = finding("software", Wanted(tmp_path)).what

    assert all(name in what for name in ("Python 3.", "cancelbot 0.", "playwright 1."))
