"""The catalogue of what the flow needs cannot rot: every wording of words.py is in it, or excused with a reason."""

import re

from cancelbot.drift.catalogue import Catalogue
from openai_platform import words
from openai_platform.check.catalogue import CATALOGUE, PAGES
from openai_platform.navigation import ADDRESSES

OPTIONAL = {
    "MENU": "opens a sidebar that a narrow window hides; only where the address leads elsewhere",
    "PROFILE_LINK": "on the way to the user's own keys; only where the address leads elsewhere",
    "NOT_ALLOWED": "told to an account without the rights, which cannot go on",
    "CANCELED_BANNER": "recorded when it comes up, never believed",
    "ITS_NAME": "in a question that wants a name typed, which few do",
    "TYPE_THIS": "in a question that wants something typed, which few do",
    "TYPED_TO_CANCEL": "likewise",
    "TYPED_TO_REMOVE": "likewise",
    "NO_SUCH_PAGE": "told for a page that this site or account does not have",
    "RECHARGE_CHANGE": "in the name of what leads there; alone it is part of that wording",
    "RECHARGE_NAME": "where a select or a badge shows how auto-recharge stands",
    "ON_BADGE": "likewise",
    "OFF_BADGE": "likewise",
    "RECHARGE_TOGGLE_INSIDE": "the name of a switch in a box that is headed by auto-recharge",
    "BUY": "what is never pressed",
    "KEEP": "likewise; where it is offered, an end is scheduled",
    "ABOUT": "tells what is about a thing from the thing",
    "BALANCE": "what the balance may be called in fewer words",
    "AMOUNT_DUE": "instead of a balance, where usage is paid for afterwards",
    "ENTERPRISE": "another kind of plan",
    "COVERED": "likewise",
    "PAUSED": "a state of the plan that is not the usual",
    "PAST_DUE": "likewise",
    "BUSY": "what a page says of itself while it works",
    "MANAGE_PLAN": "where “Cancel plan” is in a menu",
    "MANAGE": "likewise, where the control stands right beside the plan's name",
    "OTHER_OFFER": "what makes a bare “Yes” the answer to an offer, which stops the run",
    "SURE_QUESTION": "a question that names nothing",
    "CANCEL_IT": "what agrees to the question in fewer words",
    "AGREE": "likewise",
    "SURVEY": "asked before the plan ends, on some pages",
    "SKIP": "likewise",
    "ON_CHOICE": "likewise",
    "DAY": "tells a lasting statement from a passing one",
    "RECHARGE_QUESTION": "in the question before auto-recharge goes off, which not every page asks",
    "RECHARGE_BOX": "likewise",
    "OFF_IT": "likewise",
    "USER_API_KEYS": "a link of the profile's page, which not every account has",
    "ROW_MENU": "a menu, where a control is not in the open",
    "ENTRY_MENU": "a row's menu, where its own control is not in the row",
    "REMOVAL_VERB": "in the name of a control that also names its row",
    "REMOVES": "how a control says of itself that it removes, however else it goes on",
    "REMOVED_THING": "the end of such a name",
    "AMOUNT": "an amount that stands by itself; the pattern of amounts in a text is needed",
    "OTHER_PRODUCT": "tells another product's “Cancel plan” apart",
    "TROUBLED": "what a page says of its own failure or delay, which is not the usual",
    "SAVE_SETTINGS": "where saving could be meant for something else of the page",
    "LOAD_MORE": "only on a list that goes on",
    "NEXT_PAGE": "only on a list of several pages",
    "DOUBLE_ARROW": "only on such a list, without a single arrow",
    "LAST_PAGE": "only on such a list",
    "DOWNLOAD_INVOICE": "on the invoice's own page, which a check does not open",
    "NAME_HEADING": "a heading of the table of keys; without it the first words of a row are the name",
    "PROJECT_HEADING": "a heading of the table of keys; told where it is there",
    "STATUS_HEADING": "likewise",
    "LAST_USED_HEADING": "likewise",
    "CREATED_BY_HEADING": "likewise",
    "INVOICE_HEADING": "a heading of the billing history; without it the number is the last one of its row",
    "AMOUNT_HEADING": "likewise; without it the first amount of a row is the invoice's",
    "CREATED_HEADING": "likewise for the day",
    "CALLED_INVOICE": "a link to the invoice that is called after it; VIEW is what the page needs",
    "CANCEL_OTHERWISE": "a second way to cancel in one question, which stops the run",
    "OTHER_ACT": "what a question would do besides, which stops the run",
    "UNDERSTOOD": "a box to tick in a question, which few have",
    "CONSENTS": "what makes such a box one of something else",
    "RECHARGE_TURN_ON": "never pressed; only where the page does not state how auto-recharge stands",
}
"""wordings that a page may lack without stopping anything, and why"""


def needed(catalogue: Catalogue) -> set[int]:
    return {id(word) for page in catalogue.pages for need in page.needs for word in need.words}


def test_every_wording_is_needed_somewhere_or_excused() -> None:
    """A new wording in words.py goes into a Need of the catalogue, or into OPTIONAL with its reason."""
    known = needed(CATALOGUE)
    there = {name: value for name, value in vars(words).items() if isinstance(value, re.Pattern)}

    assert sorted(name for name, value in there.items() if id(value) not in known and name not in OPTIONAL) == []
    assert sorted(set(OPTIONAL) - set(there)) == []
    assert sorted(name for name in OPTIONAL if id(there[name]) in known) == []


def test_every_page_is_visited_by_a_check() -> None:
    assert {place.path for place in PAGES} == ADDRESSES


def test_the_wordings_go_by_the_names_that_a_maintainer_finds() -> None:
    assert CATALOGUE.words["CANCEL_PLAN"] is words.CANCEL_PLAN
    assert "sign_in.LOG_IN" in CATALOGUE.words
