"""The commands. The only file that prints and exits; libraries that take time to load are imported when needed."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cancelbot import log
from cancelbot.cli import check, practice
from cancelbot.cli import login as session
from cancelbot.cli import recordings as proof
from cancelbot.cli.console import console_on, interaction, make_streams_safe
from cancelbot.cli.console import say as print_line
from cancelbot.cli.options import COMMON, TIMESTAMP, flag, options
from cancelbot.config.sources import withdraw
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings
    from cancelbot.result import Result

run_options = options(
    flag("--dry-run", "DRY_RUN", "Sign in, look, take the pictures, change nothing.", "-n"),
    flag("--rehearse", "REHEARSE", "A dry run that also opens each dialog, pictures it, and backs out."),
    flag("--yes", "YES", "Do not ask before changing anything.", "-y"),
    flag("--download-invoices", "DOWNLOAD_INVOICES", "Save every invoice as a PDF."),
    flag("--remove-card", "REMOVE_CARD", "Delete every saved card."),
    flag("--delete-keys", "DELETE_KEYS", "Revoke every API key."),
    flag("--everything", "EVERYTHING", "All three of the above."),
    flag("--video", "VIDEO", "Keep a film of the run, without the sign-in."),
    flag("--trace", "TRACE", "Keep a Playwright trace of the run, without the sign-in and without secrets."),
    TIMESTAMP,
    *COMMON,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="cancelbot")
def cancelbot() -> None:
    """Cancel an OpenAI developer Platform plan in a real browser, and prove it.

    The e-mail address, the password and the authenticator secret are settings, never flags: CANCELBOT_EMAIL,
    CANCELBOT_PASSWORD and CANCELBOT_TOTP_SECRET, in the environment or in a file named .env.
    """


@cancelbot.command()
@run_options
def run(as_json: bool, **flags: object) -> None:
    """Cancel the plan of the account in the settings."""
    from cancelbot.config.settings import load

    _carry_out(load(**flags), as_json=as_json)


@practice.without_twins
@cancelbot.command()
@options(*practice.PLAYED)
@run_options
def demo(
    scenario: str, conditions: tuple[str, ...], skin: Path | None, era: str | None, as_json: bool, **flags: object
) -> None:
    """Practise the whole job on a built-in fake site; your account is not touched."""
    with practice.served(scenario, conditions, skin, era) as sandbox:
        _carry_out(practice.practice_settings(sandbox, **flags), as_json=as_json)


@cancelbot.command()
def doctor() -> None:
    """Say whether a run could start on this machine, and how to mend what is missing."""
    from cancelbot.browser.doctor import examine
    from cancelbot.config.settings import load

    findings = examine(load())
    for finding in findings:
        print_line(f"{'ok ' if finding.ok else 'NO '} {finding.name:<14} {finding.what}")
        if finding.cure:
            print_line(f"{'':<18} {finding.cure}")
    sys.exit(0 if all(finding.ok for finding in findings) else UsageError.exit_code)


for _command in (practice.sandbox, *session.COMMANDS, *check.COMMANDS, *proof.COMMANDS):
    cancelbot.add_command(_command)


def _carry_out(settings: Settings, *, as_json: bool) -> None:
    """Run the flow, show the result, exit with its code."""
    from cancelbot import app
    from cancelbot.config.settings import intention
    from openai_platform import FLOW

    console = console_on(stderr=as_json)
    console.print(visible(intention(settings)), soft_wrap=True)
    consent = None
    if not settings.dry_run and not settings.yes:
        if not sys.stdin.isatty():
            raise UsageError(
                "Without a terminal there is nobody to ask.",
                advice="Add --yes to change things unasked, or --dry-run to only look.",
            )
        consent = _Asking(console)
    result = app.run(settings, interaction(settings, console, consent), FLOW)
    _show(console, result)
    if as_json:
        click.echo(_json(settings, result), nl=False)
    sys.exit(result.exit_code)


def _json(settings: Settings, result: Result) -> str:
    """The content of result.json, which a full disk may not hold."""
    from cancelbot.log import Redactor
    from cancelbot.recording.folder import as_text

    try:
        return Path(result.recording, "result.json").read_text(encoding="utf-8")
    except OSError:
        return as_text(result, Redactor(settings.known_secrets))


class _Asking:
    """Shows the plan of changes and asks the person to type ``cancel``."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, planned: Result) -> bool:
        from cancelbot.cli.tables import plan_sentence, plan_table

        self.console.print(plan_table(planned))
        self.console.print(visible(plan_sentence(planned)))
        try:
            answer = self.console.input("Type [bold]cancel[/] to do this, anything else to leave everything as it is: ")
        except EOFError:
            return False
        return answer.strip().lower() == "cancel"


def _show(console: Console, result: Result) -> None:
    """What has come of it, in a table, a sentence, and what is still worth knowing."""
    from cancelbot.cli.tables import result_table
    from cancelbot.recording.read import LoadedRecording
    from cancelbot.report.costs import what_can_cost
    from cancelbot.report.summary import headline

    if result.before.plan is not None or result.before.balance is not None:
        console.print(result_table(result))
    say = partial(console.print, soft_wrap=True)
    told = headline(LoadedRecording(Path(result.recording), result, []))
    say(visible(redact(f"{result.outcome}: {told}")), style="red" if result.exit_code else "bold")
    for line in map(redact, filter(None, (result.message, result.advice))):
        say(visible(line))
    if result.after.balance is not None:
        say(f"Still worth knowing: {'; '.join(cost.title for cost in what_can_cost(result))}.")
    say(visible(f"All of it, with pictures: cancelbot report   (in {result.recording})"))


def main() -> None:
    """The entry point: every known trouble is one sentence, what to do about it, and its exit code."""
    make_streams_safe()
    for name in log.hush(os.environ):
        click.echo(f"{name} is set, but ignored: with it, everything that is typed would be printed.", err=True)
    withdraw(os.environ)
    try:
        cancelbot(standalone_mode=False)
    except CancelbotError as error:
        for line in filter(None, (str(error), error.advice)):
            print_line(line, error=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
