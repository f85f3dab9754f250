"""The commands for when the site has changed, or may have: check, drift, taught."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cancelbot.cli.console import console_on, interaction, say, tell_end
from cancelbot.cli.options import COMMON, RECORDINGS, flag, options
from cancelbot.redaction import visible

MOST = 100_000
"""characters of a drift bundle that are printed"""
check_options = options(
    flag("--rehearse", "REHEARSE", "Also call up each question that comes before an act, and back out of it."), *COMMON
)


@click.command()
@check_options
def check(as_json: bool, **flags: object) -> None:
    """Visit every page read-only: is each word and control that a run needs there? Exit 5 if not."""
    from cancelbot import app
    from cancelbot.cli.tables import needs_table
    from cancelbot.config.settings import load
    from openai_platform import FLOW

    settings = load(**{**flags, "dry_run": True, "everything": False})
    console = console_on(stderr=as_json)
    result, findings = app.check(settings, interaction(settings, console), FLOW)
    if findings:
        console.print(needs_table(findings))
    tell_end(console, result)
    if as_json:
        click.echo(Path(result.recording, "check.json").read_text(encoding="utf-8"), nl=False)
    sys.exit(result.exit_code)


@click.command()
@click.argument("run", required=False)
@RECORDINGS
def drift(run: str | None, recordings: str | None) -> None:
    """Print what a maintainer needs to know of the page at which RUN stopped, ready to paste into an issue."""
    from cancelbot.config.settings import load
    from cancelbot.drift import drift_of

    click.echo(visible(drift_of(load(recordings=recordings).recordings, run), lines=True, longest=MOST), nl=False)


@click.command()
@click.option("--forget", type=int, metavar="N", help="Remove the one of this number.")
def taught(forget: int | None) -> None:
    """List what cancelbot was taught by pointing, or remove one."""
    from cancelbot.drift.overrides import TaughtFile

    file = TaughtFile()
    if forget is not None:
        gone = file.forget(forget)
        say(f"Forgotten: “{gone.words}” as {gone.need} on {gone.site}.")
        return
    known = file.read()
    for number, one in enumerate(known, 1):
        say(f"{number:>3}  {one.on}  {one.need:<18} {one.role or 'box'} “{one.words}”  {one.site}  {one.locator}")
    say(f"Kept in {file.path}" if known else "Nothing was taught.")


COMMANDS: tuple[click.Command, ...] = (check, drift, taught)
