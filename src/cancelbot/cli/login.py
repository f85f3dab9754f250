"""The commands about being signed in: login, logout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cancelbot.cli.console import console_on, interaction, say, tell_end
from cancelbot.cli.options import HEADED, PATIENCE, RECORDINGS, TIMEOUT, VERBOSE, options

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings


@click.command()
@click.option("--by-hand", is_flag=True, help="Sign in yourself, in a visible window; nothing is typed or pressed.")
@click.option("--save", is_flag=True, help="Keep e-mail, password and authenticator secret in the system's keyring.")
@options(HEADED, VERBOSE, PATIENCE, RECORDINGS, TIMEOUT)
def login(by_hand: bool, save: bool, **flags: object) -> None:
    """Sign in and keep the session, so that later runs need not sign in."""
    from cancelbot import app
    from cancelbot.config.settings import load
    from openai_platform import FLOW

    settings = load(**{**flags, **({"headed": True} if by_hand else {})})
    console = console_on(stderr=False)
    if save:
        settings = _saved(settings, console)
    result = app.log_in(settings, interaction(settings, console), FLOW, by_hand=by_hand)
    tell_end(console, result)
    sys.exit(result.exit_code)


def _saved(settings: Settings, console: Console) -> Settings:
    """``settings`` with credentials that are in the keyring from now on. Raises UsageError, NoKeyring."""
    from pydantic import SecretStr

    from cancelbot.config.credentials import Credentials
    from cancelbot.config.prompt import terminal
    from cancelbot.errors import UsageError

    credentials = Credentials(settings, terminal())
    found = credentials.complete()
    if "email" not in found or "password" not in found:
        raise UsageError("There is no e-mail address and password to save.", advice="Run this on a terminal.")
    console.print(f"Kept in the system's keyring: {', '.join(credentials.keep())}.")
    return settings.model_copy(update={name: SecretStr(secret) for name, secret in found.items()})


@click.command()
def logout() -> None:
    """Remove the session that `login` has kept, and what is in the system's keyring."""
    from cancelbot.app import log_out
    from cancelbot.config.settings import load

    gone = log_out(load())
    say(f"Removed: {', '.join(gone)}." if gone else "Nothing was kept.")


COMMANDS: tuple[click.Command, ...] = (login, logout)
