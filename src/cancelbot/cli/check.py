"""The commands for when the site has changed, or may have: check, drift, taught."""

import click

from cancelbot.cli.console import print_line
from cancelbot.cli.options import ACCOUNT, ACCOUNTS, COMMON, RECORDINGS, Command, flag, options
from cancelbot.config.settings import load
from cancelbot.redaction import visible

_MOST = 100_000
"""characters of a bug report that are printed"""
_REHEARSE = flag("--rehearse", "Also open each question that the site asks before a change, and back out of it.")


@click.command(cls=Command)
@options(_REHEARSE, ACCOUNT, ACCOUNTS, *COMMON)
def check_command(as_json: bool, **flags: object) -> None:
    """Check that the pages have every word and button that a run needs. It changes nothing.

    The exit code is 5 if something is missing.

    Examples:
        cancelbot check
        cancelbot check --rehearse

    """
    from cancelbot import app
    from cancelbot.cli.documents import CheckDocument
    from cancelbot.cli.screen import TerminalScreen
    from cancelbot.cli.tables import needs_table
    from openai_platform import FLOW

    screen = TerminalScreen(load(**{**flags, "dry_run": True, "everything": False}), as_json=as_json)
    screen.announce(looks=True)
    result, findings = app.check(screen.settings, screen.io(), FLOW)
    if findings:
        screen.show(needs_table(findings))
    ended = {name: getattr(result, name) for name in ("exit_code", "message", "advice", "outcome", "recording")}
    screen.end(result, document=CheckDocument(**ended, findings=findings))


@click.command(cls=Command)
@click.argument("run", required=False)
@RECORDINGS
def drift(run: str | None, recordings: str | None) -> None:
    """Print a bug report about the page where RUN stopped (your data is blanked out).

    Examples:
        cancelbot drift
        cancelbot drift 20261126T2040

    """
    from cancelbot.drift.bundle import drift_of

    click.echo(visible(drift_of(load(recordings=recordings).recordings, run), lines=True, longest=_MOST), nl=False)


@click.command(cls=Command)
@click.option("--forget", type=int, metavar="N", help="Remove number N of the list.")
def taught(forget: int | None) -> None:
    """List the buttons that you have shown to cancelbot, or remove one.

    Examples:
        cancelbot taught
        cancelbot taught --forget 1

    """
    from cancelbot.drift.overrides import TaughtFile

    file = TaughtFile()
    if forget is not None:
        gone = file.forget(forget)
        print_line(f"Removed: “{gone.words}” as {gone.need} on {gone.site}.")
        return
    known = file.read()
    for number, one in enumerate(known, 1):
        words = f"{one.on}  {one.need:<18} {one.role or 'box'} “{one.words}”  {one.site}  {one.locator}"
        print_line(f"{number:>3}  {words}")
    print_line(f"Kept in {file.path}" if known else "You have not shown any button yet.")
