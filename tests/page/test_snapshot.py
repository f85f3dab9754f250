"""What a person sees, whatever the page is made of."""

import re

import pytest
from tests.page.conftest import Look

from cancelbot.page.query import only, toggles
from cancelbot.page.tab import Tab

SHADOW = """<x-button></x-button><script>customElements.define("x-button", class extends HTMLElement {
  constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = "<button><slot>Cancel plan</slot></button>" }
})</script>"""
PAINTED = """<label style="position:relative"><input type=checkbox checked style="opacity:0;position:absolute">
<span style="display:inline-block;width:30px;height:16px;background:green"></span> Auto recharge</label>"""
TWIN = """<button role=checkbox aria-checked=true aria-label="Auto recharge">v</button>
<input type=checkbox checked aria-hidden=true tabindex=-1 style="opacity:0;pointer-events:none">"""
NOWHERE = """<div style="display:inline-flex;position:relative;cursor:pointer"><input type=checkbox role=switch checked
 aria-checked=true style="position:absolute;width:0;height:0;opacity:0;margin:0">
<span style="width:40px;height:20px;background:green"></span><span>Auto recharge</span></div>"""
CLIPPED = """<label><span style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">
<input type=checkbox role=switch checked></span><i style="display:inline-block;width:36px;height:20px"></i>
Auto recharge</label>"""
CANCEL = re.compile("cancel plan", re.IGNORECASE)
CANCELED = re.compile("canceled", re.IGNORECASE)


@pytest.mark.parametrize(
    "body",
    [
        "<button>Cancel plan</button>",
        "<a href=#>Cancel plan</a>",
        "<div role=button tabindex=0>Cancel plan</div>",
        "<input type=submit value='Cancel plan'>",
        "<button><span><span>Cancel</span> <b>plan</b></span></button>",
        "<button>\u200bCANCEL\u00a0 plan </button>",
        "<button aria-label='Cancel plan'><svg width=9 height=9></svg></button>",
        "<button title='Cancel plan'>\u2715</button>",
        "<div style='cursor:pointer'><i>Cancel plan</i></div>",
        SHADOW,
    ],
)
def test_a_control_is_known_by_its_words(look: Look, body: str) -> None:
    assert [node for node in look(body).controls if node.says(CANCEL)] != []


@pytest.mark.parametrize(
    "body",
    [
        "<button hidden>Cancel plan</button>",
        "<button style='visibility:hidden'>Cancel plan</button>",
        "<div style='display:none'><button>Cancel plan</button></div>",
        "<div style='height:0;overflow:hidden'><button>Cancel plan</button></div>",
        "<details><summary>More</summary><button>Cancel plan</button></details>",
        "<dialog><button>Cancel plan</button></dialog>",
        "<template><button>Cancel plan</button></template>",
        "<div style='opacity:0'><button>Cancel plan</button></div>",
        "<div style='position:absolute;left:-9999px'><button>Cancel plan</button></div>",
        "<button style='position:absolute;top:-9999px'>Cancel plan</button>",
        "<div style='position:fixed;right:0;translate:100%'><button>Cancel plan</button></div>",
        "<div style='position:fixed;bottom:0;translate:0 100%'><button>Cancel plan</button></div>",
        "<div style='position:fixed;inset:0'><p style='translate:-100%'><button>Cancel plan</button></p></div>",
    ],
)
def test_what_nobody_sees_is_not_visible(look: Look, body: str) -> None:
    assert [node for node in look(body).controls if node.says(CANCEL) and node.visible] == []


SCROLLED = """<div style='height:100px;overflow:auto' id=box><button>Cancel plan</button><p>First</p>
<div style='height:900px'></div></div><script>box.scrollTop = 800</script>"""


def test_what_a_box_has_scrolled_away_is_still_there(look: Look) -> None:
    snapshot = look(SCROLLED)

    assert [node.visible for node in snapshot.controls] == [True]
    assert "First" in snapshot.text


@pytest.mark.parametrize(
    "body",
    [
        "<button disabled>Cancel plan</button>",
        "<fieldset disabled><button>Cancel plan</button></fieldset>",
        "<button aria-disabled=true>Cancel plan</button>",
        "<button style='cursor:not-allowed'>Cancel plan</button>",
        "<a href=# style='pointer-events:none'>Cancel plan</a>",
        "<div inert><button>Cancel plan</button></div>",
    ],
)
def test_what_is_greyed_out_is_not_enabled(look: Look, body: str) -> None:
    assert [node.enabled for node in look(body).controls if node.says(CANCEL)] == [False]


