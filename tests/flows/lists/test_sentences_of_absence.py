"""How a list says that it is empty, and what sounds like it but is of a part, of another thing, or of nothing."""

from collections.abc import Callable
from itertools import cycle

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import listed

from cancelbot.page.snapshot import Observation, Snapshot
from openai_platform.api_keys import read_keys
from openai_platform.billing.cards import read_cards
from openai_platform.lists.absence import Unseen

CARDS = """<main><h1>Billing</h1><nav><a href=#>Overview</a> <a href=# aria-current=page>Payment methods</a></nav>
<h2>Payment methods</h2><p>{}</p><button>Add payment method</button></main>"""
KEYS = """<main><h1>API keys</h1><p>Do not share your API key with others.</p><p>{}</p>{}
<button>Create new secret key</button></main>"""
NO_CARD = """You have no saved payment methods.|No payment methods|No payment methods yet|No payment method on file
|No payment method added|There are no payment methods.|There are no payment methods on file.
|You haven't added a payment method yet.|You haven't added any payment methods.
|You don't have any payment methods.|You don't have a payment method on file.|You do not have any saved cards.
|No cards|No cards saved|No saved cards|No cards on file.|No card on file|There is no card on file.
|You have no cards.|Your organization has no payment methods.|This organization has no saved cards.
|Add a payment method to get started. No payment methods found.|Nothing here yet. Add your first payment method.
|No payment methods have been added.|No payment details|You have not saved any cards.|0 payment methods
|Payment methods (0)|You've removed all your payment methods."""
SOME_CARDS = """No payment methods match your search.|No payment methods could be loaded.
|No payment methods available in your region.|No default payment method|No backup payment method
|No payment method selected|No expired cards|No cards expire soon.|No new payment methods
|No other payment methods|You have no other cards.|No payment methods shown|Payment methods are hidden
|You can't see payment methods.|Loading payment methods...|No payment methods require attention.
|No cards were charged this month.|You have no payment methods for invoices.
|No payment methods for project Alpha.|No verified payment methods|No shared cards|No PayPal account
|No bank account|No payment methods to show while we update your account.
|No payment methods displayed due to an error.|No more cards|You have no pending payment methods.
|No cards? Add one."""
NO_KEY = """You have no API keys.|No API keys|No API keys yet|No API keys found|You don't have any API keys.
|You haven't created any API keys yet.|You have not created any keys.|There are no API keys in this project.
|This project has no API keys.|No keys|No keys yet|Create an API key to access the OpenAI API.
|You currently have no API keys.|You do not have any API keys in this project.|No secret keys
|No API keys have been created.|API keys (0)|Nothing here yet. Create your first API key.
|Get started by creating an API key. You have no keys.|No API keys to show"""
SOME_KEYS = """No API keys match your search.|No API keys match your filters.|No active API keys|No revoked API keys
|No admin keys|No API keys expire soon.|No API keys were used in the last 30 days.|No API keys could be loaded.
|No API keys owned by you|No API keys created by you|No new API keys|No other API keys|No keys with this name
|No API keys with restricted permissions|No unused API keys|No service account keys|No API keys in project Alpha
|No more API keys|No API keys need rotation.|You can't see API keys.
|You do not have permission to view API keys.|No keys selected|No user API keys in this view|No expired API keys
|API keys are hidden.|No legacy keys"""
BESIDE = """Create new secret key/View docs|Create API key/Invite members|Generate key/Import key
|Create new secret key/Rotate keys|Quickstart/API reference|Developer quickstart/Create secret key
|Models/Pricing|View usage/View limits|Give feedback/Create key|Set up billing/Create key
|Create new key/Create service account|Overview/Guides|Cards view/Table view|Columns/Density|Account/Security
|Test/Deploy|Join Discord/Follow us|Security/Legal|Keyboard shortcuts/Help|English/Deutsch"""
"""pairs of controls that say nothing of the list beside them"""
HEADINGS = "Quickstart guide|Rate limits|Webhooks|Security tips|Learn more|Service accounts|Need help?|Billing"


def each(said: str) -> list[str]:
    return said.replace("\n", "").split("|")


@pytest.mark.parametrize(
    ("page", "reader", "none", "some"),
    [
        (CARDS, read_cards, NO_CARD, SOME_CARDS),
        (KEYS.replace("{}</p>{}", "{}</p>"), read_keys, NO_KEY, SOME_KEYS),
    ],
    ids=["cards", "keys"],
)
def test_only_what_is_said_of_the_whole_list_says_that_it_is_empty(
    read: Read, page: str, reader: Callable[[Snapshot], Observation[object] | None], none: str, some: str
) -> None:
    said = {one: reader(read(page.format(one))) for one in (*each(none), *each(some))}
    empty = [one for one, answer in said.items() if answer is not None and not isinstance(answer.fact, Unseen)]

    assert empty == each(none)


def test_what_else_can_be_pressed_beside_an_empty_list_is_no_part_of_it(read: Read) -> None:
    for pair, tag in zip(each(BESIDE), cycle(("button", "a href=#x")), strict=False):
        shown = "".join(f"<{tag}>{name}</{tag.partition(' ')[0]}>" for name in pair.split("/"))
        assert listed(read_keys(read(KEYS.format("You have no API keys.", f"<div>{shown}</div>")))) == [], pair


def test_a_section_about_something_else_below_an_empty_list_is_no_part_of_it(read: Read) -> None:
    for heading in each(HEADINGS):
        below = f"<section><h2>{heading}</h2><p>Some text about it that helps you along.</p></section>"
        assert listed(read_keys(read(KEYS.format("You have no API keys.", below)))) == [], heading
