"""What is acted on is what was looked at: a tab that shows something else by now is loaded until it shows it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import BrowserContext
from tests.flows.conftest import make_bot

from cancelbot.errors import PageNotRecognised
from cancelbot.sight.eyes import Question
from openai_platform.billing import Billing, cancel_control
from openai_platform.overview import Overview, Plan
from openai_platform.site import OVERVIEW, Place, Site

EARLY = """<main><h1>Billing</h1><div id=plan><h2>Free trial</h2><div>Credit balance</div><div>$0.00</div>
<button>Add payment details</button></div></main><script>setTimeout(() => { plan.innerHTML = `<h2>Pay as you go</h2>
<div>Credit balance</div><div>$4.34</div><b>Auto recharge is on</b><button>Modify</button>
<button>Add to credit balance</button><button>Cancel plan</button>` }, 400)</script>"""
GREYED = """<main><h1>Billing</h1>{}<div>Credit balance</div><div>$4.34</div><b>Auto recharge is off</b>
<button>Add to credit balance</button><button disabled>Cancel plan</button></main>"""
NAMED = "<h2>Pay as you go</h2>"
ACTIVE = Overview(Plan.ACTIVE, "Pay as you go", "$4.34", auto_recharge=True)
Page = Callable[[str], Billing]


@pytest.fixture
def page(context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """The Overview of a site that always shows the page that is written here."""
    run = make_bot(context, tmp_path, {"timeout": 3.0, "email": "a@example.com", "password": "-"}).run

    def put(html: str) -> Billing:
        def visit(place: Place, question: Question[object]) -> object:
            run.eyes.page.set_content(html)
            return run.eyes.until(question, place.what, timeout=6.0)

        return Billing(cast("Site", SimpleNamespace(run=run, visit=visit)))

    yield put
    run.recording.close()


def test_a_plan_that_has_lost_its_name_with_the_press_is_over_where_the_button_is_greyed(page: Page) -> None:
    billing = page(GREYED.format(""))
    billing.pressed_on = ACTIVE

    assert billing.plan_is_canceled()


@pytest.mark.parametrize(
    ("name", "pressed_on"),
    [(NAMED, ACTIVE), ("", None), ("", replace(ACTIVE, label=None))],
    ids=["it keeps its name", "nobody has pressed", "it never had a name"],
)
def test_a_greyed_button_alone_says_nothing(page: Page, name: str, pressed_on: Overview | None) -> None:
    billing = page(GREYED.format(name))
    billing.pressed_on = pressed_on

    with pytest.raises(PageNotRecognised, match="does not say clearly"):
        billing.plan_is_canceled()


def test_a_page_that_was_left_half_loaded_is_not_acted_on_before_its_data_has_come(
    context: BrowserContext, tmp_path: Path
) -> None:
    run = make_bot(context, tmp_path, {"timeout": 3.0, "email": "a@example.com", "password": "-"}).run
    loads: list[Place] = []

    def visit(place: Place, question: object) -> object:
        loads.append(place)
        run.eyes.page.set_content(EARLY)
        return run.eyes.until(question, place.what)  # type: ignore[arg-type]  # the question that the page is given

    billing = Billing(cast("Site", SimpleNamespace(run=run, visit=visit)))
    assert billing.look().plan is Plan.ACTIVE
    run.eyes.page.set_content(EARLY)

    again = billing.look()

    assert again.plan is Plan.ACTIVE
    assert cancel_control(run.eyes.read()).name == "Cancel plan"
    assert loads == [OVERVIEW, OVERVIEW]
    run.recording.close()
