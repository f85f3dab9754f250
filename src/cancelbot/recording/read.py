"""Reads recordings back from the disk, and what a run has begun without seeing how it ended.

A run that is killed cannot say what became of its last click. The next run looks anyway. With these facts it can say
whose click it was, and look a little longer before it clicks itself, since the site may still show the old state.
"""

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Self

from pydantic import TypeAdapter

from cancelbot.config.settings import is_loopback
from cancelbot.errors import UsageError
from cancelbot.result import Account, Ending, Mode, Outcome, Result, Step

Told = Mapping[str, object]


RESULT, _ACCOUNT = TypeAdapter(Result), TypeAdapter(Account)
_MODE, _ENDING = TypeAdapter[Mode](Mode), TypeAdapter(tuple[Ending, int, str])
_MOST, _RESULT = 64 * 1024**2, 8 * 1024**2
"""bytes up to which a file, and a result, is read"""
_EVENTS = 100_000
"""more than any run has"""
_TELLS = {
    "step.began": {"step"},
    "look.answered": {"so"},
    "act.intended": {"step", "statement"},
    "film.kept": {"file"},
    "trace.kept": {"file"},
}
"""facts without which an event cannot be used: :func:`read_recording` refuses a recording that lacks one"""
NO_END = "The run has no end: it was cut off, or it is still going on."
BEGUN = "It was begun, and its end was not seen."
PLAN_IS_CANCELED = "the plan is canceled"
"""the statement that decides whether a run succeeded"""


@dataclass(frozen=True)
class LoadedRecording:
    """One recording: its folder, its result, and its events in order."""

    folder: Path
    result: Result
    events: list[Told]

    @classmethod
    def of(cls, result: Result) -> Self:
        """The recording of a run that has just ended, without its events."""
        return cls(Path(result.recording), result, [])

    @property
    def name(self) -> str:
        """The name of its folder when it was made."""
        return Path(self.result.recording).name

    @property
    def has_result(self) -> bool:
        """Whether the run wrote a result. If not, ``result`` is what the event log says."""
        return (self.folder / "result.json").exists()

    @property
    def is_sandbox(self) -> bool:
        """Whether it was made on the sandbox, not on the real platform."""
        return is_loopback(self.result.site)

    @property
    def ended(self) -> str | None:
        """When it came to its end, UTC; None if it is still going on, or was cut off."""
        return self.when("run.ended") or self.when("check.ended") or self.when("login.ended")

    @property
    def clicked_at(self) -> str | None:
        """When the click that cancels the plan was made, UTC."""
        return self.when("act.clicked", step="cancel-plan")

    @property
    def confirmed_at(self) -> str | None:
        """When a reloaded page confirmed that the plan is canceled, UTC."""
        return self.when("look.confirmed", statement=PLAN_IS_CANCELED)

    def files(self, event: str) -> list[str]:
        return [str(told["file"]) for told in self.events if told.get("event") == event]

    def when(self, event: str, **facts: object) -> str | None:
        """The time of the last ``event`` with these facts, UTC."""
        hits = [told for told in self.events if told.get("event") == event and facts.items() <= told.items()]
        return str(hits[-1]["at"]) if hits else None


def read_recording(folder: Path) -> LoadedRecording:
    """The recording in ``folder``; of a run without an end, what its event log says.

    Raises UsageError if there is none, or it is damaged.
    """
    try:
        events = list(events_of(folder / "events.jsonl"))
        path = folder / "result.json"
        result = RESULT.validate_json(read_regular(path, _RESULT)) if os.path.lexists(path) else so_far(folder, events)
        if not is_moment(result.started):
            raise ValueError("started")
        return LoadedRecording(folder, result, events)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{folder} is not a recording that can be read ({type(error).__name__}).",
            advice="List the recordings with: cancelbot runs",
        ) from None


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading. Raises OSError for a link, a FIFO or a device, without waiting for it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if "\0" in str(path) or not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return os.fdopen(os.open(path, flags), "rb")


