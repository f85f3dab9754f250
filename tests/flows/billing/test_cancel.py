"""What is acted on is what was looked at: a tab that shows something else by now is loaded until it shows it again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import BrowserContext
from tests.flows.conftest import SmallRun, make_bot

from cancelbot.errors import ControlNotFound, StateUnclear
from openai_platform.billing.cancel import Billing, ClickOutcome, cancel_control, names_another
from openai_platform.billing.overview import Plan
from openai_platform.navigation import OVERVIEW, Site, SitePage

EARLY = """<main><h1>Billing</h1><div id=plan><h2>Free trial</h2><div>Credit balance</div><div>$0.00</div>
<button>Add payment details</button></div></main><script>setTimeout(() => { plan.innerHTML = `<h2>Pay as you go</h2>
<div>Credit balance</div><div>$4.34</div><b>Auto recharge is on</b><button>Modify</button>
<button>Add to credit balance</button><button>Cancel plan</button>` }, 400)</script>"""


def test_a_page_that_was_left_half_loaded_is_not_acted_on_before_its_data_has_come(
    context: BrowserContext, tmp_path: Path
) -> None:
    run = make_bot(context, tmp_path, {"timeout": 3.0, "email": "a@example.com", "password": "-"}).run
    loads: list[SitePage] = []

    def visit(place: SitePage, question: object) -> object:
        loads.append(place)
        run.tab.page.set_content(EARLY)
        return run.tab.until(question, place.what)  # type: ignore[arg-type]  # the question that the page is given

    billing = Billing(cast("Site", SimpleNamespace(run=run, visit=visit)))
    assert billing.look().plan is Plan.ACTIVE
    run.tab.page.set_content(EARLY)

    again = billing.look()

    assert again.plan is Plan.ACTIVE
    assert cancel_control(run.tab.read()).name == "Cancel plan"
    assert loads == [OVERVIEW, OVERVIEW]
    run.recording.close()


def test_a_plan_that_is_only_named_after_the_press_is_not_clear_and_nothing_is_missing(small_run: SmallRun) -> None:
    run = small_run(timeout=20.0)
    run.tab.page.set_content(EARLY.split("<script>", maxsplit=1)[0].replace("Free trial", "Pay as you go"))
    billing = Billing(cast("Site", SimpleNamespace(run=run, visit=lambda place, ask: run.tab.until(ask, place.what))))

    with pytest.raises(ControlNotFound, match="“Cancel plan” is not on the page"):
        billing.plan_is_canceled()
    billing.pressed = ClickOutcome(billing.look())
    with pytest.raises(StateUnclear, match=r"does not say clearly .* It says: “Pay as you go”"):
        billing.plan_is_canceled()


def test_a_question_about_another_organization_s_plan_is_not_ours() -> None:
    others = ("Cancel the plan of Beta Labs?", "Are you sure you want to cancel the subscription for “Beta Labs”?")
    ours = (
        "Cancel the plan of Acme Robotics?",
        "Cancel the plan for organization Acme Robotics, Inc.?",
        "Cancel your plan for API usage?",
        "Are you sure you want to cancel your billing plan?",
        "Cancel your plan? A plan for Teams is for sale, too.",
    )

    assert [asked for asked in others if not names_another(asked, "Acme Robotics")] == []
    assert [asked for asked in ours if names_another(asked, "Acme Robotics")] == []
    assert not names_another(others[0], "")
