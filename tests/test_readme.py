"""What the README says of commands, flags, codes and files is what there is."""

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancelbot import errors
from cancelbot.cli import cancelbot

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "recordings" / "README.md"])


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under ``heading``, as cells."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def every_error(kind: type[errors.CancelbotError]) -> set[type[errors.CancelbotError]]:
    return {kind}.union(*(every_error(child) for child in kind.__subclasses__()))


def test_every_flag_of_the_table_is_one_and_no_flag_is_left_out() -> None:
    named = set(re.findall(r"--[a-z-]+", " ".join(row[0] for row in table("On your real account"))))
    there = {name for option in cancelbot.commands["run"].params for name in (*option.opts, *option.secondary_opts)}

    assert named == {name for name in there if name.startswith("--")}


def test_every_exit_code_is_in_the_table() -> None:
    told = {int(row[0]) for row in table("Exit codes")}

    assert {kind.exit_code for kind in every_error(errors.CancelbotError)} <= told - {0}


@pytest.mark.parametrize("row", table("What you can rely on"), ids=lambda row: row[0])
def test_every_promise_names_tests_that_are_there(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", row[-1])

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("command", sorted(set(re.findall(r"cancelbot ([a-z]+)", README)) & set(cancelbot.commands)))
def test_every_command_it_names_has_a_help(command: str) -> None:
    assert CliRunner().invoke(cancelbot, [command, "--help"]).exit_code == 0


def test_no_command_is_left_out() -> None:
    assert [
        name for name in cancelbot.commands if f"cancelbot {name}" not in README and f"make {name}" not in README
    ] == []


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+) ", README))))
def test_every_target_of_make_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_is_named_is_there(path: Path) -> None:
    named = re.findall(
        r"`((?:tests|src|flows|docs|scripts|recordings)/[\w/.-]+\.(?:py|js|md|json|yaml))`", path.read_text()
    )

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_table_of_the_settings_is_made_from_the_code() -> None:
    path = ROOT / "scripts" / "settings_page.py"
    spec = importlib.util.spec_from_file_location("settings_page", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == made.page(), "python scripts/settings_page.py"
