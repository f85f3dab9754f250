"""What the doctor finds, and that it never tells a value."""

import json
import re
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from pydantic import SecretStr

from cancelbot.browser.doctor import MachineFinding, examine
from cancelbot.config.sessions import SCHEMA, kept_sessions
from cancelbot.config.settings import Settings
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


def wanted(recordings: Path, *, on_loopback: bool = False, **given: object) -> Settings:
    """Settings of a run that could start."""
    secrets = {"email": f"{CANARY}@example.com", "password": CANARY, "totp_secret": TOTP}
    facts = {"recordings": recordings, **{name: SecretStr(value) for name, value in secrets.items()}, **given}
    if on_loopback:
        facts["platform_url"] = facts["auth_url"] = facts["api_url"] = "http://127.0.0.1:9"
    settings = Settings.model_construct(None, **facts)
    settings._sources.update({"email": "the environment", "password": ".env, line 3"})
    return settings


def finding(name: str, settings: Settings) -> MachineFinding:
    (found,) = (each for each in examine(settings) if each.name == name)
    return found


def test_with_all_there_a_run_could_start(tmp_path: Path) -> None:
    assert all(found.ok for found in examine(wanted(tmp_path, headed=False)))


def test_no_secret_is_told(tmp_path: Path) -> None:
    told = repr(examine(wanted(tmp_path)))

    assert CANARY not in told
    assert TOTP not in told
    assert Totp(TOTP).now() not in told


def test_nothing_is_printed_and_nothing_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    examine(wanted(tmp_path / "recordings"))

    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("attach", "remote"), [("http://127.0.0.1:9", None), (None, "wss://user:pass@grid.example")])
def test_a_browser_that_runs_elsewhere_needs_neither_one_here_nor_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attach: str | None, remote: str | None
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    settings = wanted(tmp_path, browser="nonsense", attach=attach, remote=remote)

    assert [found for found in examine(settings) if not found.ok] == []
    assert "pass" not in finding("browser", settings).what


def test_each_problem_has_its_cure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    settings = wanted(file, email=None, password=None, totp_secret=None, browser="nonsense", headed=True)

    problems = [each for each in examine(settings) if not each.ok]

    assert {"browser", "e-mail", "password", "recordings"} <= {each.name for each in problems}
    assert [each for each in problems if not each.cure] == []


def test_the_browser_is_named_with_version_and_origin(tmp_path: Path) -> None:
    found = finding("browser", wanted(tmp_path))

    assert found.ok
    assert ", from " in found.what
    assert any(character.isdigit() for character in found.what)


@pytest.mark.parametrize("setting", ["nonsense", "chrome"])
def test_without_a_browser_no_run_could_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setattr("cancelbot.browser.find._places", lambda *_: [])

    found = finding("browser", wanted(tmp_path, browser=setting))

    assert not found.ok
    assert found.cure


@pytest.mark.parametrize("value", [None, SecretStr("")])
def test_an_authenticator_secret_may_be_missing_but_not_a_password(tmp_path: Path, value: SecretStr | None) -> None:
    settings = wanted(tmp_path, password=value, totp_secret=value)

    assert finding("authenticator", settings).ok
    assert finding("password", settings) == MachineFinding(
        "password", False, "not set", "Set CANCELBOT_PASSWORD in the environment or in .env."
    )


def test_where_a_secret_comes_from_is_told(tmp_path: Path) -> None:
    assert finding("e-mail", wanted(tmp_path)).what == "set, from CANCELBOT_EMAIL (the environment)"
    assert finding("password", wanted(tmp_path)).what == "set, from CANCELBOT_PASSWORD (.env, line 3)"
    assert finding("settings", wanted(tmp_path)).what == "email (the environment), password (.env, line 3)"


def test_the_seconds_that_the_present_code_has_left_are_told_and_not_the_code(tmp_path: Path) -> None:
    told = finding("authenticator", wanted(tmp_path)).what

    assert re.search(r"its present code holds for (\d|[12]\d|30) s$", told)


