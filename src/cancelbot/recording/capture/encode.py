"""Turns frames into an MP4 file with chapters."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream
    from av.container.core import Chapter

RATE = 8
"""frames a second: enough for clicks and questions, and little to encode"""
CODEC, PIXELS = "libx264", "yuv420p"
MILLI = Fraction(1, 1000)


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
