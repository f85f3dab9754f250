"""Planted secrets are in nothing that a run leaves, prints or shows of itself, however it ends."""

import base64
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.conftest import Serve
from tests.report.test_write import refused_and_proved
from tests.support.canary import ACCOUNT, API_KEY, Secrets, contents, is_session, planted, secrets_of
from tests.support.echoing import IN_LINKS, echoing_skin, spelt
from tests.support.needy import needy_skin
from tests.support.watching import When, carry_out

from cancelbot.sandbox import Act, Fault, Scenario
from cancelbot.sandbox.faults import Kind

pytestmark = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked at in /proc")
soak = pytest.mark.soak

BOT = [sys.executable, "-m", "cancelbot"]
BROKEN = "from cancelbot.guard import rules; rules.shut = lambda policy: []; from cancelbot.cli import main; main()"
LEAKY = [sys.executable, "-c", BROKEN]
OTHER_SECRET = "MNQW4YLSPEQGE2LSMRZSA43J"
SECURITY = Path(__file__).parent.parent / "SECURITY.md"
QUIET: tuple[list[str], dict[str, str]] = ([], {})
VERBOSE: tuple[list[str], dict[str, str]] = (["--verbose"], {})
LOUD: tuple[list[str], dict[str, str]] = (
    ["--verbose", "--json"],
    {"DEBUG": "pw:*", "DEBUGP": "1"},
)


@dataclass(frozen=True)
class Way:
    """A way in which a run ends, and the exit code of that."""

    code: int
    scenario: Scenario
    bot: tuple[str, ...] = tuple(BOT)
    when: When | None = None
    needy: bool = False
    totp_secret: str = ACCOUNT.totp_secret or ""


WAYS = {
    "success": Way(0, planted()),
    "wrong password": Way(3, planted(password_refused=True)),
    "wrong code": Way(3, planted(), totp_secret=OTHER_SECRET),
    "bot check": Way(4, planted(bot_check="auth")),
    "crash": Way(0, planted(Fault(act=Act.CANCEL, kind=Kind.CRASH))),
    "error page": Way(3, planted(trouble="oops")),
    "unknown page": Way(5, planted(), needy=True),
    "refused card": Way(1, planted(refused_card=True)),
    "guard leak": Way(7, planted(), bot=tuple(LEAKY)),
    "interrupted": Way(130, planted(), when=When("sign_in.accepted", signal.SIGINT)),
    "terminated": Way(130, planted(), when=When("sign_in.accepted", signal.SIGTERM)),
}
SAMPLE = {("wrong password", "quiet")}
CAPTURED: tuple[list[str], dict[str, str]] = (["--trace", "--video"], {})
LEVELS = {"quiet": QUIET, "verbose": VERBOSE, "loud": LOUD, "captured": CAPTURED}
EVERY = [
    pytest.param(way, level, id=f"{way}-{level}", marks=[] if (way, level) in SAMPLE else [soak])
    for way in WAYS
    for level in LEVELS
]


@pytest.fixture
def home() -> Iterator[Path]:
    """Chromium keeps a socket in the temporary folder, which is here, and that must not have a long name."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "home"


@pytest.mark.parametrize(("way", "level"), EVERY)
def test_no_secret_is_in_anything_that_is_left_or_shown(serve: Serve, home: Path, way: str, level: str) -> None:
    the, (flags, variables) = WAYS[way], LEVELS[level]
    sandbox = serve(the.scenario, *([needy_skin(home.parent / "needy")] if the.needy else []))

    ended = carry_out(
        [*the.bot, "run", "--yes", "--everything", "--timeout", "8", *flags],
        sandbox,
        home,
        {"CANCELBOT_TOTP_SECRET": the.totp_secret, **variables},
        the.when,
    )

    secrets = secrets_of(sandbox, **{"authenticator as set": the.totp_secret})
    assert ended.code == the.code, ended.caught["home/shown/stdout"].decode()
    assert level != "quiet" or b"Traceback" not in ended.caught["home/shown/stderr"]
    assert b"run --yes" in ended.caught["ps"]
    assert any(name.endswith("events.jsonl") for name in ended.caught)
    assert secrets.found_in(ended.caught) == []
    assert [name for name in ended.caught if "/scratch/" in name] == []
    if the.code == 3:
        (recording,) = (home / "recordings").iterdir()
        refused_and_proved(recording)


def test_a_whole_run_with_a_kept_session_leaves_what_the_table_says_and_no_secret(serve: Serve, home: Path) -> None:
    sandbox = serve(planted(), echoing_skin(home.parent / "echoing"))
    flags, variables = LOUD
    carry_out([*BOT, "login", "--verbose"], sandbox, home, variables)

    ended = carry_out([*BOT, "run", "--yes", "--everything", *flags], sandbox, home, variables)

    secrets = secrets_of(sandbox, **spelt(), **IN_LINKS)
    kept = {name: content for name, content in ended.caught.items() if is_session(name)}
    assert ended.code == 0, ended.caught["home/shown/stderr"].decode()
    assert b"run --yes" in ended.caught["ps"]
    assert secrets.found_in(ended.caught) == []
    assert len(kept) == 1
    assert Secrets(secrets.kept).found_in(kept) != []
    assert b"Reference [redacted] noted." in b"".join(ended.caught.values())
    assert {"code 0", "code 1"} <= secrets.never.keys()
    assert b"[redacted]" in ended.caught["home/shown/stdout"]
    assert b"c***@mine.example" in ended.caught["home/shown/stdout"]
    assert b"step.settled" in ended.caught["home/shown/stderr"]
    assert b"is set, but ignored" in ended.caught["home/shown/stderr"]
    found, told = modes(home), told_modes()
    assert found == {folder: told.get(folder) for folder in found}
    assert told.keys() - found.keys() <= {".cache/dconf", ".config/cancelbot", "/tmp/cancelbot-<uid>"}, "of this home"


def modes(home: Path) -> dict[str, tuple[set[str], set[str]]]:
    """The modes of each folder that a run has made, and of the files in it."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in home.rglob("*"):
        folder = path.parent.relative_to(home)
        if path.is_file() and folder.parts[0] not in {"shown", "scratch"}:
            name = re.sub(r"recordings/[^/]+", "recordings/<run>", folder.as_posix())
            folders, files = found.setdefault(name, (set(), set()))
            folders.add(f"{stat.S_IMODE(path.parent.stat().st_mode):04o}")
            files.add(f"{stat.S_IMODE(path.stat().st_mode):04o}")
    return found


