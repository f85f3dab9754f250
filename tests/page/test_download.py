"""Files that come down: saved by the browser, or only shown by it."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from tests.flows.conftest import OpenGuard
from tests.support.serving import Handler, serving

from cancelbot.errors import LookFailed
from cancelbot.page import download, pace
from cancelbot.page.click import Clicker
from cancelbot.page.download import Downloads
from cancelbot.page.query import named, only
from cancelbot.page.snapshot import Node
from cancelbot.page.tab import Tab
from openai_platform import words

PDF = b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGES = {
    "/tab": b"<a href=/shown.pdf target=_blank>View</a>",
    "/here": b"<a href=/shown.pdf>View</a>",
    "/page": b"<a href=/invoice target=_blank>View</a>",
    "/invoice": b"<a href=/shown.pdf>Download invoice</a>",
    "/slow-tab": b"<a href=/late.pdf target=_blank>View</a>",
    "/dead": b"<button>View</button>",
    "/nothing": b"<a href=/no-file target=_blank>View</a>",
    "/no-file": b"<p>Your invoice</p>",
    "/broken": b"<a href=/no-answer target=_blank>View</a>",
    "/no-answer": b"<p>Your invoice</p><button>Download invoice</button>",
    "/large": b"<a href=/large.pdf>View</a>",
    "/growing": b"<a href=/growing.pdf>View</a>",
    "/endless": b"<a href=/endless.pdf>View</a>",
    "/unasked": b"<a href=/growing.pdf>File</a><script>document.querySelector('a').click()</script>",
    "/large-shown": b"<a href=/large-shown.pdf target=_blank>View</a>",
}
LIMIT = 200_000
BROKEN = pytest.param("/broken", "No file was downloaded.", marks=pytest.mark.soak)  # waits as /dead does


def no_note(*_: object, **__: object) -> None: ...


class Site(Handler):
    """Pages with a link to an invoice, which is a PDF that no header asks to save."""

    protocol_version = "HTTP/1.0"  # the end of a file is the end of its connection

    def answer(self) -> None:
        if page := PAGES.get(self.path):
            self.send(200, page)
        elif self.path in {"/shown.pdf", "/late.pdf"}:
            if self.path == "/late.pdf":
                LATE.wait(30)
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


LATE = threading.Event()
"""set when the late file may come"""
OVER = threading.Event()
"""set when no test needs the site any more"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    OVER.clear()  # the tests of this file may be parted by others
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


def test_a_file_that_the_site_is_asked_for_is_waited_for(
    tab: Tab, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the tab that asks for it is only opening, and however little silence an absence needs."""
    monkeypatch.setattr(download, "_SOON", 0.0)
    monkeypatch.setattr(pace, "WATCHED", 0.0)
    looks, glance = count(1), tab.glance

    def counting(seconds: float, *, asks_for_rest: bool = True) -> bool:
        if next(looks) == 5:
            LATE.set()
        return glance(seconds, asks_for_rest=asks_for_rest)

    tab.open(site + "/slow-tab")
    link = only(named(tab.read().root, words.VIEW), "the link")
    monkeypatch.setattr(tab, "glance", counting)
    clicker = Clicker(tab, OpenGuard(), no_note)
    press = clicker.press

    def until_asked(node: Node) -> None:
        with tab.context.expect_event("request"):  # on a busy machine the new tab asks a moment after the press
            press(node)

    monkeypatch.setattr(clicker, "press", until_asked)

    Downloads(clicker).download(link, words.DOWNLOAD_INVOICE, tmp_path / "a.pdf")

    assert (tmp_path / "a.pdf").read_bytes() == PDF
    assert next(looks) > 5


@pytest.mark.parametrize(
    ("start", "reason"),
    [("/dead", "No file was downloaded."), ("/nothing", "offers none"), BROKEN],
)
def test_a_page_at_rest_that_brings_no_file_is_not_waited_for_until_the_time_is_up(
    tab: Tab, site: str, start: str, reason: str, tmp_path: Path
) -> None:
    tab.limits = replace(tab.limits, page=10_000.0)
    tab.open(site + start)
    link = only(named(tab.read().root, words.VIEW), "the link")

    with pytest.raises(LookFailed, match=reason):
        Downloads(Clicker(tab, OpenGuard(), no_note)).download(link, words.DOWNLOAD_INVOICE, tmp_path / "a.pdf")


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


def test_a_folder_of_another_browser_may_go_away_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, kept = (tmp_path / f"playwright-artifacts-{name}" for name in ("gone", "kept"))
    for folder in (gone, kept):
        folder.mkdir()
        (folder / "file").touch()
    scandir = os.scandir

    def going(path: str | Path) -> object:
        if Path(path).name == gone.name:
            raise FileNotFoundError(path)
        return scandir(path)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "scandir", going)

    assert download._parts() == [kept / "file"]
