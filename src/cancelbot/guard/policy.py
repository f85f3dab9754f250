"""Which request may leave the browser, and in which state of the run. Knows no browser.

    signing in   GET, HEAD, OPTIONS; every write to the origin of the sign-in page
    by hand      GET, HEAD, OPTIONS; every write elsewhere than to the platform and api origins
    shut         GET, HEAD, OPTIONS; the session exchange, token refresh and bot check of the site itself
    open         all of that, and writes to the platform and api origins while one act runs

A write that buys is refused in every state (site-facts 2.3: the purchase dialog may pre-tick auto-recharge), and so is
a write to the site whose address is spelt in a way that a server may read otherwise.

Each pattern is for Python and for the browser's RE2 alike, upper and lower case the same. They are many, since Chromium
skips a pattern that takes more than 2 KB when compiled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NotRequired
from urllib.parse import urlsplit

from typing_extensions import TypedDict  # of typing, pydantic reads it only from Python 3.12

READS = frozenset({"GET", "HEAD", "OPTIONS"})
REMOVES_CARDS = "payment-methods"
RECHARGES = "auto-recharge"
_END = r"([^a-z]|$)"

BUYS = (
    r"^[^?#]*check[-_]?out",
    r"^[^?#]*purchas",
    r"^[^?#]*(payment|setup)[-_]?intent",
    r"^[^?#]*[^s]top[-_]?up",
    r"^[^?#]*/buy",
    r"^[^?#]*add[-_]?(to[-_]?)?(credit|funds|card|payment|balance|money|seat)",
    r"^[^?#]*credits?[-_/]?(add|buy|new|create)",
    r"^[^?#]*/charges?" + _END,
)
"""Addresses of a write that spends money or saves a card, wherever they are."""
NEW_CARD = r"^[^?#]*/(payment[-_]?(method|source)|card)s?/?([?#]|$)"
"""The collection of saved cards: a write to it adds one, unless the step at work is the one that removes cards."""
_ID = r"([\w-]*\d[\w-]*/)?"
_ANEW = r"[/.](reload|recharge|refill)s?([-_/]?(now|balance|credits?|card|settings|preferences|off|config))?/?([?#]|$)"
"""Charging a balance anew, by a name that does not say whether once or always."""
_NAMES = (r"(top[-_]?up|purchase|buy)", r"re[-_]?(charge|load|fill)", r"(fund|pay)")
_OFF = (r"(settings|preferences|off)", r"(disable|cancel|stop|toggle)", r"(update|save|rules|config)")
AUTO = tuple(rf"auto(matic)?[-_/]?{name}" for name in _NAMES)
AUTO_BUYS = (
    *(rf"([\w-]+/)*{auto}[\w-]*(/[\w-]*\d[\w-]*)?(/{off})?/?([?#]|$)" for auto in AUTO for off in _OFF),
    r"([\w-]+/)*(reload|recharge|refill)s?[-_/](settings|preferences|off|config)/?([?#]|$)",
    r"(api/)?(v\d{1,2}/)?(reload|recharge|refill)s?/?([?#]|$)",
)
"""After an origin and a slash: what auto-recharge may be called. Turning it off is a write to it, too."""


def _within(*patterns: str) -> tuple[str, ...]:
    """Each of ``patterns`` anywhere in a path."""
    return tuple(f"^[^?#]*{pattern}" for pattern in patterns)


_NOW = r"([/?#.:]|$|[-_]?(invoice|now|bill|order|balance|off|all|debt))"
ACCOUNT_BUYS = _within(
    *AUTO,
    r"([^n]|[^u]n)subscribe",
    r"(create|new|start|activate|add|restart)[-_]?subscription",
    r"(subscription|plan|trial|member(ship)?)s?/" + _ID + r"(create|new|start|activate|restart|restore)" + _END,
    r"(subscription|plan|trial|member(ship)?)s?/" + _ID + r"(continue|keep|extend|undo|join|retain)" + _END,
    r"(start|begin|activate|join|keep)[-_]?(my[-_]?|the[-_]?|free[-_]?)?(trial|member|plan)",
    r"[^a-z](settle|cart|pre[-_]?pay(ment)?|funds?)" + _END,
    r"(invoice|bill|balance|debt|payment)s?/" + _ID + r"(retry|collect|capture)" + _END,
    r"(invoice|bill|balance|debt|payment)s?/" + _ID + r"(confirm|approve|finalize)" + _END,
    r"(quote|offer|upsell|retention|deal)s?/" + _ID + r"(accept|apply|claim|take|redeem)" + _END,
    r"(accept|claim|take|apply|redeem)[-_]?(the[-_]?)?(offer|discount|quote|deal|coupon)",
    r"upgrade",
    r"[^a-z]pay" + _NOW,
    r"(invoice|bill|order|card|do|balance|retry|quick)s?[-_/]?pay" + _END,
    r"(retry|make|send|process|capture|confirm|create)[-_]?(the[-_]?)?payments?" + _END,
    r"/payments/?([?#]|$)",
    r"[^a-z]orders?" + _END,
    r"(create|place|new|submit|make)[-_]?orders?" + _END,
    r"[^a-z]buy",
    r"(credit|plan|do|quick|token|re)s?[-_]?buy" + _END,
    r"(buy|get|load|refill|deposit|increase)[-_]?(more[-_]?)?(credit|token|fund|balance)s?",
    r"(credit|balance|wallet)s?[-_/](re[-_]?load|re[-_]?charge|re[-_]?fill|top|load|deposit|increase)",
    r"[^a-z](deposit|donat)",
    r"[^a-z]credits?/?([?#]|$)",
    r"([/.:]|[^o][-_]|plan|subscription|billing)re[-_]?(new|sum|activat|subscri|instat|enabl|open)",
    r"(un|undo)[-_]?(cancel|pause)",
    _ANEW,
    r"payment[-_]?(method|source)s?/([\w-]*\d[\w-]*/)?(create|new|add|attach|setup|save)" + _END,
    *(r"(enable|activate|start|turn[-_]?on|trigger|run)[-_/]?" + auto for auto in (*AUTO, r"auto[-_/]?re[-_]?new")),
    r"auto[-_/]?re[-_]?new(al)?s?[-_/]?(enable|on|activate|start)" + _END,
)
"""What spends money at the platform and api origins: anywhere in a path there."""
NEVER = _within(
    *(auto + r"s?((/[\w-]+)*[-_/])?(enable|activate|on|start|trigger|charge|now)" + _END for auto in AUTO),
    *(
        rf"[?]([^#]*&)?{name}=(re|new|create|start)?[-_]?{deed}"
        for name in ("_?(action|operation|do|cmd|mutation)", "(op|intent|mode|method|type)", "operation[-_]?name")
        for deed in (
            "(subscribe|upgrade|buy|purchase)",
            "(check[-_]?out|order|re[-_]?new|resume)",
            "(top[-_]?up|reload|recharge|pay)",
        )
    ),
)
"""There too, and not even for the step that turns auto-recharge off."""
UNCLEAR = (
    r"^[^?#]*%(2[d-f]|3[0-9b]|[46][1-9a-f]|[57][0-9a]|5[cf]|7e|25|[01]|ef%b[cd])",
    r"^[^?#]*[;\\]",
    r"^https?://[^/?#]*/([^?#]*/)?(/|\.\.?(/|[?#]|$))",
)
"""At the site's own origins: a letter, slash or percent sign that is encoded without need, and empty folders."""
LONGEST_ADDRESS = 2000
"""characters of an address up to which it can be clear"""
BOT_CHECK = r"/cdn-cgi/(challenge-platform|rum|zaraz|bm|challenge)(/[\w:.=~-]+)*/?"


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

    @cached_property
    def always(self) -> tuple[str, ...]:
        """What may be posted in every state: the session's upkeep, the bot check's traffic, the user's exceptions.

        Whole addresses, but for the query.
        """
        exact = [
            f"{self.api}/dashboard/onboarding/login",
            f"{self.auth}/oauth/token",
            f"{self.auth}/api/accounts/oauth/token",
        ]
        given = [origin + path for origin in self.own for path in self.allowed_paths]
        patterns = [re.escape(url).replace(r"\*", "[^/?#]+") for url in (*exact, *given)]
        patterns += [re.escape(origin) + BOT_CHECK for origin in self.own]
        return tuple(f"^{pattern}([?#]|$)" for pattern in patterns)

    @property
    def recharge(self) -> tuple[str, ...]:
        """What only the step that turns auto-recharge off may write to."""
        return tuple(f"^{re.escape(origin)}{pattern}" for origin in self.account for pattern in AUTO_BUYS)

    def at_work(self, step: str) -> Opening:
        """While an act of ``step`` runs."""
        return Opening(self.account, step=step)

    def signing_in(self, origin: str) -> Opening:
        """While credentials are given on ``origin``."""
        return Opening((f"{origin}/",)) if origin in self.own else SHUT

    def by_hand(self) -> Opening:
        """While a person signs in, which may be at another company: everywhere, but nothing that is the account's.

        A host with a full stop behind it is the same host.
        """
        dotted = tuple(re.sub(r"(//[^/:]+[a-z])(?=[:/])", r"\1.", url, count=1) for url in self.account)
        return Opening(("http://", "https://"), but_not=tuple(dict.fromkeys((*self.account, *dotted))))

    def lets(self, method: str, url: str, opening: Opening = SHUT) -> bool:
        """Whether a request may leave."""
        if urlsplit(url).scheme in {"ws", "wss"}:
            return False
        if method.upper() in READS:
            return True
        if self.refuses(url, opening.step):
            return False
        if method.upper() == "POST" and any(re.search(pattern, url) for pattern in self.always):
            return True
        return url.startswith(opening.passes) and not url.startswith(opening.but_not)

    def refuses(self, url: str, step: str | None = None) -> bool:
        """Whether a write there buys, or saves a card, or is not clear, and so passes in no state."""
        if url.startswith(tuple(f"{origin}/" for origin in self.own)):
            if len(url.partition("?")[0]) > LONGEST_ADDRESS or _any(UNCLEAR, url):
                return True
            if url.startswith(self.account) and _any(NEVER, url):
                return True
        if step == RECHARGES and _any(self.recharge, url):
            return False
        if url.startswith(self.account) and _any(ACCOUNT_BUYS, url):
            return True
        return _any(BUYS if step == REMOVES_CARDS else (*BUYS, NEW_CARD), url)


def names_a_purchase(deed: str, step: str | None) -> bool:
    """Whether the name of a deed, such as ``resumeSubscription``, buys. Turning auto-recharge off has its name, too."""
    name = f"/{deed[:200]}"
    if step == RECHARGES:
        name = re.sub("|".join(AUTO), "auto", name, flags=re.IGNORECASE)
        return _any((*BUYS, *ACCOUNT_BUYS, r"(enable|activate|start|on|trigger|run)[-_]?auto([^a-z]|$)"), name)
    return _any((*BUYS, *ACCOUNT_BUYS), name)


def _any(patterns: tuple[str, ...], url: str) -> bool:
    return any(re.search(pattern, url, re.IGNORECASE) for pattern in patterns)
