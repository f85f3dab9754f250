"""What is typed stands where a person sees it, is read back before it is sent, and is sent once."""

import re
from urllib.parse import parse_qs

import pytest
from tests.flows.conftest import MakeBot, Read
from tests.support.own_pages import EMAIL, PASSWORD, OwnPages

from cancelbot.errors import PageNotRecognized
from openai_platform.sign_in.fields import fields_of

TRAP = "<input type=password name=trap style='{}'>"
HIDDEN = {
    "off the page": "position:absolute;left:-9999px",
    "above the page": "position:absolute;top:-999px",
    "all but transparent": "opacity:.02",
    "two pixels": "width:2px;height:2px;padding:0;border:0",
    "cut off": "clip-path:inset(50%)",
    "drawn to nothing": "clip-path:circle(0)",
    "filtered away": "filter:opacity(0)",
}
AROUND = {
    "in a box of no height": "<div style='height:0;overflow:hidden'>{}</div>",
    "in a box of three pixels": "<div style='width:3px;height:3px;overflow:hidden'>{}</div>",
    "in a transparent box": "<div style='opacity:0'>{}</div>",
    "pushed out of its box": "<div style='width:90px;overflow:hidden'><div style='margin-left:400px'>{}</div></div>",
}
SEEN = {
    "in a list that scrolls": "<div style='height:60px;overflow:auto'><div style='height:300px'></div>{}</div>",
    "in a box that hides only what is too long": "<div style='overflow:hidden;width:400px'>{}</div>",
    "below the window": "<div style='height:3000px'></div>{}",
    "on a fixed sheet in an empty body": "<div style='position:fixed;inset:0;overflow:hidden'>{}</div>",
}


@pytest.mark.parametrize(
    "html",
    [*(TRAP.format(style) for style in HIDDEN.values()), *(box.format(TRAP.format("")) for box in AROUND.values())],
    ids=[*HIDDEN, *AROUND],
)
def test_a_field_that_nobody_sees_is_none(read: Read, html: str) -> None:
    assert fields_of(read(f"{html}{EMAIL}")).password is None


@pytest.mark.parametrize("which", SEEN)
def test_a_field_that_can_be_scrolled_to_is_one(read: Read, which: str) -> None:
    assert fields_of(read(SEEN[which].format(TRAP.format("")))).password is not None


CLEAR = "position:absolute;inset:0;opacity:0;width:100%;height:100%"
DRAWN = "<i style='width:30px;height:40px;border:1px solid;display:inline-block'></i>"
CODE_OVER = "<div style='position:relative;width:220px'>{}<input autocomplete=one-time-code style='{}'></div>"


@pytest.mark.parametrize(("under", "seen"), [(DRAWN * 6, 1), ("", 0), (DRAWN * 2, 0), ("<p>Welcome back</p>", 0)])
def test_a_clear_field_counts_only_over_drawn_boxes(read: Read, under: str, seen: int) -> None:
    assert len(fields_of(read(CODE_OVER.format(under, CLEAR))).code) == seen


def body(heard: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(heard).items()}


def test_a_trap_on_the_way_gets_nothing(bot_for: MakeBot) -> None:
    trap = TRAP.format(HIDDEN["off the page"])
    site = OwnPages([EMAIL.replace("<button>", f"{trap}<button>"), PASSWORD])

    assert bot_for(site).through() == "the overview"

    assert [body(heard) for heard in site.heard] == [{"email": "dana@acme.example"}, {"password": "correct horse"}]


SLEEPS = PASSWORD.replace("<button>", "<button disabled>")
ON_BLUR = """<script>document.querySelector("[type=password]").onblur =
  () => { document.querySelector("button").disabled = false; }</script>"""


def test_a_field_whose_button_wakes_when_it_is_left_is_left(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, SLEEPS + ON_BLUR])

    assert bot_for(site).through() == "the overview"

    assert [body(heard) for heard in site.heard[1:]] == [{"password": "correct horse"}]


def test_a_button_that_sleeps_on_is_named_and_nothing_is_sent(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, SLEEPS])

    with pytest.raises(PageNotRecognized, match="“Continue” cannot be pressed, although “Password” is filled in"):
        bot_for(site).through()

    assert len(site.heard) == 1


BOXES = "<p>Enter the code from your authenticator app</p><form method=post action=/next><input type=hidden name=code>"
BOX = "<input type=tel class=box style='width:30px'>"
JOIN = """<button>Verify</button></form><script>
const boxes = [...document.querySelectorAll(".box")];
const join = () => { document.querySelector("[name=code]").value = boxes.map(box => box.value).join(""); };
document.querySelector("form").onsubmit = join;
"""
KEEPS_ONE = "boxes.forEach(box => { box.oninput = () => { box.value = box.value.slice(-1); }; });"
ONLY_KEYS = """boxes.forEach((box, at) => {
  box.onbeforeinput = event => event.preventDefault();
  box.onkeydown = event => { if (/^\\d$/.test(event.key)) { box.value = event.key; boxes[at + 1]?.focus(); } };
});"""
ONLY_PASTE = """boxes.forEach(box => { box.onbeforeinput = event => event.preventDefault(); });
boxes[0].onpaste = event => {
  [...event.clipboardData.getData("text")].forEach((digit, at) => { boxes[at].value = digit; });
};"""
SENDS_ITSELF = """boxes.forEach((box, at) => { box.oninput = () => { boxes[at + 1]?.focus();
  if (boxes.every(box => box.value)) { join(); document.querySelector("form").submit(); } }; });"""
MAKES = {
    "keeps one digit": BOXES + BOX * 6 + JOIN + KEEPS_ONE + "</script>",
    "listens to keys alone": BOXES + BOX * 6 + JOIN + ONLY_KEYS + "</script>",
    "spreads what is pasted": BOXES + BOX * 6 + JOIN + ONLY_PASTE + "</script>",
    "sends itself": BOXES + BOX * 6 + JOIN + SENDS_ITSELF + "</script>",
    "one field that groups": BOXES.replace("<input type=hidden name=code>", "")
    + """<label>Code <input name=code
oninput="this.value = this.value.replace(/\\D/g, '').replace(/(\\d{3})(?=\\d)/, '$1 ')"></label>
<button>Verify</button></form>""",
}


@pytest.mark.parametrize(
    "make",
    [pytest.param(make, marks=[] if make.startswith(("listens", "sends")) else [pytest.mark.soak]) for make in MAKES],
)
def test_a_code_arrives_whole_and_once_in_whatever_is_drawn_for_it(bot_for: MakeBot, make: str) -> None:
    site = OwnPages([EMAIL, PASSWORD, MAKES[make]])

    assert bot_for(site).through() == "the overview"

    assert [re.sub(r"\d", "0", body(heard)["code"].replace(" ", "")) for heard in site.heard[2:]] == ["000000"]


def test_a_field_that_keeps_nothing_sends_nothing(bot_for: MakeBot) -> None:
    site = OwnPages([EMAIL, PASSWORD.replace("name=password", "name=password oninput=\"this.value = ''\"")])

    with pytest.raises(PageNotRecognized, match="“Password” does not keep what is typed"):
        bot_for(site).through()

    assert len(site.heard) == 1
