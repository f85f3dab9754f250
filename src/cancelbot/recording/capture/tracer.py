"""--trace: Playwright's own trace of the run, for ``playwright show-trace``.

Playwright keeps all requests of a trace, also those between two chunks. So a sign-in in the middle ends one trace, and
another begins after it. It has no screenshots, since nothing could be removed from them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

from cancelbot.config.processes import own_environment
from cancelbot.recording.capture.scrub import scrubbed, tokens

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
        """The traces without secrets."""
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
