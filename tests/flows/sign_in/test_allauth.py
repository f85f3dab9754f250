"""A real sign-in page that nobody here wrote, through the same code; only the words differ."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.flows.conftest import MakeBot

from cancelbot.errors import SignInRefused
from cancelbot.page.snapshot import Observation, Snapshot
from openai_platform.sign_in import words
from openai_platform.words import say

EMAIL, PASSWORD, SECRET = "dana@acme.example", "correct horse battery staple", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of django-allauth on this machine."""
    program = [
        sys.executable,
        str(Path(__file__).parents[2] / "support" / "allauth_site.py"),
        str(tmp_path_factory.mktemp("site")),
    ]
    with subprocess.Popen(
        [*program, EMAIL, PASSWORD, SECRET], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


@pytest.fixture
def allauth_bot(site: str, bot_with: MakeBot, monkeypatch: pytest.MonkeyPatch) -> MakeBot:
    """A bot for that site; settings as keywords."""
    monkeypatch.setattr(words, "LANDMARKS", say("change email", "security", "sign out"))
    own = {"platform_url": site, "auth_url": site, "api_url": site, "timeout": 10.0}
    mine = {"email": EMAIL, "password": PASSWORD, "totp_secret": SECRET}
    return lambda **given: bot_with(**{**own, **mine, **given})


def heard(site: str) -> list[str]:
    """What was sent to the site since it was asked last."""
    with urlopen(f"{site}/heard/") as answer:  # noqa: S310  # an address on this machine
        return str(answer.read().decode()).split()


def inside(snapshot: Snapshot) -> Observation[str] | None:
    return Observation("inside") if snapshot.has(say("members only")) else None


def test_email_password_and_code_of_another_site(site: str, allauth_bot: MakeBot) -> None:
    made = allauth_bot()

    assert made.sign_in.through(f"{site}/inside/", inside, "the members' page") == "inside"

    assert EMAIL in made.run.tab.page.inner_text("body")
    assert made.sign_in.account_email == EMAIL
    assert heard(site) == ["/accounts/login/", "/accounts/2fa/authenticate/"]


@pytest.mark.parametrize(
    ("wrong", "says", "posts"),
    [
        pytest.param({"password": "wrong"}, "are not correct", 1, marks=pytest.mark.soak),
        ({"totp_secret": "KRSXG5CTMVRXEZLU"}, "Incorrect code", 2),
    ],
)
def test_its_refusals_are_understood_and_nothing_is_tried_twice(
    site: str, allauth_bot: MakeBot, wrong: dict[str, str], says: str, posts: int
) -> None:
    with pytest.raises(SignInRefused, match=says):
        allauth_bot(**wrong).sign_in.through(f"{site}/inside/", inside, "the members' page")

    assert len(heard(site)) == posts