def told_modes() -> dict[str, tuple[set[str], set[str]]]:
    """The same by the table in SECURITY.md."""
    rows = re.findall(r"^\|.*`([^`]+)/` \| (\d{4}) \| (\d{4}) \|$", SECURITY.read_text(encoding="utf-8"), re.MULTILINE)
    return {folder.removeprefix("~/"): ({own}, {files}) for folder, own, files in rows}


@soak
def test_what_a_killed_run_leaves_is_its_owners_alone_and_goes_with_the_next_run(serve: Serve, home: Path) -> None:
    sandbox = serve(planted(factor="none"))
    line = [*BOT, "run", "--yes"]
    killed = carry_out(line, sandbox, home, {}, When("sign_in.accepted", signal.SIGKILL))
    left = {name for name in killed.caught if "/scratch/" in name}
    elsewhere = {name: content for name, content in killed.caught.items() if name not in left}

    assert killed.code == -signal.SIGKILL
    assert secrets_of(sandbox).found_in(elsewhere) == []
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (home / "scratch").iterdir() if folder.is_dir()} == {
        0o700
    }

    again = carry_out(line, sandbox, home, {})

    assert again.code == 0
    assert secrets_of(sandbox).found_in(again.caught) == []
    assert [name for name in again.caught if "/scratch/" in name] == []


@soak
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract reads the pictures, and is not installed")
@pytest.mark.parametrize(
    ("scenario", "at_least", "words"),
    [
        (planted(), 9, "Cancel plan"),
        (planted(Fault(act=Act.CANCEL, kind=Kind.TWO_DIALOGS)), 6, "Nevermind"),
        (planted(trouble="oops"), 1, "an error occurred"),
    ],
    ids=["whole", "unknown", "error"],
)
def test_no_secret_can_be_read_in_a_picture_though_it_could_be_without_its_cover(
    serve: Serve, home: Path, page: Page, scenario: Scenario, at_least: int, words: str
) -> None:
    ended = carry_out([*BOT, "run", "--yes", "--everything", "--timeout", "8"], serve(scenario), home, {})

    pictures = sorted(name for name in ended.caught if name.endswith(".png"))
    seen = {name: readable(ended.caught[name]) for name in pictures}
    assert len(pictures) >= at_least
    assert [name for name, text in seen.items() if legible(text)] == []
    assert any(alike(words) in text for text in seen.values())
    page.set_content(f"<p style='font: 16px sans-serif'>{ACCOUNT.email}<p>{ACCOUNT.password}<p>{API_KEY}")
    assert legible(readable(page.screenshot())) == {"e-mail", "password", "API key"}


def readable(picture: bytes) -> str:
    """What can be read in a picture, each character that is easily mistaken for another as one and the same."""
    words = subprocess.run(["tesseract", "-", "-", "--psm", "11"], input=picture, capture_output=True, check=True)
    return alike(words.stdout.decode())


def alike(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower()).translate(str.maketrans("0o1l|is5z2", "ooiiiiss22"))


def legible(text: str) -> set[str]:
    """Which of the planted secrets can be made out: eight characters in a row are enough."""
    secrets = {"e-mail": ACCOUNT.email.split("@")[0], "password": ACCOUNT.password, "API key": API_KEY}
    return {
        what
        for what, secret in secrets.items()
        if any(alike(secret)[at : at + 8] in text for at in range(max(1, len(alike(secret)) - 7)))
    }


def test_the_search_finds_what_was_planted(tmp_path: Path) -> None:
    password = ACCOUNT.password.encode()
    hidden = {f"base64 {n}": base64.b64encode(b"x" * n + password + b"yz") for n in range(3)}
    hidden |= {"UTF-16": b"\0" + ACCOUNT.password.encode("utf-16-le"), "hex": password.hex().encode()}
    for name, content in hidden.items():
        (tmp_path / name).write_bytes(content)

    found = Secrets({"password": ACCOUNT.password}).found_in(contents(tmp_path))

    assert len(found) == len(hidden)
    assert API_KEY not in os.environ.values()
