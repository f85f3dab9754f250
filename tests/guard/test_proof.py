"""The proof at the start of a run: it ends one whose guard leaks, by whichever channel, and says which."""

from __future__ import annotations

import pytest
from tests.guard import arms

from cancelbot.browsers import Browser
from cancelbot.errors import GuardLeaks
from cancelbot.guard import policy, rules

Rule = dict[str, object]


def test_it_passes_and_leaves_no_trace(found: Browser) -> None:
    with arms.own(found) as arm:
        assert arm.guard
        assert arm.guard.blocked == []
        assert arm.guard.writes == []


def test_a_guard_without_rules_is_found_out(found: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "shut", lambda _policy: list[Rule]())

    with pytest.raises(GuardLeaks, match="let a write through"), arms.own(found):
        pass


@pytest.mark.parametrize(("kind", "channel"), [("ping", "beacon"), ("websocket", "socket")])
def test_a_guard_that_leaks_one_channel_is_found_out(
    found: Browser, monkeypatch: pytest.MonkeyPatch, kind: str, channel: str
) -> None:
    for name in ("EVERYTHING", "INTERFACES"):
        monkeypatch.setattr(rules, name, tuple(one for one in getattr(rules, name) if one != kind))

    with pytest.raises(GuardLeaks, match=channel), arms.own(found):
        pass


def test_a_guard_of_pages_that_routes_nothing_is_found_out(found: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "READS", frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}))

    with pytest.raises(GuardLeaks, match="let a write through"), arms.on_a_grid(found):
        pass
