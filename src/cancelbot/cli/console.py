"""Prints text, whoever wrote it, as text that a terminal or a pipe can show, and with our commands as they are typed.

Every ending is told in the same sections. The ending of a command without a recording is told here.
"""

from __future__ import annotations

import codecs
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

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


def make_streams_safe() -> None:
    """From now on replace characters that the terminal or the pipe cannot show, instead of failing.

    A closed stream is opened to nowhere: else the next file that is opened would get its number, and its output.
    """
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


STARTED_COMMANDS = (
    "run|demo|window|sandbox|doctor|check|login|logout|status|verify|report|open|runs|receipt|drift|taught|schema|"
    "completion"
)
ON_ACCOUNT = r"\bcancelbot (?:run|status|verify|check|login)\b"
"""a pattern: a command that works on the account"""


@cache
def started_as() -> str:
    """``cancelbot``, or ``.venv/bin/cancelbot``, or ``python -m cancelbot``."""
    path = Path(sys.argv[0])
    if path.parts[-2:] == ("cancelbot", "__main__.py"):
        return f"{_short(Path(sys.executable))} -m cancelbot"
    if not path.stem.startswith("cancelbot"):
        return "cancelbot"  # a test, or a program that uses cancelbot as a library
    found = shutil.which(path.stem)
    return "cancelbot" if found and Path(found).absolute() == path.absolute() else _short(path)


def _short(path: Path) -> str:
    """``path`` as the user types it in this folder: its bare name if the shell finds it."""
    found = shutil.which(path.name)
    if found and Path(found).absolute() == path.absolute():
        return path.name
    try:
        text = str(path.absolute().relative_to(Path.cwd()))
        text = text if os.sep in text else os.path.join(os.curdir, text)  # noqa: PTH118  # Path drops the dot
    except (ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        text = str(path.absolute())
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` as one word for the shell of this system."""
    return subprocess.list2cmdline([text]) if os.name == "nt" else shlex.quote(text)


def typed(text: str) -> str:
    """``text`` with each of our commands as it must be typed here."""
    name = started_as()
    if name == "cancelbot":
        return text
    return re.sub(rf"(?<![\w./-])cancelbot (?=(?:{STARTED_COMMANDS})\b|--)", lambda _: f"{name} ", text)


def fail(code: int, message: str, advice: str, document: str | None) -> NoReturn:
    """Tell what happened, what to do now and the exit code, and exit. ``document``: the kind that --json prints."""
    if document:
        from cancelbot.cli.documents import failure

        click.echo(failure(document, code, message, advice))
    from cancelbot.cli.safe_console import SafeConsole

    console = SafeConsole(stderr=True, plain="--plain" in sys.argv)
    show_section(console, "What happened", [message])
    advice = for_account(advice, _given("--account"), _given("--accounts"))
    show_section(console, "What to do now", [advice] if advice else [], commands=True)
    show_line(console, f"\nExit code: {code}")
    sys.exit(code)


def _given(option: str) -> str | None:
    """What was typed as ``option``: the command may have ended before click has read its options."""
    words = sys.argv[1:]
    after = [word for before, word in pairwise(words) if before == option]
    return next(iter(after + [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]), None)


def for_account(line: str, account: str | None, accounts: str | None) -> str:
    """``line`` with its commands for this ``account`` of the file ``accounts``."""
    same = f" --account {quoted(account)}" if account else ""
    if same and accounts:
        same += f" --accounts {quoted(accounts)}"
    return re.sub(rf"{ON_ACCOUNT}(?! --account| --help)", lambda found: found[0] + same, line)


def show_section(console: Console, title: str, sentences: Sequence[str], *, commands: bool = False) -> None:
    """A title and its sentences. With ``commands``, a command at the end of one gets a line of its own."""
    from rich.text import Text

    from cancelbot.report.summary import COMMAND

    if sentences:
        console.print()
        console.print(Text(title, "bold"))
    for sentence in sentences:
        shown = visible(redact(sentence))
        command = COMMAND.fullmatch(shown) if commands else None
        text = typed(command["why"] if command else shown)
        hanging = "     " if re.match(r"\d\. ", text) else "  "
        for at, line in enumerate(Text(text).wrap(console, console.width - len(hanging))):
            show_line(console, (hanging if at else "  ") + line.plain.rstrip())
        if command:
            show_line(console, f"    {typed(command['command'])}")


def show_line(console: Console, text: str) -> None:
    """One line that is never folded, so that a path or a command in it can be copied."""
    console.print(text, markup=False, soft_wrap=True)
