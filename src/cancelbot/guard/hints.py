"""Tells the user which writes the guard stopped on a page that may be broken by that, and how to let them pass."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from cancelbot.config.settings import PLAIN_PATH
from cancelbot.config.sources import PREFIX
from cancelbot.guard.policy import RECHARGES, Blocked, Policy
from cancelbot.guard.write_log import is_change, is_telemetry

SETTING = f"{PREFIX}ALLOW_WRITES"
_MOST = 3
"""how many different requests are named; result.json has all"""


def hint(blocked: Iterable[Blocked], policy: Policy) -> str:
    """What of ``blocked`` goes to the site's own origins, and the setting that lets it pass; empty if nothing.

    Telemetry is left out, since a page works without it, and so is what changes the account.
    """
    known = [stop for stop in blocked if stop["url"].startswith(tuple(f"{origin}/" for origin in policy.own))]
    buys = [stop for stop in known if policy.refuses(stop["url"], RECHARGES)]
    needed = [
        stop
        for stop in known
        if not (policy.refuses(stop["url"]) or is_telemetry(stop["url"]) or is_change(stop["method"], stop["url"]))
    ]
    return " ".join(filter(None, (_let_pass(_often(needed)), _refused(_often(buys)))))


def _let_pass(stopped: dict[str, str]) -> str:
    if not stopped:
        return ""
    paths = ",".join(dict.fromkeys(path for path in stopped.values() if PLAIN_PATH.fullmatch(path)))
    return (
        f"Meanwhile the page tried to send what no step asked for, and was stopped: {', '.join(stopped)}. "
        "If it cannot go on without that, and only if that changes nothing, let it pass"
        + (f": {SETTING}={paths}" if paths else f" with {SETTING}.")
    )


def _refused(stopped: dict[str, str]) -> str:
    told = ", ".join(stopped)
    if not told:
        return ""
    return (
        f"Refused, since it says that it buys or saves a card: {told}. No setting allows it. "
        "If you know that it only turns something off, do that by hand."
    )


def _often(stopped: list[Blocked]) -> dict[str, str]:
    """The most frequent requests, as text, with their paths."""
    counted = Counter((stop["method"], urlsplit(stop["url"]).path) for stop in stopped).most_common(_MOST)
    return {f"{method} {path}{f' ({times} times)' if times > 1 else ''}": path for (method, path), times in counted}
