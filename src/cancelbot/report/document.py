"""Fills in the templates with a run, its steps and their pictures. The pages load nothing when they are opened."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from cancelbot.config.settings import PRACTICE
from cancelbot.recording.read import LoadedRecording, read_regular
from cancelbot.redaction import visible
from cancelbot.report.costs import is_over, not_looked_at, what_can_cost
from cancelbot.report.rows import headings, report_rows
from cancelbot.report.summary import COMMAND, day_and_time, headline, other_changes, summarize, tone
from cancelbot.result import IN_WORDS, MODES, SEEN_CANCELED, Step, words_of_step

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
_SAID = {"dialog": "The question, as read from the page", "banner": "The banner, as read from the page"}
GUARDS = {
    "browser": "Rules inside the browser's own network layer stop every request that sends something (all but GET, "
    "HEAD and OPTIONS), except at the sign-in and while a step acts.",
    "page": "Rules in the page stop every request that sends something (all but GET, HEAD and OPTIONS), except at the "
    "sign-in and while a step acts. The browser was not cancelbot's own, so rules in its network layer could not be "
    "loaded.",
}

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
    scenes, number = [], 0
    for step in kept.result.steps:
        last = len(step.pictures) - EDGE
        chosen = [(at, file) for at, file in enumerate(step.pictures, 1) if at <= EDGE or at > last]
        shots = [shot(kept, file, number + at) for at, file in chosen]
        number += len(step.pictures)
        more = len(step.pictures) - len(shots)
        scenes.append(Scene(words_of_step(step.name).title, step, IN_WORDS[step.outcome], shots, more))
    return scenes


def shot(kept: LoadedRecording, file: str, number: int) -> Shot:
    """The picture ``file``, the ``number``-th of the run."""
    moment = Path(file).stem.rpartition("_")[2]
    inside = kept.folder / Path(file).name  # whatever a result.json from a stranger says, nothing else is shown
    time = (kept.when("picture.taken", file=file) or "")[11:19]
    return Shot(number, file, MOMENTS.get(moment, moment), time and f"{time} UTC", source(inside))


def source(path: Path) -> str:
    """``path`` as a data address; empty if it is gone, or no regular file."""
    try:
        content = read_regular(path)
    except OSError:
        return ""
    kind = "jpeg" if path.suffix == ".jpg" else "png"
    return Markup(f"data:image/{kind};base64,{base64.b64encode(content).decode()}")  # noqa: S704  # base64 has no markup


def templates_in(folder: Path, shown: Callable[[str], str]) -> Environment:
    """The engine for the templates in ``folder``. Others' text is as ``shown`` makes it; our own stays markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def _safe(value: object) -> object:
        return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        undefined=StrictUndefined,
        finalize=_safe,
    )


@cache
def prepare() -> Environment:
    """Load and compile the templates. An early call saves time at the end of a run."""
    engine = templates_in(TEMPLATES, lambda text: visible(text, lines=True))
    engine.filters |= {
        "when": day_and_time,
        "path": lambda url: urlsplit(url).path or "/",
        "title_of": lambda step: words_of_step(step).title,
        "second": lambda stamp: f"{stamp[:10]} {stamp[11:19]} UTC",
        "command": COMMAND.fullmatch,
    }
    for name in ("report.html", "receipt.html"):
        engine.get_template(name)
    return engine


def render_report(kept: LoadedRecording, seal: str | None = None) -> str:
    """report.html. ``seal`` is that of the run (:mod:`cancelbot.report.receipt`), if there is one."""
    template = prepare().get_template("report.html")
    return template.render(**_facts(kept), scenes=scenes_of(kept), seal=seal, end=summarize(kept))


def render_receipt(kept: LoadedRecording, seal: str, pictures: Mapping[str, str]) -> str:
    """The page that is printed as receipt.pdf, with the named pictures and their SHA-256."""
    shown = [(shot(kept, name, number), pictures[name]) for number, name in enumerate(pictures, 1)]
    return prepare().get_template("receipt.html").render(**_facts(kept), seal=seal, pictures=shown)


def _facts(kept: LoadedRecording) -> dict[str, object]:
    result = kept.result
    return {
        "kept": kept,
        "result": result,
        "headline": headline(kept),
        "kind": f"a {MODES[result.mode]}",
        "also": other_changes(result),
        "practice": PRACTICE if kept.is_sandbox else "",
        "over": is_over(result),
        "saw_canceled": result.outcome in SEEN_CANCELED,
        "tone": tone(result),
        "rows": report_rows(result),
        "columns": headings(result),
        "costs": what_can_cost(result),
        "unseen": not_looked_at(result),
        "said": [(_SAID.get(name, name.capitalize()), text) for name, text in result.said.items()],
        "blocked": Counter((one["method"], one["url"]) for one in result.blocked),
        "guard": GUARDS.get(result.guard or "", "No browser was started, so nothing could be sent."),
        "films": kept.files("film.kept"),
        "traces": kept.files("trace.kept"),
        "confirming": [write for write in result.writes if write["step"] == "cancel-plan"],
    }
