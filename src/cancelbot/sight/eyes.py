"""Reads a live page again and again until a question about it is answered.

A question is a function from a Reading to an Answer, or to None for "not yet". An answer that the page gives in
so many words is *sure* and ends the wait. One that rests on something being absent is not: it must stay the same
until nothing is loading and for longer than this site has ever been seen to pause between two changes, and it counts
for nothing on a page whose own data did not come.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from playwright.sync_api import BrowserContext, Dialog, ElementHandle, Error, JSHandle, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from cancelbot.ensure import LookFailed
from cancelbot.errors import BrowserGone, PageNotRecognised
from cancelbot.secrets import bare_url
from cancelbot.sight.raw import RawReading
from cancelbot.sight.reading import Node, Reading
from cancelbot.sight.tempo import Tempo
from cancelbot.sight.traffic import Traffic
from cancelbot.sight.unreachable import reason

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

READER = Path(__file__).with_name("reading.js").read_text(encoding="utf-8")
READ = "(reader, had) => reader.readOn(had)"
GLANCE = 0.2
"""seconds to wait for the page to change before reading it again anyway: not all that changes changes the document"""

RECENT = 0.1
"""seconds for which a reading still counts as what the page shows, if nothing was done nor waited for since"""
NOTHING: Counter[str] = Counter()


@dataclass(frozen=True)
class Answer(Generic[T_co]):
    """What a reading says to a question.

    ``sure``: in so many words. ``shown``: the things themselves are there, though more of them may come. Neither: it
    rests on something being absent.
    """

    fact: T_co
    sure: bool = True
    shown: bool = False

    @property
    def kind(self) -> str:
        """What sort of fact it is, without what it is wrapped in: a page that gave one is known to give it."""
        return type(getattr(self.fact, "fact", self.fact)).__name__


Question = Callable[[Reading], "Answer[T] | None"]


class PageGone(LookFailed):
    """The page could not be loaded, or crashed: a look may try again on a new one."""


class Eyes:
    """One tab of the context, and what can be seen in it. ``site``: how the addresses of its own origins begin."""

    def __init__(
        self, context: BrowserContext, *, timeout: float, page: Page | None = None, site: tuple[str, ...] = ("http",)
    ) -> None:
        self.context = context
        self.timeout = timeout
        self.tempo = Tempo()
        self.accepts: Callable[[str], bool] = lambda _message: False
        self.understand: Callable[[Reading], Reading] = lambda reading: reading
        """adds to each reading what a person has taught of this site's words"""
        self.native: list[str] = []
        """questions asked by the browser's own dialogs since the last :meth:`open`"""
        self.traffic = Traffic(site)
        self._documents = 0
        self._last: Reading | None = None
        """the last reading of this document: what has not changed since is not handed over again"""
        self._recent_until = 0.0
        self._moves: int | None = None
        """how often the document had changed when it was last read"""
        self._rests = True
        """whether the page had nothing to do when it was last waited for; taken for granted until then"""
        self.page = page or context.new_page()
        self._watch(self.page)

    def _watch(self, page: Page) -> None:
        self._reader: JSHandle | None = None
        self._crashed = False
        page.set_default_timeout(self.timeout * 1000)
        self.traffic.follow(page)
        page.on("dialog", self._on_dialog)
        page.on("crash", self._on_crash)

    def _on_crash(self, _page: Page) -> None:
        self._crashed = True

    def _on_dialog(self, dialog: Dialog) -> None:
        """The browser's own question: declined unless the one act that expects it is under way."""
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self.native.append(dialog.message)
        if dialog.type == "confirm" and self.accepts(dialog.message):
            dialog.accept()
        else:
            dialog.dismiss()

    @property
    def loading(self) -> bool:
        """Whether the page waits for an answer from the network."""
        return self.traffic.loading

    @property
    def is_gone(self) -> bool:
        """Whether the browser itself is no longer there."""
        browser = self.context.browser
        return browser is not None and not browser.is_connected()

    @property
    def url(self) -> str:
        """Where the tab is."""
        return self.page.url

    def open(self, url: str) -> None:
        """Load ``url`` anew in this tab. Raises PageGone, LookFailed while the site asks to be left alone."""
        self.traffic.raise_if_busy()
        self.native.clear()
        self.tempo.loads(url)
        if self._crashed or self.page.is_closed():
            self._renew()
        self._reader = None
        self.traffic.new_load()
        try:
            self.page.goto(url, wait_until="commit")
        except Error as error:
            if "interrupted by another navigation" in str(error) or "ERR_ABORTED" in str(error):
                return
            why, advice = reason(error.message)
            raise PageGone(f"{bare_url(url)} could not be loaded: {why}.", advice=advice) from None
        self.traffic.raise_if_busy()

    def _renew(self) -> None:
        """A new tab in place of the one that is gone. Raises BrowserGone."""
        try:
            old, self.page = self.page, self.context.new_page()
        except Error:
            raise BrowserGone from None
        self._watch(self.page)
        if not old.is_closed():
            old.close()

    def read(self) -> Reading:
        """The page as it is now. Raises PageGone if it has crashed or is closed."""
        if self._last is not None and time.monotonic() < self._recent_until and self._is_unmoved(self._last):
            return self.understand(self._last)
        for _ in range(20):
            try:
                reader = self._reader or self._make_reader()
                raw = cast(
                    "RawReading", json.loads(reader.evaluate(READ, self._last.raw["number"] if self._last else 0))
                )
                self._moves, self._recent_until = raw["moves"], time.monotonic() + RECENT
                self._last = self._last.again(raw) if self._last and raw["same"] else Reading(raw, self._documents)
                return self.understand(self._last)
            except Error as error:
                self._reader = None
                self._raise_if_gone(error)
        raise PageGone("The page kept moving on while it was being read.")

    def read_on(self, before: Reading | None) -> Reading:
        """``before``, as long as the document has not changed since; else the page as it is now. Raises PageGone.

        For words and links of a long list alone: what is covered, ticked or typed may change unnoticed.
        """
        return before if before is not None and self._is_unmoved(before) else self.read()

    def _is_unmoved(self, reading: Reading) -> bool:
        if self._reader is None or reading.document != self._documents:
            return False
        try:
            return bool(self._reader.evaluate("reader => reader.countMoves()") == reading.raw["moves"])
        except Error:
            return False

    def _raise_if_gone(self, error: Error) -> None:
        if self._crashed or self.page.is_closed() or "crashed" in str(error):
            self._crashed = True
            raise PageGone("The page crashed.") from None
        try:
            self.page.wait_for_load_state("domcontentloaded")
        except PlaywrightTimeout:
            raise PageGone("The page did not load in time.") from None
        except Error:
            raise PageGone("The page was closed.") from None

    def _make_reader(self) -> JSHandle:
        self._documents += 1
        self._moves = self._last = None
        self._reader = self.page.evaluate_handle(f"({READER})()")
        return self._reader

    def until(self, question: Question[T], what: str, *, timeout: float | None = None) -> T:
        """The fact that answers ``question``. Raises PageNotRecognised, naming ``what``, when time is up."""
        fact = self.maybe(question, timeout=timeout)
        if fact is None:
            self.traffic.raise_if_undelivered()
            raise PageNotRecognised(f"This page was not recognised as {what}: {bare_url(self.url)}")
        return fact

    def maybe(self, question: Question[T], *, timeout: float | None = None) -> T | None:
        """The fact that answers ``question``, or None when time is up.

        Raises LookFailed rather than believe an absence on a page whose own data did not come.
        """
        end = time.monotonic() + (self.timeout if timeout is None else timeout)
        self._rests = True
        last: Answer[T] | None = None
        since = looked = time.monotonic()
        silent = 0.0
        while True:
            reading, now = self.read(), time.monotonic()
            answer, moved = question(reading), max(looked, now - reading.still)
            if answer != last:
                if last is not None:
                    self.tempo.changed_after(max(silent, self._silence(reading, since, moved)))
                last, since, silent = answer, moved, 0.0
            silent = max(silent, self._silence(reading, since, now))
            lacks = self._lacks(answer, reading, since)
            if lacks <= 0:
                self._believe(answer)
            if lacks <= 0 and answer is not None:
                self.tempo.answered(answer.kind, self.traffic.delivered, promptly=answer.sure or answer.shown)
                return answer.fact
            if now >= end:
                return None
            looked = now
            self.glance(min(GLANCE, lacks + 0.01) if lacks > 0 else GLANCE)

    def _silence(self, reading: Reading, since: float, now: float) -> float:
        """For how many seconds, up to ``now``, nothing was loading and the answer stayed as it was ``since`` then."""
        if self.loading or reading.busy:
            return 0.0
        return max(0.0, now - max(since, self.traffic.finished_at))

    def _lacks(self, answer: Answer[T] | None, reading: Reading, since: float) -> float:
        """For how many seconds more the page must be silent before ``answer``, the same ``since`` then, counts."""
        if answer is not None and answer.sure:
            return 0.0
        if self.loading or reading.busy:
            return GLANCE
        kind, shown = (answer.kind, answer.shown) if answer else ("", False)
        needed = self.tempo.needed(kind, self.traffic.delivered if self._rests else NOTHING, shown=shown)
        return needed - (time.monotonic() - max(since, self.traffic.finished_at))

    def _believe(self, answer: Answer[T] | None) -> None:
        """Raise LookFailed if what is not there may only not have been delivered."""
        if answer is None:
            self.traffic.raise_if_busy()
        elif not answer.sure:
            self.traffic.raise_if_undelivered()

    def glance(self, seconds: float = GLANCE) -> None:
        """Wait for the page to change since it was last read, at most ``seconds``."""
        self._recent_until = 0.0
        try:
            reader = self._reader or self._make_reader()
            change = "(reader, [ms, seen]) => reader.change(ms, seen)"
            self._rests = reader.evaluate(change, [1000 * seconds, self._moves]) is True
        except Error as error:
            self._reader = None
            self._raise_if_gone(error)

    def element(self, node: Node) -> ElementHandle | None:
        """The live element to press for ``node`` (for a hidden native field: its label); None if it is gone."""
        self._recent_until = 0.0
        if self._reader is None or node.document != self._documents:
            return None
        return self._reader.evaluate_handle("(reader, id) => reader.standIn(id)", node.id).as_element()

    def ask(self, script: str, argument: object = None) -> object:
        """Call the page's reader: ``script`` is a function of it and ``argument``."""
        self._recent_until = 0.0
        reader = self._reader or self._make_reader()
        return reader.evaluate(script, argument)