@pytest.mark.parametrize(
    ("body", "on"),
    [
        ("<label><input type=checkbox checked> Auto recharge</label>", True),
        ("<input type=checkbox id=c><label for=c>Auto recharge</label>", False),
        ("<button role=switch aria-checked=true aria-label='Auto recharge'></button>", True),
        ("<button aria-pressed=false>Auto recharge</button>", False),
        (PAINTED, True),
        (TWIN, True),
    ],
)
def test_a_toggle_is_read_once_whatever_paints_it(look: Look, body: str, on: bool) -> None:
    found = toggles(look(body).root)

    assert [(node.checked, node.name) for node in found] == [(on, "Auto recharge")]


def test_a_toggle_that_is_clipped_away_is_pressed_by_its_label(look: Look, small_tab: Tab) -> None:
    element = small_tab.element(only(toggles(look(CLIPPED).root), "the switch"))
    assert element is not None

    element.click()

    assert [node.checked for node in toggles(small_tab.read().root)] == [False]


@pytest.mark.parametrize("body", [PAINTED, NOWHERE])
def test_a_toggle_is_covered_only_where_what_paints_it_is(look: Look, body: str) -> None:
    lid = "<div style='position:fixed;inset:0;background:#0008'></div>"

    assert [[node.covered for node in toggles(look(page).root)] for page in (body, body + lid)] == [[False], [True]]


BUTTON_BY_LABEL = """<style>
  button {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0,0,0,0) }}
  span {{ display: inline-block; width: 48px; height: 24px; background: green }}
</style>
<button role=switch id=ar aria-checked=true onclick="this.setAttribute('aria-checked', 'false')"></button>
{}"""
LABELS = [
    "<label for=ar>Auto recharge <span></span></label>",
    "<label for=ar><p>Auto recharge</p><p><span></span></p></label>",
]


@pytest.mark.parametrize("label", LABELS, ids=["in one line", "in two boxes"])
def test_a_switch_that_is_a_hidden_button_is_pressed_by_its_label_through_the_fence(
    small_tab: Tab, look: Look, label: str
) -> None:
    (node,) = toggles(look(BUTTON_BY_LABEL.format(label)).root)
    element = small_tab.element(node)
    small_tab.ask("(reader, id) => reader.arm(id)", node.id)

    assert element is not None
    element.click()
    small_tab.ask("reader => reader.disarm()")

    assert (node.checked, node.covered, [later.checked for later in toggles(small_tab.read().root)]) == (
        True,
        False,
        [False],
    )


@pytest.mark.parametrize(
    ("bar", "busy"),
    [
        ("<div role=progressbar style='width:90px;height:4px;background:blue'></div>", True),
        ("<progress></progress>", True),
        ("<p aria-busy=true>One moment</p>", True),
        ("<div role=progressbar style='width:90px;height:0;overflow:hidden'></div>", False),
        ("<div role=progressbar style='width:90px;height:4px;opacity:0'></div>", False),
        ("<div role=progressbar aria-valuenow=30 style='width:90px;height:4px;background:blue'></div>", False),
        ("<progress value=0.3></progress>", False),
    ],
)
def test_a_page_is_busy_while_a_bar_without_a_measure_is_in_sight(look: Look, bar: str, busy: bool) -> None:
    assert look(f"<h1>Billing</h1>{bar}").busy is busy


def test_words_for_screen_readers_name_a_control_but_are_not_seen(look: Look) -> None:
    hidden = "position:absolute;width:1px;height:1px;overflow:hidden"
    snapshot = look(f"<button><span style='{hidden}'>Delete key</span><svg></svg></button>")

    assert [node.name for node in snapshot.controls] == ["Delete key"]
    assert snapshot.text == ""


@pytest.mark.parametrize("style", ["", "cursor:pointer"])
def test_a_cell_that_a_keyboard_can_reach_is_pressed_only_where_the_pointer_says_so(look: Look, style: str) -> None:
    cell = f"<div role=gridcell tabindex=0 style='{style}'>04DE6D22-0001</div>"

    page = look(f"<div role=grid tabindex=0><div role=row tabindex=0>{cell}</div></div>")

    assert [control.role for control in page.controls] == (["gridcell"] if style else [])


