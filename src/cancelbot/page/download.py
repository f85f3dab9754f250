"""Downloads through popups: a link opens another tab, a button there gives the file. It changes nothing on the site."""

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

from playwright.sync_api import Download, Error, Page, Request, Response

from cancelbot.errors import LookFailed, first_line
from cancelbot.page.click import Clicker
from cancelbot.page.query import named
from cancelbot.page.snapshot import Node, Observation, Snapshot
from cancelbot.page.tab import Tab

_POLL = 0.03
"""seconds between two checks for a new tab or file: the page itself need not change"""
_SOON = 1.0
"""seconds in which it usually comes"""
_LARGEST = 50_000_000
"""bytes that an invoice may have"""
ARTIFACTS = ("playwright-artifacts-*/*", "cancelbot-*/artifacts/*", "cancelbot-*/artifacts/*/*")
"""where files are stored while they are downloaded"""


class Transfer:
    """What one press brings: a tab, a file that is saved as ``target``, or a PDF that the browser shows."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.tabs: list[Page] = []
        self.files: list[Download] = []
        self.shown: list[Response] = []
        self.lengths: dict[str, int] = {}
        self.asked: set[Request] = set()
        """the documents that were asked for and not yet answered, those of tabs that are only opening among them"""
        self.is_over = False
        self.trouble = ""
        self._before = set(_parts())

    def on_tab(self, tab: Page) -> None:
        self.tabs.append(tab)
        tab.on("download", self.on_file)

    def on_file(self, file: Download) -> None:
        """A download begins. Playwright calls this in a greenlet of its own, so it may block."""
        self.files.append(file)
        if len(self.files) > 1:
            return
        try:
            file.save_as(self.target)
        except Error as error:
            self.trouble = first_line(error)
        self.is_over = True

    def on_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.asked.add(request)

    def on_end(self, request: Request) -> None:
        self.asked.discard(request)

    def on_answer(self, answer: Response) -> None:
        length = answer.headers.get("content-length", "")
        self.lengths[answer.url] = int(length) if length.isdecimal() else 0
        if answer.request.is_navigation_request() and "application/pdf" in answer.headers.get("content-type", ""):
            self.shown.append(answer)

    @property
    def has_come(self) -> bool:
        """Whether a file has come, or a PDF is shown."""
        return bool(self.files or self.shown)

    def is_too_large(self) -> bool:
        """Whether the file is too large, by its header or by its size so far."""
        said = [self.lengths.get(url, 0) for url in (*(file.url for file in self.files), *(a.url for a in self.shown))]
        return any(size > _LARGEST for size in (*said, *map(_size, set(_parts()) - self._before)))


class Downloads:
    """The tabs that a page opens, and the files that are downloaded in them."""

    def __init__(self, clicker: Clicker) -> None:
        self.clicker = clicker
        self.tab = clicker.tab

    def download(self, link: Node, button: re.Pattern[str], target: Path) -> None:
        """Press ``link``; if no file comes, press ``button`` on the page it opens; save the file as ``target``.

        A PDF that the browser shows instead of saving it is requested once more by its address. Raises LookFailed if no
        file comes in time or one that is too large, ControlNotFound if ``link`` cannot be pressed.
        """
        transfer = Transfer(target)
        page, address = self.tab.page, self.tab.url
        try:
            with self._listening(transfer), self.tab.taking_files():
                self.clicker.press(link)
                self._wait(self.tab, transfer, lambda: bool(transfer.tabs) or self.tab.url != address)
                if not transfer.has_come:
                    self._press_there(transfer.tabs[0] if transfer.tabs else page, button, transfer)
                self._save(transfer)
        except Error as error:
            raise LookFailed(f"The file could not be downloaded ({first_line(error)}).") from None

    @contextmanager
    def _listening(self, transfer: Transfer) -> Iterator[None]:
        """In this block, ``transfer`` is told what comes; then the tabs that came are closed."""
        page, context = self.tab.page, self.tab.context
        page.on("popup", transfer.on_tab)
        page.on("download", transfer.on_file)
        context.on("request", transfer.on_request)
        context.on("requestfinished", transfer.on_end)
        context.on("requestfailed", transfer.on_end)
        context.on("response", transfer.on_answer)
        try:
            yield
        finally:
            page.remove_listener("popup", transfer.on_tab)
            page.remove_listener("download", transfer.on_file)
            context.remove_listener("request", transfer.on_request)
            context.remove_listener("requestfinished", transfer.on_end)
            context.remove_listener("requestfailed", transfer.on_end)
            context.remove_listener("response", transfer.on_answer)
            for tab in transfer.tabs:
                tab.close()

    def _press_there(self, tab: Page, button: re.Pattern[str], transfer: Transfer) -> None:
        """Press ``button`` in ``tab``, unless a file comes by itself."""
        there = Tab(self.tab.context, timeout=self.tab.limits.page, page=tab) if tab is not self.tab.page else self.tab
        with there.taking_files():
            found = there.maybe(lambda snapshot: _found(snapshot, button, transfer))
            if not (found or transfer.has_come):
                raise LookFailed("No file was downloaded: the page that came up offers none.")
            if found and not transfer.has_come:
                Clicker(there, self.clicker.guard, self.clicker.note).press(found[0])
            self._wait(there, transfer)

    def _save(self, transfer: Transfer) -> None:
        """Wait until the file is saved. Raises LookFailed."""
        if transfer.is_too_large():
            self._give_up(transfer, f"The file is larger than {_LARGEST // 1_000_000} MB.")
        if not transfer.files:
            answer = self.tab.context.request.get(transfer.shown[0].url, timeout=1000 * self.tab.limits.saving)
            transfer.target.write_bytes(answer.body())
            return
        end = time.monotonic() + self.tab.limits.saving
        while not transfer.is_over:
            if transfer.is_too_large():
                self._give_up(transfer, f"The file grew larger than {_LARGEST // 1_000_000} MB.")
            if time.monotonic() > end:
                self._give_up(transfer, f"The file did not come down within {self.tab.limits.saving:.0f} s.")
            self.tab.glance(_POLL)
        if transfer.trouble:
            raise LookFailed(f"The file could not be downloaded ({transfer.trouble}).")

    def _give_up(self, transfer: Transfer, why: str) -> None:
        for file in transfer.files:
            file.cancel()
        raise LookFailed(why)

    def _wait(self, page: Tab, transfer: Transfer, is_enough: Callable[[], bool] = lambda: False) -> None:
        """Wait until a file has come, or until ``is_enough``, as long as ``page`` may still bring one.

        Raises LookFailed.
        """

        def has_come() -> bool:
            return transfer.has_come or is_enough()

        def look(_: Snapshot) -> Observation[Transfer] | None:
            return None if transfer.asked and not has_come() else Observation(transfer, certain=has_come())

        soon = time.monotonic() + _SOON
        while not has_come() and time.monotonic() < soon:
            self.tab.glance(_POLL)
        if not has_come():
            page.maybe(look)
        if not has_come():
            raise LookFailed("No file was downloaded.")


def _parts() -> list[Path]:
    """The files on this machine that Playwright writes or has written. Another browser may close meanwhile."""
    here = Path(tempfile.gettempdir())
    found = (glob(where, root_dir=here, include_hidden=True) for where in ARTIFACTS)  # noqa: PTH207  Path.glob fails
    return [here / path for paths in found for path in paths]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _found(snapshot: Snapshot, button: re.Pattern[str], transfer: Transfer) -> Observation[tuple[Node, ...]] | None:
    """What to press for the file, if anything; None of a tab that has no page yet."""
    found = tuple(node for node in named(snapshot.root, button) if node.enabled)
    is_there = transfer.has_come or not snapshot.url.startswith("about:")
    return Observation(found, certain=bool(found) or transfer.has_come) if is_there else None
