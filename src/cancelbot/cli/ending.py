"""How a command ends, on the terminal and as JSON: what happened, what the page said, what to do now."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import click

from cancelbot.cli.console import console_on
from cancelbot.cli.started import quoted, typed
from cancelbot.config.accounts import FILE
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
    legend(console, result, plain=settings.plain)
    if console.quiet and result.exit_code:
        console = console_on(stderr=True, plain=settings.plain)
    code = result.exit_code if told.code is None else told.code
    end = summarize(LoadedRecording(folder, result, []))
    end = replace(end, todo=tuple(_as_here(line, settings) for line in end.todo))
    tell(console, end, folder, code=code, table=told.table)
    if told.as_json and told.document is not None:
        from cancelbot.cli.documents import as_json_text

        click.echo(as_json_text(told.document))
    elif told.as_json:
        click.echo(
            escaped(json.dumps({**_document(settings, result), "exit_code": code}, ensure_ascii=False, indent=2))
        )
    sys.exit(code)


def tell(console: Console, end: Summary, folder: Path, *, code: int, table: bool) -> None:
    """The block itself. Nothing in it is cut, and a path or a command is never split over two lines."""
    from cancelbot.config.settings import PRACTICE

    _section(console, "What happened", [end.headline, *end.happened])
    quotes = [f"“{text}” ({label})" for label, text in end.quotes]
    read = [f"{label}: {text}" for label, text in end.read]
    quoted_above = any("“" in sentence for sentence in end.happened)
    seen = (
        [f"Nothing {'else ' if quoted_above else ''}to quote; the table above shows what it said."] if table else read
    )
    _section(console, "What the page said", quotes or seen or ["No page of the account was read."])
    _section(console, "What to do now", end.todo, commands=True)
    _section(console, "By hand", [f"{number}. {step}" for number, step in enumerate(end.by_hand, 1)])
    console.print()
    if code:
        _line(console, f"Exit code: {code}")
    if end.page:
        _line(console, f"Page:      {end.page}")
    if end.picture:
        _line(console, f"Picture:   {folder / end.picture}")
        name = folder.name.partition("_")[0] if folder.parent == Path("recordings") else str(folder)
        _line(console, f"Report:    {typed('cancelbot report')} {quoted(name)}")
    else:
        _line(console, f"Kept in:   {folder}")
    if end.practice:
        _line(console, f"{PRACTICE}: no real plan was touched.")


def _as_here(line: str, settings: Settings) -> str:
    """``line`` with its commands for this account; a practice run that stopped leads nobody to the real one."""
    context = click.get_current_context(silent=True)
    if context and context.info_name == "demo" and "That was practice" not in line:
        return line.replace("cancelbot run ", "cancelbot demo ")
    same = f" --account {quoted(settings.account)}" if settings.account else ""
    if same and settings.accounts != FILE:
        same += f" --accounts {quoted(str(settings.accounts))}"
    return re.sub(r"\bcancelbot (run|status|verify|check|login)\b", lambda found: found[0] + same, line)


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
    console = console_on(stderr=True, plain="--plain" in sys.argv)
    _section(console, "What happened", [message])
    _section(console, "What to do now", [advice] if advice else [], commands=True)
    _line(console, f"\nExit code: {code}")
    sys.exit(code)


def _document(settings: Settings, result: Result) -> dict[str, object]:
    """result.json, or what it would contain if it could not be written."""
    from cancelbot.log import Redactor

    try:
        told: dict[str, object] = json.loads(Path(result.recording, "result.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = cast("dict[str, object]", Redactor(settings.known_secrets).clean(result.as_json()))
    return told


def _section(console: Console, title: str, sentences: list[str] | tuple[str, ...], *, commands: bool = False) -> None:
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
            _line(console, (hanging if at else "  ") + line.plain.rstrip())
        if command:
            _line(console, f"    {typed(command['command'])}")


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)
