"""What a command that opens the site shows of a run: its first line, its progress and tables, and how it ended."""

import json
import re
import sys
from pathlib import Path
from typing import NoReturn, cast

import click
from rich.table import Table

from cancelbot import app, log
from cancelbot.cli.console import ON_ACCOUNT, for_account, quoted, show_line, show_section, typed
from cancelbot.cli.documents import Document, as_json_text
from cancelbot.cli.practice import same_demo
from cancelbot.cli.progress import SIGNS, as_looked, progress_on
from cancelbot.cli.safe_console import SafeConsole
from cancelbot.cli.tables import plan_table
from cancelbot.config.accounts import FILE
from cancelbot.config.prompt import forget_typed_ahead, terminal
from cancelbot.config.settings import PRACTICE, Settings, intention
from cancelbot.engine.interaction import IO, Consent
from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import Redactor, escaped, visible
from cancelbot.report.rows import planned_sentence
from cancelbot.report.summary import Summary, summarize
from cancelbot.result import IN_WORDS, Mode, Result
from openai_platform import FLOW

_TO_SIGN_IN = re.compile(r",? or (?:sign in once with:|run) cancelbot login\b.*")
_PLAYED = "That was practice: your settings name the fake site. Take them out to work on your own account."


class TerminalScreen:
    """The terminal of one command. With ``as_json`` standard output is for the document alone."""

    def __init__(self, settings: Settings, *, as_json: bool) -> None:
        self.settings, self.as_json = settings, as_json
        self.console = SafeConsole(stderr=as_json, plain=settings.plain, quiet=settings.quiet)
        self._has_table = self._looks = False

    def run(self, consent: Consent | None = None, judge: app.Judge | None = None, mode: Mode | None = None) -> Result:
        self.announce(looks=mode is not None)
        return app.run(self.settings, self.io(consent), FLOW, judge, mode)

    def announce(self, *, looks: bool = False) -> None:
        """Print the first line: dry run or for real, and whose account; and what will probably stop it.

        ``looks``: the command never changes anything, so nothing in it is planned or left out.
        """
        self._looks = looks
        self.console.print(visible(intention(self.settings, looks=looks)))
        if not (self.settings.on_loopback or self.settings.in_a_window or self.settings.remote):
            command = click.get_current_context().info_name
            command = "run --dry-run" if command == "run" and self.settings.dry_run else command
            self.console.print("The browser has no window, and the live site usually turns such browsers away.")
            self.console.print(typed(f"With a virtual screen: xvfb-run cancelbot {command}"), soft_wrap=True)

    def io(self, consent: Consent | None = None) -> IO:
        """The progress on the terminal, and the person at it. From now on warnings go there too."""
        log.configure(verbose=self.settings.verbose, known=self.settings.known_secrets)
        progress = progress_on(self.console, plain=self.settings.plain, looks=self._looks)
        return IO(progress, terminal(progress.paused), consent)

    def asks_consent(self, planned: Result) -> bool:
        """Whether the person types ``cancel`` below the changes that are ``planned``."""
        self.console.show(plan_table(planned))
        self.console.print(planned_sentence(planned), markup=False)
        forget_typed_ahead()
        try:
            answer = self.console.input("Type [bold]cancel[/] to do this, anything else to leave everything as it is: ")
        except EOFError:
            return False
        return answer.strip().lower() == "cancel"

    def show(self, table: Table) -> None:
        """Show what the account is like; the ending then need not repeat it."""
        self.console.show(table)
        self._has_table = True

    def end(self, result: Result, *, code: int | None = None, document: Document | None = None) -> NoReturn:
        """Tell how it ended and exit. ``code`` and ``document`` replace the exit code and the JSON of ``result``."""
        steps = [as_looked(step) if self._looks else step for step in result.steps if step.message != "not reached"]
        used = dict.fromkeys(step.outcome for step in steps)
        if used and not self.settings.plain:
            signs = ", ".join(f"{SIGNS[outcome][0]} {IN_WORDS[outcome]}" for outcome in used)
            self.console.print(f"({signs})", style="dim", markup=False)
        if self.console.quiet and result.exit_code:
            self.console = SafeConsole(stderr=True, plain=self.settings.plain)
        code = result.exit_code if code is None else code
        self._tell(summarize(LoadedRecording.of(result)), Path(result.recording), code)
        if self.as_json and document is not None:
            click.echo(as_json_text(document))
        elif self.as_json:
            told = {**self._saved(result), "exit_code": code}
            click.echo(escaped(json.dumps(told, ensure_ascii=False, indent=2)))
        sys.exit(code)

    def _tell(self, end: Summary, folder: Path, code: int) -> None:
        """The ending itself. Nothing in it is cut, and a path or a command is never split over two lines."""
        console = self.console
        show_section(console, "What happened", [end.headline, *end.happened])
        said = [f"“{text}” ({label})" for label, text in end.quotes]
        if not said and self._has_table:
            other = "else " if any("“" in sentence for sentence in end.happened) else ""
            said = [f"Nothing {other}to quote; the table above shows what it said."]
        said = said or [f"{label}: {text}" for label, text in end.read] or ["No page of the account was read."]
        show_section(console, "What the page said", said)
        show_section(console, "What to do now", [*filter(None, map(self._as_here, end.todo))], commands=True)
        show_section(console, "By hand", [f"{number}. {step}" for number, step in enumerate(end.by_hand, 1)])
        console.print()
        if code:
            show_line(console, f"Exit code: {code}")
        if end.page:
            show_line(console, f"Page:      {end.page}")
        if end.picture:
            show_line(console, f"Picture:   {folder / end.picture}")
            name = folder.name.partition("_")[0] if folder.parent == Path("recordings") else str(folder)
            name = f"./{name}" if name.startswith("-") else name  # else it reads as an option
            show_line(console, f"Report:    {typed('cancelbot report')} {quoted(name)}")
        else:
            show_line(console, f"Kept in:   {folder}")
        if end.practice:
            show_line(console, f"{PRACTICE}: no real plan was touched.")

    def _as_here(self, line: str) -> str:
        """``line`` with its commands for this account; a practice run that stopped leads nobody to the real one."""
        context = click.get_current_context(silent=True)
        demo = context if context is not None and context.info_name == "demo" else None
        if "That was practice" in line:
            return line if demo else _PLAYED
        if demo:
            again = same_demo(demo)
            line = re.sub(r"\bcancelbot run\b", lambda _: again, _TO_SIGN_IN.sub(".", line))
            return "" if re.search(ON_ACCOUNT, line) else line
        accounts = self.settings.accounts
        return for_account(line, self.settings.account, None if accounts == FILE else str(accounts))

    def _saved(self, result: Result) -> dict[str, object]:
        """result.json, or what it would contain if it could not be written."""
        try:
            told: dict[str, object] = json.loads(Path(result.recording, "result.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = cast("dict[str, object]", Redactor(self.settings.known_secrets).clean(result.as_json()))
        return told


def detailed_code(result: Result) -> int:
    """0: nothing to do; 2: something to cancel or to change; 1: a wrong setting, which is 2 otherwise."""
    if result.exit_code:
        return 1 if result.exit_code == UsageError.exit_code else result.exit_code
    return 2 if result.planned else 0
