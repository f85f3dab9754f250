"""Whether a key is gone from its list, and nothing else with it."""

from __future__ import annotations

from collections import Counter

from cancelbot.errors import Unsafe
from cancelbot.result import ApiKey
from openai_platform import words
from openai_platform.lists.pages import Paginated

DEAD = words.say(r"(revoked|deleted|expired|disabled|deactivated|inactive|invalid(ated)?)\b")
"""the beginnings of statuses of keys that no longer work"""


class Index:
    """Finds keys again by their redacted form, and by name if two of them share that form."""

    def __init__(self, keys: list[ApiKey]) -> None:
        self._forms = Counter(key.key for key in keys)
        self._named = {(key.key, key.name) for key in keys}

    def __contains__(self, key: ApiKey) -> bool:
        return self._forms[key.key] == 1 or (key.key, key.name) in self._named


class Revocation:
    """The ``keys`` of one list that are revoked one after another, in this order."""

    def __init__(self, listing: Paginated[ApiKey], keys: list[ApiKey]) -> None:
        self.listing = listing
        self._left = list(keys)
        self._extent = 0, False
        """how many keys the last look showed, and whether that was the whole list"""
        self._stood: ApiKey | None = None
        """the key that was still there when it was looked for last"""

    def confirm_gone(self, key: ApiKey) -> bool:
        """Whether the list lacks ``key``, and nothing else of what is left to revoke. Raises Unsafe.

        The list is read only to where the key was, and beyond that only if something else is missing, or other keys
        look the same. A key that stays with the status "Revoked" is gone.
        """
        left = list(self._left)
        if key in left:
            left.remove(key)
        alike, sought = sum(_alike(key, other, left) for other in left), Index([key, *left])
        shown, is_whole = self.listing.read_until(lambda keys: not alike and any(other in sought for other in keys))

        # One that was skipped, or a list that is shorter by more than this key: look at all of it.
        before, was_whole = self._extent
        if _lost(left, shown) or (is_whole == was_whole and len(shown) < before - 1):
            shown, is_whole = self.listing.all(), True
            _raise_if_lost(key, [other for other in left if other not in Index(shown)])
        self._extent = len(shown), is_whole
        missing = [other for other in left if other not in Index(shown)] if is_whole else []

        # The row may stay, and now say that the key no longer works.
        died = [each for each in shown if DEAD.match(each.status) and each.status != key.status]
        alive = [each for each in shown if not each.is_dead and each not in died]
        if gone := sum(_alike(key, other, left) for other in alive) <= alike:
            _raise_if_lost(key, missing if self._stood == key else [])
            self._left = left
        self._stood = None if gone else key
        return gone


def _alike(key: ApiKey, other: ApiKey, among: list[ApiKey]) -> bool:
    """Whether ``other`` looks like ``key``: same redacted form, and same name if another name has that form too."""
    by_name = any(each.key == key.key and each.name != key.name for each in among)
    return other.key == key.key and (other.name == key.name or not by_name)


def _lost(left: list[ApiKey], shown: list[ApiKey]) -> bool:
    """Whether one of ``left`` is missing in ``shown``, although a later one is there."""
    mine, there = Index(left), Index(shown)
    return any(other not in there for other in left[: sum(key in mine for key in shown)])


def _raise_if_lost(key: ApiKey, lost: list[ApiKey]) -> None:
    if lost:
        names = ", ".join(f"{other.name} ({other.key})" for other in lost)
        raise Unsafe(
            f"With the key {key.name} other keys have disappeared: {names}.", advice="Look at the key page yourself."
        )
