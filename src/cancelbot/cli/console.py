"""Prints text, whoever wrote it, as text that a terminal or a pipe can show."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from typing import TYPE_CHECKING

import click

from cancelbot.cli.started import typed
from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings


INSTEAD = {"✓": "+", "✗": "x", "•": "*", "·": "-", "…": "...", "“": '"', "”": '"', "\u2019": "'", "—": "-", "━": "#"}
"""replacements for a stream that cannot show the sign"""


def _otherwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    plain = (unicodedata.normalize("NFKD", INSTEAD.get(sign, sign)).encode("ascii", "ignore") for sign in signs)
    return "".join(sign.decode() or "?" for sign in plain), error.end


def make_streams_safe() -> None:
    """From now on replace characters that the terminal or the pipe cannot show, instead of failing."""
    codecs.register_error("otherwise", _otherwise)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="otherwise")


def print_line(text: object, *, error: bool = False) -> None:
    """Print one line as plain text, whoever wrote it; our commands as they can be typed here."""
    click.echo(typed(visible(redact(str(text)))), err=error)


def console_on(*, stderr: bool = False, plain: bool = False, quiet: bool = False) -> Console:
    """A terminal that shows all text as text, with a visible sign for everything that a terminal would obey."""
    from cancelbot.cli.safe_console import SafeConsole

    no_color = plain or None  # None: as NO_COLOR says
    return SafeConsole(stderr=stderr, quiet=quiet, no_color=no_color, markup=False, emoji=False, highlight=False)


def announce(console: Console, settings: Settings) -> None:
    """Print the first line: dry run or for real, and whose account; and what will probably stop it."""
    from cancelbot.config.settings import intention

    console.print(visible(intention(settings)), soft_wrap=True)
    if not (settings.on_loopback or settings.in_a_window or settings.remote):
        console.print("The browser has no window, and the live site usually turns such browsers away.")
        console.print(typed("With a virtual screen: xvfb-run cancelbot run"), soft_wrap=True)
