"""Prints text, whoever wrote it, as text that a terminal or a pipe can show."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import textwrap
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cancelbot.cli.started import typed
from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from rich.console import Console

INSTEAD = {"✓": "+", "✗": "x", "•": "*", "·": "-", "…": "...", "“": '"', "”": '"', "\u2019": "'", "—": "-", "━": "#"}
"""replacements for a stream that cannot show the sign"""


def _otherwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    plain = (unicodedata.normalize("NFKD", INSTEAD.get(sign, sign)).encode("ascii", "ignore") for sign in signs)
    return "".join(sign.decode() or "?" for sign in plain), error.end


def _open_closed_streams() -> None:
    """Open each closed stream to nowhere: else the next file that is opened would get its number, and its output."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        with suppress(OSError):
            os.fstat(number)
            if getattr(sys, name) is not None:
                continue
        nowhere = os.open(os.devnull, os.O_RDWR)
        if nowhere != number:
            os.dup2(nowhere, number)
            os.close(nowhere)
        setattr(sys, name, os.fdopen(number, mode, closefd=False))


def make_streams_safe() -> None:
    """From now on replace characters that the terminal or the pipe cannot show, instead of failing."""
    _open_closed_streams()
    codecs.register_error("otherwise", _otherwise)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="otherwise")


def print_line(text: object, *, error: bool = False, indent: str = "") -> None:
    """Print one line as plain text, with our commands as they can be typed here.

    On a terminal what does not fit goes on in the next line, below ``indent``, and no word is broken.
    """
    said = typed(visible(redact(str(text))))
    if (sys.stderr if error else sys.stdout).isatty():
        width = max(20, shutil.get_terminal_size().columns)
        said = textwrap.fill(said, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    click.echo(said, err=error)


def console_on(*, stderr: bool = False, plain: bool = False, quiet: bool = False) -> Console:
    """A terminal that shows all text as text, with a visible sign for everything that a terminal would obey."""
    from cancelbot.cli.safe_console import SafeConsole

    no_color = plain or None  # None: as NO_COLOR says
    return SafeConsole(stderr=stderr, quiet=quiet, no_color=no_color, markup=False, emoji=False, highlight=False)
