"""The drift bundle as Markdown: small enough for an issue, and without anything of the account."""

import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from urllib.parse import urlsplit

from cancelbot.drift.catalogue import Catalogue, Finding, How, KnownPage, findings
from cancelbot.drift.outline import OwnWords, outline
from cancelbot.errors import UsageError
from cancelbot.page import mask
from cancelbot.page.query import pressable
from cancelbot.page.snapshot import Snapshot
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording
from cancelbot.recording.read import read_regular
from cancelbot.result import Result

DRIFT, PICTURE = "drift.md", "drift.png"
VOCABULARY, _WORD = re.compile(r"[a-z]{2,}"), re.compile(r"\w+")
_NAME = 60
"""characters that the name of a control may have"""
_MOST_READ = 1_000_000
"""bytes of a bundle that is read back"""
_OTHERS = 2
"""known pages that are named after the nearest"""
TELLS = """\
Everything but the flow's own words is blanked here; `{{NAME}}` stands for a text that the wording NAME matches.
If you like, attach `{picture}` from the same folder, in which all other words are covered: look at it first.
Please add what the page now calls each thing that is named as missing.
"""
THERE = frozenset({How.FOUND, How.TEXT, How.TAUGHT, How.TWICE})


@dataclass(frozen=True)
class Nearness:
    """One known page, compared with a snapshot."""

    page: KnownPage
    found: list[Finding]

    @property
    def there(self) -> int:
        return sum(finding.how in THERE for finding in self.found)

    @property
    def of(self) -> int:
        return self.there + sum(finding.how is How.MISSING for finding in self.found)

    def rank(self, path: str) -> tuple[bool, float, int]:
        """Greater is nearer: by the address, by the share of its landmarks, by their number."""
        return bool(self.page.path) and path == self.page.path, self.there / max(1, self.of), self.there


def nearest(catalogue: Catalogue, snapshot: Snapshot, path: str) -> list[Nearness]:
    """Every known page that has something in common with ``snapshot``, the nearest first."""
    held = [Nearness(page, findings(page, snapshot)) for page in catalogue.pages]
    near = [one for one in held if one.there or one.rank(path)[0]]
    return sorted(near, key=lambda one: one.rank(path), reverse=True)


def keep_drift(
    tab: Tab, catalogue: Catalogue, recording: Recording, result: Result, error: BaseException | None
) -> None:
    """Save the bundle of the current page for the last step, where ``error`` stopped it; None if a check went on.

    A failure is noted, and the run goes on.
    """
    try:
        own, snapshot = OwnWords(catalogue.words), tab.read()
        facts = _facts(snapshot, catalogue, own, result, error)
        text = str(recording.redactor.clean(bundle(snapshot, catalogue, own, facts)))
        recording.keep(DRIFT, text.encode())
        recording.keep(PICTURE, picture(tab, snapshot, own))
        recording.note("drift.kept", file=DRIFT, picture=PICTURE)
    except Exception as failed:  # noqa: BLE001  # why the run stopped matters more than what is told of it
        recording.note("drift.failed", reason=type(failed).__name__)


