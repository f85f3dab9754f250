"""The commands. The only room that prints and exits; libraries that take time to load are imported when needed."""

import errno
import os
import shlex
import sys
import traceback
from contextlib import suppress
from itertools import chain, pairwise
from pathlib import Path
from typing import NoReturn

import click

from cancelbot.cli import check, login, machine, practice, recordings, run
from cancelbot.cli.console import fail, make_streams_safe, started_as, typed
from cancelbot.config.machine import open_on_desktop, settle_home, state_folder
from cancelbot.config.sources import withdraw
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.redaction import redact, visible

SECTIONS: dict[str, tuple[click.Command, ...]] = {
    "First steps": (run.demo, run.window, login.login, machine.doctor, check.check_command),
    "Run": (run.run_command,),
    "Afterwards": (
        recordings.report,
        recordings.open_folder,
        recordings.runs,
        recordings.status,
        recordings.verify,
        recordings.receipt,
    ),
    "More": (practice.sandbox, login.logout, check.drift, check.taught, machine.schema_command, machine.completion),
}
DOOR_CHOICES = (
    ("Practice the whole job on a built-in fake site; your account is not touched", "cancelbot demo"),
    ("Do it in a window, without commands: practice, look or cancel", "cancelbot window"),
    ("Look at my account and change nothing", "cancelbot run --dry-run"),
    ("Cancel my plan; shows every change and asks first", "cancelbot run"),
    ("Was it really canceled? Look again", "cancelbot verify"),
    ("Help", "cancelbot --help"),
)
_BY_DOUBLE_CLICK = "cancelbot-window"


class Group(click.Group):
    """The commands in sections; on a terminal, without a command, questions in plain words."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click gives it
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(str(command.name), command.get_short_help_str(100)) for command in commands])
        with formatter.section("Examples"):
            for line in ("cancelbot demo", "cancelbot run --dry-run", "cancelbot run", "cancelbot verify"):
                formatter.write(f"  {typed(line)}\n")


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="cancelbot")
@click.pass_context
def cancelbot(context: click.Context) -> None:
    """Cancel an OpenAI developer Platform plan in a real browser, and prove it.

    Not affiliated with OpenAI. Start with “demo”: it does the whole job on a built-in fake site.
    """
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(context.get_help())
    elif words := _ask():
        cancelbot.main(words, prog_name=started_as(), standalone_mode=False)


for _command in chain.from_iterable(SECTIONS.values()):
    cancelbot.add_command(_command)


def main() -> None:
    """The entry point: every known trouble is one sentence, what to do about it, and its exit code."""
    try:
        _prepare()
        cancelbot.main(prog_name=started_as(), complete_var="_CANCELBOT_COMPLETE", standalone_mode=False)
    except CancelbotError as error:
        _stop(error.exit_code, str(error), error.advice)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.UsageError as error:
        message = (
            error.format_message().replace("a valid float", "a number").replace("a valid integer", "a whole number")
        )
        _stop(error.exit_code, message, f"Run: {error.ctx.command_path} --help" if error.ctx else "")
    except (click.Abort, KeyboardInterrupt):
        _stop(130, "Interrupted. Nothing was done after that.", "")
    except BrokenPipeError:
        _print_nowhere()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  # one sentence instead of a traceback, which may show what was typed
        _stop_unexpectedly(error)


def _ask() -> list[str]:
    """What do you want to do? Returns the words of the chosen command, which it shows; none if the person leaves."""
    click.echo("cancelbot cancels an OpenAI Platform plan in a real browser.\nWhat do you want to do?\n")
    for number, (text, command) in enumerate(DOOR_CHOICES, 1):
        click.echo(f"  {number}  {text}\n     {typed(command)}")
    numbers = [str(number) for number in range(1, len(DOOR_CHOICES) + 1)]
    question = f"\n1 to {len(DOOR_CHOICES)}, or Enter to leave"
    while (answer := click.prompt(question, default="", show_default=False).strip()) not in numbers:
        if not answer:
            return []
        click.echo(f"There is no choice {answer}.")
    command = DOOR_CHOICES[int(answer) - 1][1]
    click.echo(f"\n$ {typed(command)}\n")
    return shlex.split(command)[1:]


def window_main() -> None:
    """The entry point of the program that is started by a double click, in whatever folder that happens."""
    settle_home(os.environ)
    with suppress(OSError):  # without a home folder it stays where it is
        os.chdir(Path.home())
    sys.argv[1:] = ["window", *sys.argv[1:]]
    main()


def _prepare() -> None:
    make_streams_safe()
    settle_home(os.environ)
    if {"DEBUG", "DEBUGP", "PWDEBUG"} & os.environ.keys():
        from cancelbot import log  # it takes time to load, and is seldom needed

        for name in log.hush(os.environ):
            click.echo(f"{name} is set, but ignored: with it, everything that is typed would be printed.", err=True)
    withdraw(os.environ)
    has_folder = False
    with suppress(OSError):  # of a folder that is gone
        has_folder = Path.cwd().is_absolute()
    if not has_folder:
        raise UsageError("The current folder is gone, or it cannot be read.", advice="Go to a folder of yours: cd")


def _stop_unexpectedly(error: Exception) -> None:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _print_nowhere()
        _stop(2, "There is no room left where cancelbot writes, or prints.", "Free some space, then run it again.")
    at = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
    _stop(1, f"Something unexpected happened: {what}.", "Please report this line.")


def _print_nowhere() -> None:
    """Let nothing of what is still to be printed fail: nobody reads it."""
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # until the process ends


def _show_on_desktop(message: str, advice: str) -> None:
    """Someone who started it by a double click has no terminal: tell them on the desktop why there is no window."""
    if sys.stderr.isatty():
        return
    page = state_folder() / "no-window.txt"
    with suppress(OSError):
        page.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        page.write_text(visible(redact(f"{message}\n\n{advice}\n"), lines=True), encoding="utf-8")
        open_on_desktop(str(page))


def _stop(code: int, message: str, advice: str) -> NoReturn:
    if Path(sys.argv[0]).stem == _BY_DOUBLE_CLICK:
        _show_on_desktop(message, advice)
    words = sys.argv[1:]
    command = next((word for word in words if word in cancelbot.commands), "run")
    if "--detailed-exitcode" in words and code == UsageError.exit_code:
        code = 1
    many = {"--all", "--org=all"} & {*words} or ("--org", "all") in pairwise(words)
    dry = command == "run" and {"--dry-run", "-n", "--rehearse"} & {*words}
    kind = "accounts" if many else "dry-run" if dry else command
    fail(code, message, advice, kind if "--json" in words else None)
