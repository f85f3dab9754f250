"""The policy as rules for the browser's own network layer, in a folder that the browser loads.

The folder is made anew for each run: the browser writes its index of the rules into it, and the rules name the site's
own origins. Of the rules that fit a request, the one with the highest priority decides.

    1000  interfaces that a step never needs, whatever the method: web sockets, WebTransport, pings, reports
     120  addresses that are not clear, and what switches auto-recharge on
     110  the settings of auto-recharge, while the step that turns it off is at work
     100  what buys
      90  addresses that end a plan in words that could keep it as well, while the step that cancels is at work
      80  what keeps a plan or takes it up again
      60  what passes while the step that removes cards is at work
      50  a new card
      20  what passes always
      15  what does not pass although the next line says so
      10  what passes while signing in, and while a step is at work
       1  every other request that is not GET, HEAD or OPTIONS
"""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from cancelbot.guard.policy import (
    ACCOUNT_BUYS,
    BUYS,
    KEEPS_PLAN,
    NEVER,
    NEW_CARD,
    READS,
    RECHARGES,
    REMOVES_CARDS,
    TAKEN_BACK,
    UNCLEAR,
    Opening,
    Policy,
)

EXTENSION = Path(__file__).with_name("extension")
STATIC = "shut"
ALWAYS, STATE, REFUSED = 100, 200, 500
"""The first number of the rules that let pass in every state, that let pass in this state, and that refuse."""
INTERFACES = ("websocket", "webtransport", "ping", "csp_report")
CARRY_ACTS = ("main_frame", "sub_frame", "xmlhttprequest")
"""what an act is sent by: forms, fetch and XMLHttpRequest"""
CARRIERS = (*CARRY_ACTS, "other")
EVERYTHING = (*CARRIERS, *INTERFACES, "stylesheet", "script", "image", "font", "object", "media", "webbundle")

Rule = dict[str, object]


def unpack(policy: Policy, folder: Path) -> Path:
    """Make the extension for ``policy`` in ``folder``, which must not exist yet, and return it."""
    folder.mkdir()
    for file in ("manifest.json", "background.js"):
        (folder / file).write_bytes((EXTENSION / file).read_bytes())
    (folder / f"{STATIC}.json").write_text(json.dumps(shut(policy)), encoding="utf-8")
    return folder


def shut(policy: Policy) -> list[Rule]:
    """The rules that hold from the first moment to the last."""
    own, account = (_hosts(origins) for origins in (policy.own, policy.account))
    refused = [
        *((_like(pattern, own), 120) for pattern in UNCLEAR),
        *((_like(pattern, account), 120) for pattern in NEVER),
        *((_like(pattern, account), 100) for pattern in ACCOUNT_BUYS),
        *((_like(pattern, account), 80) for pattern in KEEPS_PLAN),
        *((_like(pattern), 100) for pattern in BUYS),
        (_like(NEW_CARD), 50),
    ]
    return [
        _rule(1, 1, "block"),
        {"id": 2, "priority": 1000, "action": {"type": "block"}, "condition": {"resourceTypes": INTERFACES}},
        *(
            _rule(ALWAYS + at, 20, "allow", {"regexFilter": url, "isUrlFilterCaseSensitive": True}, ("post",))
            for at, url in enumerate(policy.always)
        ),
        *(_rule(REFUSED + at, rank, "block", url) for at, (url, rank) in enumerate(refused)),
        _rule(REFUSED + 199, 100, "block", _like(TAKEN_BACK, account), ("delete",)),
    ]


def rules_while_open(policy: Policy, opening: Opening, tab: int | None = None) -> list[Rule]:
    """The rules that lie over those while signing in, or while a step is at work.

    What an act needs comes from a page of the site's own, in the ``tab`` in which something is pressed (None: any).
    """
    rank = 60 if opening.step == REMOVES_CARDS else 10
    over, own = 110 if opening.step == RECHARGES else 90, policy.excepted(opening.step)
    source: dict[str, object] = {}
    if opening.step:
        source = {"resourceTypes": CARRY_ACTS, "initiatorDomains": _hosts(policy.own)}
    if opening.step and tab is not None:
        source["tabIds"] = [tab]
    return [
        *(_rule(STATE + 8 + at, over, "allow", _like(pattern) | source) for at, pattern in enumerate(own)),
        *(_rule(STATE + at, rank, "allow", _begins(url) | source) for at, url in enumerate(opening.passes)),
        *(_rule(REFUSED + 200 + at, 15, "block", _begins(url)) for at, url in enumerate(opening.but_not)),
    ]


def lets_pass(rule: int) -> bool:
    """Whether the rule of this number lets pass what it applies to."""
    return ALWAYS <= rule < REFUSED


def _rule(
    number: int, priority: int, action: str, where: dict[str, object] | None = None, methods: tuple[str, ...] = ()
) -> Rule:
    """One rule, for requests with ``methods``: by default all that write."""
    told = {"requestMethods": methods} if methods else {"excludedRequestMethods": sorted(map(str.lower, READS))}
    kinds = CARRIERS if action == "allow" else EVERYTHING
    condition = {"resourceTypes": kinds, **(where or {}), **told}
    return {"id": number, "priority": priority, "action": {"type": action}, "condition": condition}


def _begins(url: str) -> dict[str, object]:
    return {"urlFilter": f"|{url}", "isUrlFilterCaseSensitive": True}


def _like(pattern: str, hosts: list[str] | None = None) -> dict[str, object]:
    """At ``hosts``, or anywhere. In a pattern, the addresses would take more room than Chromium gives it."""
    return {"regexFilter": pattern, "isUrlFilterCaseSensitive": False, **({"requestDomains": hosts} if hosts else {})}


def _hosts(origins: Iterable[str]) -> list[str]:
    return sorted({(urlsplit(origin).hostname or "").strip("[]") for origin in origins})
