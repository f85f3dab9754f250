"""Amounts and days of credit, as far as a run has seen them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from cancelbot.result import Result

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def amount(text: str | None) -> Decimal | None:
    """``-$1,204.30`` as a number; None if there is none in ``text``."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", text or "")
    if digits is None:
        return None
    value = Decimal(digits.group().replace(",", ""))
    return -value if re.search(r"[-\u2212]", (text or "")[: digits.start()]) else value


def newest_purchase(result: Result) -> date | None:
    """The day of the newest invoice that was seen."""
    days = [date.fromisoformat(one.date) for one in result.charges if DAY.fullmatch(one.date)]
    return max(days, default=None)


def credits_end(result: Result) -> date | None:
    """The last day on which any credit that is left can expire; None if none is left.

    Credits expire one year after purchase (guide), and nothing was bought after the run looked.
    """
    left = amount(result.after.balance)
    if left is None or left <= 0:
        return None
    return a_year_after(newest_purchase(result) or date.fromisoformat(result.started[:10]))


def a_year_after(day: date) -> date:
    """The same day of the next year; the first of March for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def long_day(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B %Y}"
