"""The network guard: no request that could change anything leaves the browser unless a step asked for it.

policy.py           which request may pass in which state; knows no browser
rules.py            the policy as rules for the browser's own network layer, below every page, frame and worker
extension/          what carries these rules into the browser
extension_guard.py  the guard that loads them (our own browser: "browser" in result.json)
route_guard.py      the guard for a browser that is not ours (attached, remote: "page" in result.json)
page_scripts.py     scripts that take away from each page what no rule and no route reaches
write_log.py        what was sent: the acts' own writes, told from what the page sends by itself
answer.py           what the site answered to an act
hints.py            what to tell somebody whose page is broken by the guard
self_test.py        the proof, at the start of each run, that the guard holds
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Literal, Protocol

from cancelbot.guard.answer import ActAnswer
from cancelbot.guard.policy import Blocked, Passed, Policy
from cancelbot.guard.write_log import WriteLog

__all__ = ["ActAnswer", "Blocked", "Guard", "Passed", "Policy", "WriteLog"]


class Guard(Protocol):
    """What a run needs of a guard, whichever browser it is in."""

    kind: Literal["browser", "page"]
    log: WriteLog

    def sign_in(self, origin: str) -> None:
        """Let writes to ``origin`` pass until :meth:`shut`."""

    def by_hand(self) -> None:
        """Let a person sign in, wherever that is, until :meth:`shut`; nothing that is the account's passes."""

    def shut(self) -> None:
        """Let nothing pass that could change the account."""

    def opened(self, step: str) -> AbstractContextManager[None]:
        """Let writes to the site pass while the block runs, and list them under ``step``."""

    @property
    def blocked(self) -> list[Blocked]:
        """Everything that was stopped so far, in order."""

    @property
    def writes(self) -> list[Passed]:
        """The writes of the acts so far, in order."""

    @property
    def background(self) -> list[Passed]:
        """Every other write that went out so far: what the page sent by itself, or of which nobody can tell."""
