"""Kept sessions: who may read them, when they count, and what is said about those that do not."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from cancelbot.config.sessions import DAYS, ONE_DAY, KeptSession, Sessions
from cancelbot.errors import UsageError

ORIGINS = ("https://platform.example", "https://auth.example", "https://api.example")
ME = "dana@acme.example"
COOKIE = {"name": "session", "value": "s3cr3t", "domain": "platform.example", "path": "/", "secure": True}
FOREIGN = {**COOKIE, "domain": "elsewhere.example"}
PAGE = """<script>
localStorage.setItem("token", "in local storage");
indexedDB.open("auth").onupgradeneeded = event =>
  event.target.result.createObjectStore("tokens").put("in the database", "token");
</script>"""


class Now:
    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sessions(tmp_path: Path, now: Now) -> Sessions:
    return Sessions(ORIGINS, tmp_path / "state" / "sessions", now)


@pytest.fixture(scope="module")
def signed_in(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with a cookie, local storage and a database of the site, and a cookie of another one; only read."""
    context = browser.new_context()
    context.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    context.add_cookies([COOKIE, FOREIGN])  # type: ignore[list-item]  # a plain dict of the right shape
    page = context.new_page()
    page.goto(ORIGINS[0])
    page.wait_for_function("async () => (await indexedDB.databases()).length === 1")
    yield context
    context.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_can_read_it_and_the_name_tells_nobody(sessions: Sessions, signed_in: BrowserContext) -> None:
    umask = os.umask(0)
    try:
        file = sessions.save(signed_in, ME)
    finally:
        os.umask(umask)

    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert "dana" not in file.name + file.read_text()


def test_it_holds_cookies_storage_and_database_of_the_site_alone(sessions: Sessions, signed_in: BrowserContext) -> None:
    text = sessions.save(signed_in, ME).read_text()

    assert all(kept in text for kept in ("s3cr3t", "in local storage", "in the database"))
    assert "elsewhere.example" not in text


def test_another_browser_goes_on_with_it(
    sessions: Sessions, signed_in: BrowserContext, new_context: Callable[[], BrowserContext]
) -> None:
    sessions.save(signed_in, ME)
    other = new_context()

    kept = sessions.use(other, "DANA@acme.example")

    assert (kept.state is not None, kept.trouble) == (True, "")
    assert [cookie["value"] for cookie in other.cookies()] == ["s3cr3t"]


def test_it_ends(sessions: Sessions, signed_in: BrowserContext, now: Now) -> None:
    sessions.save(signed_in, ME)
    now.time += DAYS * ONE_DAY + 1

    kept = sessions.load(ME)

    assert kept.state is None
    assert "it has expired" in kept.trouble


