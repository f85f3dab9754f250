"""The command for users without a terminal: everything that a run needs of a person, on a page of the bot's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cancelbot.cli.options import HEADED, ORG, PATIENCE, RECORDINGS, TIMEOUT, Command, options
from cancelbot.cli.practice import PLAYED


@click.command(cls=Command)
@options(*PLAYED, ORG, HEADED, TIMEOUT, PATIENCE, RECORDINGS)
def window(scenario: str, conditions: tuple[str, ...], skin: Path | None, era: str | None, **flags: object) -> None:
    """Practise, look or cancel in a window, without typing commands.

    What you type there stays in memory. Everything else is as with “run”: the same settings, the same recordings.
    --scenario, --with, --skin and --era choose the fake site that you practise on.

    Examples:
        cancelbot window

    """
    from cancelbot.cli.visit import Visit

    sys.exit(Visit(flags, (scenario, conditions, skin, era)).carry_out())