def test_what_is_typed_as_a_password_is_never_read(look: Look, small_tab: Tab) -> None:
    look("<input type=password value=hunter2><input autocomplete=one-time-code value=123456>")

    sent = str(small_tab.ask("reader => reader.read([0, false])"))
    assert "one-time-code" in sent
    assert "hunter2" not in sent
    assert "123456" not in sent


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<span>Visa ••••4242<br>Expires 07/2028</span>", "Visa ••••4242 Expires 07/2028"),
        ("<p style='display:flex;gap:8px'><span>Visa</span><span>4242</span></p>", "Visa 4242"),
        ("<p style='display:grid;grid-template-columns:90px 90px'><b>Visa</b><b>4242</b></p>", "Visa 4242"),
        ("<p><span>Visa</span><span style='margin-left:6px'>4242</span></p>", "Visa 4242"),
        ("<p><span>Visa</span><span style='padding-left:6px'>4242</span></p>", "Visa 4242"),
        ("<div>Visa</div><div>4242</div>", "Visa 4242"),
        ("<table><tr><td>Visa<td>4242</table>", "Visa 4242"),
        ("<table cellspacing=0 cellpadding=0><tr><td>Visa<td>4242</table>", "Visa 4242"),
        ("<p>Visa<img width=20 height=9 src='data:,'>4242</p>", "Visa 4242"),
        ("<p>$4<sup>34</sup></p>", "$4 34"),
        ("<p style='display:flex;flex-direction:column'><span>Visa</span><span>4242</span></p>", "Visa 4242"),
        ("<p><span>Can</span><span>cel</span> plan</p>", "Cancel plan"),
        ("<p style='display:inline-flex'><span>Can</span><span>cel</span></p>", "Cancel"),
        ("<p style='display:flex'>\n<span>$4</span>\n<span>.34</span>\n</p>", "$4.34"),
        (
            "<p style='width:5ch;word-break:break-all;font-family:monospace'><b>Can</b><i>cel plan</i></p>",
            "Cancel plan",
        ),
        ("<p><span>Can</span><!-- --><span>cel</span></p>", "Cancel"),
        ("<p dir=rtl><bdi>אב</bdi><bdi style='margin-right:9px'>גד</bdi></p>", "אב גד"),
    ],
)
def test_words_are_parted_as_a_person_sees_them(look: Look, body: str, text: str) -> None:
    assert look(body).text == text


@pytest.mark.parametrize(
    "style",
    [
        "clip-path:inset(50%)",
        "position:absolute;clip:rect(1px,1px,1px,1px)",
        "font-size:0",
        "color:transparent",
        "text-indent:-9999px;display:block",
        "visibility:hidden",
        "display:inline-block;transform:scale(0)",
    ],
)
def test_what_nobody_can_see_is_not_read(look: Look, style: str) -> None:
    assert look(f"<p>No <span style='{style}'>saved</span> cards</p>").text in {"No cards", "Nocards"}


def test_words_painted_by_a_background_are_seen(look: Look) -> None:
    gradient = "background:linear-gradient(red,blue);background-clip:text;-webkit-text-fill-color:transparent"

    assert look(f"<h1 style='{gradient}'>Billing</h1>").text == "Billing"


def test_a_control_under_an_overlay_is_covered(look: Look) -> None:
    snapshot = look("<button>Cancel plan</button><div style='position:fixed;inset:0;background:#0008'></div>")

    assert [node.covered for node in snapshot.controls] == [True]


HIDDEN_IN_SHADOW = """<x-switch>Auto recharge</x-switch><script>
customElements.define("x-switch", class extends HTMLElement {
  constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = `<label style="display:inline-flex;width:60px">
    <input type=checkbox role=switch checked style="opacity:0;pointer-events:none;position:absolute">
    <span style="width:30px;height:16px;background:green"></span><slot></slot></label>` }
})</script>"""


def test_a_native_field_that_is_painted_by_other_means_is_pressed_through_the_fence(small_tab: Tab, look: Look) -> None:
    (node,) = toggles(look(HIDDEN_IN_SHADOW).root)
    element = small_tab.element(node)
    small_tab.ask("(reader, id) => reader.arm(id)", node.id)

    assert element is not None
    element.click()
    small_tab.ask("reader => reader.disarm()")

    assert [node.checked for node in toggles(small_tab.read().root)] == [False]


def test_a_control_that_is_scrolled_out_of_its_box_is_itself_what_is_pressed(small_tab: Tab, look: Look) -> None:
    menu = "<div style='height:60px;overflow:auto'><div>" + "<p><button>Copy ID</button></p>" * 3
    snapshot = look(menu + "<p><button onclick='document.title = 1'>Revoke key</button></p></div></div>")
    (node,) = [node for node in snapshot.controls if node.name == "Revoke key"]
    element = small_tab.element(node)

    assert element is not None
    element.click()

    assert small_tab.read().title == "1"


