"""Work in a thread of its own: Playwright's sync API allows one per thread, and pytest-playwright holds one already."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

LIMIT = 150.0
"""Seconds; under the limit of a test, so that a browser that hangs fails its own test and no other."""
LIMIT_ON = {"slow": 240.0}
"""likewise, on a front-end that takes up to three seconds to show anything, and says where it is by no address"""
RUNS = 2
"""runs that a test makes at most on such a front-end"""


def apart(work: Callable[[], T], limit: float = LIMIT) -> T:
    """What ``work`` returns or raises; a thread that hangs is left behind and does not keep pytest from ending."""
    future: Future[T] = Future()

    def carry_out() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001  # handed to the waiting thread, whatever it is
            future.set_exception(error)

    threading.Thread(target=carry_out, daemon=True).start()
    return future.result(timeout=limit)
