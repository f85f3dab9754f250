"""The commands about what a run leaves behind, and about looking again: report, runs, receipt, status, verify."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cancelbot.cli.console import console_on, interaction, say, tell_end
from cancelbot.cli.options import COMMON, RECORDINGS, TIMESTAMP, options
from cancelbot.config.display import display
from cancelbot.config.processes import show
from cancelbot.errors import UsageError
from cancelbot.redaction import visible

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.app import Judge
    from cancelbot.config.settings import Settings
    from cancelbot.recording.read import LoadedRecording
    from cancelbot.report.receipt.verify import Verdict
    from cancelbot.result import Result

RUN = click.argument("run", required=False)
ROOTS = click.option(
    "--roots",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help="The certificates of the authorities that you believe; else those of the system.",
)
look_options = options(*COMMON)


@click.command()
@RUN
@RECORDINGS
@click.option(
    "--open/--no-open",
    "opens",
    default=True,
    help="Open it, where there is a screen, or only print where it is.",
)
def report(run: str | None, recordings: str | None, opens: bool) -> None:
    """Open the report of RUN: a path, a recording's name or its beginning; the newest if none is given."""
    from cancelbot.report.write import report_of

    path = report_of(_find(run, recordings).folder)
    click.echo(visible(str(path)))
    if opens and display() is not None:
        show(path.resolve().as_uri())


@click.command()
@RECORDINGS
@click.option("--times", "timed", is_flag=True, help="Where the time of each run went, in seconds.")
def runs(recordings: str | None, timed: bool) -> None:
    """List the recordings, newest first."""
    from cancelbot.cli.tables import runs_table, times_table
    from cancelbot.recording.read import begun

    found = begun(_root(recordings))
    if not found:
        say(f"There is no recording in {_root(recordings)}.")
        return
    console_on(stderr=False).print((times_table if timed else runs_table)(found))


@click.group()
def receipt() -> None:
    """The receipt of a run: whether it still fits, and a signature over it."""


@receipt.command("verify")
@RUN
@RECORDINGS
@ROOTS
@TIMESTAMP
@click.option("--sign", "signs", is_flag=True, help="Sign the receipt with your own key, if everything fits.")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help="An ssh or minisign secret key, or a certificate (.p12), which signs receipt.pdf; else your ssh key.",
)
def receipt_verify(
    run: str | None, recordings: str | None, roots: Path | None, timestamp: str | None, signs: bool, key: Path | None
) -> None:
    r"""Find whatever of RUN was changed since its receipt was written, and say how strong the proof is.

    \b
    Exit 0: everything fits.  1: something was changed.  2: there is no receipt that can be checked.
    Exit 6: everything fits, but a signature or a timestamp could not be checked here.
    """
    from cancelbot.config.settings import load
    from cancelbot.report.receipt.sign import sign
    from cancelbot.report.receipt.verify import verify_recording

    folder = _folder(run, recordings)
    verdict = verify_recording(folder, roots)
    if signs and not verdict.changes:
        passphrase = partial(click.prompt, "Passphrase of the key", hide_input=True, err=True)
        say(f"Signed: {sign(folder, key, passphrase, load(timestamp=timestamp).timestamp)}")
        verdict = verify_recording(folder, roots)
    _conclude(verdict)


@receipt.command("timestamp")
@RUN
@RECORDINGS
@ROOTS
@TIMESTAMP
def receipt_timestamp(run: str | None, recordings: str | None, roots: Path | None, timestamp: str | None) -> None:
    """Have a timestamp authority confirm that the receipt of RUN exists now. Only its SHA-256 leaves this machine."""
    from cancelbot.config.settings import load
    from cancelbot.report.receipt.timestamp import stamp
    from cancelbot.report.receipt.verify import verify_recording

    authority, folder = load(timestamp=timestamp).timestamp, _folder(run, recordings)
    if authority is None:
        raise UsageError("No timestamp server is named.", advice="Name one: --timestamp URL or CANCELBOT_TIMESTAMP.")
    verdict = verify_recording(folder, roots)
    stamped = any(one.kind == "timestamped" and one.fits for one in verdict.attested)
    if not verdict.changes and not stamped:  # a later time would prove less
        stamp(folder, authority)
        verdict = verify_recording(folder, roots)
    _conclude(verdict)


def _conclude(verdict: Verdict) -> None:
    for line in (*verdict.changes, *(one.text for one in verdict.attested if not one.fits)):
        say(line)
    say(verdict.sentence)
    if verdict.exit_code != 1:
        say(f"Seal: {verdict.seal}")
    sys.exit(verdict.exit_code)


@click.command()
@look_options
def status(as_json: bool, **flags: object) -> None:
    """Sign in and show the account as it is; nothing is changed."""
    from cancelbot.cli.tables import state_table
    from cancelbot.report.compare import canceled_since
    from cancelbot.report.rows import rows

    settings = _looking(**flags)
    console = console_on(stderr=as_json)
    result = _look(settings, console, None)
    if result.after.balance is not None:
        since = canceled_since(settings.recordings, result.account) if result.outcome != "would-cancel" else None
        console.print(state_table(rows(result, plainly=True), result, since))
    _end(console, result, as_json=as_json)


@click.command()
@RUN
@look_options
def verify(run: str | None, as_json: bool, **flags: object) -> None:
    """Look again whether everything is still as RUN left it. Exit 6 if the plan, auto-recharge or a charge is back."""
    from cancelbot.cli.tables import change_table
    from cancelbot.report.compare import SecondLook, worth_checking
    from cancelbot.report.rows import headings, rows

    root = _root(flags["recordings"])
    then = worth_checking(root, _find(run, str(root)) if run else None)
    flags["recordings"] = flags["recordings"] or str(then.folder.parent)
    flags["org"] = flags["org"] or then.result.account.organization
    console = console_on(stderr=as_json)
    result = _look(_looking(**flags), console, SecondLook(then))
    if result.compared_with:
        console.print(change_table(rows(result), headings(result), result))
        for difference in result.differences:
            console.print(visible(f"- {difference}"))
    _end(console, result, as_json=as_json)


COMMANDS: tuple[click.Command, ...] = (report, runs, receipt, status, verify)


def _looking(**flags: object) -> Settings:
    from cancelbot.config.settings import load

    return load(**flags, dry_run=True, download_invoices=True, everything=False)


def _look(settings: Settings, console: Console, judge: Judge | None) -> Result:
    from cancelbot import app
    from openai_platform import FLOW

    return app.run(settings, interaction(settings, console), FLOW, judge)


def _end(console: Console, result: Result, *, as_json: bool) -> None:
    tell_end(console, result)
    if as_json:
        click.echo(Path(result.recording, "result.json").read_text(encoding="utf-8"), nl=False)
    sys.exit(result.exit_code)


def _root(recordings: object) -> Path:
    from cancelbot.config.settings import load

    return load(recordings=recordings).recordings


def _find(run: str | None, recordings: str | None) -> LoadedRecording:
    from cancelbot.recording.read import find

    return find(_root(recordings), run)


def _folder(run: str | None, recordings: str | None) -> Path:
    """The folder of RUN, also if its result.json is damaged or gone."""
    if run is not None:
        for path in (Path(run), _root(recordings) / run):
            if path.is_dir():
                return path
    return _find(run, recordings).folder
