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

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NotRequired
from urllib.parse import urlsplit

from typing_extensions import TypedDict  # of typing, pydantic reads it only from Python 3.12

READS = frozenset({"GET", "HEAD", "OPTIONS"})
CANCELING = "cancel-plan"
REMOVES_CARDS = "payment-methods"
RECHARGES = "auto-recharge"
_END = r"([^a-z]|$)"
_STOP = r"/?([?#]|$)"
"""The end of a path."""
_BARE = r"/?([^\w/-]|$)"
"""The same, also behind a name with an ending (``.json``) or a mark of a server's own (``:now``)."""
_ID = r"([\w-]*\d[\w-]*/)?"


def _within(*patterns: str) -> tuple[str, ...]:
    """Each of ``patterns`` anywhere in a path."""
    return tuple(f"^[^?#]*{pattern}" for pattern in patterns)


BUYS = _within(
    r"check[-_]?out",
    r"purchas",
    r"(payment|setup)[-_]?intent",
    r"[^s]top[-_]?up",
    r"/buy",
    r"add[-_]?(to[-_]?)?(credit|funds|card|payment|balance|money|seat)",
    r"credits?[-_/]?(add|buy|new|create)",
    r"/charge(s|[-_]?(now|card|customer|user|again))?" + _END,
)
"""Addresses of a write that spends money or saves a card, wherever they are."""
NEW_CARD = r"^[^?#]*/(payment|(payment[-_]?(method|source)|card)s?)" + _BARE
"""The collection of saved cards: a write to it adds one, unless the step at work is the one that removes cards."""
_NAMES = (r"(top[-_]?up|purchase|buy)", r"(re[-_]?)?(charge|load|fill)", r"(fund|pay|re[-_]?plenish)")
_OFF = (r"(settings|preferences|off)", r"(disable|cancel|stop|toggle)", r"(update|save|rules|config)")
_TURNED = (r"(disable|cancel|stop|turn[-_]?off|remove)", r"(toggle|set|update|save|edit|change)")
AUTO = tuple(rf"auto(matic)?[-_/]?{name}" for name in _NAMES)
_ANEW = r"(reload|recharge|refill)s?"
AUTO_BUYS = (
    *(rf"([\w-]+/)*{auto}[\w-]*(/[\w-]*\d[\w-]*)?(/{off})?{_STOP}" for auto in AUTO for off in _OFF),
    *(rf"([\w-]+/)*{turned}[-_/]?{auto}[\w-]*{_STOP}" for auto in AUTO for turned in _TURNED),
    rf"([\w-]+/)*({_ANEW}|top[-_]?ups?)[-_/]?(settings|preferences|off|config){_STOP}",
    rf"([\w-]+/)*({_ANEW}|top[-_]?ups?)/auto(matic)?(/(off|disable|settings))?{_STOP}",
)
"""After an origin and a slash: what auto-recharge may be called. Turning it off is a write to it, too."""
BARE = rf"(api/)?(v\d\d?/)?(dashboard/)?(org[a-z]*/[\w-]+/)?(billing/)?{_ANEW}{_STOP}"
"""There, too: it may charge once, and it may be what auto-recharge is called. So its body decides."""

