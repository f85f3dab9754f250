"""--all and --org all: the same command for several accounts or organizations, each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn, cast

import click
from pydantic import ValidationError

from cancelbot.cli.console import print_line
from cancelbot.cli.documents import AccountEnding, AccountsDocument, as_json_text
from cancelbot.cli.options import typed_options
from cancelbot.cli.safe_console import SafeConsole
from cancelbot.cli.tables import shown, table
from cancelbot.config.accounts import FILE, account_names
from cancelbot.config.prompt import forget_typed_ahead
from cancelbot.config.settings import PRACTICE, Settings, load
from cancelbot.config.sources import with_settings
from cancelbot.errors import CancelbotError, Interrupted, UsageError
from cancelbot.recording.read import RESULT, LoadedRecording
from cancelbot.report.summary import facts_read, headline, other_changes
from cancelbot.result import Result

ONLY_DRY = "--detailed-exitcode is for dry runs."
NOT_PASSED_ON = {"everyone", "jobs", "as_json", "quiet", "plain", "yes", "dry_run"}


@dataclass(frozen=True)
class Batch:
    """One command for several ``names``, which ``option`` distinguishes."""

    context: click.Context
    option: str
    names: list[str]
    jobs: int
    settings: Settings
    """what holds for all of them: how it is shown, and whether anything is changed"""

    @property
    def is_real(self) -> bool:
        return self.context.info_name == "run" and not self.settings.dry_run

    def go(self, *extra: str, names: Iterable[str] | None = None) -> list[AccountEnding]:
        """Run it for each name with the ``extra`` options. Returns the results in their order.

        After Ctrl-C, which the processes at work get too, none is started any more, and what became of each is told.
        """
        chosen = list(self.names if names is None else names)
        with ThreadPoolExecutor(self.jobs) as pool:
            began = [pool.submit(self._one, name, extra) for name in chosen]
            try:
                wait(began)
            except KeyboardInterrupt:
                pool.shutdown(cancel_futures=True)
        left = AccountEnding(name="", exit_code=Interrupted.exit_code, message="Not started: interrupted before that.")
        return [
            replace(left, name=name) if one.cancelled() else one.result()
            for name, one in zip(chosen, began, strict=True)
        ]

    def _one(self, name: str, extra: tuple[str, ...]) -> AccountEnding:
        if not self.settings.quiet:
            print_line(f"{name}: started", error=True)
        ended = _command(
            self.context.info_name or "run", *_same_options(self.context, self.option), *extra, f"{self.option}={name}"
        )
        one = AccountEnding(name=name, exit_code=ended.returncode)
        try:
            one.result = RESULT.validate_json(ended.stdout)
        except ValidationError:
            one.message = (ended.stderr.strip().splitlines() or ["It printed nothing."])[-1]
        else:
            one.outcome = one.result.outcome
            kept = LoadedRecording.of(one.result)
            practice, why = f"{PRACTICE}." if kept.is_sandbox else "", one.result.message if one.exit_code else ""
            state = _state(one.result) if one.outcome == "looked" else headline(kept)
            what = (practice, state, other_changes(one.result)) if one.result.recording else ()
            one.message = " ".join(filter(None, (*what, why)))
        if not self.settings.quiet:
            print_line(f"{name}: {one.outcome}, exit {one.exit_code}", error=True)
        return one


def several(everyone: bool, jobs: int, flags: dict[str, object]) -> Batch | None:  # a flag of the command
    """The batch that the command was asked for; None if it is about one account and organization."""
    if not everyone and flags.get("org") != "all":
        return None
    context = click.get_current_context()
    if context.params.get("run"):
        raise UsageError(
            "RUN is one recording of one account, so it does not go with --all or --org all.",
            advice="Leave one of the two out.",
        )
    if everyone and flags.get("org") == "all":
        raise UsageError("--all does not go with --org all.", advice="Name each account with --account, and --org all.")
    settings = load(account="", **{name: flags.get(name) for name in ("dry_run", "rehearse", "quiet", "plain")})
    if everyone:
        return Batch(context, "--account", account_names(Path(str(flags.get("accounts") or FILE))), jobs, settings)
    batch = Batch(context, "--org", [], 1, settings)  # one login, and so one lock
    if batch.is_real and flags.get("yes"):
        raise UsageError(
            "--org all never changes anything unasked.",
            advice="Name each organization that you mean: cancelbot run --yes --org NAME",
        )
    return replace(batch, names=_organizations(context))


def do_each(everyone: bool, jobs: int, flags: dict[str, object], *, as_json: bool) -> None:  # a flag of the command
    """If several accounts or organizations are asked for: run the command for each, print one table, and exit.

    A real run first looks everywhere and asks for each by its name.
    """
    batch = several(everyone, jobs, flags)
    if batch is None:
        return
    if batch.is_real and batch.context.params.get("detailed"):
        raise UsageError(ONLY_DRY, advice="Add --dry-run.")
    if not batch.is_real:
        endings = batch.go("--dry-run") if batch.context.info_name == "run" else batch.go()
    elif flags.get("yes"):
        endings = batch.go("--yes")
    else:
        endings = _asked(batch)
    _tell(endings, batch.settings, as_json=as_json)


def _state(result: Result) -> str:
    """What a look has found, in a line of the table."""
    plan = "there is no plan" if result.plan_is == "none" else f"the plan is {result.plan_is or 'not certain'}"
    seen = ", ".join(f"{name}: {text}" for name, text in facts_read(result))
    who = result.account.organization or result.account.email or "the account"
    return f"{who}: {plan}. The page shows {seen or 'nothing of it'}."


def _asked(batch: Batch) -> list[AccountEnding]:
    """Look everywhere; on a terminal, ask for each that has something to cancel; then run what was agreed to."""
    if batch.option == "--account" and not sys.stdin.isatty():
        raise UsageError("Nobody can be asked here.", advice="Add --yes to change things unasked, or --dry-run.")
    looked = batch.go("--dry-run")
    active = [one for one in looked if one.result and one.result.planned]
    interrupted = any(one.exit_code == Interrupted.exit_code for one in looked)
    if interrupted or not active or not sys.stdin.isatty():
        return looked
    _show(looked, batch.settings)
    agreed = []
    for one in active:
        forget_typed_ahead()
        question = f"Type {one.name} to go ahead with it, or press Enter to leave it as it is"
        if str(click.prompt(question, default="", show_default=False, err=True)).strip() == one.name:
            agreed.append(one.name)
    done = {one.name: one for one in batch.go("--yes", names=agreed)}
    for one in active:
        one.outcome, one.message = "declined", "Left as it is: you did not type its name."
    return [done.get(one.name, one) for one in looked]


def _tell(endings: list[AccountEnding], settings: Settings, *, as_json: bool) -> NoReturn:
    codes = {one.exit_code for one in endings} - {0}
    code = codes.pop() if len(codes) == 1 else int(bool(codes))
    if not settings.quiet or code:
        _show(endings, settings)
    if as_json:
        wrong = sum(one.exit_code != 0 and one.outcome != "would-cancel" for one in endings)
        message = f"{len(endings)} looked at, {wrong} of them not as wanted." if wrong else ""
        click.echo(as_json_text(AccountsDocument(exit_code=code, message=message, accounts=endings)))
    sys.exit(code)


def _show(endings: list[AccountEnding], settings: Settings) -> None:
    made = table("Name", "Outcome", "Exit", "What happened")
    for one in endings:
        made.add_row(shown(one.name), one.outcome, str(one.exit_code), shown(one.message))
    SafeConsole(stderr=True, plain=settings.plain).show(made)


def _same_options(context: click.Context, but: str, known: set[str] | None = None) -> list[str]:
    """The typed options, as words, without ``but`` and those that this file sets; only ``known`` ones."""
    names = {param.name for param in context.command.params} if known is None else known
    names = names - NOT_PASSED_ON - {but.removeprefix("--")}
    return [name if value is None else f"{name}={value}" for name, value in typed_options(context, names)]


def _organizations(context: click.Context) -> list[str]:
    """The organizations of the login, from a look. Raises CancelbotError if it finds none."""
    root = cast("click.Group", context.find_root().command)
    known = {str(param.name) for param in root.commands["status"].params}
    looked = _command("status", *_same_options(context, "--org", known))
    try:
        told = RESULT.validate_json(looked.stdout)
    except ValidationError:
        told = Result("", "status", "", "", advice="Look yourself: cancelbot status")
    names = [*filter(None, told.organizations or [told.account.organization or ""])]
    if not names:
        trouble = CancelbotError(
            f"The organizations of this login could not be seen. {told.message}".strip(), advice=told.advice
        )
        trouble.exit_code = looked.returncode or CancelbotError.exit_code
        raise trouble
    return names


def _command(*words: str) -> subprocess.CompletedProcess[str]:
    """Start this program again, with the settings of this one and nobody to ask; its document is on stdout."""
    line = [sys.executable, "-P", "-m", "cancelbot", *words, "--json"]
    env = with_settings(os.environ)
    return subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=env)
