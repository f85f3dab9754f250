"""A large account costs no more for each thing in it than a small one, and loses nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TypeVar, cast

import pytest
from tests.support.raw_pages import snapshot_of
from tests.support.read_pages import listed

from cancelbot.page.query import mentions
from cancelbot.page.raw import RawNode
from cancelbot.page.snapshot import Probe, Snapshot
from openai_platform import api_keys
from openai_platform.billing import invoices
from openai_platform.lists.absence import Unseen

T = TypeVar("T")
Row = Callable[[int], list[str]]
KEYS = ("Name", "Secret key", "Created", "Last used", "Created by", "Project")
INVOICES = ("Invoice", "Status", "Amount", "Created")


def page(title: str, heads: tuple[str, ...], row: Row, count: int, verb: str) -> Snapshot:
    """A page with a table of ``count`` rows, as snapshot.js would list it."""
    nodes: list[dict[str, object]] = [
        node(-1, "body"),
        node(0, "h1", "heading"),
        text(1, title),
        node(0, "table", "table"),
    ]
    for number in range(count + 1):
        nodes.append(node(3, "tr", "row", number))
        at = len(nodes) - 1
        for place, words in enumerate(row(number) if number else heads):
            nodes += [node(at, "td", "cell", number, place), text(len(nodes), words, number, place)]
        if number:
            nodes += [node(at, "button", "button", number, 9) | {"control": 1}, text(len(nodes), verb, number, 9)]
    return snapshot_of(cast("list[RawNode]", nodes), title=title)


def node(parent: int, tag: str, role: str = "", line: int = 0, place: int = 0) -> dict[str, object]:
    box = [100 * place, 40 * line, 90, 30]
    return {
        "id": (parent + 2) * 100_000 + line * 20 + place + 1,
        "p": parent,
        "tag": tag,
        "role": role,
        "seen": 1,
        "block": 1,
        "box": box,
    }


def text(parent: int, words: str, line: int = 0, place: int = 0) -> dict[str, object]:
    return {"id": 0, "p": parent, "tag": "#", "text": words, "gap": 1, "box": [100 * place, 40 * line, 90, 30]}


def calls(work: Callable[[], object]) -> int:
    """How many Python functions ``work`` calls: its cost, whatever else the machine does."""
    count = 0

    def hear(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def key(number: int) -> list[str]:
    return [f"Key {number}", f"sk-...{number:04d}", "21 Mar 2026", "26 Mar 2026", "Dana", f"Project {number % 7}"]


def invoice(number: int) -> list[str]:
    return [f"04DE6D22-{number:04d}", "Paid", "$6.90", "25 May 2026, 18:36"]


def cost(question: Probe[list[T] | Unseen], snapshot: Snapshot, count: int) -> int:
    """The calls that it takes to see ``count`` things."""
    found: list[T] = []

    def look() -> None:
        found.extend(listed(question(snapshot)))

    made = calls(look)
    assert len(found) == count
    return made


def keys(count: int) -> int:
    return cost(api_keys.read_keys, page("API keys", KEYS, key, count, "Revoke key"), count)


def history(count: int) -> int:
    return cost(invoices.read_invoices, page("Billing", INVOICES, invoice, count, "View"), count)


@pytest.mark.parametrize("cost_of", [keys, history])
def test_reading_a_list_costs_no_more_for_each_row_however_long_it_is(cost_of: Callable[[int], int]) -> None:
    assert cost_of(400) / cost_of(50) < 8 * 1.1


def test_the_keys_of_a_long_list_are_read_right() -> None:
    found = listed(api_keys.read_keys(page("API keys", KEYS, key, 200, "Revoke key")))

    assert len(found) == 200
    assert (found[199].name, found[199].key, found[199].project) == (
        "Key 200",
        "sk-...0200",
        "Project 4",
    )


def test_words_of_two_distant_rows_are_no_mention() -> None:
    """A question is a sentence: to look for one across a whole list takes a time that grows with its square."""
    snapshot = page("API keys", KEYS, key, 200, "Revoke key")

    assert mentions(snapshot.root, re.compile(r"Key 1\b.*Dana")) != []
    assert mentions(snapshot.root, re.compile(r"Key 1\b.*Key 190\b")) == []
