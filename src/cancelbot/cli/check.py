"""The commands for when the site has changed, or may have: check, drift, taught."""

from __future__ import annotations

import click

from cancelbot.cli.console import announce, console_on, print_line
from cancelbot.cli.many import ACCOUNT, ACCOUNTS
from cancelbot.cli.options import COMMON, RECORDINGS, Command, flag, options
from cancelbot.redaction import visible

_MOST = 100_000
"""characters of a bug report that are printed"""
check_options = options(
    flag("--rehearse", "REHEARSE", "Also open each question that comes before a change, and back out of it."),
    ACCOUNT,
    ACCOUNTS,
    *COMMON,
)


@click.command(cls=Command)
@check_options
def check_command(as_json: bool, **flags: object) -> None:
    """Is every word and button that a run needs on the pages? Looks and changes nothing.

    Exit 5 if something is missing.

    Examples:
        cancelbot check
        cancelbot check --rehearse

    """
    from cancelbot import app
    from cancelbot.cli.ending import HowToEnd, end_run
    from cancelbot.cli.progress import interaction
    from cancelbot.cli.tables import needs_table, show
    from cancelbot.config.settings import load
    from openai_platform import FLOW

    settings = load(**{**flags, "dry_run": True, "everything": False})
    console = console_on(stderr=as_json, plain=settings.plain, quiet=settings.quiet)
    announce(console, settings)
    result, findings = app.check(settings, interaction(settings, console), FLOW)
    if findings:
        show(console, needs_table(findings), plain=settings.plain)
    document = None
    if as_json:
        from cancelbot.cli.documents import CheckDocument

        document = CheckDocument(outcome=result.outcome, recording=result.recording, findings=findings)
        document.exit_code, document.message, document.advice = result.exit_code, result.message, result.advice
    end_run(console, settings, result, HowToEnd(as_json=as_json, table=bool(findings), document=document))


@click.command(cls=Command)
@click.argument("run", required=False)
@RECORDINGS
def drift(run: str | None, recordings: str | None) -> None:
    """Print a bug report about the page where RUN stopped (your data is blanked out).

    Examples:
        cancelbot drift
        cancelbot drift 20261126T2040

    """
    from cancelbot.config.settings import load
    from cancelbot.drift import drift_of

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


CHECK_COMMANDS: tuple[click.Command, ...] = (check_command, drift, taught)
