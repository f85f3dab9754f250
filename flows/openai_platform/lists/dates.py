"""Reads dates as any region writes them. An ambiguous one is not guessed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from itertools import chain

UNDATED = "undated"
_NAMES = "january february march april may june july august september october november december"
ENGLISH: Mapping[str, int] = {
    name[:length]: number for number, name in enumerate(_NAMES.split(" "), start=1) for length in (3, len(name))
} | {"sept": 9}
_BEFORE, _AFTER = r"(?<![\d.,/-])", r"(?![\d]|[.,/-]\d)"
NUMERIC = re.compile(
    rf"{_BEFORE}(?:(?P<y>\d{{4}})(?P<s>\s?[-./\u5e74\ub144]\s?)(?P<m>\d{{1,2}})\s?[-./\u6708\uc6d4]\s?(?P<d>\d{{1,2}})(?!\d)"
    rf"|(?P<a>\d{{1,2}})(?P<t>[./-])\s?(?P<b>\d{{1,2}})(?P=t)\s?(?P<z>\d{{4}}){_AFTER})"
)
BUDDHIST = 543


def day_of(text: str, months: Mapping[str, int] = ENGLISH) -> str:
    """The first day in ``text`` as ``YYYY-MM-DD``; ``undated`` if there is none, or it is ambiguous.

    ``months`` are the names of months, in lower case, without a final dot.
    """
    text = "".join(str(digit) if (digit := unicodedata.digit(sign, None)) is not None else sign for sign in text)
    found = sorted(chain(_by_number(text), _by_name(text.lower(), months)), key=lambda hit: hit[0])
    return found[0][1] if found else UNDATED


def _by_number(text: str) -> list[tuple[int, str]]:
    found = []
    for hit in NUMERIC.finditer(text):
        if hit["y"]:
            found.append((hit.start(), _iso(hit["y"], hit["m"], hit["d"])))
            continue
        first, second = int(hit["a"]), int(hit["b"])
        is_clear = hit["t"] == "." or first == second or max(first, second) > 12
        day, month = (second, first) if second > 12 else (first, second)
        found.append((hit.start(), _iso(hit["z"], month, day) if is_clear else UNDATED))
    return found


def _by_name(text: str, months: Mapping[str, int]) -> list[tuple[int, str]]:
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    gap = r"[^\d]{0,8}?"
    month = rf"(?:(?<![^\W\d_])|(?<=\u05d1))(?P<month>{names})(?![^\W_])"
    forms = (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?!\d){gap}{month}{gap}(?<!\d)(?P<year>\d{{4}})(?!\d)",
        rf"{month}{gap}(?<!\d)(?P<day>\d{{1,2}})(?!\d){gap}(?<!\d)(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})(?!\d){gap}{month}{gap}(?<!\d)(?P<day>\d{{1,2}})(?!\d)",
    )
    hits = [hit for form in forms for hit in re.finditer(form, text)]
    return [(hit.start(), _iso(hit["year"], months[hit["month"]], hit["day"])) for hit in hits]


def _iso(year: str, month: str | int, day: str | int) -> str:
    number = int(year) - (BUDDHIST if 2400 < int(year) < 2700 else 0)
    try:
        return date(number, int(month), int(day)).isoformat() if 1990 < number < 2200 else UNDATED
    except ValueError:
        return UNDATED
