"""A site of one origin with pages that a test writes: what it got, and what it answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.serving import Handler, serving


@dataclass
class Reply:
    """An answer. It is given once ``opens`` is set, if there is such a gate."""

    status: int = 200
    body: str = ""
    kind: str = "application/json"
    opens: threading.Event | None = None


@dataclass
class SmallSite:
    """``pages``: HTML by path. ``replies``: answers to writes by path; to all others, 204.

    ``holds``: a page at such a path is given once its gate is open.
    """

    origin: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)
    holds: dict[str, threading.Event] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    """the writes, as ``METHOD /path``"""


@contextmanager
def small_site() -> Iterator[SmallSite]:
    """A site for as long as the block runs."""
    site = SmallSite()

    class Pages(Handler):
        def answer(self) -> None:
            if self.command == "GET":
                if (gate := site.holds.get(self.path)) is not None:
                    gate.wait(30)
                return self.send(200 if self.path in site.pages else 404, site.pages.get(self.path, ""))
            self.body()
            site.heard.append(f"{self.command} {self.path}")
            reply = site.replies.get(self.path, Reply(204))
            if reply.opens is not None:
                reply.opens.wait(30)
            return self.send(reply.status, reply.body, content_type=reply.kind)

    with serving(Pages) as site.origin:
        yield site
