"""Settings that open over the app, in a dialog: that dialog is the page, and what it asks with is another one."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import listed

from openai_platform import api_keys
from openai_platform.billing import cards
from openai_platform.sign_in.popups import popups_over

MENU = "<button>General</button><button>API keys</button><button>Billing</button>"
TABS = "<nav><a href=#>Overview</a><a href=#>Payment methods</a></nav>"
APP = "<main><h1>Home</h1><button>Chat</button></main>"
OVER = "<div role=dialog aria-modal=true style='position:fixed;inset:0;background:#fff'>{}</div>"
ADD = "<button>Add payment method</button>"
CARD = "<div><p>Visa •••• {}</p><button>Delete</button></div>"
BUY = "<h2>Add to credit balance</h2><label>Amount <input></label><button>Continue</button>"
ASKS = "<h2>Delete payment method</h2><p>Visa •••• 8490</p><button>Cancel</button><button>Delete</button>"
KEYS = "<h1>API keys</h1><p>Do not share your API key with others.</p>"
KEY = "<tr><td>Backup<td>sk-...AzN9<td><button aria-label=Revoke></button></tr>"
CREATE = "<button>Create new secret key</button>"
EMPTY = "<table><tr><th>Name<th>Secret key</table>"


def settings(*body: str) -> str:
    return APP + OVER.format(f"{MENU}<button aria-label=Close></button><h1>Billing</h1>{TABS}{''.join(body)}")


def test_cards_are_read_where_the_settings_are_a_dialog(read: Read) -> None:
    page = read(settings(CARD.format(8490), CARD.format(4444), ADD))

    assert [card.card for card in listed(cards.read_cards(page))] == ["•••• 8490", "•••• 4444"]


def test_a_question_over_them_lists_nothing(read: Read) -> None:
    page = read(settings(CARD.format(8490), ADD) + OVER.format(ASKS))

    assert len(listed(cards.read_cards(page))) == 1


@pytest.mark.parametrize("over", ["", OVER.format(BUY), OVER.format("<h2>What's new</h2><a href=#>API keys</a>")])
def test_such_settings_without_a_card_say_that_there_is_none(read: Read, over: str) -> None:
    assert listed(cards.read_cards(read(settings(ADD) + over))) == []


@pytest.mark.parametrize(
    "dialog",
    [
        "<h1>Billing</h1>" + CARD.format(8490) + ADD,  # without a menu: it may be the page, or over it
        BUY + "<label>Payment method <select><option>Visa •••• 8490</select></label>" + ADD,
        f"{MENU}{TABS}<h2>Delete payment method</h2>{CARD.format(8490)}",  # where a question says it comes from
        f"<h2>Tour</h2>{MENU}{TABS}<h3>Payment methods</h3><p>No payment methods</p>{ADD}",
        "<h1>Payments</h1><button>Billing</button><div>•••• 8490</div>" + ADD,
    ],
)
def test_a_dialog_that_may_lie_over_the_page_says_nothing_of_cards(read: Read, dialog: str) -> None:
    assert cards.read_cards(read(f"<main><h1>Billing</h1></main>{OVER.format(dialog)}")) is None


def test_keys_are_read_where_the_settings_are_a_dialog(read: Read) -> None:
    assert [key.name for key in listed(api_keys.read_keys(read(settings(KEYS, f"<table>{KEY}</table>", CREATE))))] == [
        "Backup"
    ]
    assert listed(api_keys.read_keys(read(settings(KEYS, EMPTY, CREATE)))) == []


@pytest.mark.parametrize("heading", ["API keys", "User API keys", "User API Keys (Legacy)"])
def test_a_page_of_the_users_own_keys_is_known_by_its_heading(read: Read, heading: str) -> None:
    assert listed(api_keys.read_keys(read(f"<main><h1>{heading}</h1>{EMPTY}{CREATE}</main>"))) == []


def test_a_dialog_of_keys_over_another_page_says_nothing(read: Read) -> None:
    assert api_keys.read_keys(read(APP + OVER.format(KEYS + CREATE))) is None


def test_settings_are_no_popup_to_be_closed(read: Read) -> None:
    news = OVER.format(
        "<h2>What's new</h2><p>Logs in <a href=#>Billing</a>, <a href=#>API keys</a>.</p>"
        "<button aria-label=Close></button>"
    )

    assert popups_over(read(settings(ADD))) == []
    assert [popup.name for popup in popups_over(read(settings(ADD) + news))] == ["Close"]
