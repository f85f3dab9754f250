"""The options that several commands share, each with its twin in the environment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


class Twin(click.Option):
    """An option whose variable is named in the help and read with the other settings, in one place."""

    def resolve_envvar_value(self, ctx: click.Context) -> None:
        """Not here."""


option = partial(click.option, cls=Twin, show_envvar=True)


def flag(name: str, env: str, text: str, *short: str) -> Callable[[F], F]:
    """A switch with a twin."""
    return option(name, *short, is_flag=True, default=None, envvar=f"CANCELBOT_{env}", help=text)


def value(name: str, env: str, metavar: str, text: str, kind: type = str) -> Callable[[F], F]:
    """An option with a value and a twin."""
    return option(name, type=kind, metavar=metavar, envvar=f"CANCELBOT_{env}", help=text)


JSON = click.option("--json", "as_json", is_flag=True, help="Print result.json on stdout, everything else on stderr.")
HEADED = option(
    "--headed/--headless", default=None, envvar="CANCELBOT_HEADED", help="With or without a visible window."
)
VERBOSE = flag("--verbose", "VERBOSE", "Show each event of the journal on standard error as it happens.", "-v")
RECORDINGS = value("--recordings", "RECORDINGS", "DIR", "Where recordings are kept.")
TIMEOUT = value("--timeout", "TIMEOUT", "SECONDS", "How long a page may take.", float)
PATIENCE = value("--patience", "PATIENCE", "MINUTES", "How long a person who is called may take.", float)
ORG = value("--org", "ORG", "NAME_OR_ID", "The organisation that is meant.")
PROFILE = value("--profile", "PROFILE", "DIR", "A whole Chrome profile to work in, instead of a kept session.")
ATTACH = value("--attach", "ATTACH", "ADDRESS", "A Chrome that runs on this machine already: http://127.0.0.1:9222.")
REMOTE = value("--remote", "REMOTE", "ADDRESS", "A Playwright server (ws://...) or a CDP grid (http://...).")
NOTIFY = value(
    "--notify",
    "NOTIFY",
    "URL",
    "Send the outcome there, in apprise's form; better set in the environment, where it does not show.",
)
TIMESTAMP = value(
    "--timestamp", "TIMESTAMP", "URL", "Have this timestamp authority (RFC 3161) confirm when the receipt was there."
)
COMMON = (HEADED, JSON, VERBOSE, RECORDINGS, TIMEOUT, PATIENCE, ORG, PROFILE, ATTACH, REMOTE, NOTIFY)


def options(*given: Callable[[F], F]) -> Callable[[F], F]:
    """These options, in this order."""

    def add(command: F) -> F:
        for option in reversed(given):
            command = option(command)
        return command

    return add
