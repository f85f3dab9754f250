"""How a command ends, on the terminal and as JSON: what happened, what the page said, what to do now."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import click

from cancelbot.cli.console import console_on, print_line
from cancelbot.cli.started import quoted, typed
from cancelbot.redaction import escaped, redact, visible

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.cli.documents import Document
    from cancelbot.config.settings import Settings
    from cancelbot.report.summary import Summary
    from cancelbot.result import Result


@dataclass(frozen=True)
class HowToEnd:
    """How a command reports its end."""

    as_json: bool
    table: bool = False
    """whether the account was shown in a table already"""
    code: int | None = None
    """the exit code, if it is not the result's own"""
    document: Document | None = None
    """what --json prints instead of the result"""


def end_run(console: Console, settings: Settings, result: Result, told: HowToEnd) -> NoReturn:
    """Report the end of a run, and exit with its code."""
    from cancelbot.recording.read import LoadedRecording
    from cancelbot.report.summary import summarize

    folder = Path(result.recording)
    if console.quiet and result.exit_code:
        console = _loud(console)
    legend(console, result, plain=settings.plain)
    tell(console, summarize(LoadedRecording(folder, result, [])), folder, table=told.table)
    code = result.exit_code if told.code is None else told.code
    if told.as_json and told.document is not None:
        from cancelbot.cli.documents import as_json_text

        click.echo(as_json_text(told.document))
    elif told.as_json:
        click.echo(
            escaped(json.dumps({**_document(settings, result), "exit_code": code}, ensure_ascii=False, indent=2))
        )
    sys.exit(code)


def tell(console: Console, end: Summary, folder: Path, *, table: bool) -> None:
    """The block itself. Nothing in it is cut, and a path or a command is never split over two lines."""
    from cancelbot.config.settings import PRACTICE

    _section(console, "What happened", [end.headline, *end.happened])
    quotes = [f"“{text}” ({label})" for label, text in end.quotes]
    read = [f"{label}: {text}" for label, text in end.read]
    seen = ["Nothing to quote; the table above shows what it said."] if table else read
    _section(console, "What the page said", quotes or seen or ["No page of the account was read."])
    _section(console, "What to do now", end.todo)
    if end.by_hand:
        _section(console, "By hand", [f"{number}. {step}" for number, step in enumerate(end.by_hand, 1)])
    console.print()
    if end.page:
        _line(console, f"Page:     {end.page}")
    if end.picture:
        _line(console, f"Picture:  {folder / end.picture}")
        _line(console, f"Report:   {typed('cancelbot report')} {quoted(folder.name.partition('_')[0])}")
    else:
        _line(console, f"Kept in:  {folder}")
    if end.practice:
        _line(console, f"{PRACTICE}: no real plan was touched.")


def legend(console: Console, result: Result, *, plain: bool) -> None:
    """The meaning of the signs of this run, once."""
    from cancelbot.cli.progress import SIGNS

    used = dict.fromkeys(step.outcome for step in result.steps if step.message != "not reached")
    if used and not plain:
        signs = ", ".join(f"{SIGNS[outcome][0]} {SIGNS[outcome][2]}" for outcome in used)
        console.print(f"({signs})", style="dim", markup=False)


def fail(code: int, message: str, advice: str, document: str | None) -> NoReturn:
    """The end of a command without a recording: what happened, what to do now, the exit code."""
    if document:
        from cancelbot.cli.documents import failure

        click.echo(failure(document, code, message, advice))
    print_line(message, error=True)
    if advice:
        print_line(f"What to do now: {advice}", error=True)
    sys.exit(code)


def _document(settings: Settings, result: Result) -> dict[str, object]:
    """result.json, or what it would contain if it could not be written."""
    from cancelbot.log import Redactor

    try:
        told: dict[str, object] = json.loads(Path(result.recording, "result.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = cast("dict[str, object]", Redactor(settings.known_secrets).clean(result.as_json()))
    return told


def _section(console: Console, title: str, sentences: list[str] | tuple[str, ...]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from cancelbot.report.summary import COMMAND

    console.print()
    console.print(Text(title, "bold"))
    for sentence in sentences:
        shown = _shown(sentence)
        command = COMMAND.fullmatch(shown)
        console.print(Padding(Text(command["why"] if command else shown), (0, 0, 0, 2), expand=False))
        if command:
            _line(console, f"    {typed(command['command'])}")


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)


def _shown(text: str) -> str:
    return visible(redact(text))


def _loud(console: Console) -> Console:

    return console_on(stderr=True, plain=bool(console.no_color))
