"""The commands. The only file that prints and exits; libraries that take time to load are imported when needed."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cancelbot import log
from cancelbot.cli import check
from cancelbot.cli import login as session
from cancelbot.cli import recordings as proof
from cancelbot.cli.console import console_on, interaction
from cancelbot.cli.options import COMMON, TIMESTAMP, flag, options
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.redaction import redact

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings
    from cancelbot.result import Result
    from cancelbot.sandbox import Sandbox

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


@cancelbot.command()
@click.option(
    "--scenario",
    default="default",
    show_default=True,
    metavar="NAME",
    help="Which account to play; see `cancelbot sandbox --list`.",
)
@click.option("--skin", default="platform", show_default=True, metavar="NAME", help="Which front-end to play.")
@run_options
def demo(scenario: str, skin: str, as_json: bool, **flags: object) -> None:
    """Do the same on the sandbox that comes along: a look-alike on this machine, with an account of its own."""
    from cancelbot.config.settings import load

    with _sandbox(scenario, skin) as sandbox:
        account = sandbox.scenario.account
        own = {
            "platform_url": sandbox.platform_url,
            "auth_url": sandbox.auth_url,
            "api_url": sandbox.api_url,
            "email": account.email,
            "password": account.password,
            "totp_secret": account.totp_secret or "",
        }
        _carry_out(load(**{**flags, **own}), as_json=as_json)


@cancelbot.command()
@click.option("--scenario", default="default", show_default=True, metavar="NAME", help="Which account to play.")
@click.option("--skin", default="platform", show_default=True, metavar="NAME", help="Which front-end to play.")
@click.option("--list", "listing", is_flag=True, help="List the scenarios.")
def sandbox(scenario: str, skin: str, listing: bool) -> None:
    """Serve the sandbox alone, to click through it by hand. Ctrl-C ends it."""
    import threading

    from cancelbot.sandbox import SCENARIOS

    if listing:
        for name, one in SCENARIOS.items():
            click.echo(f"{name:<24} {one.summary}")
        return
    with _sandbox(scenario, skin) as served:
        account = served.scenario.account
        click.echo(
            f"CANCELBOT_PLATFORM_URL={served.platform_url}\nCANCELBOT_AUTH_URL={served.auth_url}\nCANCELBOT_API_URL={served.api_url}"
        )
        click.echo(f"CANCELBOT_EMAIL={account.email}\nCANCELBOT_PASSWORD={account.password}")
        if account.totp_secret:
            click.echo(f"CANCELBOT_TOTP_SECRET={account.totp_secret}")
        sys.stdout.flush()
        threading.Event().wait()


@cancelbot.command()
def doctor() -> None:
    """Say whether a run could start on this machine, and how to mend what is missing."""
    from cancelbot.browser.doctor import examine
    from cancelbot.config.settings import load

    findings = examine(load())
    for finding in findings:
        click.echo(f"{'ok ' if finding.ok else 'NO '} {finding.name:<14} {finding.what}")
        if finding.cure:
            click.echo(f"{'':<18} {finding.cure}")
    sys.exit(0 if all(finding.ok for finding in findings) else UsageError.exit_code)


for _command in (*session.COMMANDS, *check.COMMANDS, *proof.COMMANDS):
    cancelbot.add_command(_command)


def _sandbox(scenario: str, skin: str) -> Sandbox:
    from cancelbot.sandbox import SCENARIOS, Sandbox
    from cancelbot.sandbox.skins import skin_names

    if scenario not in SCENARIOS:
        raise UsageError(f"There is no scenario named {scenario}.", advice=f"One of: {', '.join(SCENARIOS)}.")
    if skin not in skin_names() and not Path(skin).is_dir():
        raise UsageError(f"There is no skin named {skin}.", advice=f"One of: {', '.join(skin_names())}.")
    return Sandbox(SCENARIOS[scenario], skin=skin)


def _carry_out(settings: Settings, *, as_json: bool) -> None:
    """Run the flow, show the result, exit with its code."""
    from cancelbot import app
    from openai_platform import FLOW

    console = console_on(stderr=as_json)
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
        click.echo(Path(result.recording, "result.json").read_text(encoding="utf-8"), nl=False)
    sys.exit(result.exit_code)


class _Asking:
    """Shows the plan of changes and asks the person to type ``cancel``."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, planned: Result) -> bool:
        from cancelbot.cli.tables import plan_sentence, plan_table

        self.console.print(plan_table(planned))
        self.console.print(plan_sentence(planned), markup=False, highlight=False)
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
    say = partial(console.print, markup=False, highlight=False, soft_wrap=True)
    told = headline(LoadedRecording(Path(result.recording), result, []))
    say(redact(f"{result.outcome}: {told}"), style="red" if result.exit_code else "bold")
    for line in map(redact, filter(None, (result.message, result.advice))):
        say(line)
    if result.after.balance is not None:
        say(f"Still worth knowing: {'; '.join(cost.title for cost in what_can_cost(result))}.")
    say(f"All of it, with pictures: cancelbot report   (in {result.recording})")


def main() -> None:
    """The entry point: every known trouble is one sentence, what to do about it, and its exit code."""
    for name in log.hush(os.environ):
        click.echo(f"{name} is set, but ignored: with it, everything that is typed would be printed.", err=True)
    try:
        cancelbot(standalone_mode=False)
    except CancelbotError as error:
        click.echo(f"{error}\n{error.advice}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
