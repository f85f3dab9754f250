"""Where turning it off takes more than one press: all but the last are made with the guard shut."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.flows.conftest import SmallRun
from tests.support.committed import Committed, hold_back

from cancelbot.errors import PageNotRecognized
from cancelbot.page import tab
from cancelbot.page.limits import LIMITS
from openai_platform.billing.auto_recharge import Recharge

TurnOff = Callable[[str], tuple[str, str]]
PAGE = """<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p>
<section><label for=s>Auto recharge</label> <select id=s>{}</select> {}</section></main>"""
ON_OR_OFF = "<option value=1 selected>Enabled<option value=0>Disabled"
SAVE = "<button>Save changes</button>"
LATE = """<button disabled>Save changes</button><script>
document.querySelector("select").onchange = () => document.querySelector("button").disabled = false</script>"""
"""There is something to save only once something has changed."""
DRAWN = """<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p><section>
<div role=combobox tabindex=0 aria-haspopup=listbox><label>Auto recharge</label> <span id=now>On</span></div>
<div role=listbox id=list></div>{}</section></main><script>
document.querySelector("[role=combobox]").onclick = () => {{ list.innerHTML = "<p>Choose</p>"; setTimeout(() => {{
  list.innerHTML = `{}`; for (const one of list.querySelectorAll("[role=option]"))
    one.onclick = () => {{ now.textContent = one.textContent; list.innerHTML = "" }} }}, 200) }}</script>"""
"""A select that a library draws: its list is open before its options are there."""
OPTION = "<div role=option tabindex=-1>{}</div>"
ASKS_FIRST = """<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p><section><h3>Auto-reload</h3>
<button role=switch aria-checked=true aria-label=Auto-reload onclick="over.hidden = false">o</button></section></main>
<div id=over hidden>{}</div>"""
"""The switch changes only once its question is answered, and the question leaves it free."""


FOLDED = """<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p><details><summary>Auto recharge <b>On</b></summary>
<p>Recharges to $15.00.</p><button onclick="over.hidden = false">{}</button></details></main>
<div id=over role=dialog hidden><h2>Auto recharge settings</h2>
<label><input type=checkbox checked> Use auto recharge</label><button>Save settings</button></div>"""
"""What changes it is in a fold."""


@pytest.fixture
def shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a press calls up comes with the press itself, so the first look has it; no other is waited for."""
    monkeypatch.setattr(tab, "LIMITS", replace(LIMITS, opening=0.3))


@pytest.fixture
def turn_off(small_run: SmallRun, monkeypatch: pytest.MonkeyPatch) -> TurnOff:
    """Turns it off on a page: what would have been pressed in earnest, and what the select showed then."""
    run = small_run()
    hold_back(run, monkeypatch)

    def start(body: str) -> tuple[str, str]:
        run.tab.page.set_content(body)
        with pytest.raises(Committed) as committed:
            Recharge(run, lambda: None, "auto-recharge is off").turn_off()
        shown = run.tab.page.locator("select").evaluate_all(
            "selects => selects.map(one => one.selectedOptions[0].text)"
        )
        return str(committed.value), "".join(shown)

    return start


@pytest.mark.parametrize("options", [ON_OR_OFF, "<option>Off<option selected>On", "<option selected>Yes<option>No"])
@pytest.mark.parametrize("save", [SAVE, LATE])
def test_off_is_chosen_and_saved(turn_off: TurnOff, options: str, save: str) -> None:
    pressed, chosen = turn_off(PAGE.format(options, save))

    assert pressed == "Save changes"
    assert chosen in {"Disabled", "Off", "No"}


@pytest.mark.parametrize(
    ("options", "save", "said"),
    [
        (ON_OR_OFF, "", "nothing that saves it"),
        ("<option selected>On<option>Off<option>Off until next month", SAVE, "2 ways to turn it off"),
        ("<option selected>On<option>Off until Monday", SAVE, "ways to turn it off"),
        ("<option selected>On<option>$10<option>$20", SAVE, "0 ways to turn it off"),
    ],
)
def test_a_select_that_is_not_clear_stops_the_run(turn_off: TurnOff, options: str, save: str, said: str) -> None:
    with pytest.raises(PageNotRecognized, match=said):
        turn_off(PAGE.format(options, save))


@pytest.mark.parametrize("off", ["Off", "Disabled"])
def test_off_is_chosen_in_a_list_that_a_library_draws(turn_off: TurnOff, off: str) -> None:
    assert turn_off(DRAWN.format(SAVE, OPTION.format("On") + OPTION.format(off)))[0] == "Save changes"


@pytest.mark.parametrize(
    ("save", "options", "said"),
    [
        ("", ("On", "Off"), "nothing that saves it"),
        (SAVE, ("On", "Off", "Off until next month"), "2 ways to turn it off"),
        (SAVE, ("On", "Off until Monday"), "ways to turn it off"),
        (SAVE, ("On", "$10"), "0 ways to turn it off"),
    ],
)
def test_such_a_list_that_is_not_clear_stops_the_run(
    turn_off: TurnOff, save: str, options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(PageNotRecognized, match=said):
        turn_off(DRAWN.format(save, "".join(map(OPTION.format, options))))


def test_buttons_in_such_a_list_are_no_options(turn_off: TurnOff) -> None:
    with pytest.raises(PageNotRecognized, match="0 ways to turn it off"):
        turn_off(DRAWN.format(SAVE, "<button>Turn off e-mails</button><button>Off</button>"))


def test_a_switch_that_asks_before_it_changes_is_answered(turn_off: TurnOff) -> None:
    asks = "<p>Turn off auto-reload?</p><button>Keep as it is</button><button>Turn off</button>"

    assert turn_off(ASKS_FIRST.format(asks))[0] == "Turn off"


@pytest.mark.usefixtures("shown_at_once")
@pytest.mark.parametrize(
    "asks",
    [
        "<p>Take a tour of billing?</p><button>Skip</button><button>Start</button>",
        "<p>Auto-reload: E-mail receipts</p><button>Cancel</button><button>Turn off</button>",
        "<p>Turn off auto-reload for 7 days?</p><button>Cancel</button><button>Turn off</button>",
        "<p>Turn off auto-reload?</p><input aria-label=Password><button>Cancel</button><button>Turn off</button>",
    ],
)
def test_what_else_comes_up_beside_a_switch_that_is_still_on_is_no_question_about_it(
    turn_off: TurnOff, asks: str
) -> None:
    with pytest.raises(PageNotRecognized):
        turn_off(ASKS_FIRST.format(asks))


def test_what_changes_it_may_be_in_a_fold(turn_off: TurnOff) -> None:
    assert turn_off(FOLDED.format("Modify"))[0] == "Save settings"


@pytest.mark.usefixtures("shown_at_once")
def test_a_fold_with_nothing_that_changes_it_stops_the_run(turn_off: TurnOff) -> None:
    with pytest.raises(PageNotRecognized, match="the expected question did not come up"):
        turn_off(FOLDED.format("View history"))


FADING = """<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p><section><h3>Auto-reload</h3>
<button role=switch aria-checked=true aria-label=Auto-reload>o</button></section></main>
<div style="position:fixed;inset:0;background:#fff8"></div><script>
setTimeout(() => document.querySelector("body > div").remove(), 200);
document.querySelector("[role=switch]").onclick = () => confirm("Turn off auto-reload?")</script>"""


def test_what_fades_away_may_lie_over_the_switch_for_a_moment(turn_off: TurnOff) -> None:
    assert turn_off(FADING)[0] == "Auto-reload"
