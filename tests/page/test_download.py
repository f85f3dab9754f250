"""Files that come down: saved by the browser, or only shown by it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.flows.conftest import OpenGuard

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
}


class Site(BaseHTTPRequestHandler):
    """Pages with a link to an invoice, which is a PDF that no header asks to save."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if page else "application/pdf")
        self.end_headers()
        self.wfile.write(page or PDF)

    def log_message(self, *_: object) -> None: ...


class Silent:
    def note(self, event: str, **facts: object) -> None: ...


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("start", ["/tab", "/here", "/page"])
def test_a_pdf_that_the_browser_only_shows_is_saved_all_the_same(
    tab: Tab, site: str, start: str, tmp_path: Path
) -> None:
    tab.open(site + start)
    link = only(named(tab.read().root, words.VIEW), "the link")

    Downloads(Clicker(tab, OpenGuard(), Silent())).download(link, words.DOWNLOAD_INVOICE, tmp_path / "invoice.pdf")

    assert (tmp_path / "invoice.pdf").read_bytes() == PDF
