"""Fills in the templates. The template engine escapes every value; the pages load nothing when they are opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cancelbot.config.settings import PRACTICE
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import visible
from cancelbot.report.costs import is_over, not_looked_at, what_can_cost
from cancelbot.report.rows import headings, report_rows
from cancelbot.report.steps import scenes_of, shot
from cancelbot.report.summary import COMMAND, also, day_and_time, headline, summarize, tone
from cancelbot.result import title_of

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
_SAID = {"dialog": "The question, as read from the page", "banner": "The banner, as read from the page"}
_KINDS = {"dry-run": "a dry run", "status": "a look at the account", "verify": "a second look", "check": "a check"}
GUARDS = {
    "browser": "Rules inside the browser's own network layer stop every request that sends something (all but GET, "
    "HEAD and OPTIONS), except at the sign-in and while a step acts.",
    "page": "Rules in the page stop every request that sends something (all but GET, HEAD and OPTIONS), except at the "
    "sign-in and while a step acts. The browser was not cancelbot's own, so rules in its network layer could not be "
    "loaded.",
}


def templates_in(folder: Path, shown: Callable[[str], str]) -> Environment:
    """The engine for the templates in ``folder``. Others' text is as ``shown`` makes it; our own stays markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def _safe(value: object) -> object:
        return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
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
        "title_of": title_of,
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
    taken = [(kept.when("picture.taken", file=name) or "")[11:19] for name in pictures]
    shots = [shot(kept, name, number, taken[number - 1]) for number, name in enumerate(pictures, 1)]
    shown = list(zip(shots, pictures.values(), strict=True))
    return prepare().get_template("receipt.html").render(**_facts(kept), seal=seal, pictures=shown)


def _facts(kept: LoadedRecording) -> dict[str, object]:
    result = kept.result
    return {
        "kept": kept,
        "result": result,
        "headline": headline(kept),
        "kind": _KINDS.get(result.mode, "a run") if not result.compared_with else "a second look",
        "also": also(result),
        "practice": PRACTICE if kept.is_sandbox else "",
        "over": is_over(result),
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
