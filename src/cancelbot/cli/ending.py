"""How a command ends that has no recording; and the sections in which every ending is told."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import click

from cancelbot.cli.console import console_on
from cancelbot.cli.started import quoted, typed
from cancelbot.redaction import redact, visible

if TYPE_CHECKING:
    from rich.console import Console


def fail(code: int, message: str, advice: str, document: str | None) -> NoReturn:
    """Tell what happened, what to do now and the exit code, and exit. ``document``: the kind that --json prints."""
    if document:
        from cancelbot.cli.documents import failure

        click.echo(failure(document, code, message, advice))
    console = console_on(stderr=True, plain="--plain" in sys.argv)
    show_section(console, "What happened", [message])
    advice = for_account(advice, _given("--account"), _given("--accounts"))
    show_section(console, "What to do now", [advice] if advice else [], commands=True)
    show_line(console, f"\nExit code: {code}")
    sys.exit(code)


def _given(option: str) -> str | None:
    """What was typed as ``option``, of a command that may have ended before its options were read."""
    words = sys.argv[1:]
    after = [word for before, word in pairwise(words) if before == option]
    return next(iter(after + [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]), None)


def for_account(line: str, account: str | None, accounts: str | None) -> str:
    """``line`` with its commands for this ``account`` of the file ``accounts``."""
    same = f" --account {quoted(account)}" if account else ""
    if same and accounts:
        same += f" --accounts {quoted(accounts)}"
    return re.sub(
        r"\bcancelbot (run|status|verify|check|login)\b(?! --account| --help)", lambda found: found[0] + same, line
    )


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
