"""How long the site may be left alone: what Retry-After says, in both of its forms."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from cancelbot.sight.traffic import LONG_ENOUGH, UNTOLD, seconds_asked


@pytest.mark.parametrize(("given", "seconds"), [("7", 7.0), (" 120 ", 120.0), ("0", 0.0), ("9" * 400, LONG_ENOUGH)])
def test_seconds_are_taken_as_they_are(given: str, seconds: float) -> None:
    assert seconds_asked(given) == seconds


@pytest.mark.parametrize("given", [None, "", "soon", "-3", "1.5e9x"])
def test_what_is_no_time_is_a_short_one(given: str | None) -> None:
    assert seconds_asked(given) == UNTOLD


def test_a_date_is_counted_from_now() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)

    assert 80 < seconds_asked(format_datetime(then, usegmt=True)) <= 90
    assert seconds_asked(format_datetime(then - timedelta(days=1), usegmt=True)) == 0
