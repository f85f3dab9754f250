"""Being signed in, as a person types it: a session that is kept, used and removed; and browsers that are not ours."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.guard import arms

from cancelbot.browser.find import find
from cancelbot.sandbox import Sandbox

FORGOTTEN = {"PASSWORD": "", "TOTP_SECRET": ""}


def told(ended: "subprocess.CompletedProcess[str]") -> dict[str, object]:
    result: dict[str, object] = json.loads(ended.stdout)
    return result


@pytest.mark.soak
def test_a_session_is_kept_used_without_a_password_and_removed(
    command: Command, little: Sandbox, tmp_path: Path
) -> None:
    kept = command("login", sandbox=little)
    little.request_log.clear()
    used = command("run", "--dry-run", "--json", sandbox=little, **FORGOTTEN)
    assert not [heard.path for heard in little.request_log.requests if "password" in heard.path]
    removed = command("logout", sandbox=little)
    gone = command("run", "--dry-run", "--json", sandbox=little, **FORGOTTEN)

    assert (kept.returncode, used.returncode) == (0, 0), kept.stderr + used.stderr
    assert told(used)["account"] == {"email": "d***@acme.example", "organization": "Acme Robotics"}
    assert "Removed: the session" in removed.stdout
    assert gone.returncode == 3
    assert not list(tmp_path.rglob("sessions/*.json"))


def test_signing_in_by_hand_needs_a_screen(
    command: Command,
    little: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    ended = command("login", "--by-hand", sandbox=little)

    assert ended.returncode == 2
    assert "no screen" in ended.stderr
    assert little.request_log.requests == []


def test_what_is_saved_goes_to_a_keyring_or_nowhere(
    command: Command, little: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    ended = command("login", "--save", sandbox=little)

    assert ended.returncode == 2
    assert "no keyring" in ended.stderr
    assert little.request_log.requests == []
    assert list(tmp_path.rglob("*.json")) == []


@pytest.mark.soak
def test_a_dry_run_in_a_browser_that_runs_already_writes_nothing(command: Command, little: Sandbox) -> None:
    found = find()
    assert found
    with arms.chromium(found) as address:
        ended = command("run", "--dry-run", "--json", "--attach", address, sandbox=little)

    assert ended.returncode == 0, ended.stderr
    assert told(ended)["guard"] == "page"
    assert little.request_log.writes == []


@pytest.mark.soak
def test_a_profile_keeps_the_session_itself(command: Command, little: Sandbox, tmp_path: Path) -> None:
    profile = str(tmp_path / "profile")
    first = command("run", "--dry-run", "--json", "--profile", profile, sandbox=little)
    little.request_log.clear()
    second = command("run", "--dry-run", "--json", "--profile", profile, sandbox=little, **FORGOTTEN)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert told(second)["guard"] == "browser"
