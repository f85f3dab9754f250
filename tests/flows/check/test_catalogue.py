"""The catalogue of what the flow needs cannot rot: every wording of words.py is in it, or excused with a reason."""

import re

from cancelbot.drift.catalogue import Catalogue
from openai_platform import words
from openai_platform.check import LOOKS
from openai_platform.check.catalogue import CATALOGUE, OPTIONAL, PAGES


def needed(catalogue: Catalogue) -> set[int]:
    return {id(word) for page in catalogue.pages for need in page.needs for word in need.words}


def test_every_wording_is_needed_somewhere_or_excused() -> None:
    """A new wording in words.py goes into a Need of needs.py, or into OPTIONAL with its reason."""
    known = needed(CATALOGUE)
    there = {name: value for name, value in vars(words).items() if isinstance(value, re.Pattern)}

    assert sorted(name for name, value in there.items() if id(value) not in known and name not in OPTIONAL) == []
    assert sorted(set(OPTIONAL) - set(there)) == []
    assert sorted(name for name in OPTIONAL if id(there[name]) in known) == []


def test_every_page_is_visited_by_a_check() -> None:
    assert list(LOOKS) == list(PAGES)


def test_the_wordings_go_by_the_names_that_a_maintainer_finds() -> None:
    assert CATALOGUE.words["CANCEL_PLAN"] is words.CANCEL_PLAN
    assert "sign_in.log_in" in CATALOGUE.words
