"""The commands about being signed in: login, logout."""

import click
from pydantic import SecretStr

from cancelbot.cli.console import print_line
from cancelbot.cli.options import ACCOUNT, ACCOUNTS, USUAL, Command, options
from cancelbot.config.prompt import terminal
from cancelbot.config.settings import load


@click.command(cls=Command)
@click.option(
    "--by-hand", is_flag=True, help="Sign in yourself in a visible window; cancelbot types and clicks nothing."
)
@click.option("--save", is_flag=True, help="Keep e-mail, password and authenticator secret in the system's keyring.")
@options(ACCOUNT, ACCOUNTS, *USUAL)
def login(by_hand: bool, save: bool, as_json: bool, **flags: object) -> None:
    """Sign in and keep the session, so that later runs need not sign in again.

    Examples:
        cancelbot login
        cancelbot login --by-hand
        cancelbot login --save

    """
    from cancelbot import app
    from cancelbot.cli.screen import TerminalScreen
    from cancelbot.config.credentials import Credentials
    from openai_platform import FLOW

    settings = load(**{**flags, **({"headed": True} if by_hand else {})})
    kept = Credentials(settings, terminal()).keep() if save else {}
    settings = settings.model_copy(update={name: SecretStr(secret) for name, secret in kept.items()})
    screen = TerminalScreen(settings, as_json=as_json)
    if kept:
        screen.console.print(f"Kept in the system's keyring: {', '.join(kept)}.")
    screen.end(app.log_in(settings, screen.io(), FLOW, by_hand=by_hand))


@click.command(cls=Command)
@options(ACCOUNT, ACCOUNTS)
def logout(**flags: object) -> None:
    """Remove what login has kept: the session, and what is in the system's keyring.

    Examples:
        cancelbot logout

    """
    from cancelbot.app import log_out

    gone = log_out(load(**flags))
    print_line(f"Removed: {', '.join(gone)}." if gone else "Nothing was kept.")
