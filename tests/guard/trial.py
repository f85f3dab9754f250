"""Lets a page try every channel in a browser, and says which ones arrived, which were listed, and what the page saw."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

from playwright.sync_api import Page
from tests.guard.arms import Arm
from tests.guard.witness import Witness

SCHEMES = ("http", "https")


@dataclass
class Trial:
    """One browser's trial. ``names`` are the channels, ``saw`` is what the page saw of each, by scheme."""

    witness: Witness
    arm: Arm
    tag: str
    names: set[str] = field(default_factory=set)
    saw: dict[str, dict[str, str]] = field(default_factory=dict)

    def channels(self) -> list[Page]:
        """Start every channel, over both schemes at the same time."""
        pages = []
        for scheme in SCHEMES:
            page = self.arm.context.new_page()
            page.goto(self.witness.page(f"{self.tag}-{scheme}"))
            page.mouse.click(1, 1)
            self.names = set(cast("list[str]", page.evaluate("() => Object.keys(channels)")))
            page.evaluate("() => tryAll()")
            pages.append(page)
        return pages

    def insist(self, pages: list[Page], expected: dict[str, set[str]], seconds: float = 20, times: int = 3) -> set[str]:
        """Wait until all that is ``expected``, by scheme, has arrived; returns what did not."""
        wanted = {f"{self.tag}-{scheme}/{name}" for scheme, names in expected.items() for name in names}
        missing = self.witness.until(wanted, seconds)
        for _ in range(times - 1 if missing else 0):
            for scheme, page in zip(SCHEMES, pages, strict=True):
                self.again(page, expected[scheme] - self.arrived(scheme))
            missing = self.witness.until(wanted, seconds)
        return missing

    def again(self, page: Page, names: set[str]) -> None:
        """Try those of the page's own channels once more that came to nothing.

        On a busy machine the worker of a frame sometimes never starts, whether or not it is guarded.
        """
        page.evaluate("names => names.forEach(name => attempt(name, channels[name]))", sorted(names & self.names))

    def leave(self) -> None:
        """Navigate away, close the tab, and have tabs open for when the browser closes."""
        for scheme in SCHEMES:
            page = self.arm.context.new_page()
            page.goto(self.witness.page(f"{self.tag}-{scheme}", "navigating"))
            page.goto(f"{self.witness.http}/blank")
            page.goto(self.witness.page(f"{self.tag}-{scheme}", "closing"))
            page.close()
            self.arm.context.new_page().goto(self.witness.page(f"{self.tag}-{scheme}", "quitting"))

    def arrived(self, scheme: str) -> set[str]:
        """What the witness heard over ``scheme``."""
        return self.witness.of(f"{self.tag}-{scheme}")

    def listed(self) -> dict[str, set[str]]:
        """What the guard says that it stopped, by scheme."""
        assert self.arm.guard
        paths = [urlsplit(stop["url"]).path.split("/") for stop in self.arm.guard.blocked]
        names = {(path[-2], path[-1]) for path in paths if len(path) > 2}
        return {scheme: {name for tag, name in names if tag == f"{self.tag}-{scheme}"} for scheme in SCHEMES}

    def settle(self, pages: list[Page], listed: set[str], seen: set[str], seconds: float = 10, times: int = 3) -> None:
        """Wait until the guard has listed all of ``listed``, and the pages know how each of ``seen`` ended."""
        for _ in range(times):
            if self._settled(pages, listed, seen, seconds):
                return
            for scheme, page in zip(SCHEMES, pages, strict=True):
                self.again(page, listed - self.listed()[scheme])

    def _settled(self, pages: list[Page], listed: set[str], seen: set[str], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for scheme, page in zip(SCHEMES, pages, strict=True):
                self.saw[scheme] = cast("dict[str, str]", page.evaluate("() => outcome"))
            known = all(self.saw[scheme].get(name) != "tried" for scheme in SCHEMES for name in seen)
            if known and all(listed <= found for found in self.listed().values()):
                return True
            pages[0].evaluate("() => new Promise(done => setTimeout(done, 50))")
        return False
