"""The steps of a run with their pictures: what each did, how it ended, and when each picture was taken."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from cancelbot.recording.read import LoadedRecording, read_regular
from cancelbot.result import IN_WORDS, Step, title_of

MOMENTS = {
    "signed-in": "Signed in",
    "before": "Before",
    "dialog": "The question before the change",
    "banner": "Right after the click",
    "after": "Afterwards, on a freshly loaded page",
    "seen": "As it was seen",
    "refused": "What the site refused",
    "stopped": "Where it stopped",
}
EDGE = 6
"""pictures that are shown from the beginning and from the end of a step: a long step has one for each thing"""


@dataclass(frozen=True)
class Shot:
    """One picture: its file, what it shows, and when it was taken (``13:34:19 UTC``)."""

    number: int
    file: str
    caption: str
    time: str
    source: str
    """the picture as a data address"""


@dataclass(frozen=True)
class Scene:
    """One step with its pictures."""

    title: str
    step: Step
    ending: str
    shots: list[Shot]
    more: int
    """how many further pictures are only in the folder"""


def scenes_of(kept: LoadedRecording) -> list[Scene]:
    taken = {str(event["file"]): str(event["at"])[11:19] for event in kept.events if event["event"] == "picture.taken"}
    scenes, number = [], 0
    for step in kept.result.steps:
        last = len(step.pictures) - EDGE
        chosen = [(at, file) for at, file in enumerate(step.pictures, 1) if at <= EDGE or at > last]
        shots = [shot(kept, file, number + at, taken.get(file, "")) for at, file in chosen]
        number += len(step.pictures)
        more = len(step.pictures) - len(shots)
        scenes.append(Scene(title_of(step.name), step, IN_WORDS[step.outcome], shots, more))
    return scenes


def shot(kept: LoadedRecording, file: str, number: int, taken: str) -> Shot:
    """The picture ``file``, the ``number``-th of the run, ``taken`` at this time of day (UTC)."""
    moment = Path(file).stem.rpartition("_")[2]
    inside = kept.folder / Path(file).name  # whatever a result.json from a stranger says, nothing else is shown
    return Shot(number, file, MOMENTS.get(moment, moment), taken and f"{taken} UTC", source(inside))


def source(path: Path) -> str:
    """``path`` as a data address; empty if it is gone, or no regular file."""
    try:
        content = read_regular(path)
    except OSError:
        return ""
    kind = "jpeg" if path.suffix == ".jpg" else "png"
    return Markup(f"data:image/{kind};base64,{base64.b64encode(content).decode()}")  # noqa: S704  # base64 has no markup
