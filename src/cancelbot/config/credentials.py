"""Where e-mail, password and codes come from; the first place that has one wins.

environment or ``.env``  >  a command of the user's  >  the system's keyring  >  a hidden question on a terminal

A command is split as a shell would and run without one; what it prints is the secret, which never stands in an
argument or a log. The keyring's entries belong to one sign-in address, so that what is kept for the live site is
never typed anywhere else.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from cancelbot.config.machine import own_environment, program
from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.config.sources import PREFIX
from cancelbot.config.totp import totp_key
from cancelbot.errors import UsageError
from cancelbot.redaction import mask_email

COMMAND_SECONDS = 120.0
"""how long a command may take: a password manager may ask its own question"""
_CODE = re.compile(r"\d{6,8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4}")
WITHIN = tuple(
    map(re.compile, (r"(?<![\w.-])(?:\d{6}|\d{3}[ -]\d{3})(?![\w-])", r"(?<!\d)\d{6}(?!\d)", r"(?<!\d)\d{7,8}(?!\d)"))
)
"""a code within a text, the surest first"""
_SEE_WHY = "Run that command by itself to see why."
_NO_KEYRING = (
    "Keep them in the environment or .env, or name a command of your password manager (CANCELBOT_PASSWORD_COMMAND)."
)


@dataclass
class Credentials:
    """The credentials of one run, each looked up when it is first needed."""

    settings: Settings
    prompt: Prompt | None = None
    learn: Callable[[str], None] = lambda _secret: None
    """called with every secret that was found, so that it is kept out of the recording"""
    _found: dict[str, str] = field(default_factory=dict)
    _fresh: str | None = None
    """an unused code that a command has printed instead of a secret"""
    prints_codes: bool = False
    """whether the authenticator's command prints codes, not the secret"""

    def email(self) -> str | None:
        return self._look_up("email", "E-mail address of the OpenAI account")

    def password(self) -> str | None:
        return self._look_up("password", "Password")

    def totp_secret(self) -> str | None:
        """The authenticator's secret as :func:`totp_key` takes it; None if there is none. Raises UsageError."""
        if self.prints_codes:
            return None
        found = self._look_up("totp_secret", None)
        if not found:
            return None
        commanded = self.settings.totp_command and not self.settings.given("totp_secret")
        name = f"{PREFIX}TOTP_COMMAND" if commanded else f"{PREFIX}TOTP_SECRET"
        wanted = next((line for line in found.splitlines() if line.strip().lower().startswith("otpauth:")), None)
        if wanted is None and (code := printed_code(found, name)):
            del self._found["totp_secret"]
            self._fresh, self.prints_codes = code, True
            return None
        key = totp_key(wanted or _first_line(found), name)
        self.learn(key.secret)
        return str(key)

    def totp_code(self) -> str | None:
        """An authenticator code from a command that prints codes, or from the person; None without either."""
        if self.prints_codes and self.settings.totp_command:
            name, fresh, self._fresh = f"{PREFIX}TOTP_COMMAND", self._fresh, None
            code = fresh or printed_code(run_and_read("totp_command", self.settings.totp_command), name)
            if code is None:
                raise UsageError(f"{name} printed no code.", advice=_SEE_WHY)
            return code
        return self._asked_code("Code of your authenticator app")

    def sent_code(self, where: str) -> str | None:
        """A code that the site has sent ``where``, from the code command or the person; None without either."""
        if self.settings.code_command:
            printed = run_and_read("code_command", self.settings.code_command)
            hits = [hit for pattern in WITHIN if (hit := pattern.search(printed))]
            return re.sub(r"[ -]", "", hits[0].group()) if hits else _first_line(printed)
        return self._asked_code(f"Code that was sent {where}")

    def texted_code(self) -> str | None:
        """A code that the site has sent to the phone, which only the person can read."""
        return self._asked_code("Code that was sent to your phone")

    def keep(self) -> dict[str, str]:
        """Save everything that is known, or asked for now, in the system's keyring. Returns each secret by its name.

        Raises UsageError without e-mail address and password, or without a keyring.
        """
        self.email()
        self.password()
        if not self.settings.totp_command:
            secret = self._look_up("totp_secret", "Secret of your authenticator app (Enter if there is none)")
            self._found |= {"totp_secret": str(totp_key(secret, "The secret"))} if secret else {}
        if not {"email", "password"} <= self._found.keys():
            raise UsageError("There is no e-mail address and password to save.", advice="Run this on a terminal.")
        store = Keyring(self.settings.auth_url)
        for name, secret in self._found.items():
            store.put(name, secret)
        return dict(self._found)

    def _asked_code(self, question: str) -> str | None:
        return re.sub(r"\s", "", self.prompt.hidden(question)) or None if self.prompt else None

    def _look_up(self, name: str, question: str | None) -> str | None:
        if name not in self._found:
            found = self.settings.given(name) or self._commanded(name) or Keyring(self.settings.auth_url).get(name)
            if not found and self.prompt is not None and question is not None:
                found = self.prompt.line(question) if name == "email" else self.prompt.hidden(question)
            if not found:
                return None
            self._found[name] = found
            self.learn(found)
        return self._found[name]

    def _commanded(self, name: str) -> str | None:
        option, command = self.settings.command_for(name)
        if not command:
            return None
        printed = run_and_read(option, command)
        return printed if name == "totp_secret" else _first_line(printed)


