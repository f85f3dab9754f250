"""accounts.toml: several accounts, each with its own settings. Secrets come by command or from the keyring.

[defaults]                       settings for all of them, if you like
everything = true

[account.acme]
email = "billing@acme.example"
password_command = "pass show openai/acme"
totp_command = "oathtool --totp --base32 @/home/you/acme.totp"
expect_org = "Acme Robotics"
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from cancelbot.config.sources import Given, refuse_unclear, trusted_text
from cancelbot.errors import UsageError

FILE = Path("accounts.toml")
SECRET = {"password", "totp_secret"}
COMMANDS = {f"{what}_command" for what in ("email", "password", "totp", "code")}
OWN_SETTINGS = SECRET | COMMANDS | {"email", "org", "expect_email", "expect_org", "profile", "attach", "remote"}
"""settings of one account: with --account, those of .env and the environment are ignored"""
FOR_ALL = "Settings of one account stand below [account.NAME], those of all below [defaults]."
_NAME = re.compile(r"[\w][\w .@-]{0,63}")


def account_names(path: Path) -> list[str]:
    """The accounts in ``path``, in its order. Raises UsageError if there is no such file, or it has none."""
    names = list(_accounts(path))
    if not names:
        raise UsageError(f"{path} has no account.", advice="Each account is a table: [account.NAME]")
    return names


def of_account(name: str, path: Path, fields: Iterable[str]) -> dict[str, Given]:
    """The settings of one account by field. Raises UsageError for an unknown setting, or a secret."""
    accounts = _accounts(path)
    if name not in accounts:
        raise UsageError(f"There is no account {name} in {path}.", advice=f"It has: {', '.join(accounts) or 'none'}.")
    known = [field for field in fields if field not in {"account", "accounts"}]
    return _table(_read(path).get("defaults", {}), path, known) | _table(accounts[name], path, known)


def _accounts(path: Path) -> Mapping[str, object]:
    accounts = _read(path).get("account", {})
    if not isinstance(accounts, dict):
        raise UsageError(f"{path}: “account” is not a table.", advice="Each account is a table: [account.NAME]")
    for name, table in accounts.items():
        if not _NAME.fullmatch(name):
            raise UsageError(f"{path}: the name of an account may have only letters, digits, spaces and .@-_")
        if not isinstance(table, dict) or name.lower() in {"default", "defaults"}:
            raise UsageError(f"{path}: [account.{name}] is no account.", advice=FOR_ALL)
    return accounts


def _read(path: Path) -> dict[str, object]:
    text = trusted_text(path)
    if text is None:
        raise UsageError(
            f"There is no file {path}.",
            advice='Write one: [account.NAME] in a line, and below it email = "..." and password_command = "...".',
        )
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path} cannot be read: {str(error).split(' in ')[0]}.", advice="Correct that line."
        ) from None
    for name in told.keys() - {"defaults", "account"}:  # a setting in it would be dropped
        raise UsageError(f"{path}: {name[:60]} belongs to no account.", advice=FOR_ALL)
    return told


def _table(table: object, path: Path, known: list[str]) -> dict[str, Given]:
    if not isinstance(table, dict):
        raise UsageError(f"{path}: {table!r:.20} is not a table of settings.")
    given: dict[str, Given] = {}
    for field, value in table.items():
        if field in SECRET:
            raise UsageError(
                f"{path} holds a secret: {field}.",
                advice=f"Remove it. Use {field.removesuffix('_secret')}_command, or the keyring (login --save).",
            )
        if field not in known or isinstance(value, dict):
            near = get_close_matches(field, known, n=1)
            raise UsageError(
                f"{path}: there is no setting {field[:60]}.", advice=f"Did you mean {near[0]}?" if near else ""
            )
        given[field] = Given(value, str(path))
        refuse_unclear(field, given[field])
    return given
