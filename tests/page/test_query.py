"""Unique, or it raises: which control, which row, which question."""

import re

import pytest
from tests.page.conftest import Look

from cancelbot.errors import Ambiguous, ControlNotFound
from cancelbot.page.query import DialogKind, dialog_of, named, only, rows

CANCEL = re.compile("cancel plan", re.IGNORECASE)
ASKS = re.compile("are you sure you want to cancel", re.IGNORECASE)
BACK = re.compile("nevermind", re.IGNORECASE)
KIND = DialogKind(ASKS, CANCEL, BACK)
KEY = re.compile(r"sk-\.\.\.\w{4}")
DELETE = re.compile("delete", re.IGNORECASE)
DIALOG = """<p>Are you sure you want to cancel your billing plan?</p>
<div><button>Nevermind</button><button>Cancel plan</button></div>"""
BEHIND = "<main><h1>Billing</h1><button id=opener>Cancel plan</button></main>"


def test_two_controls_of_one_name_are_ambiguous(look: Look) -> None:
    with pytest.raises(Ambiguous):
        only(named(look("<button>Cancel plan</button><button>Cancel plan</button>").root, CANCEL), "it")


def test_a_heading_of_the_same_words_is_no_second_control(look: Look) -> None:
    snapshot = look("<h2>Cancel plan</h2><p>You can cancel plan here</p><button>Cancel plan</button>")

    assert only(named(snapshot.root, CANCEL), "it").role == "button"


def test_a_control_in_a_control_is_one(look: Look) -> None:
    assert only(named(look("<a href=#><button>Cancel plan</button></a>").root, CANCEL), "it").role == "button"


def test_a_bare_box_with_the_words_will_do_where_there_is_no_control(look: Look) -> None:
    assert only(named(look("<div><div><span>Cancel plan</span></div></div>").root, CANCEL), "it").text == "Cancel plan"


def test_nothing_of_that_name_raises(look: Look) -> None:
    with pytest.raises(ControlNotFound):
        only(named(look("<button>Cancel my newsletter</button>").root, CANCEL), "it")


@pytest.mark.parametrize(
    "shell",
    [
        "<div role=dialog>{}</div>",
        "<dialog open>{}</dialog>",
        "<div><div>{}</div></div>",
        "<section><div>{}</div></section>",
    ],
)
def test_a_question_is_a_box_that_asks_and_offers_both_ways(look: Look, shell: str) -> None:
    asked = dialog_of(look(BEHIND + shell.format(DIALOG)), KIND)

    assert asked is not None
    assert asked.agree.name == "Cancel plan"
    assert not any(at.role == "main" for at in asked.agree.up())


def test_without_a_way_back_only_a_dialog_that_says_to_what_one_agrees_is_a_question(look: Look) -> None:
    asks = "<p>Are you sure you want to cancel?</p>"

    assert dialog_of(look(f"<div>{asks}<button>Cancel plan</button></div>"), KIND) is None
    assert dialog_of(look(f"<div role=dialog>{asks}<button>Cancel plan</button></div>"), KIND) is not None


def test_two_questions_at_once_are_not_answered(look: Look) -> None:
    snapshot = look(f"<div>{DIALOG}</div><div>{DIALOG}</div>")

    with pytest.raises(Ambiguous):
        dialog_of(snapshot, KIND)


@pytest.mark.parametrize(
    "body",
    [
        """<table><tr><td>A<td>sk-...AAAA<td><button>Delete</button>
        <tr><td>B<td>sk-...BBBB<td><button>Delete</button></table>""",
        "<ul><li>A sk-...AAAA <button>Delete</button><li>B sk-...BBBB <button>Delete</button></ul>",
        """<div><div>A <i>sk-...AAAA</i> <button>Delete</button></div>
        <div>B <i>sk-...BBBB</i> <button>Delete</button></div></div>""",
    ],
)
def test_a_row_has_its_own_controls_and_no_other(look: Look, body: str) -> None:
    found = rows(look(body).root, KEY, DELETE)

    assert [row.mark for row in found] == ["sk-...AAAA", "sk-...BBBB"]
    assert [len(row.buttons) for row in found] == [1, 1]


def test_a_single_row_does_not_swallow_the_page(look: Look) -> None:
    body = "<main><button>Create</button><div><div>A sk-...AAAA</div><div><button>Delete</button></div></div></main>"

    (row,) = rows(look(body).root, KEY, DELETE)

    assert [button.name for button in row.buttons] == ["Delete"]


@pytest.mark.parametrize("named", ["<p>A sk-...AAAA</p>", "A <b>sk-...</b><i>AAAA</i>"], ids=["whole", "in pieces"])
def test_a_picture_of_what_a_single_row_is_about_is_none_of_its_controls(look: Look, named: str) -> None:
    picture, menu = "<svg width=20 height=20></svg>", "<button aria-haspopup=menu>…</button>"
    body = f"<main><div><div>{picture}{named}</div>{menu}</div></main>"

    (row,) = rows(look(body).root, KEY, DELETE)

    assert [button.popup for button in row.buttons] == ["menu"]
