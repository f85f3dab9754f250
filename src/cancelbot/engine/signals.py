"""Ctrl-C, a termination, a closed terminal: raised where that does no harm, so that the result is saved.

Playwright's loop runs in a greenlet of its own while a call waits for the browser. If it is interrupted in the middle
of a message, it never reads another one, and everything after it waits for ever.
"""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType

HANGUP = getattr(signal, "SIGHUP", None)
_STOPS = [number for number in signal.Signals if number.name in {"SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"}]


class Interruptible:
    """In this block each of these signals raises KeyboardInterrupt: at once, or after the current message is read.

    Only the first one does, and Ctrl-C again: a closed terminal sends several, and the end of the run takes a moment.
    """

    def __enter__(self) -> None:
        self._stopped = False
        self._block: FrameType | None = sys._getframe(1)  # frames above it belong to our code, not to the loop
        self._before = {number: signal.signal(number, self._stop) for number in _handled()}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._block = None

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if number == HANGUP:
            _forget_terminal()
        if self._stopped and number != signal.SIGINT:
            return
        self._stopped = True
        while frame is not None and frame is not self._block:
            frame = frame.f_back
        try:
            loop = asyncio.get_running_loop() if frame is None else None
        except RuntimeError:
            loop = None
        if loop is None:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(_interrupt)


def _forget_terminal() -> None:
    """The terminal is gone: discard what is printed from now on, so that printing does not fail."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        with suppress(OSError):
            if os.isatty(stream) or stream == 0:
                os.dup2(nowhere, stream)
    os.close(nowhere)


def _handled() -> list[signal.Signals]:
    """The signals that are not ignored: a job of `nohup` goes on. Python handles signals in its main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return []
    return [number for number in _STOPS if signal.getsignal(number) is not signal.SIG_IGN]


def interrupt() -> None:
    """Act as on Ctrl-C. For callbacks of Playwright's loop."""
    asyncio.get_running_loop().call_soon(_interrupt)


def _interrupt() -> None:
    raise KeyboardInterrupt