def test_a_temporary_folder_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))

    found = finding("temporary", wanted(tmp_path))

    assert (found.ok, found.cure) == (False, "Unset TMPDIR.")
    assert "nowhere" in found.what


def test_a_temporary_folder_whose_path_is_too_long_for_the_browser_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("x" * 60)))

    found = finding("temporary", wanted(tmp_path))

    assert not found.ok
    assert "too long for the browser" in found.what


def test_a_place_for_state_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("cancelbot.config.machine.SHARED", tmp_path / "file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    assert not finding("state", wanted(tmp_path)).ok


def test_a_command_is_trusted_to_know_and_is_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = f"{sys.executable} -c 'open({str(ran)!r}, \"w\")'"

    found = finding("password", wanted(tmp_path, password=None, password_command=command))

    assert found == MachineFinding(
        "password", True, "from the command in CANCELBOT_PASSWORD_COMMAND, which was not run now"
    )
    assert not ran.exists()


def test_a_command_that_is_not_there_is_found_out(tmp_path: Path) -> None:
    found = finding("authenticator", wanted(tmp_path, totp_secret=None, totp_command="nowhere-to-be-found --now"))

    assert not found.ok
    assert "CANCELBOT_TOTP_COMMAND" in found.what


def test_the_keyring_is_asked_for_what_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def get_password(service: str, name: str) -> str:
        asked.append((service, name))
        return CANARY

    monkeypatch.setattr(keyring, "get_password", get_password)

    found = finding("password", wanted(tmp_path, password=None))

    assert found == MachineFinding("password", True, "kept in the system's keyring")
    assert [name for _, name in asked] == ["password"]


def test_a_kept_session_is_named_and_needs_no_password(tmp_path: Path) -> None:
    settings = wanted(tmp_path, email=None, password=None, sessions=tmp_path)
    assert finding("session", settings).what.startswith("none kept")
    assert not finding("password", settings).ok

    sessions = kept_sessions(settings)
    facts = {"site": sessions.site, "owner": sessions.file(None).stem, "expires": time.time() + 600}
    state: dict[str, list[str]] = {"cookies": [], "origins": []}
    whole = {"schema": SCHEMA, "kind": "cancelbot session", **facts, "state": state}
    sessions.file(None).write_text(json.dumps(whole))
    sessions.file(None).chmod(0o600)

    assert finding("session", settings).what.startswith("kept since ")
    assert finding("password", settings) == MachineFinding("password", True, "not set")


def test_a_person_at_the_terminal_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cancelbot.browser.doctor.terminal", object)

    assert finding("e-mail", wanted(tmp_path, email=None)).ok


def test_a_folder_for_recordings_that_is_yet_to_be_made_will_do(tmp_path: Path) -> None:
    assert finding("recordings", wanted(tmp_path / "a" / "b")).ok


def test_a_file_in_the_place_of_the_recordings_will_not_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert not finding("recordings", wanted(tmp_path / "file")).ok
    assert not finding("recordings", wanted(tmp_path / "file" / "inside")).ok


def test_a_full_disk_will_not_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(free=10**6))

    found = finding("recordings", wanted(tmp_path))

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
    found = finding("display", wanted(tmp_path, headed=headed, on_loopback=on_loopback))

    assert not found.ok
    assert "xvfb-run" in (found.cure or "")


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize(("headed", "on_loopback"), [(False, False), (False, True), (None, True)])
def test_without_a_screen_a_windowless_run_could_start(tmp_path: Path, headed: bool | None, on_loopback: bool) -> None:
    assert finding("display", wanted(tmp_path, headed=headed, on_loopback=on_loopback)).ok


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_screen_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, ":7")

    assert finding("display", wanted(tmp_path, headed=True)) == MachineFinding("display", True, f"{variable}=:7")


def test_a_system_without_a_keyring_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)

    found = finding("keyring", wanted(tmp_path))

    assert found.ok
    assert found.what.startswith("none usable")


def test_versions_are_told(tmp_path: Path) -> None:
    what = finding("software", wanted(tmp_path)).what

    assert all(name in what for name in ("Python 3.", "cancelbot 0.", "playwright 1."))
