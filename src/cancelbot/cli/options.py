"""The options that several commands share, with their twins in the environment; help in sections, with examples."""

import inspect
from collections.abc import Callable, Container, Iterator, Sequence
from typing import TypeVar

import click
from click.core import ParameterSource

from cancelbot.cli.console import typed
from cancelbot.config.sources import PREFIX

F = TypeVar("F", bound=Callable[..., object])


class Command(click.Command):
    """A command whose help has its options in sections and ends with examples.

    The help is the docstring; what stands in it below the line ``Examples:`` is printed as it is.
    """

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text, _, examples = inspect.cleandoc(self.help or "").partition("\nExamples:\n")
        whole, self.help = self.help, text
        super().format_help_text(ctx, formatter)
        self.help = whole
        if examples:
            with formatter.section("Examples"):
                for line in filter(str.strip, examples.splitlines()):
                    formatter.write(f"  {typed(line.strip())}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):  # an argument is told of in the text
                sections.setdefault(getattr(param, "section", "Options"), []).append(record)
        for name, records in sorted(sections.items(), key=lambda one: one[0] == "Options"):  # that one comes last
            with formatter.section(name):
                formatter.write_dl(records)
        if any(param.name == "run" for param in self.params):
            formatter.write_paragraph()
            formatter.write_text("RUN is a path, the name of a recording, or the beginning of its name.")
        if twins := [param.twin for param in self.params if isinstance(param, Option) and param.twin]:
            with formatter.section("The same as settings, in the environment or in .env"):
                formatter.write_text(", ".join(twins))


class Option(click.Option):
    """An option of a section of the help. Its ``twin`` in the environment is only named there: the settings read it."""

    def __init__(self, names: Sequence[str], section: str, twin: str | None = None, **how: object) -> None:
        super().__init__(names, **how)  # type: ignore[arg-type]  # what click.option has been given
        self.section, self.twin = section, twin


WHAT, WHO, HOW, SHOWN = "What is done", "Whose account", "How", "What is shown and kept"


def option_without_twin(name: str, text: str, *names: str, section: str = HOW, **how: object) -> Callable[[F], F]:
    """An option that has no twin in the environment."""
    return click.option(name, *names, cls=Option, section=section, help=text, **how)


def value(name: str, text: str, *short: str, section: str = HOW, **how: object) -> Callable[[F], F]:
    """An option with a value, and its twin in the environment."""
    twin = f"{PREFIX}{name.split('/', maxsplit=1)[0].removeprefix('--').replace('-', '_').upper()}"
    return option_without_twin(name, text, *short, section=section, twin=twin, **how)


def flag(name: str, text: str, *short: str, section: str = WHAT) -> Callable[[F], F]:
    """A switch, and its twin in the environment."""
    return value(name, text, *short, section=section, is_flag=True, default=None)


_DOCUMENT = "Print one JSON document on stdout, everything else on stderr."
JSON = option_without_twin("--json", _DOCUMENT, "as_json", section=SHOWN, is_flag=True)
_HEADED = value("--headed/--headless", "With or without a visible browser window.", default=None)
_VERBOSE = flag("--verbose", "Show each event of the log on stderr as it happens.", "-v", section=SHOWN)
_QUIET = flag("--quiet", "Print nothing if all is well, else only how it ended.", "-q", section=SHOWN)
PLAIN = flag("--plain", "Plain lines: no colors, boxes, symbols or moving parts.", section=SHOWN)
RECORDINGS = value("--recordings", "The folder where recordings are kept.", metavar="DIR", section=SHOWN)
_TIMEOUT = value("--timeout", "How long a page may take.", metavar="SECONDS", type=float)
_PATIENCE = value("--patience", "How long you may take when cancelbot needs you.", metavar="MINUTES", type=float)
_ORG = value("--org", "Which organization you mean, by name or id.", metavar="NAME_OR_ID", section=WHO)
_PROFILE = value("--profile", "Work in this Chrome profile, instead of with a kept session.", metavar="DIR")
_ATTACH = value(
    "--attach", "Use a Chrome that is already running here, such as http://127.0.0.1:9222.", metavar="ADDRESS"
)
_REMOTE = value(
    "--remote",
    "Use a browser elsewhere: a Playwright server (ws://...) or a CDP address (http://...).",
    metavar="ADDRESS",
)
_NOTIFY = value(
    "--notify",
    "Send a message when it ends, to an Apprise address. Safer as a setting: other programs can read options.",
    metavar="URL",
    section=SHOWN,
)
TIMESTAMP = value(
    "--timestamp",
    "Have this timestamp authority (RFC 3161) confirm when the receipt existed.",
    metavar="URL",
    section=SHOWN,
)
ACCOUNT = value("--account", "Which account of accounts.toml.", metavar="NAME", section=WHO)
ACCOUNTS = value("--accounts", "Read another file than accounts.toml.", metavar="FILE", section=WHO)
_ALL = option_without_twin("--all", "Every account of accounts.toml, in turn.", "everyone", section=WHO, is_flag=True)
_AT_A_TIME = {"type": click.IntRange(1, 16), "default": 1, "metavar": "N"}
_JOBS = option_without_twin("--jobs", "With --all: how many accounts at a time.", section=WHO, **_AT_A_TIME)
MANY = (ACCOUNT, ACCOUNTS, _ALL, _JOBS)
_ACTS = (
    flag("--dry-run", "Only look: sign in, take pictures, change nothing.", "-n"),
    flag("--rehearse", "A dry run that also opens each question, takes a picture of it and backs out."),
    flag("--yes", "Do not ask before changing anything.", "-y"),
    flag("--download-invoices", "Also save every invoice as a PDF."),
    flag("--remove-card", "Also delete every saved card."),
    flag("--delete-keys", "Also revoke every API key."),
    flag("--everything", "All three of these."),
)
_CAPTURES = (
    flag("--video", "Keep a video of the run, without the sign-in.", section=SHOWN),
    flag("--trace", "Keep a trace for debugging, without the sign-in.", section=SHOWN),
)
_CODES = "With --dry-run: exit with 0 if there is nothing to do, 2 if there is something, 1 for a wrong setting."
_DETAILED = option_without_twin("--detailed-exitcode", _CODES, "detailed", section=WHAT, is_flag=True)
USUAL = (_HEADED, _TIMEOUT, _PATIENCE, JSON, _QUIET, PLAIN, _VERBOSE, RECORDINGS)
COMMON = (_ORG, *USUAL, _PROFILE, _ATTACH, _REMOTE, _NOTIFY)
RUN_OPTIONS = (*_ACTS, _DETAILED, *MANY, *COMMON, *_CAPTURES, TIMESTAMP)
DEMO_OPTIONS = (*_ACTS, _ORG, *USUAL, *_CAPTURES)
WINDOW_OPTIONS = (_ORG, _HEADED, _TIMEOUT, _PATIENCE, RECORDINGS)


def options(*given: Callable[[F], F], twins: bool = True) -> Callable[[F], F]:
    """These options, in this order; practice goes without their ``twins``, which are set for the real account."""

    def add(command: F) -> F:
        for option in reversed(given):
            command = option(command)
        for param in () if twins else getattr(command, "__click_params__", ()):
            param.twin = None
        return command

    return add


def typed_options(context: click.Context, names: Container[str | None]) -> Iterator[tuple[str, str | None]]:
    """The options called ``names`` that were typed: the word for each, and its value, None for a switch."""
    for param in context.command.params:
        was_typed = context.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
        if not isinstance(param, click.Option) or not was_typed or param.name not in names:
            continue
        given = context.params[param.name]
        if param.is_flag:
            yield (param.opts[0] if given else param.secondary_opts[0]), None
        else:
            yield from ((param.opts[0], str(value)) for value in (given if param.multiple else [given]))