def bundle(snapshot: Snapshot, catalogue: Catalogue, own: OwnWords, facts: Mapping[str, str]) -> str:
    """The Markdown. At most some 40,000 characters; an issue takes 65,536."""
    near = nearest(catalogue, snapshot, urlsplit(snapshot.url).path.rstrip("/"))
    others = ", ".join(f"{one.page.what} ({one.there} of {one.of})" for one in near[1 : _OTHERS + 1])
    parts = [
        "## A page was not recognized",
        TELLS.format(picture=PICTURE),
        "\n".join(f"- {name}: {fact}" for name, fact in facts.items()),
        *(_landmarks(one, own) for one in near[:1]),
        *(_lines_to_add(one, snapshot, catalogue) for one in near[:1]),
        f"Then: {others}." if others else "",
        f"### The page\n\n```text\n{outline(snapshot, own)}\n```",
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _facts(
    snapshot: Snapshot, catalogue: Catalogue, own: OwnWords, result: Result, error: BaseException | None
) -> dict[str, str]:
    known = {part for page in catalogue.pages for part in page.path.split("/")}
    path = "/".join(part if part in known else "…" for part in urlsplit(snapshot.url).path.split("/"))
    trace = extract_tb(error.__traceback__ if error else None)
    frames = [frame for frame in trace if "site-packages" not in frame.filename]
    where = ", ".join(f"`{Path(at.filename).name}:{at.lineno} {at.name}`" for at in frames[-3:]) or "nowhere"
    return {
        "Stopped by": f"{type(error).__name__} in {where}" if error else "nothing: it was a check",
        "Step": f"{result.steps[-1].name if result.steps else ''} of {result.flow}, {result.mode}",
        "Address": path or "/",  # parts of no known address are blanked, since they may name the account
        "Title": own.of(snapshot.title) or "none",
        "Page": f"{len(snapshot.nodes)} nodes, {snapshot.width} pixels wide, {snapshot.ready}",
        **result.versions,
        "Python": f"{platform.python_version()} on {platform.system()}",
    }


def _landmarks(near: Nearness, own: OwnWords) -> str:
    """The nearest known page: which landmarks are there, and which are missing."""
    rows = [f"| {one.what} | {one.how} | {own.of(one.said) if one.how in THERE else ''} |" for one in near.found]
    head = f"### Nearest: {near.page.what} ({near.there} of {near.of})"
    return "\n".join([head, "", "| what | | words |", "|---|---|---|", *rows])


def _lines_to_add(near: Nearness, snapshot: Snapshot, catalogue: Catalogue) -> str:
    """For each missing landmark, the wording to extend, and which names on the page may be meant.

    Only names that consist of that wording's own words, in an order that it does not know yet.
    """
    names = {id(pattern): name for name, pattern in catalogue.words.items()}
    said = {node.name for node in pressable(snapshot) if node.name and len(node.name) < _NAME}
    new = [name for name in said if not any(pattern.fullmatch(name) for pattern in catalogue.words.values())]
    lines = []
    for need, found in zip(near.page.needs, near.found, strict=True):
        if found.how is How.MISSING and need.words and id(need.words[0]) in names:
            own = set(VOCABULARY.findall(need.words[0].pattern.lower()))
            told = sorted(name for name in new if (said_in := set(_WORD.findall(name.lower()))) and said_in <= own)[:5]
            perhaps = f" (perhaps {', '.join(f'`{name}`' for name in told)})" if told else ""
            lines.append(f"- `{names[id(need.words[0])]}`: what this page calls {need.what}{perhaps}")
    return "\n".join(["### Lines of words.py to add to", "", *lines]) if lines else ""


def drift_of(root: Path, run: str | None) -> str:
    """The bundle of the recording ``run`` (a path, a name or its beginning; the newest if None). Raises UsageError."""
    named = [path for folder in (Path(run), root / run) if os.path.lexists(path := folder / DRIFT)] if run else []
    known = [path for path in sorted(root.glob(f"[0-9]*/{DRIFT}")) if path.parent.name.startswith(run or "")]
    if not (named or known):
        advice = "One is kept when a run or a check stops at a page that is not known."
        raise UsageError(f"There is no bug report about {run or 'a page'} in {root}.", advice=advice)
    path = named[0] if named else known[-1]
    try:
        return read_regular(path, most=_MOST_READ).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({type(error).__name__}).") from None


REST = """
input, textarea, select, option { color: transparent !important; -webkit-text-fill-color: transparent !important; }
::placeholder, ::before, ::after, ::marker { color: transparent !important; }
svg text { fill: #b5b5b5 !important; filter: blur(12px) !important; }
img, canvas, video, iframe, object, embed, svg image { filter: blur(16px) !important; }
*, ::before, ::after { background-image: none !important; text-shadow: none !important; }
"""


def picture(tab: Tab, snapshot: Snapshot, own: OwnWords) -> bytes:
    """The whole page as PNG, with only the flow's own words readable. Raises playwright's Error if it is gone."""
    kept = {node.data.strip() for node in snapshot.nodes if node.is_text and own.are(node.text)}
    mask.cover(tab.page, mask.ALL_BUT, kept)
    style, timeout = mask.STYLE + REST, 1000 * tab.limits.picture
    return tab.page.screenshot(full_page=True, style=style, timeout=timeout, animations="allow")
