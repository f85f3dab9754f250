"""The commands about what a run leaves behind, and about looking again: report, runs, receipt, status, verify."""

import sys
from functools import partial
from pathlib import Path
from typing import NoReturn, cast

import click

from cancelbot.cli.console import print_line
from cancelbot.cli.options import COMMON, JSON, MANY, PLAIN, RECORDINGS, TIMESTAMP, Command, options, typed_options
from cancelbot.config.accounts import FILE, account_names
from cancelbot.config.machine import open_on_desktop
from cancelbot.config.settings import display, load
from cancelbot.errors import UsageError
from cancelbot.redaction import visible

RUN = click.argument("run", required=False)
ROOTS = click.option(
    "--roots",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help="Trust the authorities whose certificates are in this file, instead of those of the system.",
)
LOOK: dict[str, object] = {"dry_run": True, "download_invoices": True, "everything": False}
"""settings of a look, whatever is set for a run"""
SHOWS = click.option(
    "--open/--no-open", "opens", default=True, help="Open it if there is a screen, or only print its path."
)


@click.command(cls=Command)
@options(RUN, RECORDINGS, SHOWS)
def report(run: str | None, recordings: str | None, opens: bool) -> None:
    """Open the report of RUN, or of the newest real run.

    If there is no real run yet, it opens the newest practice run.

    Examples:
        cancelbot report
        cancelbot report 20261126T2040
        cancelbot report --no-open

    """
    from cancelbot.report.write import report_of

    _open(report_of(_folder(run, recordings, real=True)), opens=opens)


@click.command("open", cls=Command)
@options(RUN, RECORDINGS, SHOWS)
def open_folder(run: str | None, recordings: str | None, opens: bool) -> None:
    """Open the folder of RUN, or of the newest real run: pictures, invoices, receipt.

    Examples:
        cancelbot open
        cancelbot open --no-open

    """
    _open(_folder(run, recordings, real=True), opens=opens)


@click.command(cls=Command)
@options(RECORDINGS, JSON, PLAIN)
@click.option("--times", "timed", is_flag=True, help="Show where the time of each run went, in seconds.")
def runs(recordings: str | None, as_json: bool, plain: bool | None, timed: bool) -> None:
    """List the recordings, newest first.

    Examples:
        cancelbot runs
        cancelbot runs --json

    """
    from cancelbot.cli.safe_console import SafeConsole
    from cancelbot.cli.tables import runs_table, times_table
    from cancelbot.recording.read import recordings_in

    if timed and as_json:
        raise UsageError("--times is a table, which --json does not print.", advice="Leave one of the two out.")
    settings = load(recordings=recordings, plain=plain)
    found = recordings_in(settings.recordings, _accounts())
    if as_json:
        from cancelbot.cli.documents import as_json_text, runs_document

        click.echo(as_json_text(runs_document(found)))
    elif not found:
        print_line(f"There is no recording in {settings.recordings}.")
    else:
        SafeConsole(plain=settings.plain).show((times_table if timed else runs_table)(found))


@click.group()
def receipt() -> None:
    """Check the receipt of a run, sign it, or have its time confirmed."""


@receipt.command("verify", cls=Command, short_help="Find any byte that was changed; sign the receipt.")
@options(RUN, RECORDINGS, ROOTS, JSON, TIMESTAMP)
@click.option("--sign", "signs", is_flag=True, help="Sign the receipt with your own key, if everything fits.")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help="Sign with this ssh or minisign key, or with a certificate (.p12), instead of your ssh key.",
)
def receipt_verify(
    run: str | None, recordings: str | None, roots: Path | None, timestamp: str | None, **how: object
) -> None:
    """Find out what in RUN was changed since its receipt was written, and how strong the proof is.

    Exit code 0: nothing was changed. 1: something was changed. 2: there is no receipt that can be checked. 6: nothing
    was changed, but a signature or a timestamp could not be checked here.

    Examples:
        cancelbot receipt verify
        cancelbot receipt verify 20261126T2040 --sign

    """
    from cancelbot.report.receipt.sign import sign
    from cancelbot.report.receipt.verify import verify_recording

    key, folder = cast("Path | None", how["key"]), _folder(run, recordings)
    for option, value in typed_options(click.get_current_context(), {"key", "timestamp"}):
        if not how["signs"]:
            raise UsageError(f"{option} {value} is only for signing.", advice="Add --sign, or leave it out.")
    if how["signs"] and not verify_recording(folder, roots).changes:
        passphrase = partial(click.prompt, "Passphrase of the key", hide_input=True, err=True)
        signed = sign(folder, key, passphrase, load(timestamp=timestamp).timestamp)
        print_line(f"Signed: {signed}", error=bool(how["as_json"]))
    _conclude(folder, roots, as_json=bool(how["as_json"]))


