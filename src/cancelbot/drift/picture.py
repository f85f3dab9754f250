"""A picture of a page on which everything that may be personal is covered: only the flow's own words can be read."""

from __future__ import annotations

from cancelbot.drift.redact import OwnWords
from cancelbot.page import mask as veil
from cancelbot.page.snapshot import Reading
from cancelbot.page.tab import Eyes

REST = """
input, textarea, select, option { color: transparent !important; -webkit-text-fill-color: transparent !important; }
::placeholder, ::before, ::after, ::marker { color: transparent !important; }
svg text { fill: #b5b5b5 !important; filter: blur(12px) !important; }
img, canvas, video, iframe, object, embed, svg image { filter: blur(16px) !important; }
*, ::before, ::after { background-image: none !important; text-shadow: none !important; }
"""


def picture(eyes: Eyes, reading: Reading, own: OwnWords) -> bytes:
    """The whole page as PNG. Raises playwright's Error if it is gone."""
    kept = {node.raw.get("text", "").strip() for node in reading.nodes if node.is_text and own.are(node.text)}
    veil.cover_all_but(eyes.page, kept)
    return eyes.page.screenshot(full_page=True, style=veil.STYLE + REST, timeout=10_000, animations="allow")
