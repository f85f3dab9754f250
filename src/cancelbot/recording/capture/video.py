"""--video: an MP4 file with chapters from the page's own screencast, which sends a frame only when it has changed."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from playwright.sync_api import Error, Page, ScreencastFrame, ScreencastSize

from cancelbot.page.mask import MASK_SCRIPT
from cancelbot.recording.screenshot import CREDENTIAL_FIELDS
from cancelbot.redaction import EMAIL, TOKEN

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream
    from av.container.core import Chapter

FILM = "film.mp4"
RATE = 8
"""frames a second: enough for clicks and questions, and little to encode"""
CODEC, PIXELS = "libx264", "yuv420p"
MILLI = Fraction(1, 1000)
QUALITY = 80
BETWEEN = "A last look"
SIZE: ScreencastSize = {"width": 1280, "height": 900}
"""pixels at most"""
KEEP_COVERED = Path(__file__).with_name("mask_live.js").read_text(encoding="utf-8")
PAINTED = """() => new Promise(done => {
  requestAnimationFrame(() => requestAnimationFrame(done));
  setTimeout(done, 500);  // a tab that is out of sight is not painted
})"""


class Video:
    """Records the tab of the run. Frames stay in memory until the video is made."""

    name = "film"

    def __init__(self) -> None:
        self._frames: dict[int, bytes] = {}
        self._chapters: list[tuple[float, str]] = []
        self._masked: Page | None = None
        self._recorded: Page | None = None
        self._began = self._length = 0.0
        self._first: float | None = None

    def start(self, page: Page) -> None:
        """Record ``page`` from now on, masked."""
        if self._recorded is page:
            return
        self.stop()
        self._mask(page)
        page.evaluate(PAINTED)  # else the first frame may show what was painted before the mask
        self._began, self._first, self._recorded = time.monotonic(), None, page
        page.screencast.start(on_frame=self._take, quality=QUALITY, size=SIZE)

    def stop(self) -> None:
        """Take no more frames. The time until the next :meth:`start` is not in the video."""
        page, self._length, self._recorded = self._recorded, self._now(), None
        if page is not None:
            with suppress(Error):  # the page may be gone
                page.screencast.stop()

    def chapter(self, title: str | None) -> None:
        """A chapter begins here. What belongs to no step gets one of its own."""
        self._chapters.append((self._now(), title or BETWEEN))

    def finish(self) -> Iterator[tuple[str, bytes]]:
        """The video; nothing if nothing was recorded."""
        if self._frames:
            yield FILM, encoded(self._frames, self._chapters, self._length)

    def _now(self) -> float:
        """Seconds of video so far."""
        return self._length + (time.monotonic() - self._began if self._recorded else 0.0)

    def _take(self, frame: ScreencastFrame) -> None:
        if self._recorded is None:
            return
        stamp = frame["timestamp"] / 1000
        if self._first is None:
            self._first = stamp  # the browser may run on another machine with another clock
        second = self._length + max(0.0, stamp - self._first)
        self._frames[int(second * RATE)] = frame["data"]

    def _mask(self, page: Page) -> None:
        if self._masked is page:
            return
        kept_covered = (
            f"({KEEP_COVERED})({MASK_SCRIPT}, {json.dumps([EMAIL.pattern, TOKEN.pattern, CREDENTIAL_FIELDS])})"
        )
        page.add_init_script(kept_covered)
        for frame in page.frames:
            with suppress(Error):  # the frame may be gone
                frame.evaluate(kept_covered)
        self._masked = page


def encoded(frames: dict[int, bytes], begun: list[tuple[float, str]], seconds: float) -> bytes:
    """The video, ``seconds`` long. ``frames``: JPEG pictures by the number of the frame in which they first show.

    Each stays until the next. ``begun``: the chapters by the second in which they begin.
    """
    import av
    from av.video.frame import PictureType

    file = io.BytesIO()
    last = max(int(seconds * RATE), *frames)
    with av.open(file, "w", format="mp4") as video:
        stream = cast("VideoStream", video.add_stream(CODEC, RATE, {"preset": "veryfast", "tune": "stillimage"}))
        stream.pix_fmt = PIXELS
        video.set_chapters(chapters(begun, (last + 1) / RATE))
        for number, frame in enumerate(_standing(frames, last)):
            if number == 0:
                stream.width, stream.height = frame.width, frame.height
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            frame.pict_type = PictureType.NONE  # else each frame would be stored whole, as a JPEG says it is
            video.mux(stream.encode(frame))
        video.mux(stream.encode(None))
    return file.getvalue()


def chapters(begun: list[tuple[float, str]], end: float) -> list[Chapter]:
    """Chapters without gaps. A chapter that is shorter than one frame is left out."""
    marks = [*begun, (end, "")]
    times = [(round(start * 1000), round(stop * 1000), title) for (start, title), (stop, _) in pairwise(marks)]
    shown = [(start, stop, title) for start, stop, title in times if stop - start >= 1000 / RATE]
    return [
        {"id": number, "start": start, "end": stop, "time_base": MILLI, "metadata": {"title": title}}
        for number, (start, stop, title) in enumerate(shown, 1)
    ]


def _standing(frames: dict[int, bytes], last: int) -> Iterator[VideoFrame]:
    """One picture for each frame of the video, all of one size, which must be even for the codec."""
    first = _decoded(frames[min(frames)])
    width, height = first.width & ~1, first.height & ~1
    standing = first.reformat(width, height, PIXELS)
    for number in range(last + 1):
        if number in frames:
            standing = _decoded(frames[number]).reformat(width, height, PIXELS)
        yield standing


def _decoded(picture: bytes) -> VideoFrame:
    import av

    with av.open(io.BytesIO(picture), "r", format="mjpeg") as source:
        return next(source.decode(video=0))
