"""Files that come down: saved by the browser, or only shown by it."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.flows.conftest import OpenGuard
from tests.support.serving import Handler, serving

from cancelbot.errors import LookFailed
from cancelbot.page import download
from cancelbot.page.click import Clicker
from cancelbot.page.download import Downloads
from cancelbot.page.query import named, only
from cancelbot.page.tab import Tab
from openai_platform import words

PDF = b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGES = {
    "/tab": b"<a href=/shown.pdf target=_blank>View</a>",
    "/here": b"<a href=/shown.pdf>View</a>",
    "/page": b"<a href=/invoice target=_blank>View</a>",
    "/invoice": b"<a href=/shown.pdf>Download invoice</a>",
    "/large": b"<a href=/large.pdf>View</a>",
    "/growing": b"<a href=/growing.pdf>View</a>",
    "/endless": b"<a href=/endless.pdf>View</a>",
    "/unasked": b"<a href=/growing.pdf>File</a><script>document.querySelector('a').click()</script>",
    "/large-shown": b"<a href=/large-shown.pdf target=_blank>View</a>",
}
LIMIT = 200_000


def no_note(*_: object, **__: object) -> None: ...


class Site(Handler):
    """Pages with a link to an invoice, which is a PDF that no header asks to save."""

    protocol_version = "HTTP/1.0"  # the end of a file is the end of its connection

    def answer(self) -> None:
        if page := PAGES.get(self.path):
            self.send(200, page)
        elif self.path == "/shown.pdf":
            self.send(200, PDF, content_type="application/pdf")
        else:
            self._stream()

    def _stream(self) -> None:
        """A file that says how large it is, one that only grows, and one that never comes to its end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        if not self.path.endswith("-shown.pdf"):
            self.send_header("Content-Disposition", "attachment; filename=invoice.pdf")
        if self.path.startswith("/large"):
            self.send_header("Content-Length", str(2 * LIMIT))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(PDF)
            while not OVER.wait(0.01):
                self.wfile.write(b" " * (1 if self.path.startswith("/endless") else 10_000))


OVER = threading.Event()
"""set when no test needs the site any more"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as origin:
        yield origin
        OVER.set()


@pytest.mark.parametrize("start", ["/tab", "/here", "/page"])
def test_a_pdf_that_the_browser_only_shows_is_saved_all_the_same(
    tab: Tab, site: str, start: str, tmp_path: Path
) -> None:
    tab.open(site + start)
    tab.page.wait_for_load_state()
    link = only(named(tab.read().root, words.VIEW), "the link")

    Downloads(Clicker(tab, OpenGuard(), no_note)).download(link, words.DOWNLOAD_INVOICE, tmp_path / "invoice.pdf")

    assert (tmp_path / "invoice.pdf").read_bytes() == PDF


@pytest.mark.parametrize("start", ["/large", "/large-shown", "/growing", "/endless"])
def test_a_file_without_measure_is_given_up(
    tab: Tab, site: str, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "_LARGEST", LIMIT)
    tab.limits = replace(tab.limits, saving=3.0)
    tab.open(site + start)
    tab.page.wait_for_load_state()
    link = only(named(tab.read().root, words.VIEW), "the link")

    with pytest.raises(LookFailed, match=r"larger than|did not come down"):
        Downloads(Clicker(tab, OpenGuard(), no_note)).download(link, words.DOWNLOAD_INVOICE, tmp_path / "a.pdf")

    assert not (tmp_path / "a.pdf").exists()
    assert tab.read().nodes


def test_a_file_that_nobody_asked_for_is_stopped(tab: Tab, site: str) -> None:
    with tab.page.expect_download() as unasked:
        tab.open(site + "/unasked")

    assert unasked.value.failure() == "canceled"
