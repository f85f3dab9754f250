"""Recordings of a run besides its pictures: a video, and a trace for finding faults.

video.py      --video: the page's own screencast as an MP4 file, with the steps as chapters
mask_live.js  covers addresses and keys in the page before they are painted
tracer.py     --trace: Playwright's trace of what was done, the folder in which it lies until it is clean, and what is
              removed from it

They run only while pages of the account are shown. The sign-in stops them whenever it comes up, so nothing that is
typed there is in them. Until they are clean, they are in memory, or in a folder that is removed with the run.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Protocol

from playwright.sync_api import Page

from cancelbot.browser.launch import Started
from cancelbot.config.machine import require
from cancelbot.config.settings import Settings
from cancelbot.errors import UsageError, first_line
from cancelbot.recording.capture.tracer import Trace, swept
from cancelbot.recording.capture.video import Video
from cancelbot.recording.folder import Recording


class Capture(Protocol):
    """Records what a page shows while it is started."""

    name: str

    def start(self, page: Page) -> None:
        """Record from now on. ``page`` may differ from the last one."""

    def stop(self) -> None: ...

    def chapter(self, title: str | None) -> None:
        """A step begins; None: a step is over."""

    def finish(self) -> Iterator[tuple[str, bytes]]:
        """Names and contents of its files. Called after :meth:`stop`."""


def check_captures(settings: Settings) -> None:
    """Raise UsageError if a video cannot be made here, or a trace would hold more than this run or stay elsewhere."""
    if settings.video:
        require("video")
    if settings.trace and not settings.own_browser:
        raise UsageError(
            "--trace works only in a browser that cancelbot starts itself.",
            advice="With --attach it would contain your other tabs, with --remote it would stay there with secrets.",
        )


class Captures:
    """The captures of one run. One that fails is dropped with all it has; it never fails the run."""

    def __init__(self, captures: Sequence[Capture] = ()) -> None:
        self._captures = list(captures)
        self._failures: list[tuple[str, str]] = []

    def start(self, page: Page) -> None:
        """Record what ``page`` shows. Called once the user is signed in."""
        self._each(lambda capture: capture.start(page))

    def stop(self) -> None:
        """Called before secrets may be typed."""
        self._each(lambda capture: capture.stop())

    def chapter(self, title: str | None) -> None:
        self._each(lambda capture: capture.chapter(title))

    def finish(self, recording: Recording) -> None:
        """Put the files into ``recording`` and note them in its event log."""
        self.stop()
        self._each(lambda capture: _keep(capture, recording))
        for name, reason in self._failures:
            recording.note(f"{name}.failed", reason=reason)

    def _each(self, do: Callable[[Capture], None]) -> None:
        for capture in list(self._captures):
            try:
                do(capture)
            except Exception as error:  # noqa: BLE001  # a capture must never stop the run
                self._captures.remove(capture)
                self._failures.append((capture.name, f"{type(error).__name__}: {first_line(error)}"))


def _keep(capture: Capture, recording: Recording) -> None:
    files = list(capture.finish())
    for name, content in files:
        recording.keep(name, content)
        recording.note(f"{capture.name}.kept", file=name, bytes=len(content))
    if not files:
        recording.note(f"{capture.name}.empty", reason="no page of the account was shown")


@contextmanager
def captures(settings: Settings, started: Started, recording: Recording) -> Iterator[Captures]:
    with ExitStack() as stack:
        made: list[Capture] = [Video()] if settings.video else []
        if settings.trace and started.scratch is not None:
            stack.enter_context(swept(started.scratch))
            made.append(Trace(started.context, started.scratch, lambda: recording.known))
        yield Captures(made)