def read_regular(path: Path, most: int = _MOST) -> bytes:
    """The content of a regular file. Raises OSError for anything else, and for more than ``most`` bytes."""
    with open_regular(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most // 1024**2} MiB")
    return content


def events_of(path: Path) -> Iterator[Told]:
    """The events of an event log, also of one that is still being written."""
    lines = read_regular(path).decode().splitlines() if os.path.lexists(path) else []
    if len(lines) > _EVENTS:
        raise ValueError("events")
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue  # the end of a line that was being written when the machine stopped
        if isinstance(told, dict) and isinstance(told.get("event"), str) and is_moment(told.get("at")):
            if not _TELLS.get(told["event"], set()) <= told.keys():
                raise ValueError(told["event"])
            yield told


def is_moment(stamp: object) -> bool:
    """Whether ``stamp`` is a time as a run writes it."""
    try:
        return isinstance(stamp, str) and datetime.fromisoformat(stamp).timestamp() > 0
    except (ValueError, OverflowError):
        return False


def so_far(folder: Path, events: list[Told]) -> Result:
    """What the event log says of a run without a result. Raises KeyError, IndexError if it is none."""
    began = events[0]
    result = Result(str(began["flow"]), _MODE.validate_python(began["mode"]), str(began["at"]), str(folder))
    result.site = str(began.get("site", ""))
    for told in events[1:]:
        _add(result, told)
    result.advice = "If it is not still going on, run the command again: it looks first and repeats nothing."
    return result


def _add(result: Result, told: Told) -> None:
    match told["event"]:
        case "account.identified":
            result.account = _ACCOUNT.validate_python(told)
        case "step.settled":
            result.steps.append(Step(str(told["step"]), Outcome(str(told["outcome"])), str(told["message"])))
        case "act.intended":
            result.steps.append(Step(str(told["step"]), Outcome.UNVERIFIED, BEGUN))
            result.outcome, result.exit_code = "unverified", 6
            result.message = f"The run has no end. The last that it began, without seeing its end: {told['statement']}."
        case "act.held_back":  # the site was sent nothing
            _is_over(result, "failed")
        case "look.confirmed":
            _is_over(result, "canceled" if told["statement"] == PLAN_IS_CANCELED else "failed")
        case "run.ended":
            ended = tuple(told[name] for name in ("outcome", "exit_code", "message"))
            result.outcome, result.exit_code, result.message = _ENDING.validate_python(ended)


def _is_over(result: Result, outcome: Ending) -> None:
    """The last act has ended, but the run has no end."""
    result.steps = [step for step in result.steps if step.message != BEGUN]
    result.outcome, result.exit_code, result.message = outcome, 1, NO_END


def newest_first(root: Path, accounts: Sequence[str] = ()) -> Iterator[LoadedRecording]:
    """Every readable recording under ``root``, read one by one, by the time in the names of the folders.

    Those of the ``accounts`` are in folders of their own.
    """
    folders = [folder for at in ("", *accounts) for folder in (root / at).glob("[0-9]*/")]
    for folder in sorted(folders, key=lambda one: one.name, reverse=True):
        with suppress(UsageError):
            yield read_recording(folder)


def recordings_in(root: Path, accounts: Sequence[str] = ()) -> list[LoadedRecording]:
    """Every readable recording, also of runs without an end, newest first; see newest_first."""
    return sorted(newest_first(root, accounts), key=lambda kept: kept.result.started, reverse=True)


def real_runs(recordings: Path, account: Account, site: str, *, but: Path) -> Iterator[LoadedRecording]:
    """The real runs of ``account`` on ``site``, newest first, other than the run in the folder ``but``."""
    for kept in newest_first(recordings):
        then, other = kept.result, kept.folder.resolve() != but.resolve()
        if other and then.mode == "run" and (then.site, then.account) == (site, account):
            yield kept


def find_folder(root: Path, run: str | None, accounts: Sequence[str] = ()) -> Path:
    """The folder of the recording ``run``: a path, a folder's name or its beginning; the newest if None.

    What is in a folder that is named whole may be damaged. Raises UsageError.
    """
    for path in (Path(run), root / run) if run else ():
        if any((path / name).exists() for name in ("result.json", "events.jsonl", "receipt.json")):
            return path
    known = recordings_in(root, accounts)
    if run is None:
        hits = [kept for kept in known if kept.has_result] or known
    else:
        hits = [kept for kept in known if kept.folder.name.startswith(run)]
    if hits and (run is None or len(hits) == 1):
        return hits[0].folder
    several = f"There are {len(hits)} recordings whose name begins with {run}"
    what = several if hits else f"There is no recording {run}" if run else "There is no recording"
    advice = (
        "List the recordings with: cancelbot runs" if known else "Each run makes one, also in practice: cancelbot demo"
    )
    raise UsageError(f"{what} in {root}.", advice=advice)


@dataclass(frozen=True)
class PendingAct:
    """An act that was begun, and that no fresh page has confirmed."""

    step: str
    statement: str
    """what the act should make true"""
    at: str
    """when, UTC"""
    cut_off: bool
    """whether the run was cut off, so that it has not even looked"""

    @property
    def whose(self) -> str:
        """The run that began it, as the subject of a sentence."""
        when = f"{self.at[:10]} {self.at[11:16]} UTC"
        return f"the run that was cut off after {when}" if self.cut_off else f"the run of {when}"


def pending_acts(recordings: Path, account: Account, site: str, *, but: Path) -> tuple[PendingAct, ...]:
    """The pending acts of the newest of the :func:`real_runs`."""
    ends = {"act.held_back", "look.confirmed"}
    for kept in real_runs(recordings, account, site, but=but):
        told = [event for event in kept.events if event["event"] in {"act.intended", *ends}]
        return tuple(
            PendingAct(str(event["step"]), str(event["statement"]), str(event["at"]), kept.ended is None)
            for event, after in pairwise([*told, {"event": "none"}])
            if event["event"] == "act.intended" and after["event"] not in ends
        )
    return ()
