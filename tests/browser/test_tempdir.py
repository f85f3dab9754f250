"""The folder of a browser: gone with its run, or cleared away by the next one; nothing else is ever touched."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from cancelbot.browser.tempdir import FOLDER_PREFIX, LOCK, SOCKET, scratch


@pytest.fixture
def temp(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of this test alone."""
    own = tmp_path_factory.mktemp("t")
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    return own


def left_behind(temp: Path, name: str = "killed") -> Path:
    """What a run leaves that was killed: its folder, with a lock that nobody holds."""
    folder = temp / f"{FOLDER_PREFIX}{name}"
    (folder / "profile").mkdir(parents=True)
    (folder / "profile" / "Cookies").write_text("a session")
    (folder / LOCK).touch()
    return folder


def test_it_is_private_and_gone_afterwards(temp: Path) -> None:
    with scratch() as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "profile").mkdir()

    assert list(temp.iterdir()) == []


def test_what_a_killed_run_has_left_is_removed(temp: Path) -> None:
    left = left_behind(temp)

    with scratch():
        assert not left.exists()


def test_the_folder_of_a_run_that_goes_on_stays(temp: Path) -> None:
    at_work = left_behind(temp, "at-work")

    with FileLock(at_work / LOCK), scratch():
        assert (at_work / "profile" / "Cookies").exists()


def test_a_folder_without_a_lock_stays_however_old_it_is(temp: Path) -> None:
    young, old = temp / f"{FOLDER_PREFIX}young", temp / f"{FOLDER_PREFIX}notes-of-somebody"
    young.mkdir()
    old.mkdir()
    os.utime(old, (0, 0))

    with scratch():
        assert (young.exists(), old.exists()) == (True, True)


def test_a_folder_that_another_run_is_just_making_is_left_to_it(temp: Path) -> None:
    begun = temp / f"{FOLDER_PREFIX}begun"
    begun.mkdir()
    (begun / LOCK).touch()

    with scratch():
        assert begun.exists()


def test_nothing_else_is_touched(temp: Path) -> None:
    kept = temp / "mine"
    (kept / "profile").mkdir(parents=True)
    (kept / LOCK).touch()
    (temp / f"{FOLDER_PREFIX}link").symlink_to(kept)
    (temp / f"{FOLDER_PREFIX}file").touch()

    with scratch():
        assert (kept / "profile").exists()


@pytest.mark.skipif(os.name != "posix", reason="Chromium keeps such a socket there only")
def test_the_socket_of_a_killed_browser_is_removed_with_it(temp: Path) -> None:
    left, place, other = left_behind(temp), temp / "org.chromium.Chromium.abc", temp / "org.chromium.Chromium.xyz"
    place.mkdir()
    other.mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(place / SOCKET))
    (left / "profile" / SOCKET).symlink_to(place / SOCKET)

    with scratch():
        assert (place.exists(), other.exists()) == (False, True)
