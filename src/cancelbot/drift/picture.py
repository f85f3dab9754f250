"""A picture of a page on which everything that may be personal is covered: only the flow's own words can be read."""

from __future__ import annotations

from cancelbot.drift.redact import OwnWords
from cancelbot.page import mask
from cancelbot.page.snapshot import Snapshot
from cancelbot.page.tab import Tab

REST = """
input, textarea, select, option { color: transparent !important; -webkit-text-fill-color: transparent !important; }
::placeholder, ::before, ::after, ::marker { color: transparent !important; }
svg text { fill: #b5b5b5 !important; filter: blur(12px) !important; }
img, canvas, video, iframe, object, embed, svg image { filter: blur(16px) !important; }
*, ::before, ::after { background-image: none !important; text-shadow: none !important; }
"""


def picture(tab: Tab, snapshot: Snapshot, own: OwnWords) -> bytes:
    """The whole page as PNG. Raises playwright's Error if it is gone."""
    kept = {node.data.strip() for node in snapshot.nodes if node.is_text and own.are(node.text)}
    mask.cover_all_but(tab.page, kept)
    return tab.page.screenshot(full_page=True, style=mask.STYLE + REST, timeout=10_000, animations="allow")
