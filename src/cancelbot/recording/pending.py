"""What an earlier run of this account began without seeing how it ended, read from its event log.

A run that is killed cannot say what became of its last click. The next run looks anyway. With these facts it can say
whose click it was, and look a little longer before it clicks itself, since the site may still show the old state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cancelbot.recording.read import newest_first
from cancelbot.result import Account


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


def pending_acts(recordings: Path, account: Account, *, but: Path) -> tuple[PendingAct, ...]:
    """Those of the newest real run of ``account`` in ``recordings``, other than the run in the folder ``but``."""
    for kept in newest_first(recordings):
        other = kept.folder.resolve() != but.resolve()
        if other and kept.result.mode == "run" and kept.result.account == account:
            return tuple(_open(kept.events, cut_off=not kept.has_end))
    return ()


def _open(events: list[Mapping[str, object]], *, cut_off: bool) -> Iterator[PendingAct]:
    """Each intent that is followed neither by its confirmation nor by ``act.held_back``."""
    intended: PendingAct | None = None
    for event in events:
        if event["event"] == "act.intended":
            if intended is not None:
                yield intended
            intended = PendingAct(str(event["step"]), str(event["statement"]), str(event["at"]), cut_off)
        if event["event"] in {"act.held_back", "look.confirmed"}:
            intended = None
    if intended is not None:
        yield intended
