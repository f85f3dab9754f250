"""The page of the saved cards: known by what it shows; another page of Billing does not say that there is none."""

import pytest
from tests.flows.conftest import Read

from openai_platform.billing import cards as payment_methods

PAGE = "<main><h1>Billing</h1>{}</main>"
BALANCE = "<h2>Free trial</h2><div>Credit balance</div><div>$4.34</div>"


@pytest.mark.parametrize(
    "body",
    ["<p>You have no saved payment methods.</p>", "<button>Add payment method</button>"],
)
def test_a_page_without_cards_is_known_by_its_own_words(read: Read, body: str) -> None:
    answer = payment_methods.read(read(PAGE.format(body)))

    assert answer is not None
    assert (answer.fact, answer.certain, answer.partial) == ([], False, False)


@pytest.mark.parametrize("name", ["Add payment details", "Add payment method"])
def test_an_overview_that_invites_to_add_a_card_does_not_say_that_there_is_none(read: Read, name: str) -> None:
    assert payment_methods.read(read(PAGE.format(f"{BALANCE}<button>{name}</button>"))) is None


def test_cards_beside_the_balance_are_seen(read: Read) -> None:
    card = "<div><span>Visa ····8490</span><button>Delete</button></div>"

    answer = payment_methods.read(read(PAGE.format(BALANCE + card)))

    assert answer is not None
    assert [each.card for each in answer.fact] == ["····8490"]
