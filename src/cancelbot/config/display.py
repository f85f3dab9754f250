"""Whether this machine has a screen to show a window on."""

from __future__ import annotations

import os
import sys


def display() -> str | None:
    """What a window would be shown on, in a few words; None without a screen."""
    if sys.platform in {"darwin", "win32"}:
        return "the desktop"
    names = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    return ", ".join(f"{name}={os.environ[name]}" for name in names) or None
