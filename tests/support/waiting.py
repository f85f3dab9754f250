"""What comes a moment after the program that caused it has gone on."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 10.0
"""seconds, which nothing that comes at all takes"""


def until_some(look: Callable[[], list[T]]) -> list[T]:
    """What ``look`` finds, as soon as it finds something; nothing once the patience is over."""
    end = time.monotonic() + PATIENCE
    while not (found := look()) and time.monotonic() < end:
        continue
    return found
