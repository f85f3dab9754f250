"""What the user is told of writes that were stopped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cancelbot.config.settings import load
from cancelbot.guard.hints import hint
from cancelbot.guard.policy import Blocked, Policy

SITE = Policy("https://platform.openai.com", "https://auth.openai.com", "https://api.openai.com")
GUIDE = Path(__file__).parent.parent.parent / "docs" / "guard.md"


def post(path: str, origin: str = SITE.api) -> Blocked:
    return {"method": "POST", "url": origin + path}


def test_it_names_what_was_stopped_and_the_setting_as_the_settings_take_it() -> None:
    told = hint([post("/v1/touch"), post("/graphql"), post("/v1/touch")], SITE)

    assert "POST /v1/touch (2 times), POST /graphql." in told
    setting = told.rpartition("CANCELBOT_ALLOW_WRITES=")[2]
    assert load(allow_writes=setting).allow_writes == ("/v1/touch", "/graphql")


def test_what_buys_is_named_without_a_way_to_allow_it() -> None:
    told = hint([post("/v1/checkout")], SITE)

    assert "POST /v1/checkout" in told
    assert "ALLOW_WRITES" not in told


@pytest.mark.parametrize(
    "blocked",
    [
        [],
        [post("/collect", "https://telemetry.example")],
        [post("/ces/v1/t"), post("/v1/events")],
        [
            post("/billing/auto_recharge"),
            post("/dashboard/billing/subscription/cancel"),
            {"method": "DELETE", "url": f"{SITE.api}/v1/things/7"},
        ],
    ],
    ids=["nothing", "of another site", "telemetry", "what changes the account"],
)
def test_it_says_nothing_where_no_setting_would_help(blocked: list[Blocked]) -> None:
    assert hint(blocked, SITE) == ""


def test_it_names_the_most_frequent_few() -> None:
    told = hint([post(f"/p{n}") for n in range(9)] + [post("/often"), post("/often")], SITE)

    assert told.count("POST /") == 3
    assert "POST /often (2 times)" in told


def test_the_line_in_the_guide_is_taken_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    line = re.search(r"^ +CANCELBOT_ALLOW_WRITES=(\S+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)

    assert line
    monkeypatch.setenv("CANCELBOT_ALLOW_WRITES", line[1])
    assert load().allow_writes == tuple(line[1].split(","))