DRAWN_ANEW = "() => { document.body.innerHTML = document.body.innerHTML }"


def test_what_is_only_drawn_anew_is_not_new(small_tab: Tab, look: Look) -> None:
    before = look("<main><h1>Billing</h1><button>Cancel plan</button></main>")
    small_tab.page.evaluate(DRAWN_ANEW)
    now = small_tab.read()

    (again,) = [node for node in now.controls if node.says(CANCEL)]
    assert now.new_since(before) == set()
    assert not now.is_new(again, before)
    assert now.drawn_anew(next(node for node in before.controls if node.says(CANCEL))) is again


def test_what_a_page_that_is_drawn_anew_shows_for_the_first_time_is_new(small_tab: Tab, look: Look) -> None:
    before = look("<main><button>Cancel plan</button></main>")
    small_tab.page.evaluate(DRAWN_ANEW)
    small_tab.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<div><p>Sure?</p><button>Cancel plan</button>')"
    )
    now = small_tab.read()

    first, second = (node for node in now.controls if node.says(CANCEL))
    assert (now.is_new(first, before), now.is_new(second, before)) == (False, True)


def test_of_several_alike_none_is_taken_for_the_one_before(small_tab: Tab, look: Look) -> None:
    before = look("<p><button></button><button></button></p>")
    small_tab.page.evaluate(DRAWN_ANEW)

    assert small_tab.read().drawn_anew(before.controls[0]) is None


def test_what_has_not_changed_is_not_read_into_elements_anew(look: Look, small_tab: Tab) -> None:
    first = look("<p>Pay as you go</p><button>Cancel plan</button>")

    small_tab.glance(0)
    again = small_tab.read()

    assert again is not first
    assert again.nodes is first.nodes
    assert again.still >= first.still


def test_any_change_that_can_be_seen_is_read_even_if_the_document_stays_as_it_is(look: Look, small_tab: Tab) -> None:
    first = look("<style>.off { visibility: hidden }</style><input value=old><p id=told class=off>Canceled</p>")

    small_tab.page.evaluate("document.styleSheets[0].deleteRule(0); document.querySelector('input').value = 'new'")
    small_tab.glance(0)
    again = small_tab.read()

    assert (first.has(CANCELED), again.has(CANCELED)) == (False, True)
    assert [node.value for node in again.controls] == ["new"]


def test_a_change_of_the_document_is_read_at_once(look: Look, small_tab: Tab) -> None:
    look("<p>Pay as you go</p>")

    small_tab.page.evaluate("document.querySelector('p').firstChild.data = 'Canceled'")

    assert small_tab.read().has(CANCELED)


def test_what_was_done_to_a_page_is_read_at_once_even_if_the_document_stays_as_it_is(
    look: Look, small_tab: Tab
) -> None:
    page = look("<label><input type=checkbox checked> Auto recharge</label>")

    element = small_tab.element(only(toggles(page.root), "the switch"))
    assert element is not None
    element.uncheck()

    assert [node.checked for node in toggles(small_tab.read().root)] == [False]


def test_a_page_that_is_loaded_anew_shares_nothing_with_the_one_before(tab: Tab) -> None:
    tab.open("data:text/html,<p>Pay as you go</p>")
    first = tab.read()

    tab.open("data:text/html,<p>Pay as you go</p>")
    again = tab.read()

    assert again.nodes is not first.nodes
    assert again.document != first.document


FRAME = """<p style="height:40px"></p><iframe style="width:300px;height:120px;border:5px solid"
 srcdoc="<body style='margin:0'><dialog open style='margin:0'><p>Cancel your plan?</p><button>Back</button></dialog>
 <p style='height:500px'></p><button>Far below</button>"></iframe>{}"""
OVER = "<div style='position:fixed;inset:0;background:#fff'>Hello</div>"


@pytest.mark.parametrize(("over", "covered"), [("", False), (OVER, True)])
def test_a_frame_of_the_page_s_own_is_read_in_its_place(look: Look, over: str, covered: bool) -> None:
    back, below = look(FRAME.format(over)).controls

    assert (back.name, back.covered, below.covered) == ("Back", covered, False)
    assert "Cancel your plan?" in back.parent.text if back.parent else False
    assert 40 < back.box[1] < 200


def test_a_frame_that_nobody_sees_says_nothing(look: Look) -> None:
    hidden = "<iframe style='width:0;height:0;border:0' srcdoc='<button>Cancel plan</button>'></iframe>"

    assert not any(node.visible for node in look(hidden).controls)
