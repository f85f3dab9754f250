"""Scripts that run in each frame before the page's own, and take away what no rule and no route reaches."""

import json
from pathlib import Path


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_LEAKING = _script("leaking.js")
PEERS = _script("peers.js")
"""Peer connections stay, but know no server and no address of this machine."""
LEAKING = f"{PEERS}({_LEAKING})({json.dumps(_LEAKING)});"
"""Everything that gets past Playwright's routes. It gets its own text, to put itself into workers too."""
POPUPS = _script("popups.js")
"""Tabs that the page opens, for the case that only the page itself has routes."""