def spoil(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def odd_cookie(file: Path, **changes: object) -> None:
    state = json.loads(file.read_text())["state"]
    state["cookies"][0].update(changes)
    spoil(file, state=state)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off": (lambda file: file.write_text(file.read_text()[:40]), "it is damaged"),
    "not text": (lambda file: file.write_bytes(b"\xff\xfe\x00"), "it cannot be read"),
    "a list": (lambda file: file.write_text("[]"), "it is damaged"),
    "without a state": (lambda file: spoil(file, state=None), "it is damaged"),
    "with a cookie of an extension": (
        lambda file: odd_cookie(file, sameSite="no_restriction"),
        "damaged, at cookies.0",
    ),
    "with a cookie without a place": (lambda file: odd_cookie(file, domain=None), "damaged, at cookies.0"),
    "with origins of another shape": (lambda file: spoil(file, state={"cookies": [], "origins": [1]}), "at origins.0"),
    "without an end": (lambda file: spoil(file, expires="never"), "it has expired"),
    "of another kind": (lambda file: spoil(file, kind="something"), "it is not a session"),
    "of another version": (lambda file: spoil(file, schema=99), "it is not a session"),
    "of another site": (lambda file: spoil(file, site="https://platform.openai.com"), "another site"),
    "of another account": (lambda file: spoil(file, owner="0" * 24), "another site or account"),
    "readable by others": (lambda file: file.chmod(0o644), "others may read or write it"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_damaged_or_foreign_file_is_named_and_ignored(
    sessions: Sessions, signed_in: BrowserContext, how: str
) -> None:
    file = sessions.save(signed_in, ME)
    act, reason = SPOILT[how]
    act(file)

    kept = sessions.load(ME)

    assert kept.state is None
    assert str(file) in kept.trouble
    assert reason in kept.trouble


def test_a_link_is_not_followed(sessions: Sessions, signed_in: BrowserContext, tmp_path: Path) -> None:
    file = sessions.save(signed_in, ME)
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")

    assert sessions.load(ME).state is None


def test_accounts_and_sites_are_apart(sessions: Sessions, signed_in: BrowserContext, tmp_path: Path) -> None:
    sessions.save(signed_in, ME)
    other_site = Sessions(("https://platform.openai.com",), sessions.folder, sessions.now)

    assert sessions.load("other@acme.example").state is None
    assert other_site.load(ME).state is None
    assert other_site.remove() == []


def test_the_only_session_serves_who_names_no_account(sessions: Sessions, signed_in: BrowserContext) -> None:
    sessions.save(signed_in, ME)
    assert sessions.load(None).state is not None

    sessions.save(signed_in, "other@acme.example")
    assert sessions.load(None).state is None


def test_removing_takes_one_or_all(sessions: Sessions, signed_in: BrowserContext) -> None:
    files = [sessions.save(signed_in, account) for account in (ME, "other@acme.example", None)]

    assert sessions.remove(ME) == files[:1]
    assert sorted(sessions.remove()) == sorted(files[1:])
    assert sessions.load(ME).state is None
    assert sessions.remove() == []


def test_saving_again_replaces_it_whole(sessions: Sessions, signed_in: BrowserContext, now: Now) -> None:
    sessions.save(signed_in, ME)
    now.time += 60

    file = sessions.save(signed_in, ME)

    assert json.loads(file.read_text())["saved"] == now.time


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be made unwritable by its mode there")
def test_a_folder_that_cannot_be_written_to_is_named(sessions: Sessions, signed_in: BrowserContext) -> None:
    sessions.folder.parent.mkdir()
    sessions.folder.write_text("a file, not a folder")

    with pytest.raises(UsageError, match="could not be kept in"):
        sessions.save(signed_in, ME)


def test_a_file_that_was_copied_to_another_machine_works(
    sessions: Sessions, signed_in: BrowserContext, tmp_path: Path
) -> None:
    file = sessions.save(signed_in, ME)
    there = Sessions(ORIGINS, tmp_path / "mounted", sessions.now)
    there.folder.mkdir()
    (there.folder / file.name).write_bytes(file.read_bytes())
    (there.folder / file.name).chmod(0o600)

    assert there.load(ME).state is not None
    assert there.load(None).state is not None


def test_a_file_of_another_account_that_was_copied_is_named(sessions: Sessions, signed_in: BrowserContext) -> None:
    file = sessions.save(signed_in, "other@acme.example")

    kept = sessions.load(ME)

    assert (kept.state, kept.trouble) == (
        None,
        f"The kept session {file} is ignored: it belongs to another account.",
    )


def test_the_session_of_another_site_is_no_trouble(sessions: Sessions, signed_in: BrowserContext) -> None:
    sessions.save(signed_in, ME)
    elsewhere = Sessions(("https://platform.openai.com",), sessions.folder, sessions.now)

    assert elsewhere.load(ME) == elsewhere.load(None) == KeptSession()


def test_a_pipe_in_its_place_is_not_waited_for(sessions: Sessions, signed_in: BrowserContext) -> None:
    file = sessions.save(signed_in, ME)
    file.unlink()
    os.mkfifo(file, 0o600)

    assert "not a plain file" in sessions.load(ME).trouble
