"""--trace: Playwright's own trace of the run, for ``playwright show-trace``.

Playwright keeps all requests of a trace, also those between two chunks. So a sign-in in the middle ends one trace, and
another begins after it. It has no screenshots, since nothing could be removed from them.

Before a trace is kept, everything that is not known to be harmless is removed from it, and secrets from the rest. It
keeps what was done to the pages, how they looked, which requests were made and how they were answered. It loses bodies
of requests and answers except style sheets, pictures and fonts; headers except a few; cookies; whatever was read from a
page or handed to it; values of hidden and credential fields; the machine's own paths. In the rest addresses, tokens,
the run's own secrets, and every value that a header, a cookie or the page's storage has held are covered. Lines that
still contain one of them in another spelling are dropped.
"""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile

from playwright.sync_api import BrowserContext, Error, Page

from cancelbot.config.machine import own_environment
from cancelbot.redaction import Redactor, spellings

KEPT = """() => [localStorage, sessionStorage].flatMap(storage => Object.values(storage))"""
"""the values that a page has stored: its tokens are among them"""


class Trace:
    """Traces the context of the run into ``scratch``, a folder that is removed with the run."""

    name = "trace"

    def __init__(self, context: BrowserContext, scratch: Path, known: Callable[[], tuple[str, ...]]) -> None:
        self._context = context
        self._scratch = scratch
        self._known = known
        self._is_running = self._in_chapter = False
        self._title: str | None = None
        self._parts: list[Path] = []
        self._secrets: set[str] = set()

    def start(self, page: Page) -> None:
        if self._is_running:
            return
        self._context.tracing.start(snapshots=True, title="cancelbot")
        self._is_running = True
        self._group()
        self._secrets |= _put_away(self._context, page)

    def stop(self) -> None:
        if not self._is_running:
            return
        self._is_running = self._in_chapter = False
        for page in self._context.pages:
            self._secrets |= _put_away(self._context, page)
        part = self._scratch / f"trace-{len(self._parts) + 1}.zip"
        self._context.tracing.stop(path=part)
        self._parts.append(part)

    def chapter(self, title: str | None) -> None:
        """What is done from now on belongs to ``title``, or to no step."""
        self._title = title
        if self._is_running:
            self._group()

    def finish(self) -> Iterator[tuple[str, bytes]]:
        known = (*self._known(), *self._secrets)
        for number, part in enumerate(self._parts, 1):
            yield "trace.zip" if number == 1 else f"trace-{number}.zip", scrubbed(part, known)

    def _group(self) -> None:
        if self._in_chapter:
            self._context.tracing.group_end()
        self._in_chapter = self._title is not None
        if self._title is not None:
            self._context.tracing.group(self._title)


def _put_away(context: BrowserContext, page: Page) -> set[str]:
    """Tokens from every cookie and from the page's own storage."""
    found = [cookie["value"] for cookie in context.cookies()]
    with suppress(Error):  # a page without storage, or one that is gone
        found += page.evaluate(KEPT)
    return tokens(found)


SWEEPER = """
import os, shutil, sys, threading
sys.stdin.read()
for _ in range(40):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]): break
    threading.Event().wait(0.25)
"""
"""Its input ends when this process does, even by SIGKILL. The browser may go on writing for a moment."""


@contextmanager
def swept(folder: Path) -> Iterator[None]:
    """Remove ``folder`` if this process ends within the block, however it ends."""
    sweeper = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", SWEEPER, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=own_environment(),
        start_new_session=True,
    )
    try:
        yield
    finally:
        sweeper.kill()
        sweeper.communicate()


# What is removed before a trace is kept.

Line = dict[str, object]
BODIES = frozenset({"css", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "woff", "woff2", "ttf", "otf"})
TEXTS = frozenset({"css", "svg"})
HEADERS = frozenset(
    {"content-type", "content-length", "cache-control", "date", "age", "etag", "location", "retry-after"}
)
DEEDS = frozenset(
    {"goto", "reload", "click", "fill", "type", "press", "keyboardPress", "screenshot", "close", "tracingGroup"}
)
"""the calls that are kept; the others, several hundred a run, pass something to a page or read it"""
SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "x-csrf-token", "x-xsrf-token"})
PARAMETERS = frozenset({"url", "selector", "waitUntil", "timeout", "name", "fullPage", "button", "clickCount"})
CREDENTIALS = re.compile("password|email|hidden|one-time-code|current-password|username", re.IGNORECASE)
VALUES = ("value", "__playwright_value_", "content")
"""attributes of fields, and of ``<meta>``, that may hold anything"""
IDENTITY = ("type", "name", "autocomplete", "id", "data-cancelbot-secret")
_HARMLESS = frozenset({"viewport", "color-scheme"})
"""names of ``<meta>`` whose content affects the looks"""
LONG = re.compile(r"[\w.~+/-]{16,}")
"""a part of a header, a cookie or a stored value that is long enough to be a token"""


def scrubbed(trace: Path, known: tuple[str, ...]) -> bytes:
    """The trace in the file ``trace`` without the secrets ``known`` and those found in it, as a zip file."""
    with ZipFile(trace) as source:
        names = [name for name in source.namelist() if name.endswith((".trace", ".network"))]
        logs: dict[str, list[Line]] = {name: [*map(json.loads, source.read(name).splitlines())] for name in names}
        handed = [value for lines in logs.values() for line in lines for value in _handed(line)]
        cleaner = Cleaner((*known, *tokens(handed)))
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as clean:
            for name, lines in logs.items():
                clean.writestr(name, cleaner.log(lines))
            for name in source.namelist():
                if (body := cleaner.body(name, source)) is not None:
                    clean.writestr(name, body)
    return file.getvalue()


