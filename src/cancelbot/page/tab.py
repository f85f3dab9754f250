"""One tab of the browser: loads pages, reads them, and waits for what they come to show."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast

from playwright.sync_api import BrowserContext, Dialog, Download, ElementHandle, Error, JSHandle, Page, Position
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from cancelbot.errors import BrowserGone, LookFailed, PageNotRecognized
from cancelbot.page.ahead import Ahead, Loaded
from cancelbot.page.limits import LIMITS
from cancelbot.page.network import Network, why_unreachable
from cancelbot.page.pace import Pace
from cancelbot.page.raw import RawSnapshot
from cancelbot.page.snapshot import Node, Probe, Snapshot, when
from cancelbot.page.wait import Wait
from cancelbot.page.watchdog import Watchdog
from cancelbot.redaction import bare_url

T = TypeVar("T")


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


READER = f"""() => {{
  const reader = ({_script("snapshot.js")})();
  return {{
    ...reader, ...({_script("click_guard.js")})(reader), ...({_script("scroll.js")})(), ...({_script("picker.js")})(),
  }};
}}"""
"""makes the object in the page that reads and touches it, from one file for each purpose"""
HUNG = "The page did not answer any more, so its tab was given up."
MOVES = "The page kept moving on while it was being read."
_MOMENT = 20
"""milliseconds between two checks whether a new document has come"""
READ = "(reader, how) => reader.read(how)"


class PageGone(LookFailed):
    """The page could not be loaded, or crashed. A look may try again on a new one."""


class PageHangs(PageGone):
    """The page did not answer any more, so its tab was given up; or it never comes to rest."""

    exit_code = 5


class Tab:
    """One tab of the context. ``site``: how the addresses of its own origins begin.

    ``in_front`` is False where the person looks at another tab meanwhile.
    """

    def __init__(
        self,
        context: BrowserContext,
        *,
        timeout: float,
        page: Page | None = None,
        site: tuple[str, ...] = ("http",),
        in_front: bool = True,
    ) -> None:
        self.context = context
        self.limits = LIMITS.within(timeout)
        self.in_front = in_front
        self.pace = Pace()
        self._accepts: Callable[[str], bool] = lambda _message: False
        self._takes_files = False
        self._understand: Callable[[Snapshot], Snapshot] = lambda snapshot: snapshot
        self.while_waiting: Callable[[], None] = lambda: None
        """see :meth:`using_waits`"""
        self.native: list[str] = []
        """questions asked by the browser's own dialogs since the last :meth:`open`"""
        self.network = Network(site)
        self.loads = 0
        """how many new documents were loaded by :meth:`open`"""
        self._documents = 0
        self._last: Snapshot | None = None
        """the last snapshot of this document: what has not changed is not sent again"""
        self._recent_until = 0.0
        self._reads_frames = True
        self._moves: int | None = None
        """how often the document had changed when it was last read"""
        self._left: dict[Page, Watchdog] = {}
        """the windows that were left for another one"""
        self._reader: JSHandle | None = None
        self._watchdog: Watchdog
        self.page = page or context.new_page()
        self.ahead = Ahead(context, site, self.limits.hangs)
        self.network.follow(self.page)
        self._watch(self.page, Watchdog(self.page, self.limits.hangs))

    def switch(self, page: Page) -> None:
        """Show another window of the same context from now on. The one before stays as it is."""
        known = self._left.pop(page, None)
        self._left[self.page] = self._watchdog
        self.page = page
        if known is not None:
            self._reader, self._crashed, self._watchdog = None, False, known
            self.network.new_load()
        else:
            self.network.follow(page)
            self._watch(page, Watchdog(page, self.limits.hangs))

    def _watch(self, page: Page, watchdog: Watchdog) -> None:
        self._reader = None
        self._crashed = False
        self._watchdog = watchdog
        page.set_default_timeout(self.limits.page * 1000)
        page.on("dialog", self._on_dialog)
        page.on("crash", self._on_crash)
        page.on("download", self._on_download)

    def _on_crash(self, _page: Page) -> None:
        self._crashed = True

    def _on_dialog(self, dialog: Dialog) -> None:
        """Decline the browser's own question, unless the one act that expects it is running."""
        if dialog.type != "beforeunload":
            self.native.append(dialog.message)
        agrees = dialog.type == "beforeunload" or (dialog.type == "confirm" and self._accepts(dialog.message))
        with suppress(Error):  # its page has moved on
            if agrees:
                dialog.accept()
            else:
                dialog.dismiss()

    def _on_download(self, file: Download) -> None:
        """Stop a file that nobody has asked for: a page may send them without end."""
        if not self._takes_files:
            with suppress(Error):
                file.cancel()

    @contextmanager
    def taking_files(self) -> Iterator[None]:
        """In this block, let files be downloaded."""
        before, self._takes_files = self._takes_files, True
        try:
            yield
        finally:
            self._takes_files = before

    @contextmanager
    def accepting(self, accepts: Callable[[str], bool] | None) -> Iterator[None]:
        """In this block, agree to the browser's own questions that ``accepts`` accepts."""
        before, self._accepts = self._accepts, accepts or self._accepts
        try:
            yield
        finally:
            self._accepts = before

    @contextmanager
    def using_waits(self, do: Callable[[], None]) -> Iterator[None]:
        """In this block, call ``do``, once, while an answer of the page must still prove to last."""
        before, self.while_waiting = self.while_waiting, do
        try:
            yield
        finally:
            self.while_waiting = before

    def teach(self, understand: Callable[[Snapshot], Snapshot]) -> None:
        """From now on, let ``understand`` add to each snapshot what a person has taught about this site's words."""
        self._understand = understand

    @property
    def is_gone(self) -> bool:
        """Whether the browser itself is no longer there."""
        browser = self.context.browser
        return browser is not None and not browser.is_connected()

    @property
    def url(self) -> str:
        return self.page.url

    @property
    def documents(self) -> int:
        """How many documents have come into this tab, whoever loaded them."""
        return self._watchdog.documents

    def has_moved_on(self, documents: int) -> bool:
        """Whether the page has loaded a new document by itself since there were so many, or is doing so."""
        came = when(lambda _: self.documents > documents)
        return self.documents > documents or (self.network.navigates and bool(self.maybe(came)))

    def open(self, url: str) -> None:
        """Load ``url`` in this tab. After this it shows a document that was not there before.

        Raises PageGone, and LookFailed while the site asks for a pause.
        """
        self.network.raise_if_busy()
        self.native.clear()
        self.pace.loads(url)
        if (loaded := self.ahead.take(url)) is not None:
            return self._take_over(loaded)
        if self._crashed or self._watchdog.has_given_up or self.page.is_closed():
            self._renew()
        self._reader = None
        self.network.new_load()
        before, patience = self.documents, self.limits.committed
        try:
            self.page.goto(url, wait_until="commit")
        except Error as error:
            if "interrupted by another navigation" in error.message:
                patience = self.limits.page
            elif "ERR_ABORTED" in error.message:
                patience = self.limits.nothing_came
            else:
                raise self._not_loaded(url, error) from None
        end = time.monotonic() + patience
        while self.documents == before:
            if time.monotonic() > end:
                raise PageGone(
                    f"The site answered without a page at {bare_url(url)}, so what is there now was not seen."
                )
            with suppress(PlaywrightTimeout):
                self.page.wait_for_event("framenavigated", timeout=_MOMENT)
        self.loads += 1
        return self.network.raise_if_busy()

    def _take_over(self, loaded: Loaded) -> None:
        """Continue in a tab that was loaded ahead. Raises LookFailed while the site asks for a pause."""
        old, self.page, self.network = self.page, loaded.page, loaded.network
        self._watch(self.page, loaded.watchdog)
        if self.in_front:
            self.page.bring_to_front()
        old.close()
        self.network.raise_if_busy()

    def _not_loaded(self, url: str, error: Error) -> PageGone:
        """Why ``url`` was not loaded. After a timeout the tab is replaced."""
        if isinstance(error, PlaywrightTimeout):
            self._crashed = True
        if self._watchdog.has_given_up:
            return PageHangs(HUNG)
        why, advice = why_unreachable(error.message)
        return PageGone(f"{bare_url(url)} could not be loaded: {why}.", advice=advice)

    def _renew(self) -> None:
        """Continue in a new tab in place of the one that is gone. Raises BrowserGone, PageGone."""
        old, self.page = self.page, self._watchdog.spare or self._new_page()
        self.network.follow(self.page)
        self._watch(self.page, Watchdog(self.page, self.limits.hangs))
        if not old.is_closed():
            old.close()

    def _new_page(self) -> Page:
        for _ in range(2):
            with suppress(Error):  # its last window was about to close
                return self.context.new_page()
            if self.is_gone:
                raise BrowserGone
        raise PageGone("The browser opened no new tab.")

    def read(self) -> Snapshot:
        """The page as it is now. Raises PageGone if it has crashed or is closed."""
        if self._last is not None and time.monotonic() < self._recent_until and self._is_unmoved(self._last):
            return self._understand(self._last)
        for _ in range(20):
            try:
                reader = self._reader or self._make_reader()
                had = self._last.number if self._last else 0
                raw = cast("RawSnapshot", json.loads(reader.evaluate(READ, [had, self._reads_frames])))
                self._moves, self._recent_until = raw["moves"], time.monotonic() + self.limits.recent
                self._last = self._last.again(raw) if self._last and raw["same"] else Snapshot(raw, self._documents)
                return self._understand(self._last)
            except Error as error:
                self._reader = None
                self._raise_if_gone(error)
        raise PageHangs(MOVES)

    @contextmanager
    def without_frames(self) -> Iterator[None]:
        """Read only the page itself meanwhile: what a frame asks for is not asked by the page."""
        self._reads_frames, self._recent_until = False, 0.0
        try:
            yield
        finally:
            self._reads_frames, self._recent_until = True, 0.0

    def read_on(self, before: Snapshot | None) -> Snapshot:
        """``before`` if the document has not changed since; else the page as it is now. Raises PageGone.

        Only for words and links of a long list: what is covered, ticked or typed may change unnoticed.
        """
        return before if before is not None and self._is_unmoved(before) else self.read()

    def _is_unmoved(self, snapshot: Snapshot) -> bool:
        return self.moment() == (snapshot.document, snapshot.moves)

    def moment(self) -> tuple[int, int] | None:
        """The document, and how often it has changed so far; None if that is unknown now."""
        if self._reader is None:
            return None
        try:
            return self._documents, cast("int", self._reader.evaluate("reader => reader.countChanges()"))
        except Error:
            return None

    def _raise_if_gone(self, error: Error) -> None:
        if self._watchdog.has_given_up:
            raise PageHangs(HUNG) from None
        if self._crashed or self.page.is_closed() or "crashed" in str(error):
            self._crashed = True
            raise PageGone("The page crashed.") from None
        try:
            self.page.wait_for_load_state("domcontentloaded")
        except PlaywrightTimeout:
            raise PageHangs("The page did not load in time.") from None
        except Error:
            if self.page.is_closed():
                raise PageGone("The page was closed.") from None
            raise PageHangs(MOVES) from None

    def _make_reader(self) -> JSHandle:
        self._documents += 1
        self._moves = self._last = None
        self._reader = self.page.evaluate_handle(f"({READER})()")
        return self._reader

    def until(self, question: Probe[T], what: str) -> T:
        """The fact that answers ``question``. Raises PageNotRecognized, naming ``what``, when time is up."""
        fact = self.maybe(question)
        if fact is None:
            self.network.raise_if_undelivered()
            raise PageNotRecognized(f"This page was not recognized as {what}: {bare_url(self.url)}")
        return fact

    def maybe(self, question: Probe[T], *, timeout: float | None = None) -> T | None:
        """The fact that answers ``question``, or None when time is up.

        Raises LookFailed instead of believing an absence on a page whose own data did not come.
        """
        return Wait(self, question).until(time.monotonic() + (self.limits.page if timeout is None else timeout))

    def glance(self, seconds: float, *, asks_for_rest: bool = True) -> bool:
        """Wait at most ``seconds`` for the page to change since it was last read.

        Returns whether it is at rest; without ``asks_for_rest``, that is not waited for, and False.
        """
        self._recent_until = 0.0
        try:
            reader = self._reader or self._make_reader()
            change = "(reader, how) => reader.change(...how)"
            return reader.evaluate(change, [1000 * seconds, self._moves, asks_for_rest]) is True
        except Error as error:
            self._reader = None
            self._raise_if_gone(error)
            return False

    def element(self, node: Node) -> ElementHandle | None:
        """The live element to press for ``node`` (for a hidden native field: its label); None if it is gone."""
        self._recent_until = 0.0
        if self._reader is None or node.document != self._documents:
            return None
        try:
            element = self._reader.evaluate_handle("(reader, id) => reader.pressTargetOf(id)", node.id).as_element()
            frame = element.owner_frame() if element is not None and node.is_framed else None
            # What is pressed through the page around a frame is taken for covered by the frame.
            return frame.evaluate_handle("element => element", element).as_element() if frame else element
        except Error as error:
            self._reader = None
            self._raise_if_gone(error)
            return None

    def point(self, node: Node) -> Position | None:
        """Where to press it, from its upper left corner, if that is not its middle."""
        with suppress(Error):
            return cast("Position | None", self.ask("(reader, id) => reader.pressPointOf(id)", node.id))
        return None

    def ask(self, script: str, argument: object = None) -> object:
        """Call ``script`` in the page, a function of the page's reader and ``argument``."""
        self._recent_until = 0.0
        reader = self._reader or self._make_reader()
        return reader.evaluate(script, argument)
