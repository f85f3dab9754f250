"""The site's words by era: one table that every look-alike reads, and where each word was seen.

An era has the words of the eras before it unless it has its own. "" means that the era does not show the thing.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

Era = Literal["2024", "2025", "2026-04", "2026-09"]
DEFAULT_ERA: Era = "2026-09"

GUIDE = "the guide"
SHOT_2024 = "screenshot of the billing page, March 2024"
SHOT_KEYS_2024 = "screenshots of the key pages, February 2024"
BLOG_2025 = "blog with steps, June 2025"
SHOT_2025 = "screenshot, October 2025"
SHOT_2026 = "screenshots, April 2026"
WALK_2026 = "walk through the console, September 2026"
SIBLING_2026 = "a sibling product of the same maker, 2026"
HELP_2026 = "help center, September 2026"
_UNKNOWN = "not seen anywhere"


class Wording(NamedTuple):
    """What the site says, and who saw it."""

    text: str
    source: str


_OFF = "When your credit balance reaches $0, your API requests will stop working."
_TOPPED_UP = "Enable automatic recharge to automatically keep your credit balance topped up."
_KEYS_OF_2026 = "Name|Status|Secret key|Created|Last used|Created by|Permissions"

_CHANGES: dict[Era, dict[str, Wording]] = {
    "2024": {
        "billing": Wording("Billing settings", SHOT_2024),
        "tabs": Wording("overview|payment-methods|history|preferences", SHOT_2024),
        "pay_as_you_go": Wording("Pay as you go", SHOT_2024),
        "free_trial": Wording("Free trial", SHOT_2025),
        "balance": Wording("Credit balance", SHOT_2024),
        "remaining": Wording("Credit remaining", SHOT_2025),
        "buy": Wording("Add to credit balance", SHOT_2024),
        "cancel": Wording("Cancel plan", SHOT_2024),
        "cancel_title": Wording("Are you sure you want to cancel your billing plan?", GUIDE),
        "cancel_text": Wording(
            "You'll be able to consume any remaining credits in your account, after which we will begin rejecting "
            "your API requests and no further charges will be made.",
            GUIDE,
        ),
        "cancel_back": Wording("Nevermind", GUIDE),
        "canceled": Wording("Your subscription was canceled.", GUIDE),
        "recharge": Wording("Auto recharge", SHOT_2024),
        "recharge_off_text": Wording(f"{_OFF} {_TOPPED_UP}", SHOT_2024),
        "recharge_set_up": Wording("Enable auto recharge", SHOT_2024),
        "recharge_change": Wording("Modify", BLOG_2025),
        "recharge_title": Wording("Auto recharge settings", BLOG_2025),
        "recharge_question": Wording("Would you like to set up automatic recharge?", BLOG_2025),
        "recharge_check": Wording(
            "Yes, automatically recharge my card when my credit balance falls below a threshold", BLOG_2025
        ),
        "recharge_save": Wording("Save settings", BLOG_2025),
        "recharge_saved": Wording("Auto recharge settings saved.", _UNKNOWN),
        "recharge_card": Wording("", WALK_2026),
        "settings": Wording("Settings", GUIDE),
        "key_columns": Wording("Name|Secret key|Tracking|Created|Last used|Permissions", SHOT_KEYS_2024),
        "keys_tab": Wording("User API keys", SHOT_2025),
        "revoke_title": Wording("Revoke secret key", SHOT_KEYS_2024),
        "revoke": Wording("Revoke key", SHOT_KEYS_2024),
    },
    "2025": {
        "billing": Wording("Billing", SHOT_2025),
        "tabs": Wording("overview|payment-methods|history|credit-grants|preferences", SHOT_2025),
        "key_columns": Wording("Name|Secret key|Created|Last used|Created by|Permissions", SHOT_2025),
    },
    "2026-04": {
        "tabs": Wording("overview|payment-methods|history|credit-grants|preferences|promotions", SHOT_2026),
        "key_columns": Wording(_KEYS_OF_2026, SHOT_2026),
    },
    "2026-09": {
        "balance": Wording("API credit balance", WALK_2026),
        "buy": Wording("Buy credits", WALK_2026),
        "recharge": Wording("Auto-reload", WALK_2026),
        "recharge_off_text": Wording(
            f"{_OFF} Set up auto-reload to keep your credit balance topped up.", "the older words, with the new name"
        ),
        "recharge_set_up": Wording("Set up auto-reload", SIBLING_2026),
        "recharge_change": Wording("Manage auto-reload", WALK_2026),
        "recharge_title": Wording("Auto-reload credits", SIBLING_2026),
        "recharge_question": Wording("Would you like to use auto-reload?", HELP_2026),
        "recharge_check": Wording("Use auto-reload", HELP_2026),
        "recharge_save": Wording("Save", SIBLING_2026),
        "recharge_saved": Wording("Disabled auto reload", SIBLING_2026),
        "recharge_card": Wording("Auto-reload credits", WALK_2026),
        "settings": Wording("Organization settings", WALK_2026),
        "key_columns": Wording(
            "Name|Status|Tracking ID|Secret Key|Created|Expires|Last used|Created by|Permissions|Monthly spend",
            WALK_2026,
        ),
        "keys_tab": Wording("User API Keys", WALK_2026),
    },
}


def _wordings() -> Mapping[Era, dict[str, Wording]]:
    known: dict[str, Wording] = {}
    every: dict[Era, dict[str, Wording]] = {}
    for era in get_args(Era):
        known = {**known, **_CHANGES[era]}
        every[era] = known
    return every


ERAS: Mapping[Era, dict[str, Wording]] = _wordings()


def words_of(era: Era) -> dict[str, str]:
    """The words of an era, by their purpose."""
    return {name: wording.text for name, wording in ERAS[era].items()}
