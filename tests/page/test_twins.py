"""A second control of the same words, hidden in every way that pages know: the one that is seen is pressed, or none."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from tests.page.conftest import Look
from tests.page.test_click import Bench, bench

from cancelbot.errors import Ambiguous, PageNotRecognized
from cancelbot.page.query import named, only
from cancelbot.page.snapshot import Node, Snapshot

__all__ = ["bench"]

OVER = "position:absolute;inset:0;width:100%;height:100%;"
COVERING = {
    "transparent": f"style='{OVER}opacity:0'",
    "all but transparent": f"style='{OVER}opacity:.01'",
    "of clear colors": f"style='{OVER}color:transparent;background:none;border:0'",
    "of the same look": f"style='{OVER}'",
    "filtered away": f"style='{OVER}filter:opacity(0)'",
    "hidden from readers": f"aria-hidden=true style='{OVER}opacity:0'",
    "out of the order of tabs": f"tabindex=-1 style='{OVER}'",
    "larger than it": "style='position:fixed;inset:0;opacity:0'",
}
"""what would get the press instead"""
ASIDE = {
    "behind": f"style='{OVER}z-index:-1'",
    "out of sight": "style='position:absolute;left:-9999px'",
    "clipped": "style='position:absolute;clip-path:inset(50%)'",
    "of one pixel": "style='position:absolute;width:1px;height:1px;overflow:hidden;padding:0;border:0'",
    "not to be pressed": f"style='{OVER}pointer-events:none'",
    "only laid over it": f"style='{OVER}opacity:0;pointer-events:none'",
    "invisible": f"style='{OVER}visibility:hidden'",
    "shrunk": "style='position:absolute;transform:scale(0)'",
    "elsewhere": "style='position:absolute;top:300px'",
}
"""what would not"""
TWINS = COVERING | ASIDE


def with_twin(kind: str) -> str:
    real, twin = "<button id=real>Cancel plan</button>", f"<button id=twin {TWINS[kind]}>Cancel plan</button>"
    return f"<div style='position:relative;width:200px;height:40px'>{real}{twin}</div>"


def cancel(snapshot: Snapshot) -> Node:
    return only(named(snapshot.root, re.compile("Cancel plan")), "“Cancel plan”")


@pytest.mark.parametrize("kind", TWINS)
def test_where_a_twin_would_get_the_press_nothing_is_found_or_what_is_found_is_known_to_be_covered(
    look: Look, kind: str
) -> None:
    try:
        found = cancel(look(with_twin(kind)))
    except Ambiguous:
        return
    assert found.enabled
    assert found.covered == (kind in COVERING)


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind in {"transparent", "only laid over it"} else pytest.param(kind, marks=pytest.mark.soak)
        for kind in TWINS
    ],
)
def test_the_one_that_is_seen_is_pressed_or_none(bench: Bench, kind: str) -> None:
    bench.show(with_twin(kind), "fetch('/api/plan/' + button.id, {method: 'POST'})")

    with suppress(PageNotRecognized):
        bench.clicker.click_once("cancel-plan", "the plan is canceled", cancel)

    assert bench.site.heard in ([], ["POST /api/plan/real"])
    assert kind in ASIDE or bench.site.heard == []
