"""receipt.pdf, printed by the browser that did the work, from a page that fetches nothing."""

from __future__ import annotations

from playwright.sync_api import Error, Page

from cancelbot.recording.read import LoadedRecording
from cancelbot.report import render_receipt

TELLING = ("dialog", "after")
"""moments of the step cancel-plan whose pictures are printed"""
SHRINK = """async () => {
  for (const img of document.images) {
    await img.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.min(800, img.naturalWidth);
    canvas.height = Math.round((canvas.width * img.naturalHeight) / img.naturalWidth);
    canvas.getContext("2d").drawImage(img, 0, 0, canvas.width, canvas.height);
    img.src = canvas.toDataURL("image/jpeg", 0.85);
    await img.decode();
  }
}"""
"""JPEG goes into a PDF as it is, where PNG is packed anew: this halves the time of printing"""


def printed(page: Page, kept: LoadedRecording, seal: str) -> bytes | None:
    """The receipt as a PDF; None if this browser does not print. ``page`` must show nothing that is still needed."""
    try:
        page.set_content(render_receipt(kept, seal, telling(kept)), wait_until="load")
        page.evaluate(SHRINK)
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
    except Error:
        return None


def telling(kept: LoadedRecording) -> list[str]:
    """The pictures that show the cancellation: the question, and the page afterwards. Of another run: the last one."""
    own = [file for step in kept.result.steps if step.name == "cancel-plan" for file in step.pictures]
    found = [file for moment in TELLING for file in own if f"_{moment}." in file]
    every = [file for step in kept.result.steps for file in step.pictures]
    return found[:2] or own[-1:] or every[-1:]
