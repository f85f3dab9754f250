"""Settings as people write them: what is not understood stops the command, and nothing is dropped in silence."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cancelbot.config.machine import own_environment
from cancelbot.config.settings import intention, load
from cancelbot.config.sources import withdraw
from cancelbot.errors import UsageError

Write = Callable[..., Path]


@pytest.fixture
def dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a .env of the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cancelbot.config.sources.DOTENV", Path(".env"))
    monkeypatch.setattr("cancelbot.config.sources._withdrawn", {})

    def write(content: str | bytes, mode: int = 0o600) -> Path:
        path = tmp_path / ".env"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return path

    return write


def refused() -> str:
    with pytest.raises(UsageError) as stopped:
        load()
    assert stopped.value.exit_code == 2
    assert stopped.value.__suppress_context__ or stopped.value.__context__ is None
    return f"{stopped.value} {stopped.value.advice}"


UNCLEAR = {
    "colon": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN: true\n",
    "colon without a space": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN:true\n",
    "a name alone": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN\n",
    "as cmd has it": "CANCELBOT_YES=true\nset CANCELBOT_DRY_RUN=true\n",
    "as PowerShell has it": 'CANCELBOT_YES=true\n$env:CANCELBOT_DRY_RUN = "true"\n',
    "as a list": "CANCELBOT_YES=true\n- CANCELBOT_DRY_RUN=true\n",
    "as TOML": "CANCELBOT_YES=true\n[cancelbot]\nDRY_RUN=true\n",
    "typed together": "CANCELBOT_YES=true\nCANCELBOT_DRYRUN=true\n",
    "with a dash": "CANCELBOT_YES=true\nCANCELBOT-DRY-RUN=true\n",
    "prefix apart": "CANCELBOT_YES=true\nCANCEL_BOT_DRY_RUN=true\n",
    "prefix misspelt": "CANCELBOT_YES=true\nCANCLEBOT_DRY_RUN=true\n",
    "no prefix": "CANCELBOT_YES=true\nDRY_RUN=true\n",
    "letters of another alphabet": "CANCELBOT_YES=true\n\u0421\u0410NCELBOT_DRY_RUN=true\n",
    "one of them, and no prefix": "CANCELBOT_YES=true\nDR\u0423_RUN=true\n",
    "a shorter prefix": "CANCELBOT_YES=true\nCANCEL_DRY_RUN=true\n",
    "the site's prefix": "CANCELBOT_YES=true\nOPENAI_DRY_RUN=1\n",
    "no value": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN=\n",
    "a pin without a value": "CANCELBOT_YES=true\nCANCELBOT_EXPECT_ORG='' # Acme\n",
    "a value with a number sign": "CANCELBOT_EXPECT_ORG=Acme #2\n",
    "two on one line": "CANCELBOT_RECORDINGS=r dry_run=true\n",
    "another's quote over a name without prefix": 'OTHER="x\nDRY_RUN=true\nMORE="\n',
    "wide letters": "CANCELBOT_YES=true\n\uff23ANCELBOT_DRY_RUN=true\n",
    "invisible sign": "CANCELBOT_YES=true\n\u200bCANCELBOT_DRY_RUN=true\n",
    "commented out as in C": "CANCELBOT_YES=true\n// CANCELBOT_DRY_RUN=true\n",
    "twice": "CANCELBOT_DRY_RUN=true\nCANCELBOT_DRY_RUN=false\n",
    "twice in two cases": "CANCELBOT_DRY_RUN=true\ncancelbot_dry_run=false\n",
    "not a truth": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN=ture\n",
    "wide equals sign": "CANCELBOT_YES=true\nCANCELBOT_DRY_RUN\uff1dtrue\n",
    "another word": "CANCELBOT_YES=true\nCANCELBOT_EXPECT_ORGANISATION=Acme\n",
    "quote not closed": 'CANCELBOT_PASSWORD="s3cr3t\nCANCELBOT_DRY_RUN=true\n',
    "quote closed too late": 'CANCELBOT_PASSWORD="s3cr3t\nCANCELBOT_DRY_RUN=true\nCANCELBOT_ORG="\n',
    "another's quote": 'OTHER="x\nCANCELBOT_DRY_RUN=true\nMORE="\n',
    "one quote of two": "CANCELBOT_PASSWORD='s3cr3t\nCANCELBOT_DRY_RUN=true\n",
    "lines run together": "CANCELBOT_PASSWORD=s3cr3tCANCELBOT_DRY_RUN=true\n",
    "odd line break": "CANCELBOT_PASSWORD=s3cr3t\u2028CANCELBOT_DRY_RUN=true\n",
    "old page break": "CANCELBOT_ORG=Acme # x\x0cCANCELBOT_DRY_RUN=true\n",
    "nothing behind a reference": "CANCELBOT_EXPECT_ORG=${NOWHERE_TO_BE_FOUND}\n",
    "UTF-16 without a mark": "CANCELBOT_DRY_RUN=true\n".encode("utf-16-le"),
    "Latin-1": "# für Zoë\nCANCELBOT_DRY_RUN=true\n".encode("latin-1"),
    "UTF-16 cut off": b"\xff\xfeC\x00A",
}


@pytest.mark.parametrize("how", UNCLEAR)
def test_a_line_that_is_not_understood_stops_the_command_and_is_named(dotenv: Write, how: str) -> None:
    path = dotenv(UNCLEAR[how])

    told = refused()

    assert str(path) in told or ".env, line" in told
    assert "line " in told or "more than" in told
    assert "s3cr3t" not in told


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CANCELBOT_DRYRUN=true", "CANCELBOT_DRY_RUN"),
        ("CANCELBOT_DRY_RUN: true", "CANCELBOT_DRY_RUN"),
        ("CANCELBOT_EXPECT_ORGANISATION=x", "CANCELBOT_EXPECT_ORG"),
        ("CANCELBOT_ORGANIZATION=x", "CANCELBOT_ORG"),
        ("CANCELBOT_E_MAIL=x", "CANCELBOT_EMAIL"),
        ("CANCELBOT_TOTP=x", "CANCELBOT_TOTP_SECRET"),
        ("CANCELBOT_PASWORD=x", "CANCELBOT_PASSWORD"),
        ("DRY_RUN=1", "CANCELBOT_DRY_RUN"),
    ],
)
def test_the_name_that_was_meant_is_told(dotenv: Write, written: str, meant: str) -> None:
    dotenv(written)

    assert f"Did you mean {meant}" in refused()


PASTED = [
    "\u201cAcme\u201d",
    "\u2018Acme\u2019",
    "\u201eAcme\u201c",
    "«Acme»",
    "Ac\u200bme",
    "Acme\ufeff",
    "\u202aAcme\u202c",
    "Ac\u00adme",
]


@pytest.mark.parametrize("value", PASTED)
@pytest.mark.parametrize("name", ["CANCELBOT_EXPECT_ORG", "CANCELBOT_PASSWORD"])
def test_a_value_with_signs_of_a_word_processor_is_refused_and_not_repeated(
    dotenv: Write, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    dotenv(f"\n{name}={value}\n")
    told = refused()
    assert f"{name} (.env, line 2)" in told
    assert "Acme" not in told

    dotenv("")
    monkeypatch.setenv(name, value)
    assert f"{name} (the environment)" in refused()


@pytest.mark.parametrize("name", ["CANCELBOT_DRYRUN", "cancelbot_dry_rum", "CANCELBOT_EXPECT_ORGANISATION", "DRY_RUN"])
def test_an_unknown_name_in_the_environment_stops_the_command(
    dotenv: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "true")

    told = refused()

    assert name in told
    assert "the environment" in told


@pytest.mark.parametrize(
    "name", ["CANCEL_TIMEOUT", "CANBUS_BITRATE", "BOT_TOKEN", "DRY_RUNS", "HELM_DRY_RUN", "\u00dcBER"]
)
def test_what_belongs_to_other_programs_is_left_alone(
    dotenv: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "x")
    dotenv(f'{name}=x\nOTHER_KEY="-----BEGIN\nabc=\n-----END"\nDRY_RUN=false\nCANCELBOT_ORG=Acme\n')

    assert load().org == "Acme"


READ = {
    "a byte order mark": "\ufeffCANCELBOT_ORG=Acme".encode(),
    "UTF-16, little end first": "CANCELBOT_ORG=Acme\r\n".encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + "CANCELBOT_ORG=Acme\r\n".encode("utf-16-be"),
    "old line ends": b"# x\rCANCELBOT_ORG=Acme\r",
    "exported": b"export CANCELBOT_ORG='Acme' # ours",
    "spaces": b"  CANCELBOT_ORG = Acme  ",
    "small letters": b"cancelbot_org=Acme",
    "a mark, a name with a space behind it, Windows' line ends": b"\xef\xbb\xbfexport CANCELBOT_ORG ='Acme'\r\n\r\n",
    "twice the same": b"CANCELBOT_ORG=Acme\ncancelbot_org='Acme'\n",
}


@pytest.mark.parametrize("how", READ)
def test_what_is_clear_is_read(dotenv: Write, how: str) -> None:
    dotenv(READ[how])

    assert load().org == "Acme"


def test_a_pin_that_the_shell_has_emptied_is_not_dropped(dotenv: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCELBOT_EXPECT_ORG", "")
    assert "CANCELBOT_EXPECT_ORG (the environment) has no value" in refused()

    monkeypatch.delenv("CANCELBOT_EXPECT_ORG")
    dotenv("CANCELBOT_ORG='Acme #2'\nCANCELBOT_TIMEOUT=9 #seconds\nCANCELBOT_EXPECT_ORG=Acme # ours\n")
    assert (load().org, load().timeout, load().expect_org) == ("Acme #2", 9, "Acme")


def test_a_reference_is_filled_in_but_not_within_single_quotes(dotenv: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OURS", "Acme")
    dotenv("CANCELBOT_ORG=\"${OURS} Robotics\"\nCANCELBOT_EXPECT_ORG='${OURS}'\nCANCELBOT_BROWSER=${NONE:-chromium}\n")

    settings = load()

    assert (settings.org, settings.expect_org, settings.browser) == ("Acme Robotics", "${OURS}", "chromium")


@pytest.mark.skipif(os.name != "posix", reason="modes and owners are those of POSIX")
@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666, 0o664])
def test_a_file_that_others_can_write_is_not_obeyed(dotenv: Write, mode: int) -> None:
    dotenv("CANCELBOT_BROWSER=/tmp/evil", mode)

    assert "chmod 600 .env" in refused()


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_obeyed(dotenv: Write) -> None:
    os.chown(dotenv("CANCELBOT_BROWSER=/tmp/evil"), 12345, -1)

    assert "belongs to another user" in refused()


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a file away")
def test_neither_is_a_link_that_another_user_has_laid(dotenv: Write, tmp_path: Path) -> None:
    dotenv("CANCELBOT_DRY_RUN=true").rename(tmp_path / "own")
    (tmp_path / ".env").symlink_to("own")
    assert load().dry_run

    os.chown(tmp_path / ".env", 12345, -1, follow_symlinks=False)

    assert "belongs to another user" in refused()


@pytest.mark.skipif(os.name != "posix", reason="there is no such thing elsewhere")
def test_a_pipe_in_the_place_of_the_file_is_refused_and_not_waited_for(dotenv: Write, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".env")

    assert "not a plain file" in refused()


def test_a_folder_of_that_name_is_no_file_of_settings(dotenv: Write, tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()

    assert load().org is None


def test_where_each_value_came_from_is_known(dotenv: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv("# mine\nCANCELBOT_ORG=Acme\nCANCELBOT_TIMEOUT=9\nCANCELBOT_PATIENCE=2\n")
    monkeypatch.setenv("CANCELBOT_TIMEOUT", "8")

    assert load(patience=1.0).sources == {
        "org": ".env, line 2",
        "timeout": "the environment",
        "patience": "an option",
    }


def test_settings_never_change() -> None:
    with pytest.raises(Exception, match="frozen"):
        load().org = "Elsewhere"


def test_settings_that_were_withdrawn_still_hold_and_no_child_has_them(
    dotenv: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCELBOT_PASSWORD", "s3cr3t")
    withdraw(os.environ)

    assert "CANCELBOT_PASSWORD" not in os.environ
    assert load().password is not None
    monkeypatch.setenv("cancelbot_password", "s3cr3t")
    monkeypatch.setenv("HOME", "/")
    assert "s3cr3t" not in own_environment().values()
    assert own_environment()["HOME"] == "/"


def test_the_first_line_says_what_will_be_done_and_to_whom() -> None:
    assert intention(load(dry_run=True)).startswith("Dry run: nothing will be changed.")
    told = intention(load(yes=True, everything=True, expect_email="dana@acme.example", org="Acme"))
    assert told == (
        "For real: the plan will be canceled, every card deleted, every API key revoked. "
        "Only for account d***@acme.example, organization “Acme”."
    )
    assert "once you have agreed" in intention(load())


def test_a_setting_that_is_wrong_is_named_with_its_place(dotenv: Write) -> None:
    dotenv("\n\nCANCELBOT_TIMEOUT=soon\n")

    assert "CANCELBOT_TIMEOUT (.env, line 3): " in refused()


def test_a_file_that_others_can_read_is_found(dotenv: Write) -> None:
    from cancelbot.config.sources import readable_by_others

    path = dotenv("")
    assert not readable_by_others()
    path.chmod(path.stat().st_mode | stat.S_IROTH)
    assert readable_by_others()
