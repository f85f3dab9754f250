"""Covers text in pictures of a page, in each of its frames, without changing what can be read there."""

from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import Error, Frame, Page

from cancelbot.page.limits import LIMITS

_NAME = "cancelbot-mask"
MASK_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
STYLE = f"""
::highlight({_NAME}) {{ background-color: #8a8a8a; color: transparent; text-shadow: none; }}
[data-{_NAME}] {{
  color: transparent !important; -webkit-text-security: disc !important; text-shadow: none !important;
  caret-color: transparent !important; -webkit-text-fill-color: transparent !important;
}}
iframe[data-{_NAME}], frame[data-{_NAME}] {{ filter: blur(24px) !important; }}
"""
"""makes covered text invisible; to be passed to the screenshot"""
MATCHES = f"""(_root, sources) => {{
  const mask = ({MASK_SCRIPT})("{_NAME}"), roots = [document];
  const patterns = sources.map(source => new RegExp(source, "gi"));
  const parts = hit => [hit.index, hit.index + hit[0].length];
  const partsOf = text => patterns.flatMap(one => [...text.matchAll(one)].map(parts));
  mask.cover(document, partsOf, root => roots.push(root));
  for (const root of roots) mask.coverFields(root, text => partsOf(text).length > 0);
  return mask.coversMore();
}}"""
"""covers what matches one of the words, JavaScript's regular expressions"""
ALL_BUT = f"""(_root, kept) => {{
  const known = new Set(kept), mask = ({MASK_SCRIPT})("{_NAME}");
  mask.coverEach(document, text => text.trim() && !known.has(text.trim()) ? [[0, text.length]] : []);
}}"""
"""covers each text that is not one of the words"""


def cover(page: Page, script: str, words: Collection[str]) -> bool:
    """Cover texts in every frame by the ``script`` MATCHES or ALL_BUT. Raises playwright's Error.

    Returns whether MATCHES has covered something that the last call did not: a picture taken in between may show it.
    """
    is_more = bool(page.evaluate(f"words => ({script})(null, words)", list(words)))
    for frame in page.frames[1:]:
        try:
            more_there = frame.locator(":root").evaluate(script, list(words), timeout=1000 * LIMITS.frame)
        except Error:
            more_there = _blur(frame)
        is_more = is_more or bool(more_there)
    return is_more


def _blur(frame: Frame) -> bool:
    """Blur a frame that does not answer. Returns whether it was not blurred before."""
    blur = f"""frame => {{
      const wasBlurred = frame.hasAttribute("data-{_NAME}");
      frame.setAttribute("data-{_NAME}", "");
      return !wasBlurred;
    }}"""
    try:
        return bool(frame.frame_element().evaluate(blur))
    except Error:
        return False  # the frame is gone
