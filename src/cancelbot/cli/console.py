"""What the commands have in common on the terminal: the console, the screen of a run, and how its end is told."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from typing import TYPE_CHECKING

import click

from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings
    from cancelbot.engine.interaction import IO, Consent
    from cancelbot.result import Result


INSTEAD = {"✓": "+", "✗": "x", "•": "*", "·": "-", "…": "...", "“": '"', "”": '"', "\u2019": "'", "—": "-", "━": "#"}
"""for a stream that cannot show the sign"""


def _otherwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    plain = (unicodedata.normalize("NFKD", INSTEAD.get(sign, sign)).encode("ascii", "ignore") for sign in signs)
    return "".join(sign.decode() or "?" for sign in plain), error.end


def make_streams_safe() -> None:
    """From now on a sign that the terminal or the pipe cannot show is written otherwise, and never stops a command."""
    codecs.register_error("otherwise", _otherwise)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="otherwise")


def say(text: object, *, error: bool = False) -> None:
    """Print one line of text, whoever wrote it, as text."""
    click.echo(visible(redact(str(text))), err=error)


def console_on(*, stderr: bool) -> Console:
    """The terminal, for people: all text is text, with a visible sign for whatever a terminal would obey."""
    from cancelbot.cli.safe_console import SafeConsole

    return SafeConsole(stderr=stderr, markup=False, emoji=False, highlight=False)


def interaction(settings: Settings, console: Console, consent: Consent | None = None) -> IO:
    """The terminal of a run with these settings, and the person in front of it; from now on warnings go there too."""
    from cancelbot import log
    from cancelbot.cli.progress import person, progress_on
    from cancelbot.engine.interaction import IO

    log.configure(verbose=settings.verbose, known=settings.known_secrets)
    progress = progress_on(console)
    return IO(progress, person(progress), consent)


def tell_end(console: Console, result: Result) -> None:
    """The last lines: what stopped it, what to do, where the recording is."""
    for line in (redact(result.message), redact(result.advice), f"Recording: {result.recording}"):
        if line:
            console.print(visible(line), soft_wrap=True)
