"""What the site said when, each with its source: `cancelbot check` tells from it how old the words of a page are."""

import re
from dataclasses import dataclass

from cancelbot.page.query import FURNITURE, pressable
from cancelbot.page.snapshot import Snapshot, plain
from openai_platform import words

NEW = 8
"""names that were never seen, of those on one page"""
_OWN = re.compile(r"\d|@|^\W*\w?$")
"""what a name that is the account's own has: digits, an address, one letter; what opens a menu bears one too"""


@dataclass(frozen=True)
class KnownEra:
    """The words of one time, and where they were read."""

    name: str
    source: str
    says: tuple[str, ...]
    """what only this time says"""


_ERAS = (
    KnownEra(
        "2024",
        "a screenshot of March 2024",
        ("Billing settings", "Preferences Manage billing information", "Usage limits", "Pricing"),
    ),
    KnownEra("2025", "a screenshot of October 2025", ("Credit remaining", "Free trial", "View usage", "Your profile")),
    KnownEra(
        "2026-04",
        "a screenshot of April 2026, and the guide",
        ("Credit balance", "Promotions", "Auto recharge is on", "Auto recharge is off", "Enable auto recharge"),
    ),
    KnownEra(
        "2026-09",
        "a walk through the console of 15 September 2026, and the help of that month",
        (
            "API credit balance",
            "Auto-reload credits",
            "Auto-reload is on",
            "Auto-reload is off",
            "Manage auto-reload",
            "Set up auto-reload",
            "Buy credits",
        ),
    ),
)
SEEN = re.compile(
    "view (usage|pricing and faqs|past and current invoices)|manage billing information|set monthly spend limits"
    "|add or change payment method|set as default|credit grants|promotions|preferences|pricing|usage( limits)?"
    "|general|people|projects|limits|data controls|admin keys|dashboard|docs|api( docs)?|playground|help|log out"
    "|organization|edit|copy|search",
    re.IGNORECASE,
)
"""names of other things that real pages had"""


def era_of(snapshot: Snapshot) -> tuple[KnownEra, list[str]] | None:
    """The era whose words the page has, and which ones; None if there is none, or two are as likely."""
    shown = {plain(node.text).casefold() for node in snapshot.nodes if node.visible and node.text}
    said = [(era, [words_ for words_ in era.says if words_.casefold() in shown]) for era in _ERAS]
    ranked = sorted((one for one in said if one[1]), key=lambda one: len(one[1]), reverse=True)
    tied = len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1])
    return ranked[0] if ranked and not tied else None


def never_seen(snapshot: Snapshot) -> list[str]:
    """Names of controls and headings that no wording and no era has."""
    known = [pattern for pattern in vars(words).values() if isinstance(pattern, re.Pattern)]
    told = {words_.casefold() for era in _ERAS for words_ in era.says}
    named = [node for node in snapshot.nodes if node.role == "heading" and node.visible]
    pressed = [node for node in pressable(snapshot) if node.role not in FURNITURE and not node.popup]
    names = {node.name: None for node in (*named, *pressed)}
    new = [name for name in names if name and not _OWN.search(name) and name.casefold() not in told]
    return [n for n in new if not SEEN.fullmatch(n) and not any(one.fullmatch(n) for one in known)][:NEW]
