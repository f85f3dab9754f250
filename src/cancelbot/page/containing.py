"""Whether a wording is in a text, remembered: a page is read many times, and says mostly the same each time."""

import re
from collections.abc import Callable
from functools import lru_cache

_KNOWN: dict[tuple[str, int], Callable[[str], bool]] = {}
_MOST = 500
"""patterns that are remembered: the site's own, and those of the names of things"""


def containing(words: re.Pattern[str]) -> Callable[[str], bool]:
    """What tells whether ``words`` is in a text.

    It is known by what is written in the pattern: to hash a long one takes longer than to search a text for it.
    """
    key = words.pattern, words.flags
    if key not in _KNOWN:
        if len(_KNOWN) == _MOST:
            _KNOWN.clear()
        _KNOWN[key] = lru_cache(maxsize=2_000)(lambda text: words.search(text) is not None)
    return _KNOWN[key]