def tokens(values: Iterable[str]) -> set[str]:
    """The parts of ``values`` that are long and have a digit, like tokens."""
    return {word for value in values for word in LONG.findall(unquote(value)) if re.search(r"\d", word)}


class Cleaner:
    """Removes ``known`` secrets, and everything that looks like one, from the parts of one trace."""

    def __init__(self, known: tuple[str, ...]) -> None:
        secrets = set(filter(None, known))
        self._redactor = Redactor(tuple(secrets))
        self._spelled = [spelling for secret in secrets for spelling in spellings(secret)]

    def log(self, lines: list[Line]) -> bytes:
        shown = {line.get("callId") for line in lines if line.get("method") in DEEDS} | {None}
        kept = (json.dumps(told, ensure_ascii=False) for line in lines for told in self._line(line, shown))
        return "".join(f"{line}\n" for line in kept if self._is_clean(line.encode())).encode()

    def body(self, name: str, source: ZipFile) -> bytes | None:
        """A style sheet, picture or font of the page; None for anything else."""
        kind = name.rpartition(".")[2]
        if not name.startswith("resources/") or kind not in BODIES:
            return None
        content = source.read(name)
        if kind in TEXTS:
            content = str(self._redactor.clean(content.decode(errors="replace"))).encode()
        return content if self._is_clean(content) else None

    def _line(self, line: Line, shown: set[object]) -> Iterator[object]:
        keep = _KEEP.get(str(line.get("type")))
        if keep is not None and line.get("callId") in shown:
            yield self._redactor.clean(keep(line))

    def _is_clean(self, content: bytes) -> bool:
        return not any(spelling in content for spelling in self._spelled)


def _handed(line: Line) -> Iterator[str]:
    """The secret values in the headers of a request and its answer."""
    told = cast("Line", line.get("snapshot", {}))
    for side in ("request", "response"):
        headers = cast("list[dict[str, str]]", cast("Line", told.get(side, {})).get("headers", []))
        yield from (header["value"] for header in headers if header["name"].lower() in SECRET_HEADERS)


def _only(told: object, names: Iterable[str]) -> Line:
    return {name: value for name, value in cast("Line", told).items() if name in names}


def _options(line: Line) -> Line:
    shown = {"options": _only(line.get("options", {}), {"viewport"})}
    return {**_only(line, line.keys() - {"options", "title", "contextId"}), **shown, "title": "cancelbot"}


def _before(line: Line) -> Line:
    return {**_only(line, line.keys() - {"stack"}), "params": _only(line.get("params", {}), PARAMETERS)}


def _after(line: Line) -> Line:
    error = {"error": _only(line["error"], {"name", "message"})} if "error" in line else {}
    return {**_only(line, line.keys() - {"result", "attachments"}), **error}


def _looks(line: Line) -> Line:
    snapshot = cast("Line", line["snapshot"])
    return {**line, "snapshot": {**snapshot, "html": _element(snapshot["html"])}}


def _element(node: object) -> object:
    """A piece of a page in a trace: a text, ``[name, attributes, *children]``, or a reference to an earlier one."""
    if not isinstance(node, list) or not node or not isinstance(node[0], str):
        return node
    name, attributes, *children = (*node, {}) if len(node) == 1 else node
    return [name, _attributes(name.upper(), cast("dict[str, str]", attributes)), *map(_element, children)]


def _attributes(name: str, told: dict[str, str]) -> dict[str, str]:
    field = name in {"INPUT", "TEXTAREA"} and any(CREDENTIALS.search(told.get(at, "")) for at in IDENTITY)
    if field or (name == "META" and told.get("name", "").lower() not in _HARMLESS):
        return {at: value for at, value in told.items() if at not in VALUES}
    return told


def _request(line: Line) -> Line:
    snapshot = cast("Line", line["snapshot"])
    request, response = (cast("Line", snapshot[side]) for side in ("request", "response"))
    content = cast("Line", response.get("content", {}))
    file = str(content.get("_file", ""))
    shown = content.keys() if file.rpartition(".")[2] in BODIES else content.keys() - {"_file", "_sha1", "text"}
    clean = {
        "request": {**_only(request, request.keys() - {"postData"}), "headers": _headers(request), "cookies": []},
        "response": {**response, "headers": _headers(response), "cookies": [], "content": _only(content, shown)},
    }
    return {**line, "snapshot": {**snapshot, **clean}}


def _headers(side: Line) -> list[dict[str, str]]:
    given = cast("list[dict[str, str]]", side.get("headers", []))
    return [header for header in given if header["name"].lower() in HEADERS]


_KEEP: dict[str, Callable[[Line], Line]] = {
    "context-options": _options,
    "before": _before,
    "after": _after,
    "input": lambda line: line,
    "log": lambda line: line,
    "error": lambda line: line,
    "frame-snapshot": _looks,
    "resource-snapshot": _request,
}
"""the kinds of lines that are kept, and the function that cleans each"""