_GOES_ON = (
    "(create|new|start|continue)",
    "(activate|restart|restore)",
    "(keep|extend|undo|join)",
    "(retain|accept|claim|take)",
    "(prolong|unsuspend|reopen)",
)
_NOT_CANCELED = r"[^l_-][-_]?"
"""What stands before a plan that starts: ``cancel-plan/start`` does not start one."""
_NOW = r"([/?#.:]|$|[-_]?(invoice|now|bill|order|balance|off|all|debt))"
_DEEDS = ("(subscribe|upgrade|buy|purchase)", "(check[-_]?out|order|re[-_]?new|resume)")
ACCOUNT_BUYS = _within(
    *AUTO,
    r"([^n]|[^u]n)subscribe",
    r"upgrade",
    r"[^a-z](settle|cart|basket|pre[-_]?pay(ment)?|funds?)" + _END,
    r"[^a-z](acquire|re[-_]?plenish|transaction|commitment|capture)s?" + _END,
    r"[^a-z](deposit|donat|enroll|opt[-_]?in|bill[-_]?(now|me))",
    # an invoice, an order
    r"[^a-z]pay" + _NOW,
    r"(invoice|bill|order|card|do|balance|retry|quick)s?[-_/]?pay" + _END,
    r"(invoice|bill|balance|debt|payment)s?/" + _ID + r"(retry|collect|capture)" + _END,
    r"(invoice|bill|balance|debt|payment)s?/" + _ID + r"(confirm|approve|finalize|authori[sz]e)" + _END,
    r"(retry|make|send|process|capture)[-_]?(the[-_]?)?payments?" + _END,
    r"(confirm|create|authori[sz]e)[-_]?(the[-_]?)?payments?" + _END,
    r"(create|do|make|retry|new)[-_]?charge",
    r"/payments" + _BARE,
    r"payment[-_]?link",
    r"payment[-_]?(method|source)s?/([\w-]*\d[\w-]*/)?(create|new|add|attach|setup|save)" + _END,
    r"(create|place|new|submit|make)[-_]?orders?" + _END,
    # credit, and what is worth money
    r"[^a-z]buy",
    r"(credit|plan|do|quick|token|re)s?[-_]?buy" + _END,
    r"(buy|get|load|refill|deposit|increase)[-_]?(more[-_]?)?(credit|token|fund|balance)s?",
    r"(credit|balance|wallet)s?[-_/](re[-_]?load|re[-_]?charge|re[-_]?fill|top|load|deposit|increase)",
    r"(balance|wallet|seat|licen[sc]e|add[-_]?on)s?[-_/.]?(add|adjust|fund|increase|new|create)" + _END,
    r"[^a-z](credits?|(credit[-_]?)?balance|seats?|licen[sc]es?|add[-_]?ons?|trials?)" + _BARE,
    r"credit[-_]?(grant|pack|bundle|line|code|gift)",
    r"(grant|issue|more)[-_]?credit",
    r"re(deem|demption)",
    r"[^a-z](coupon|voucher|promo(tion)?|gift)([-_]?(code|card))?s?" + _END,
    r"(add|use|enter)[-_]?(a[-_]?|the[-_]?)?(coupon|voucher|promo|gift)",
    r"(coupon|voucher|promo|gift)s?[-_/.]?(add|use|enter|apply|claim)",
    r"(accept|claim|take|apply)[-_]?(the[-_]?)?(offer|discount|quote|deal|coupon|voucher|promo)",
    r"(quote|offer|upsell|retention|deal|discount)s?/" + _ID + r"(accept|apply|claim|take)" + _END,
    r"win[-_]?back",
    r"(quota|limit|budget)s?[-_/](increase|raise)",
    rf"[/.]{_ANEW}([-_/]?(now|balance|credits?|card|settings|preferences|off|config|auto[\w/]*))?{_STOP}",
    *(r"(enable|activate|start|turn[-_]?on|trigger|run)[-_/]?" + auto for auto in (*AUTO, r"auto[-_/]?re[-_]?new")),
    r"auto[-_/]?re[-_]?new(al)?s?[-_/]?(enable|on|activate|start)" + _END,
    # another plan
    r"(plan|tier)s?[-_/.]?(set[-_/])?(pro|plus|team|business|enterprise|premium|standard|scale)" + _BARE,
    r"(plan|tier)s?[-_/.]?(set[-_/])?(starter|growth|max|payg|pay[-_]as[-_]you[-_]go|paid|monthly|annual|yearly)"
    + _BARE,
    # a cancellation that is taken back
    r"(un|undo)[-_]?(cancel|pause)",
    r"cancel(l?ation)?s?[-_/.]?" + _ID + r"(undo|revert|revoke|withdraw|reverse|abort|keep)" + _END,
    r"(revert|revoke|withdraw|reverse|abort|stop|cancel|remove)[-_]?(the[-_]?|pending[-_]?)?cancel",
)
"""What spends money at the platform and api origins: anywhere in a path there."""
KEEPS_PLAN = _within(
    r"(create|new|start|activate|add|restart)[-_]?subscription",
    *(_NOT_CANCELED + rf"(subscription|plan|trial|membership)s?/{_ID}{verb}{_END}" for verb in _GOES_ON),
    r"(start|begin|activate|join|keep)[-_]?(my[-_]?|the[-_]?|free[-_]?)?(trial|member|plan)",
    r"([/.:]|[^o][-_]|plan|subscription|billing)re[-_]?(new|sum|activat|subscri|instat|enabl|open)",
    r"[^a-z](activate|orders?)" + _END,
    r"(change|switch|select|choose|pick|convert)[-_]?(my[-_]?|the[-_]?|to[-_]?)?(plan|tier|subscription)",
    r"(plan|tier|subscription|package|pricing)s?[-_/.]?([\w-]+/)?(change|switch|select|choose|pick)s?" + _END,
    r"(plan|tier|subscription|package|pricing)s?[-_/.]?([\w-]+/)?(swap|migrate|convert|activate|assign)" + _END,
)
"""There, too, unless the address says that just this is ended."""
ENDS_PLAN = (
    rf"([\w-]+/)*(cancel|stop|end|do[-_]?not|dont)[-_]?(plan[-_]?|auto[-_]?|the[-_]?)?(re[-_]?new(al)?|order)s?{_STOP}",
    rf"([\w-]+/)*(re[-_]?newal|order|auto[-_]?re[-_]?new(al)?)s?/{_ID}(cancel|stop|off|disable|end){_STOP}",
    rf"([\w-]+/)*(plan|tier)s?/(free|none)/(change|switch|select|choose|activate){_STOP}",
)
"""After an origin and a slash: what of :data:`KEEPS_PLAN` ends it all the same, for the step that cancels."""
TAKEN_BACK = r"^[^?#]*cancell?ations?(/[\w-]+)?" + _STOP
"""A cancellation: whoever deletes it has the plan again."""
NEVER = _within(
    *(auto + r"s?((/[\w-]+)*[-_/])?(enable|activate|on|start|trigger|charge|now)" + _END for auto in AUTO),
    *(
        rf"[?]([^#]*&)?{name}=(re|new|create|start)?[-_]?{deed}"
        for name in ("_?(action|operation|do|cmd|mutation)", "(op|intent|mode|method|type)", "operation[-_]?name")
        for deed in (*_DEEDS, "(top[-_]?up|reload|recharge|pay)", "(redeem|add[-_]?credit|change[-_]?plan)")
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

    def excepted(self, step: str | None) -> tuple[str, ...]:
        """What ``step`` may write to although its address could buy, too."""
        patterns = {CANCELING: ENDS_PLAN, RECHARGES: (*AUTO_BUYS, BARE)}.get(step or "", ())
        return tuple(f"^{re.escape(origin)}{pattern}" for origin in self.account for pattern in patterns)

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
        takes_back = method.upper() == "DELETE" and url.startswith(self.account) and _any((TAKEN_BACK,), url)
        if takes_back or self.refuses(url, opening.step):
            return False
        if method.upper() == "POST" and any(re.search(pattern, url) for pattern in self.always):
            return True
        return url.startswith(opening.passes) and not url.startswith(opening.but_not)

    def refuses(self, url: str, step: str | None = None) -> bool:
        """Whether a write there buys, or saves a card, or is not clear, and so passes in no state."""
        at_account, excepted = url.startswith(self.account), _any(self.excepted(step), url)
        if url.startswith(tuple(f"{origin}/" for origin in self.own)):
            if len(url.partition("?")[0]) > LONGEST_ADDRESS or _any(UNCLEAR, url):
                return True
            if at_account and _any(NEVER, url):
                return True
        if step == RECHARGES and excepted:
            return False
        if at_account and (_any(ACCOUNT_BUYS, url) or (_any(KEEPS_PLAN, url) and not excepted)):
            return True
        return _any(BUYS if step == REMOVES_CARDS else (*BUYS, NEW_CARD), url)

    def may_charge_once(self, url: str) -> bool:
        """Whether only the body of a write there can tell that it turns auto-recharge off."""
        return _any(tuple(f"^{re.escape(origin)}{BARE}" for origin in self.account), url)


def names_a_purchase(deed: str, step: str | None) -> bool:
    """Whether the name of a deed, such as ``resumeSubscription``, buys. Turning auto-recharge off has its name, too."""
    name = f"/{deed[:200]}"
    if step == RECHARGES:
        name = re.sub("|".join(AUTO), "auto", name, flags=re.IGNORECASE)
        return _any((*BUYS, *ACCOUNT_BUYS, r"(enable|activate|start|on|trigger|run)[-_]?auto([^a-z]|$)"), name)
    return _any((*BUYS, *ACCOUNT_BUYS), name) or (_any(KEEPS_PLAN, name) and not _any(ENDS_PLAN, deed))


def _any(patterns: tuple[str, ...], url: str) -> bool:
    return bool(patterns) and _joined(patterns).search(url) is not None


@lru_cache(maxsize=64)
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
