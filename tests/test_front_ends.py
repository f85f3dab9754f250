"""docs/front-ends.md speaks of every skin there is, and of no other."""

import re
from pathlib import Path
from typing import get_args

from tests.skins.folders import skin_names

from cancelbot.sandbox.eras import Era

PAGE = (Path(__file__).parent.parent / "docs" / "front-ends.md").read_text(encoding="utf-8")
MEASURED = PAGE.partition("<!-- measured -->")[2].partition("<!-- /measured -->")[0]
VARIES = PAGE.partition("## What varies, and where")[2].partition("\n## ")[0]
SKIN = re.compile(r"`([a-z]+)`")


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line.startswith("|")][2:]


def test_every_skin_was_measured_in_the_words_of_every_era_or_is_said_not_to_be() -> None:
    missing = PAGE.partition("Not measured yet:")[2].partition(".\n")[0]
    served = re.findall(r"`([a-z]+)` \|? ?(20\d\d(?:-\d\d)?)\b", f"{MEASURED}\n{missing}")

    assert sorted(served) == sorted((skin, era) for skin in skin_names() for era in get_args(Era))


def test_every_step_was_done_or_stopped_with_nothing_pressed() -> None:
    cells = [cell.strip() for line in lines(MEASURED) for cell in line.strip("|").split("|")[2:]]

    assert [cell for cell in cells if not re.fullmatch(r"(✓|exit 5, 0 acts) \d+ s", cell)] == []


def test_every_skin_covers_something_of_what_varies() -> None:
    named = {name for line in lines(VARIES) for name in SKIN.findall(line.split("|")[3])}

    assert named == set(skin_names())
