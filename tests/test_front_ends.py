"""docs/front-ends.md speaks of every skin there is, and of no other."""

import re
from pathlib import Path

from tests.skins.folders import skin_names

PAGE = (Path(__file__).parent.parent / "docs" / "front-ends.md").read_text(encoding="utf-8")
MEASURED = PAGE.partition("<!-- measured -->")[2].partition("<!-- /measured -->")[0]
VARIES = PAGE.partition("## What varies, and where")[2].partition("\n## ")[0]
SKIN = re.compile(r"`([a-z]+)`")


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line.startswith("|")][2:]


def test_every_skin_was_measured_or_is_said_not_to_be() -> None:
    missing = MEASURED.partition("Not measured here yet:")[2]

    assert sorted([SKIN.findall(line)[0] for line in lines(MEASURED)] + SKIN.findall(missing)) == skin_names()


def test_every_step_was_done_or_stopped_with_nothing_pressed() -> None:
    cells = [cell.strip() for line in lines(MEASURED) for cell in line.strip("|").split("|")[1:]]

    assert [cell for cell in cells if not re.fullmatch(r"(✓|exit 5, 0 acts) \d+ s", cell)] == []


def test_every_skin_covers_something_of_what_varies() -> None:
    named = {name for line in lines(VARIES) for name in SKIN.findall(line.split("|")[3])}

    assert named == set(skin_names())
