"""SECURITY.md promises no more than tests hold: each test that it names is there, and no promise is without one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+)`", PAGE)))
WORKFLOW = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMED)
def test_each_test_that_is_named_is_there(name: str) -> None:
    place = ROOT / name
    files = [place] if place.is_file() else list(place.glob("test_*.py"))

    assert any(re.search(r"^def test_", file.read_text(encoding="utf-8"), re.MULTILINE) for file in files)


def test_each_promise_has_its_test() -> None:
    table = PAGE.partition("| promise | test |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)

    assert len(rows) > 10
    assert [promise for promise, test in rows if "`tests/" not in test] == []


def test_pushes_are_checked_by_the_commands_of_the_readme() -> None:
    assert re.search(r"^  push:", WORKFLOW, re.MULTILINE)
    for command in ("make check", "make test", "make audit"):
        assert f"run: {command}" in WORKFLOW
