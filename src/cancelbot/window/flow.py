"""The screens of the window in order: what to do, how to sign in, further tasks; and at the end, what happened."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup, escape

from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording, read_recording
from cancelbot.report.document import source
from cancelbot.report.receipt.manifest import CALENDAR, PRINTED
from cancelbot.report.rows import headings, report_rows
from cancelbot.report.summary import COMMAND, summarize, tone
from cancelbot.report.write import report_of
from cancelbot.result import Result
from cancelbot.window.page import WindowPage, rendered

JOB_TITLES = {
    "practice": "Practice on the fake site",
    "look": "Looking at your account",
    "cancel": "Canceling your plan",
}
EXTRAS = ("download_invoices", "remove_card", "delete_keys")
SAVED = {"receipt": PRINTED, "calendar": CALENDAR}
_CHOICES = {
    "cancelbot run --dry-run": "Look at my account",
    "cancelbot run": "Cancel my plan",
    "cancelbot verify": "Look at my account",
    "cancelbot login": "Sign in by hand",
}
"""what the window offers instead of a command that begins so, the longest first"""


@dataclass(frozen=True)
class Wish:
    """What the person wants: one of :data:`JOB_TITLES`. ``flags`` has what they typed, in memory only."""

    job: str
    by_hand: bool = False
    flags: dict[str, object] = field(default_factory=dict, repr=False)


Check = Callable[[Wish], object]
"""raises UsageError if a wish cannot be carried out"""


def ask_for_wish(page: WindowPage, check: Check, wrong: str, *, by_hand: bool) -> Wish | None:
    """Ask for a wish, after saying what was ``wrong`` with the last one; None if the person leaves. Raises Left.

    ``by_hand``: whether the person sees the browser that the run uses, so that they can sign in there.
    """
    while (job := page.ask(rendered("job", wrong=wrong))["do"]) in JOB_TITLES:
        wrong = again = ""
        while wish := _details(page, job, again, by_hand=by_hand):
            try:
                check(wish)
            except UsageError as error:
                again = f"{error} {error.advice}"
            else:
                page.show(rendered("moment", words="The browser is starting."))
                return wish
    return None


def _details(page: WindowPage, job: str, wrong: str, *, by_hand: bool) -> Wish | None:
    """The wish for ``job``, with how to sign in and what else to do; None if the person goes back."""
    if job == "practice":  # it needs no settings, so no check refuses it
        return _with_extras(page, Wish(job))
    answer = page.ask(rendered("sign_in", wrong=wrong, by_hand=by_hand))
    if answer["do"] == "back":
        return None
    typed = {name: answer[name].strip() or None for name in ("email", "totp_secret")}
    typed["password"] = answer["password"] or None
    flags: dict[str, object] = dict(typed) if answer["do"] == "typed" else {}
    return _with_extras(page, Wish(job, answer["do"] == "hand", flags))


def _with_extras(page: WindowPage, wish: Wish) -> Wish | None:
    answer = page.ask(rendered("extras", job=wish.job))
    if answer["do"] == "back":
        return None
    chosen = {name: name in answer for name in EXTRAS}
    return Wish(wish.job, wish.by_hand, {**wish.flags, **chosen, "everything": False})


def show_ending(page: WindowPage, result: Result, downloads: Path) -> bool:
    """Show how it ended until the person leaves. Returns whether they want to do something else. Raises Left."""
    folder = Path(result.recording)
    try:  # with the events, which say when the plan was seen canceled
        kept = LoadedRecording(folder, result, read_recording(folder).events)
    except UsageError:  # the disk was full
        kept = LoadedRecording.of(result)
    end = summarize(kept)
    facts = {
        "end": end,
        "tone": tone(result),
        "todo": list(dict.fromkeys(map(_without_command, end.todo))),
        "rows": report_rows(result),
        "columns": headings(result),
        "picture": source(folder / end.picture) if end.picture else "",
        "files": {name: file for name, file in SAVED.items() if (folder / file).is_file()},
        "folder": folder.resolve(),
        "has_steps": bool(result.steps),
    }
    saved, report = "", Markup()
    while True:
        answer = page.ask(rendered("ending", saved=saved, report=report, **facts))["do"]
        if answer in SAVED:
            saved = _saved(folder / SAVED[answer], downloads)
        elif answer == "report":
            saved, report = "", Markup() if report else escape(report_of(folder).read_text(encoding="utf-8"))
        else:
            return answer == "again"


def _without_command(sentence: str) -> str:
    """A sentence that names the button instead of the command that does the same."""
    sentence = sentence.replace("Run the command again", "Do it again")
    command = COMMAND.fullmatch(sentence)
    if command is None:
        return sentence
    if " --org " in command["command"]:
        return "Do it again, and type the name of the organization when you are asked for it."
    choice = next((choice for start, choice in _CHOICES.items() if command["command"].startswith(start)), None)
    return f"{command['why']} choose “{choice}”." if choice else f"{command['why']} {command['command']} on a terminal."


def _saved(file: Path, folder: Path) -> str:
    """Copy ``file`` to the downloads folder without overwriting another. Returns a sentence about it."""
    name = f"cancelbot-{file.parent.name.partition('_')[0]}-{file.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / name
        if not target.exists():
            shutil.copyfile(file, target)
    except OSError as error:
        return f"{file.name} could not be saved ({type(error).__name__}). It is in {file.parent}."
    return f"Saved as {target}."
