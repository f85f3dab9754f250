"""One run at a time for an account and a site, however it was configured and wherever its state lies."""

from pathlib import Path

import keyring
import pytest

from cancelbot.config.lock import one_run
from cancelbot.config.settings import load
from cancelbot.errors import AlreadyRunning, UsageError

ME = "dana@acme.example"


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nobody else runs."""
    monkeypatch.setattr("cancelbot.config.machine.SHARED", tmp_path)
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)


def refused(**flags: object) -> bool:
    try:
        with one_run(load(**flags)):
            return False
    except AlreadyRunning:
        return True


@pytest.mark.parametrize("variable", ["XDG_STATE_HOME", "HOME", "TMPDIR"])
def test_another_place_for_state_is_no_other_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with one_run(load(email=ME)):
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
        assert refused(email=" DANA@acme.example ")


def test_an_address_from_the_keyring_is_the_same_account(monkeypatch: pytest.MonkeyPatch) -> None:
    with one_run(load(email=ME)):
        monkeypatch.setattr(keyring, "get_password", lambda _service, name: ME if name == "email" else None)
        assert refused()


@pytest.mark.parametrize("unknown", [{}, {"email_command": "true"}, {"attach": "chrome"}, {"profile": "p"}])
def test_a_run_that_does_not_know_its_account_keeps_out_every_other(unknown: dict[str, object]) -> None:
    with one_run(load(email=ME)):
        assert refused(**unknown)
    with one_run(load(**unknown)):
        assert refused(email=ME)
        assert refused(**unknown)


def test_other_accounts_and_other_sites_run_beside_it() -> None:
    with one_run(load(email=ME)):
        assert not refused(email="other@acme.example")
        assert not refused(email=ME, platform_url="http://127.0.0.1:9")


def test_what_is_over_keeps_nobody_out() -> None:
    with one_run(load(email=ME)):
        pass

    assert not refused(email=ME)
    assert not refused()


def test_a_folder_of_somebody_else_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "theirs"
    elsewhere.mkdir()
    monkeypatch.setattr("os.getuid", lambda: 7)
    (tmp_path / "cancelbot-7").symlink_to(elsewhere)

    with pytest.raises(UsageError), one_run(load(email=ME)):
        pass
    assert list(elsewhere.iterdir()) == []


def test_a_user_without_any_folder_is_told_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setattr("cancelbot.config.machine.SHARED", file)
    monkeypatch.setenv("XDG_STATE_HOME", str(file))

    with pytest.raises(UsageError, match="can be written to"), one_run(load(email=ME)):
        pass
