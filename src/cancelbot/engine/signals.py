"""Ctrl-C, and a termination alike: let through where that harms nothing, so that pictures and result are kept.

Playwright's loop runs in a greenlet of its own while a call waits for the browser. Interrupted with half a message
read, it would never read another one, and what comes after would wait for its answers for ever.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM)


class Interruptible:
    """In this block either signal raises KeyboardInterrupt: at once, or once the message at hand is read."""

    def __enter__(self) -> None:
        self._block: FrameType | None = sys._getframe(1)  # whose code it is tells ours from the loop's
        self._before = {number: signal.signal(number, self._stop) for number in _heeded()}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._block = None

    def _stop(self, _signal: int, frame: FrameType | None) -> None:
        while frame is not None and frame is not self._block:
            frame = frame.f_back
        try:
            loop = asyncio.get_running_loop() if frame is None else None
        except RuntimeError:
            loop = None
        if loop is None:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(_interrupt)


def _heeded() -> list[signal.Signals]:
    """What is not ignored: a job of `nohup` goes on. Python takes signals in its main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return []
    return [number for number in STOPS if signal.getsignal(number) is not signal.SIG_IGN]


def _interrupt() -> None:
    raise KeyboardInterrupt
