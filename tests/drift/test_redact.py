"""What is kept of a text when a page is told to others: the flow's own words, and nothing that may be the account's."""

import pytest

from cancelbot.drift.outline import OwnWords
from openai_platform.check.catalogue import CATALOGUE

OWN = OwnWords(CATALOGUE.words)


@pytest.mark.parametrize(
    "text",
    ["Cancel plan", "Nevermind", "Credit balance", "Pay as you go", "API keys", "Billing settings", "\u2022", ""],
)
def test_own_words_are_kept(text: str) -> None:
    assert OWN.of(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acme Robotics", "{2 words}"),
        ("dana@acme.example", "{3 words}"),
        ("$4.34", "{MONEY}"),
        ("sk-...AzN9", "{KEY_MARK}"),
        ("Acme Robotics / Default project", "{4 words}"),
        ("Revoke me", "{2 words}"),
        ("Your plan at Acme", "{4 words}"),
        ("Auto recharge is on at Acme", "Auto recharge is on {2 words}"),
        ("Auto recharge is on for Acme", "Auto recharge {4 words}"),
    ],
)
def test_everything_else_is_blanked(text: str, shown: str) -> None:
    assert OWN.of(text) == shown


def test_an_open_wording_keeps_nothing_of_what_it_takes_in() -> None:
    """Some wordings go on with anything: "keep my plan", "cancelled on ..."."""
    for text in ("Keep Acme Robotics", "Canceled on Dana's birthday", "More about Acme", "No, Dana"):
        assert "Acme" not in OWN.of(text)
        assert "Dana" not in OWN.of(text)