class Keyring:
    """The system's own store, for one sign-in address."""

    def __init__(self, site: str) -> None:
        self.service = f"cancelbot {site}"

    def get(self, name: str) -> str | None:
        """The secret saved under ``name``; None without one, or without a store."""
        import keyring

        with suppress(keyring.errors.KeyringError, RuntimeError):
            return keyring.get_password(self.service, name)
        return None

    def put(self, name: str, secret: str) -> None:
        """Save ``secret`` under ``name``. Raises UsageError; never falls back to a plain file."""
        import keyring

        try:
            keyring.set_password(self.service, name, secret)
        except (keyring.errors.KeyringError, RuntimeError):
            raise UsageError("This system has no keyring, so nothing was saved in it.", advice=_NO_KEYRING) from None

    def forget(self) -> list[str]:
        """Remove what is saved. Returns its names."""
        import keyring

        gone = []
        for name in ("email", "password", "totp_secret"):
            with suppress(keyring.errors.KeyringError, RuntimeError):
                keyring.delete_password(self.service, name)
                gone.append(name)
        return gone


def run_and_read(option: str, command: str) -> str:
    """What ``command`` prints, without the final line break. Raises UsageError, which repeats neither of the two."""
    name = f"{PREFIX}{option.upper()}"
    try:
        words, out, env = command_words(command), subprocess.PIPE, own_environment()
        done = subprocess.run(words, stdout=out, timeout=COMMAND_SECONDS, check=False, encoding="utf-8", env=env)
    except (OSError, ValueError, LookupError, subprocess.SubprocessError) as error:
        raise UsageError(f"{name} could not be run ({type(error).__name__}).", advice=_SEE_WHY) from None
    printed = done.stdout.strip("\r\n")
    if done.returncode or not printed:
        how = f"ended with exit code {done.returncode}" if done.returncode else "printed nothing"
        raise UsageError(f"{name} {how}.", advice=_SEE_WHY)
    return printed


def command_words(command: str) -> list[str]:
    """The words of ``command``; the first is the absolute path of its program.

    Raises OSError, ValueError, LookupError.
    """
    words = shlex.split(command, posix=os.name != "nt")
    return [program(words[0]), *words[1:]]


def _first_line(printed: str) -> str:
    """The secret in the output: password managers print notes on the lines below it."""
    return printed.partition("\n")[0].rstrip("\r")


def printed_code(printed: str, name: str) -> str | None:
    """The code in lines such as ``123 456`` or ``account  123456``; None if they are not like that.

    Raises UsageError if there are several, since it is unknown which account each belongs to.
    """
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    ends = [re.split(r"\s{2,}|\t|:\s", line)[-1] for line in lines]
    words = [line.rpartition(" ")[2] for line in lines]
    codes = [next((one for one in pair if _CODE.fullmatch(one)), None) for pair in zip(ends, words, strict=True)]
    if not codes or codes[0] is None:
        return None
    if len({code for code in codes if code}) > 1:
        raise UsageError(f"{name} printed the codes of several accounts.", advice="Have it print only one code.")
    return re.sub(r"[ -]", "", codes[0])


def masked(address: str | None) -> str | None:
    return mask_email(address) if address else None
