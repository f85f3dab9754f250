"""The commands that carry out the job: run, demo on the fake site, and window for users without a terminal."""

import sys
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from cancelbot.cli.options import DEMO_OPTIONS, RUN_OPTIONS, WINDOW_OPTIONS, Command, options
from cancelbot.cli.practice import PLAYED, fake_site, practice_settings
from cancelbot.config.settings import Settings, load
from cancelbot.errors import UsageError


@click.command(cls=Command)
@options(*RUN_OPTIONS)
def run_command(as_json: bool, detailed: bool, everyone: bool, jobs: int, **flags: object) -> None:
    """Cancel the plan. Shows every change first and asks you to type “cancel”.

    The e-mail address, the password and the authenticator secret are never options, because every program on this
    machine can read options. Put them into the environment or into .env as CANCELBOT_EMAIL, CANCELBOT_PASSWORD and
    CANCELBOT_TOTP_SECRET, or have them asked for.

    Examples:
        cancelbot run --dry-run
        cancelbot run
        cancelbot run --everything
        cancelbot run --dry-run --detailed-exitcode --json
        cancelbot run --all --dry-run

    """
    from cancelbot.cli import many

    many.do_each(everyone, jobs, flags, as_json=as_json)
    carry_out(load(**flags), as_json=as_json, detailed=detailed)


@click.command(cls=Command)
@options(*DEMO_OPTIONS, twins=False)
@options(*PLAYED)
def demo(
    scenario: str, conditions: tuple[str, ...], skin: Path | None, era: str | None, as_json: bool, **flags: object
) -> None:
    """Practice the whole job on a built-in fake site; your account is not touched.

    It reads none of your own settings, neither .env nor the environment, and sends no message.

    Examples:
        cancelbot demo
        cancelbot demo --everything --yes
        cancelbot demo --headed
        cancelbot demo --era 2026-09 --everything --yes

    """
    with fake_site(scenario, conditions, skin, era) as site:
        carry_out(practice_settings(site, **flags), as_json=as_json)


@click.command(cls=Command)
@options(*PLAYED, *WINDOW_OPTIONS)
def window(scenario: str, conditions: tuple[str, ...], skin: Path | None, era: str | None, **flags: object) -> None:
    """Practice, look or cancel in a window, without typing commands.

    What you type there stays in memory. Everything else is as with “run”: the same settings, the same recordings.
    --scenario, --with, --skin and --era choose the fake site that you practice on.

    Examples:
        cancelbot window

    """
    from cancelbot.cli.visit import Visit

    sys.exit(Visit(flags, partial(fake_site, scenario, conditions, skin, era)).carry_out())


def carry_out(settings: Settings, *, as_json: bool, detailed: bool = False) -> NoReturn:
    from cancelbot.cli.many import ONLY_DRY
    from cancelbot.cli.screen import TerminalScreen, detailed_code
    from cancelbot.cli.tables import result_table

    asks = not settings.dry_run and not settings.yes
    if detailed and not settings.dry_run:
        raise UsageError(ONLY_DRY, advice="Add --dry-run.")
    if asks and not sys.stdin.isatty():
        raise UsageError(
            "Nobody can be asked here, because this is not a terminal.",
            advice="Add --yes to change things unasked, or --dry-run to only look.",
        )
    screen = TerminalScreen(settings, as_json=as_json)
    result = screen.run(screen.asks_consent if asks else None)
    if result.before.plan is not None or result.before.balance is not None:
        screen.show(result_table(result))
    screen.end(result, code=detailed_code(result) if detailed else None)
