"""A list of choices beside the details of the one that is chosen: that one is shown twice, and is one entry."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import listed

from openai_platform.billing import cards
from openai_platform.lists.rows import CARD_ROWS, opener

PAGE = "<main><h1>Billing</h1><div style='display:flex'><div>{}</div><section>{}</section></div></main>"
CHOICE = "<button role=radio aria-checked={}>{}</button>"
CHOICES = CHOICE.format("true", "Visa ···· 8490 Default") + CHOICE.format("false", "Mastercard ···· 4444")
DETAILS = "<h2>{}</h2><p>Expires 7/2028</p><button>Delete</button>"
LISTED = ["···· 8490", "···· 4444"]


def cards_on(read: Read, choices: str, details: str) -> list[str]:
    return [card.card for card in listed(cards.read_cards(read(PAGE.format(choices, DETAILS.format(details)))))]


@pytest.mark.parametrize("details", ["Visa ending in 8490", "Visa ···· 8490", "•••• 8490", "Card ending in 8490"])
def test_the_card_that_is_chosen_counts_once(read: Read, details: str) -> None:
    assert cards_on(read, CHOICES, details) == LISTED


def test_it_is_removed_where_its_details_are(read: Read) -> None:
    shown = CARD_ROWS.rows(read(PAGE.format(CHOICES, DETAILS.format("Visa ending in 8490"))))

    assert opener(shown[0], CARD_ROWS).name == "Delete"
    assert "Mastercard" in shown[1].box.text
    assert not any(node.name == "Delete" for node in shown[1].buttons)


@pytest.mark.parametrize(
    ("choices", "details"),
    [
        (CHOICES, "Mastercard ending in 8490"),
        (CHOICES, "Visa ending in 8491"),
        (CHOICES, "Bank account ···· 8490"),
        (CHOICES, "Mastercard ending in 4444"),  # not the one that is chosen
        (CHOICES.replace("true", "false"), "Visa ending in 8490"),
        (CHOICES.replace("4444", "8490").replace("false", "true"), "Visa ending in 8490"),
        (CHOICES, "Visa ending in 8490</h2><button>Delete</button><h2>Visa ending in 8490"),
        ("<label><input type=radio checked name=a>Visa ···· 8490</label>", "Visa ending in 8490"),
    ],
)
def test_no_other_card_is_taken_for_it(read: Read, choices: str, details: str) -> None:
    shown = cards_on(read, choices, details)

    assert len(shown) > choices.count("····")


def test_two_cards_of_the_same_number_stay_two(read: Read) -> None:
    assert len(cards_on(read, CHOICES.replace("Mastercard ···· 4444", "Visa ···· 8490"), "Visa ending in 8490")) == 2
