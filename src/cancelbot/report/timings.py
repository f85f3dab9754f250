"""Where the time of a run went, read from its own events.

start      from the command to the first step: the browser, the guard
sign-in    the step of that name
acts       from a look that said "not so" until the act was over
pictures   taking the pictures, wherever
waiting    for the person, or for as long as the site asked to be left alone
looks      everything else within the steps
reports    from the end of the run until the receipt was written
"""

from datetime import datetime
from itertools import pairwise

from cancelbot.recording.read import LoadedRecording, Told

PHASES = ("start", "sign-in", "looks", "acts", "pictures", "waiting", "reports")
WAITS = frozenset({"consent.asked", "person.called", "site.busy"})
"""events after which the bot only waits until the next one"""


def times(kept: LoadedRecording) -> dict[str, float]:
    """Seconds for each phase, in the order of :data:`PHASES`."""
    spent, phase = dict.fromkeys(PHASES, 0.0), "start"
    for before, event in pairwise(kept.events):
        seconds = _moment(str(event["at"])) - _moment(str(before["at"]))
        phase = _phase(phase, before)
        told = event.get("seconds") if event["event"] == "picture.taken" else 0.0
        taken = min(float(told), seconds) if isinstance(told, int | float) else 0.0
        spent["pictures"] += taken
        spent["waiting" if before["event"] in WAITS else phase] += seconds - taken
    ended, receipt = kept.when("run.ended"), kept.folder / "receipt.json"
    if ended and receipt.exists():
        spent["reports"] += max(0.0, receipt.stat().st_mtime - _moment(ended))
    return {phase: round(seconds, 3) for phase, seconds in spent.items()}


def total(kept: LoadedRecording) -> float | None:
    """Seconds from the command to the end of the run; None if it has no end."""
    return round(_moment(kept.ended) - _moment(kept.result.started), 3) if kept.ended else None


def waits(kept: LoadedRecording) -> list[float]:
    """For each fact that was read: the seconds from the site's last answer until it was believed."""
    told = [event.get("waits") for event in kept.events if event["event"] == "step.settled"]
    waits = [wait for each in told if isinstance(each, list) for wait in each]
    return [float(wait) for wait in waits if isinstance(wait, int | float)]


def _phase(phase: str, event: Told) -> str:
    """The phase that begins with ``event`` during ``phase``."""
    what = event["event"]
    if what == "step.began":
        return "sign-in" if event["step"] == "sign-in" else "looks"
    if what == "look.answered" and event["so"] is False:
        return "acts"
    return "looks" if what in {"act.over", "act.planned", "step.settled"} else phase


def _moment(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
