"""Several accounts in one file: each with its own settings, and no secret in it."""

import os
from pathlib import Path

import pytest

from cancelbot.config.accounts import account_names
from cancelbot.config.settings import load
from cancelbot.errors import UsageError

TWO = """
[defaults]
remove_card = true

[account.acme]
email = "billing@acme.example"
password_command = "pass show acme"
[account."Globex Europe"]
email = "it@globex.example"
remove_card = false
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "accounts.toml"
    path.write_text(TWO)
    path.chmod(0o600)
    return path


def test_each_account_has_its_own_settings_over_the_defaults(file: Path) -> None:
    acme, globex = load(account="acme"), load(account="Globex Europe")

    assert account_names(file) == ["acme", "Globex Europe"]
    assert (acme.known_email, acme.remove_card) == ("billing@acme.example", True)
    assert (globex.known_email, globex.remove_card) == ("it@globex.example", False)
    assert (acme.recordings, globex.recordings) == (Path("recordings/acme"), Path("recordings/Globex-Europe"))


def test_no_secret_of_the_environment_goes_to_another_account(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EMAIL", "PASSWORD", "TOTP_COMMAND", "ORG", "EXPECT_EMAIL"):
        monkeypatch.setenv(f"CANCELBOT_{name}", "of somebody else")
    monkeypatch.setenv("CANCELBOT_TIMEOUT", "7")

    globex = load(account="Globex Europe")

    assert {globex.password, globex.totp_command, globex.org, globex.expect_email} == {None}
    assert globex.timeout == 7


def test_what_is_typed_counts_more_than_the_file(file: Path) -> None:
    assert load(account="acme", remove_card=False, org="Other").remove_card is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[account.a]\npassword = "x"', "holds a secret: password"),
        ('[account.a]\ntotp_secret = "x"', "holds a secret: totp_secret"),
        ("[account.a]\ndry_rum = true", "there is no setting dry_rum"),
        ('[account.a]\naccount = "b"', "there is no setting account"),
        ("[account.a", "cannot be read"),
        ("account = 3", "is not a table"),
        ('[account."../x"]', "may have only letters"),
        ('[account.a]\nexpect_org = "Ac\u200bme"', "a word processor"),
        ('[account.a]\nexpect_org = ""', "has no value"),
        ("dry_run = true\n[account.a]", "dry_run belongs to no account"),
        ("[default]\ndry_run = true\n[account.a]", "default belongs to no account"),
        ("[accounts.a]\ndry_run = true", "accounts belongs to no account"),
        ("[account]\ndry_run = true\n[account.a]", "account.dry_run. is no account"),
        ("[account.defaults]\ndry_run = true\n[account.a]", "account.defaults. is no account"),
    ],
)
def test_what_is_not_clear_stops_the_command(file: Path, text: str, words: str) -> None:
    file.write_text(text)

    with pytest.raises(UsageError, match=words):
        load(account="a")


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_a_file_that_others_may_write_is_not_obeyed(file: Path) -> None:
    file.chmod(0o666)

    with pytest.raises(UsageError, match="can be changed by other users"):
        load(account="acme")


def test_practice_reads_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from cancelbot.config.settings import load_alone

    monkeypatch.setenv("CANCELBOT_NOTIFY", "json://127.0.0.1:9")
    monkeypatch.setenv("CANCELBOT_ORG", "Acme")

    assert {load_alone(yes=True).notify, load_alone().org} == {None}