@receipt.command("timestamp", cls=Command, short_help="Have a timestamp authority confirm when it existed.")
@options(RUN, RECORDINGS, ROOTS, TIMESTAMP)
def receipt_timestamp(run: str | None, recordings: str | None, roots: Path | None, timestamp: str | None) -> None:
    """Have a timestamp authority confirm that the receipt of RUN exists now. Only its SHA-256 leaves this machine.

    Examples:
        cancelbot receipt timestamp --timestamp https://timestamp.example

    """
    from cancelbot.report.receipt.timestamp import stamp
    from cancelbot.report.receipt.verify import verify_recording

    authority, folder = load(timestamp=timestamp).timestamp, _folder(run, recordings)
    if authority is None:
        raise UsageError("No timestamp server is named.", advice="Name one: --timestamp URL or CANCELBOT_TIMESTAMP.")
    proof = verify_recording(folder, roots)
    stamped = any(one.kind == "timestamped" and one.fits for one in proof.attested)
    if not proof.changes and not stamped:  # a later time would prove less
        stamp(folder, authority)
    _conclude(folder, roots)


def _conclude(folder: Path, roots: Path | None, *, as_json: bool = False) -> NoReturn:
    from cancelbot.report.receipt.verify import verify_recording

    proof = verify_recording(folder, roots)
    for line in (*proof.changes, *(one.text for one in proof.attested if not one.fits), proof.sentence):
        print_line(line, error=as_json)
    if proof.exit_code != 1:
        click.echo(f"Seal: {proof.seal}", err=as_json)
    if as_json:
        from cancelbot.cli.documents import ReceiptDocument, as_json_text

        found = ReceiptDocument(exit_code=proof.exit_code, message=proof.sentence, recording=str(folder))
        found.seal, found.changes, found.attested = proof.seal, proof.changes, proof.attested
        click.echo(as_json_text(found))
    sys.exit(proof.exit_code)


@click.command(cls=Command)
@options(*MANY, *COMMON)
def status(as_json: bool, everyone: bool, jobs: int, **flags: object) -> None:
    """Sign in and show the account as it is. It changes nothing.

    Examples:
        cancelbot status
        cancelbot status --org "Acme Robotics"
        cancelbot status --org all
        cancelbot status --all --json

    """
    from cancelbot.cli import many
    from cancelbot.cli.screen import TerminalScreen
    from cancelbot.cli.tables import state_table
    from cancelbot.report.compare import canceled_since, end_as_look

    many.do_each(everyone, jobs, flags, as_json=as_json)
    settings = load(**flags, **LOOK)
    screen = TerminalScreen(settings, as_json=as_json)
    result = screen.run(judge=end_as_look, mode="status")
    if result.after.balance is not None:
        since = canceled_since(settings.recordings, result.account, result.site) if result.plan_is != "active" else None
        screen.show(state_table(result, since))
    screen.end(result)


@click.command(cls=Command)
@options(RUN, *MANY, *COMMON)
def verify(run: str | None, as_json: bool, everyone: bool, jobs: int, **flags: object) -> None:
    """Check that nothing has changed since RUN, or since the newest run that left a canceled plan.

    The exit code is 6 if the plan, auto-recharge or a charge has come back. It changes nothing.

    Examples:
        cancelbot verify
        cancelbot verify 20261126T2040
        cancelbot verify --all

    """
    from cancelbot.app import messages
    from cancelbot.cli import many
    from cancelbot.cli.screen import TerminalScreen
    from cancelbot.cli.tables import result_table
    from cancelbot.config.credentials import masked
    from cancelbot.recording.read import find_folder, read_recording
    from cancelbot.report.compare import second_look, worth_checking
    from openai_platform import FLOW

    many.do_each(everyone, jobs, flags, as_json=as_json)
    wanted = load(**{name: flags[name] for name in ("recordings", "account", "accounts", "notify")})
    root = wanted.recordings
    with messages(wanted, "verify", FLOW):
        named = read_recording(find_folder(root, run)) if run else None
        then = worth_checking(root, named, wanted.platform_url, masked(wanted.known_email))
    if then.folder.parent.resolve() != root.resolve():
        flags["recordings"] = str(then.folder.parent)
    flags["org"] = flags["org"] or then.result.account.organization
    screen = TerminalScreen(load(**flags, **LOOK), as_json=as_json)
    result = screen.run(judge=partial(second_look, then), mode="verify")
    if result.compared_with is not None:
        screen.show(result_table(result))
    screen.end(result)


def _open(path: Path, *, opens: bool) -> None:
    click.echo(visible(str(path)))
    if opens and display() is not None:
        open_on_desktop(path.resolve().as_uri())


def _folder(run: str | None, recordings: str | None, *, real: bool = False) -> Path:
    """The folder of RUN, or of the newest recording; with ``real`` of the newest run on the real site."""
    from cancelbot.recording.read import find_folder, recordings_in

    root, accounts = load(recordings=recordings).recordings, _accounts()
    if real and run is None:
        for kept in recordings_in(root, accounts):
            if kept.has_result and kept.result.mode in {"run", "dry-run"} and not kept.is_sandbox:
                return kept.folder
    return find_folder(root, run, accounts)


def _accounts() -> list[str]:
    """The accounts of accounts.toml, whose recordings are in folders of their own; none without that file."""
    return account_names(FILE) if FILE.exists() else []
