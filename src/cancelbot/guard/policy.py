"""Which request may leave the browser, and in which state of the run. Knows no browser.

    signing in   GET, HEAD, OPTIONS; every write to the origin of the sign-in page
    by hand      GET, HEAD, OPTIONS; every write elsewhere than to the platform and api origins
    shut         GET, HEAD, OPTIONS; the session exchange, token refresh and /cdn-cgi/ of the site itself
    open         all of that, and writes to the platform and api origins while one act runs

A write that buys is refused in every state (site-facts 2.3: the purchase dialog may pre-tick auto-recharge).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NotRequired
from urllib.parse import urlsplit

from typing_extensions import TypedDict  # of typing, pydantic reads it only from Python 3.12

READS = frozenset({"GET", "HEAD", "OPTIONS"})

BUYS = (
    r"^[^?#]*checkout",
    r"^[^?#]*purchas",
    r"^[^?#]*(payment|setup)[-_]?intent",
    r"^[^?#]*top[-_]?up",
    r"^[^?#]*/buy\b",
    r"^[^?#]*add[-_]?(to[-_]?)?(credit|funds|card|payment)",
    r"^[^?#]*credits?/(add|buy|new|create)",
    r"^[^?#]*/charges?\b",
)
"""Addresses of a write that spends money or saves a card, for RE2 and Python alike, upper and lower case the same.

One pattern each, since Chromium skips a pattern that takes more than 2 KB when compiled.
"""
NEW_CARD = r"^[^?#]*/(payment[-_]?(method|source)|card)s?/?([?#]|$)"
"""The collection of saved cards: a write to it adds one, unless the step at work is the one that removes cards."""
REMOVES_CARDS = "payment-methods"
AUTO_BUYS = r"/([\w-]+/)*auto[-_/]?(top[-_]?up|purchase|buy)[\w-]*(/(settings|preferences|off))?/?([?#]|$)"
"""After an origin: what auto-recharge may be called there. Its name buys, yet turning it off is a write to it, too."""
RECHARGES = "auto-recharge"


class Blocked(TypedDict):
    """A request that was stopped."""

    method: str
    url: str


class Passed(TypedDict):
    """A write that was let through: for which step, and what the site answered (None: no answer seen).

    ``date`` is the answer's Date header: the time by the site's own clock. Older recordings do not have it.
    """

    method: str
    url: str
    status: int | None
    date: NotRequired[str | None]
    step: str


@dataclass(frozen=True)
class Opening:
    """What a state lets pass besides what always passes, as prefixes of whole addresses: ``https://api.openai.com/``."""

    passes: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    step: str | None = None


SHUT = Opening()


@dataclass(frozen=True)
class Policy:
    """The site's own origins, and the paths that the user lets pages write to by themselves."""

    platform: str
    auth: str
    api: str
    allowed_paths: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The site's origins, each once."""
        return tuple(dict.fromkeys((self.platform, self.auth, self.api)))

    @property
    def account(self) -> tuple[str, ...]:
        """Where a write can change the account."""
        return tuple(dict.fromkeys((f"{self.platform}/", f"{self.api}/")))

    @property
    def always(self) -> tuple[str, ...]:
        """What passes in every state: keeping the session alive, the bot check's own traffic, the user's exceptions."""
        return (
            f"{self.api}/dashboard/onboarding/login",
            f"{self.auth}/oauth/token",
            f"{self.auth}/api/accounts/oauth/token",
            *(f"{origin}/cdn-cgi/" for origin in self.own),
            *(origin + path for origin in self.own for path in self.allowed_paths),
        )

    def at_work(self, step: str) -> Opening:
        """While an act of ``step`` runs."""
        return Opening(self.account, step=step)

    def signing_in(self, origin: str) -> Opening:
        """While credentials are given on ``origin``."""
        return Opening((f"{origin}/",)) if origin in self.own else SHUT

    def by_hand(self) -> Opening:
        """While a person signs in, which may be at another company: everywhere, but nothing that is the account's."""
        return Opening(("http://", "https://"), but_not=self.account)

    def lets(self, method: str, url: str, opening: Opening = SHUT) -> bool:
        """Whether a request may leave."""
        if urlsplit(url).scheme in {"ws", "wss"}:
            return False
        if method.upper() in READS or (url.startswith(self.always) and not is_refused(url)):
            return True
        return (
            url.startswith(opening.passes) and not url.startswith(opening.but_not) and not is_refused(url, opening.step)
        )


def is_refused(url: str, step: str | None = None) -> bool:
    """Whether a write there buys, or saves a card, and so passes in no state."""
    if step == RECHARGES and re.search(r"^https?://[^/?#]+" + AUTO_BUYS, url, re.IGNORECASE):
        return False
    never = BUYS if step == REMOVES_CARDS else (*BUYS, NEW_CARD)
    return any(re.search(pattern, url, re.IGNORECASE) for pattern in never)
