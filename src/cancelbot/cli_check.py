"""The commands for when the site has changed, or may have: check, drift."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cancelbot.cli_console import console_on, tell_end, watched
from cancelbot.cli_options import COMMON, RECORDINGS, flag, options

check_options = options(
    flag("--rehearse", "REHEARSE", "Also call up each question that comes before an act, and back out of it."), *COMMON
)


@click.command()
@check_options
def check(as_json: bool, **flags: object) -> None:
    """Visit every page read-only: is each word and control that a run needs there? Exit 5 if not."""
    from cancelbot.checkup import check as visit
    from cancelbot.settings import load
    from cancelbot.tables import needs_table

    settings = load(**{**flags, "dry_run": True, "everything": False})
    console = console_on(stderr=as_json)
    done = visit(settings, *watched(settings, console))
    if done.findings:
        console.print(needs_table(done.findings))
    tell_end(console, done.result)
    if as_json:
        click.echo(Path(done.result.recording, "check.json").read_text(encoding="utf-8"), nl=False)
    sys.exit(done.result.exit_code)


@click.command()
@click.argument("run", required=False)
@RECORDINGS
def drift(run: str | None, recordings: str | None) -> None:
    """Print what a maintainer needs to know of the page at which RUN stopped, ready to paste into an issue."""
    from cancelbot.drift import drift_of
    from cancelbot.settings import load

    click.echo(drift_of(load(recordings=recordings).recordings, run), nl=False)


COMMANDS: tuple[click.Command, ...] = (check, drift)
