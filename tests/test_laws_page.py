"""The numbers that docs/laws.md gives are those of the tests."""

import re
from pathlib import Path

from tests.flows.matrix import cases, counts
from tests.flows.test_killed import EVENTS

PAGE = Path(__file__).parents[1] / "docs" / "laws.md"


def rows() -> dict[str, int]:
    """The table of the page: part, and number of runs."""
    found = re.findall(
        r"^\| (?P<part>[^|]+) \|[^|]+\| (?P<runs>[^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {part.strip("* "): int(runs.strip("* ")) for part, runs in found if runs.strip("* ").isdecimal()}


def test_the_page_gives_the_numbers_of_the_matrix() -> None:
    told = rows()

    assert {part: told[part] for part in counts()} == dict(counts())
    assert told["the matrix"] == len(cases()) >= 200


def test_the_page_gives_the_number_of_kills() -> None:
    told = rows()

    assert (told["kills of the bot"], told["kills of the browser"]) == (EVENTS, EVENTS - 1)
