"""The same control after a redesign: found by likeness, or not answered."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from likeness import Control, address_of, find

ROOT = Path(__file__).parents[2]
OLD = Control(
    role="link",
    words="billing",
    address="site.example/settings/billing",
    ident="nav-billing",
    classes=frozenset({"nav"}),
    near=Counter(["settings", "members", "limits"]),
    box=(20.0, 300.0, 120.0, 32.0),
    tags=("", "html", "body", "nav", "ul", "li", "a"),
)
OTHER = Control(role="link", words="members", address="site.example/settings/members", box=(20.0, 340.0, 120.0, 32.0))


@pytest.mark.parametrize(
    "now",
    [
        replace(OLD, box=(900.0, 12.0, 90.0, 28.0), tags=("", "html", "body", "header", "a"), ident=""),
        replace(OLD, words="billing and plans", classes=frozenset()),
        replace(OLD, address="", role="button", ident="nav-billing"),
    ],
    ids=["moved", "renamed", "remade"],
)
def test_what_changed_in_part_is_found(now: Control) -> None:
    assert find(OLD, [OTHER, now]) == 1


@pytest.mark.parametrize(
    "page",
    [
        [],
        [OTHER],
        [replace(OLD), replace(OLD, box=(20.0, 310.0, 120.0, 32.0))],
        [replace(OLD, words="payments", ident=""), replace(OLD, address="site.example/other", ident="")],
        [replace(OLD, words="payments"), replace(OLD, ident="")],
    ],
    ids=["nothing", "another", "twins", "words against address", "words against id"],
)
def test_where_it_is_not_sure_there_is_no_answer(page: list[Control]) -> None:
    assert find(OLD, page) is None


def test_an_address_is_the_same_without_scheme_query_and_ending() -> None:
    assert address_of("http://www.site.example/us.html?x=1#top") == address_of("https://site.example/us/")


def test_without_the_data_the_bench_says_so() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "bench" / "similo.py", "--data", "nowhere.json.gz"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.startswith("skipped: ")
