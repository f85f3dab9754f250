"""Interfaces that no rule and no route reaches, taken away from every frame by scripts that run before its own."""

from __future__ import annotations

import json
from pathlib import Path


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _with_its_own_text(function: str) -> str:
    return f"({function})({json.dumps(function)});"


PEERS = _script("peers.js")
"""Peer connections stay, but know no way out: no server and no address of this machine."""
LEAKING = PEERS + _with_its_own_text(_script("leaking.js"))
"""All that gets past Playwright's routes."""
POPUPS = _script("popups.js")
"""Tabs that the page opens, where only the routes of the page itself hold."""
