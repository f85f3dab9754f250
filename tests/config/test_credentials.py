"""Where secrets come from: the first place that has one, and none of them ever in an error."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from cancelbot.config.credentials import Credentials, Keyring, run_and_read
from cancelbot.config.settings import load
from cancelbot.errors import UsageError

SECRET = "JBSWY3DPEHPK3PXP"


class Memory(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@dataclass
class Person:
    """A person who answers everything alike."""

    answer: str
    questions: list[str] = field(default_factory=list)

    def hidden(self, question: str) -> str:
        self.questions.append(f"hidden: {question}")
        return self.answer

    def line(self, question: str) -> str:
        self.questions.append(question)
        return self.answer

    def bell(self) -> None: ...


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def printing(text: str, exit_code: int = 0) -> str:
    """A command that prints ``text``."""
    program = f"import sys; print({text!r}); sys.exit({exit_code})"
    return json.dumps(sys.executable) + " -c " + json.dumps(program)


def found(name: str, ask: Person | None = None, **settings: object) -> str | None:
    credentials = Credentials(load(**settings), ask)
    return {"email": credentials.email, "password": credentials.password, "totp": credentials.totp_secret}[name]()


@pytest.mark.parametrize("name", ["email", "password", "totp"])
def test_the_first_place_that_has_one_wins(name: str, memory: Memory) -> None:
    option = {"totp": "totp_secret"}.get(name, name)
    kept = {"totp": "GEZDGNBVGY3TQOJQ"}.get(name, "from the keyring")
    commanded = {"totp": "MFRGGZDFMZTWQ2LK"}.get(name, "from the command")
    Keyring(load().auth_url).put(option, kept)
    person = Person("from the person")

    assert found(name, person, **{option: SECRET, f"{name}_command": printing(commanded)}) == SECRET
    assert found(name, person, **{f"{name}_command": printing(commanded)}) == commanded
    assert found(name, person) == kept
    memory.kept.clear()
    assert found(name, person) == (None if name == "totp" else "from the person")
    assert found(name) is None


def test_a_password_is_asked_for_without_showing_it() -> None:
    person = Person("x")

    found("password", person)

    assert person.questions == ["hidden: Password"]


def test_each_place_is_asked_once() -> None:
    person = Person("x")
    credentials = Credentials(load(), person)

    assert [credentials.password() for _ in range(3)] == ["x"] * 3
    assert len(person.questions) == 1


def test_every_secret_that_is_found_is_kept_out_of_the_recording() -> None:
    learnt: list[str] = []
    credentials = Credentials(load(password_command=printing("s3cr3t")), None, learnt.append)

    credentials.password()

    assert learnt == ["s3cr3t"]


def test_the_keyring_of_one_site_is_not_asked_for_another() -> None:
    Keyring(load().auth_url).put("password", "of the live site")

    assert found("password", auth_url="http://127.0.0.1:9") is None


def test_a_system_without_a_keyring_has_nothing_and_says_so_when_asked_to_keep() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own class has no types here

    assert found("password") is None
    with pytest.raises(UsageError, match="no keyring, so nothing was saved"):
        Keyring("site").put("password", "s3cr3t")


def test_what_was_found_can_be_kept_in_the_keyring(memory: Memory) -> None:
    credentials = Credentials(load(email="dana@acme.example", password_command=printing("s3cr3t"), totp_secret=SECRET))

    assert list(credentials.keep()) == ["email", "password", "totp_secret"]

    assert set(memory.kept.values()) == {"dana@acme.example", "s3cr3t", SECRET}
    assert found("password") == "s3cr3t"


def test_forgetting_names_what_was_there() -> None:
    own = Keyring("site")
    own.put("email", "dana@acme.example")
    own.put("password", "s3cr3t")

    assert own.forget() == ["email", "password"]
    assert own.forget() == []


def test_a_command_keeps_spaces_and_loses_the_line_end() -> None:
    assert run_and_read("password_command", printing(" a b ")) == " a b "


def test_a_command_is_not_given_to_a_shell() -> None:
    assert run_and_read("password_command", "echo $HOME; echo `id`") == "$HOME; echo `id`"


@pytest.mark.parametrize(
    ("command", "how"),
    [
        (printing("s3cr3t", exit_code=3), "CANCELBOT_PASSWORD_COMMAND ended with exit code 3"),
        (printing(""), "CANCELBOT_PASSWORD_COMMAND printed nothing"),
        ("no-such-command s3cr3t", "CANCELBOT_PASSWORD_COMMAND could not be run"),
        ("unclosed 's3cr3t", "CANCELBOT_PASSWORD_COMMAND could not be run"),
    ],
)
def test_a_command_that_fails_is_named_and_nothing_of_it_repeated(command: str, how: str) -> None:
    with pytest.raises(UsageError) as failed:
        found("password", password_command=command)

    assert how in str(failed.value)
    assert "s3cr3t" not in f"{failed.value} {failed.value.advice}"
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__ or failed.value.__context__ is None


def test_a_secret_from_a_command_may_be_an_otpauth_address() -> None:
    assert found("totp", totp_command=printing(f"otpauth://totp/x?secret={SECRET}&issuer=y")) == SECRET


def test_a_malformed_secret_is_not_repeated() -> None:
    with pytest.raises(UsageError) as failed:
        found("totp", totp_command=printing("not base32!"))

    assert "not base32!" not in str(failed.value)


def test_a_command_may_print_codes_instead_of_the_secret() -> None:
    credentials = Credentials(load(totp_command=printing("123456")))

    assert credentials.totp_secret() is None
    assert credentials.prints_codes
    assert [credentials.totp_code(), credentials.totp_code()] == ["123456", "123456"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [("123456", "123456"), ("Your temporary ChatGPT verification code is 654321.", "654321"), ("ab-12", "ab-12")],
)
def test_a_code_is_found_in_what_the_code_command_prints(printed: str, code: str) -> None:
    assert Credentials(load(code_command=printing(printed))).sent_code("by e-mail") == code


def test_a_code_that_a_person_types_may_have_spaces() -> None:
    assert Credentials(load(), Person("123 456")).sent_code("by e-mail") == "123456"


SHOWN = "s3cr3t\nlogin: dana@acme.example\notpauth://totp/OpenAI?secret=JBSWY3DPEHPK3PXP&digits=8&period=60\n"


def test_of_several_lines_the_first_is_the_password_and_the_address_is_the_authenticators() -> None:
    assert found("password", password_command=printing(SHOWN)) == "s3cr3t"
    assert found("totp", totp_command=printing(SHOWN)) == f"otpauth://totp/?secret={SECRET}&digits=8&period=60"


@pytest.mark.parametrize(
    "printed",
    ["123 456", "123-456", "OpenAI:dana@acme.example  123456", "OpenAI: 123456", "openai\t123 456", "123456\nnote: 7"],
)
def test_a_code_is_read_in_every_usual_form(printed: str) -> None:
    credentials = Credentials(load(totp_command=printing(printed)))

    assert credentials.totp_secret() is None
    assert credentials.totp_code() == "123456"


def test_the_codes_of_several_accounts_are_refused() -> None:
    with pytest.raises(UsageError, match="CANCELBOT_TOTP_COMMAND printed the codes of several accounts"):
        found("totp", totp_command=printing("OpenAI:a  123456\nOpenAI:b  654321"))


def test_what_the_authenticators_command_prints_is_blamed_on_that_command() -> None:
    with pytest.raises(UsageError, match="CANCELBOT_TOTP_COMMAND is neither a base32 secret"):
        found("totp", totp_command=printing("OpenAI:dana [Requires Touch]"))


@pytest.mark.parametrize("text", ["Your code: 123 456. Ref 20261126", "20261126 11:30\nCode 123456\n", "code=123456"])
def test_a_code_in_a_mail_is_told_from_a_day(text: str) -> None:
    assert Credentials(load(code_command=printing(text))).sent_code("by e-mail") == "123456"


def test_a_command_is_told_none_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCELBOT_PASSWORD", "s3cr3t")

    assert "s3cr3t" not in run_and_read("email_command", "env")


def test_a_command_of_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pass").write_text("#!/bin/sh\necho evil")
    (tmp_path / "pass").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{tmp_path.name}")

    with pytest.raises(UsageError, match="could not be run"):
        run_and_read("password_command", "pass show openai")
