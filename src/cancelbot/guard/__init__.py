"""The network guard: no request that could change anything leaves the browser unless a step asked for it.

policy.py           which request may pass in which state; knows no browser
body.py             whether a write buys by what it says
rules.py            the policy as rules for the browser's own network layer, below every page, frame and worker
extension/          what carries these rules into the browser
extension_guard.py  the guard that loads them (our own browser: "browser" in result.json)
route_guard.py      the guard for a browser that is not ours (attached, remote: "page" in result.json)
page_scripts.py     scripts that remove from each page the interfaces that no rule and no route reaches
write_log.py        what was sent: the acts' own writes, and what the page sends by itself
answer.py           what the site answered to an act
hints.py            what to tell the user if the guard may have broken a page
self_test.py        proves at the start of each run that the guard holds
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from cancelbot.guard.answer import ActAnswer
from cancelbot.guard.policy import SHUT, Blocked, Opening, Passed, Policy
from cancelbot.guard.write_log import WriteLog

__all__ = ["ActAnswer", "Blocked", "Guard", "Passed", "Policy", "WriteLog"]


class Guard:
    """What every guard does, whichever browser it is in. It starts shut."""

    kind: Literal["browser", "page"]

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.log = WriteLog(policy)
        self._blocked: list[Blocked] = []
        self._passed: list[tuple[Blocked, str]] = []
        """each write that passed, and the step that was at work"""

    def settle(self) -> None:
        """Wait until the guard is in force. Raises GuardLeaks."""

    def sign_in(self, origin: str) -> None:
        """Let writes to ``origin`` pass until :meth:`shut`."""
        self._set(self.policy.signing_in(origin))

    def by_hand(self) -> None:
        """Let a person sign in anywhere until :meth:`shut`; writes to the account's own origins do not pass."""
        self._set(self.policy.by_hand())

    def shut(self) -> None:
        """Let nothing pass that could change the account."""
        self._set(SHUT)

    @contextmanager
    def opened(self, step: str) -> Iterator[None]:
        """Let writes to the platform and api origins pass while the block runs, unless they buy."""
        try:
            self._set(self.policy.at_work(step))
            yield
        finally:
            self.shut()

    @property
    def blocked(self) -> list[Blocked]:
        """Every request that was stopped so far, in order."""
        self._update()
        return list(self._blocked)

    def has_stopped_an_act(self, since: int) -> bool:
        """Whether one of the requests that were stopped after the first ``since`` comes from a press, not by itself."""
        return any(not self.log.is_background(stop) for stop in self.blocked[since:])

    @property
    def writes(self) -> list[Passed]:
        """The writes of the acts so far, in order, with the site's answers."""
        self._update()
        return self.log.listed(self._passed, own=True)

    @property
    def background(self) -> list[Passed]:
        """Every other write that went out so far, in order."""
        self._update()
        return self.log.listed(self._passed, own=False)

    def forget(self) -> None:
        """Empty the list of stopped requests."""
        self._update()
        self._blocked.clear()

    def _set(self, opening: Opening) -> None:
        self.log.set(opening)

    def _update(self) -> None:
        """Fetch what the browser has stopped or let pass since the last time."""
