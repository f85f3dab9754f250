"""Controls made of several pieces: how they are named, where they are pressed, and when nothing of them can be."""

import pytest
from tests.page.conftest import Look

from cancelbot.page.query import toggles
from cancelbot.page.tab import Tab

HIDDEN = "<span style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'>{}</span>"


@pytest.mark.parametrize(
    "inside",
    [
        f"<label>{HIDDEN.format('<input type=radio>')}No, turn <b>auto-reload</b> off</label>",
        "<div style='width:150px'>Some words first, <a href=#>turn auto-reload off</a></div>",
    ],
    ids=["a hidden box in it", "in two lines"],
)
def test_a_text_is_pressed_where_it_is_whatever_lies_between_its_pieces(
    look: Look, small_tab: Tab, inside: str
) -> None:
    (node,) = look(f"<div style='padding:20px'>{inside}</div>").controls
    element = small_tab.element(node)

    assert element is not None
    assert not node.covered
    element.click(position=small_tab.point(node), timeout=2000)


def test_a_link_in_a_label_is_not_what_is_pressed(look: Look, small_tab: Tab) -> None:
    field = f"{HIDDEN.format('<input type=checkbox checked>')}Auto-reload when low.<br>"
    page = look(f"<label>{field}<a href=#mails>Unsubscribe from the e-mails about it here</a></label>")
    toggle = next(node for node in page.controls if node.role == "checkbox")
    small_tab.ask("(reader, id) => reader.arm(id)", toggle.id)
    element = small_tab.element(toggle)
    assert element is not None
    element.click(position=small_tab.point(toggle), timeout=2000, force=True)

    assert not small_tab.url.endswith("#mails")


def test_words_of_a_label_in_boxes_of_their_own_are_parted_and_options_are_no_part_of_it(look: Look) -> None:
    boxes = (
        "<label for=s><div>Auto-reload</div><div>On</div></label><button role=switch id=s aria-checked=true></button>"
    )
    select = "<label>Project <select><option>Default</select></label>"

    assert [node.label for node in look(boxes + select).controls] == ["Auto-reload On", "Project"]


def test_the_sign_that_offers_help_is_no_letter(look: Look) -> None:
    assert look("<p>Credit balance \u24d8</p><p>Plan \u2139\ufe0f</p>").text == "Credit balance Plan"


DRAWER = (
    "<div style='position:fixed;right:0;top:0;width:300px;{}'><label><input type=checkbox checked>Auto</label></div>"
)


@pytest.mark.parametrize(
    ("body", "toggles_seen"),
    [
        (DRAWER.format("visibility:hidden"), 0),
        (DRAWER.format("transform:translateX(100%)"), 0),
        (DRAWER.format(""), 1),
        ("<label><input type=checkbox checked style='position:absolute;left:-9999px'>Auto</label>", 1),
        ("<div style='overflow:auto'><div style='padding-left:4000px'><input type=checkbox checked></div></div>", 1),
    ],
)
def test_a_toggle_is_there_only_where_something_of_it_can_be_pressed(
    look: Look, small_tab: Tab, body: str, toggles_seen: int
) -> None:
    found = toggles(look(body).root)
    assert len(found) == toggles_seen

    for element in filter(None, map(small_tab.element, found)):
        element.click(timeout=2000)
