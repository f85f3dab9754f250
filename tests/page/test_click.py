"""An act, from its press to its end: its own answer, as long as the page needs, and nothing of it lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest
from playwright.sync_api import BrowserContext
from tests.support.small_site import Reply, SmallSite, small_site

from cancelbot.errors import ControlNotFound, PageNotRecognized
from cancelbot.guard import ActAnswer, Policy
from cancelbot.guard.route_guard import PageGuard
from cancelbot.page.click import Clicker
from cancelbot.page.confirmation import Confirmation
from cancelbot.page.query import only
from cancelbot.page.snapshot import Node, Observation, Snapshot
from cancelbot.page.tab import Tab

REPORT = """navigator.sendBeacon("/v1/t");
fetch("/ces/v1/report", {method: "POST", body: '{"event": "click"}', keepalive: true}).catch(() => 0);"""
SAVE = "fetch('/api/plan/cancel', {method: 'POST'})"


@dataclass
class Bench:
    """A clicker on a small site."""

    site: SmallSite
    tab: Tab
    guard: PageGuard
    clicker: Clicker
    events: list[str]

    def show(self, body: str, script: str) -> None:
        """Load a page with this body, whose buttons run ``script`` on a click; ``button`` is the one."""
        click = f"onclick = ({{target}}) => {{ const button = target.closest('button'); if (button) {{ {script} }} }}"
        self.site.pages["/"] = f"<!doctype html><h1>Billing</h1>{body}<script>{click}</script>"
        self.tab.open(f"{self.site.origin}/")
        self.tab.page.wait_for_load_state()  # open() comes back with the new document, of which little may be there

    def act(self) -> ActAnswer:
        return self.clicker.click_once("cancel-plan", "the plan is canceled", button)


@pytest.fixture
def bench(context: BrowserContext) -> Iterator[Bench]:
    with small_site() as site:
        guard = PageGuard(Policy(site.origin, "http://auth.example", site.origin))
        guard.over(context)
        tab = Tab(context, timeout=5.0, site=(f"{site.origin}/",))
        events: list[str] = []
        yield Bench(site, tab, guard, Clicker(tab, guard, lambda event, **_: events.append(event)), events)


def button(snapshot: Snapshot) -> Node:
    return only([node for node in snapshot.controls if node.role == "button"], "The button")


def named(name: str, snapshot: Snapshot) -> Node:
    return only([node for node in snapshot.controls if node.name == name], name)


LONG = 90.0
"""seconds that an act takes which is ended by its time alone; no machine is so busy that another takes as long"""
BUTTON = "<button>Cancel plan</button><output></output>"


def later(ms: int) -> str:
    return f"setTimeout(() => {SAVE}.then(() => document.querySelector('output').append('Canceled.')), {ms})"


@pytest.mark.parametrize(
    "script",
    [
        f"{REPORT} {later(180)}",
        pytest.param(f"{REPORT} {later(600)}", marks=pytest.mark.soak),
        f"{REPORT} button.disabled = true; {later(1500)}",
        f"{REPORT} document.body.append('One moment'); {later(2500)}",
    ],
    ids=["180 ms later", "debounced", "disabled meanwhile", "a moment"],
)
def test_the_guard_stays_open_until_the_act_s_own_request_is_out_and_answered(bench: Bench, script: str) -> None:
    bench.site.replies["/api/plan/cancel"] = Reply(200, '{"object": "subscription"}')
    bench.show(BUTTON, script)

    answer = bench.act()

    assert bench.site.heard.count("POST /api/plan/cancel") == 1
    assert (answer.verdict, answer.statuses) == ("answered", (200,))
    assert "Canceled." in answer.heard
    assert [write["url"].rpartition("/")[2] for write in bench.guard.writes] == ["cancel"]


def test_what_the_page_reports_of_a_click_is_no_answer_to_it(bench: Bench) -> None:
    bench.tab.limits = replace(bench.tab.limits, unheard=0.5)
    bench.show(BUTTON, f"{REPORT} document.body.append('Your subscription was canceled.')")

    answer = bench.act()

    assert (answer.verdict, answer.replies) == ("unknown", ())
    assert bench.guard.writes == []
    assert "POST /ces/v1/report" in bench.site.heard, "it was let through, and it is listed"
    assert {write["url"].removeprefix(bench.site.origin) for write in bench.guard.background} >= {"/ces/v1/report"}


def test_what_a_page_sends_while_nothing_is_done_is_not_the_act(bench: Bench) -> None:
    bench.tab.limits = replace(bench.tab.limits, unheard=0.5)
    bench.site.replies["/api/x"] = Reply(200, "{}")
    with bench.tab.page.expect_event("requestfailed", lambda request: request.url.endswith("/api/x")):
        bench.show(
            f"{BUTTON}<script>fetch('/api/x', {{method: 'POST'}}).catch(() => 0)</script>",
            "fetch('/api/x', {method: 'POST'})",
        )

    assert bench.act().replies == ()


def test_telemetry_that_is_never_answered_prolongs_nothing(bench: Bench) -> None:
    bench.tab.limits = replace(bench.tab.limits, unheard=LONG)
    gate = threading.Event()
    bench.site.replies |= {"/ces/v1/report": Reply(204, opens=gate), "/api/plan/cancel": Reply(200, "{}")}
    bench.show(BUTTON, f"setInterval(() => {{ {REPORT} }}, 100); {SAVE}.then(() => button.remove())")
    began = time.monotonic()

    answer = bench.act()

    gate.set()
    assert answer.verdict == "answered"
    assert time.monotonic() - began < LONG, "the answer has ended it, and not its time"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(400, '{"error": {"message": "Pay your open invoice first."}}'), "Pay your open invoice first."),
        (Reply(422, "{}"), "That did not work."),
    ],
    ids=["in the answer", "in a toast"],
)
def test_a_refusal_comes_with_the_site_s_own_reason(bench: Bench, reply: Reply, reason: str) -> None:
    bench.site.replies["/api/plan/cancel"] = reply
    toast = "document.body.insertAdjacentHTML('beforeend', '<p role=status>That did not work.</p>')"
    bench.show(BUTTON, f"{REPORT} {SAVE}.then(() => {toast})")

    answer = bench.act()

    assert (answer.verdict, answer.reason) == ("refused", reason)


def test_a_control_whose_click_is_only_reported_does_not_act_without_asking(bench: Bench) -> None:
    box = "<dialog open><p>Are you sure?</p></dialog>"
    bench.show(BUTTON, f"{REPORT} setTimeout(() => document.body.insertAdjacentHTML('beforeend', '{box}'), 1200)")

    def asks(now: Snapshot, _before: Snapshot, pressed: Node) -> Confirmation | None:
        return Confirmation("Are you sure?", "page", pressed) if "sure?" in now.text else None

    assert bench.clicker.open_confirmation(button, asks).kind == "page"
    assert bench.site.heard == []


def test_a_control_that_would_change_something_at_once_is_stopped(bench: Bench) -> None:
    bench.show(BUTTON, f"{REPORT} {SAVE}.catch(() => 0)")

    with pytest.raises(PageNotRecognized, match="acts without asking"):
        bench.clicker.open_confirmation(button, lambda _now, _before, _pressed: None)
    assert bench.site.heard == []


@pytest.mark.parametrize("keys", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_of_many_removals_none_is_lost(bench: Bench, keys: int) -> None:
    rows = "".join(f"<p><button id=k{number}>Delete {number}</button></p>" for number in range(keys))
    own = "fetch(`/api/keys/key_${button.id}1`, {method: 'DELETE'}).then(() => button.parentElement.remove())"
    bench.show(rows, f"{REPORT} button.disabled = true; setTimeout(() => {own}, 180)")

    for number in range(keys):
        name = f"Delete {number}"
        answer = bench.clicker.click_once("api-keys", f"{name} is gone", partial(named, name))
        assert answer.statuses == (204,)

    assert [heard for heard in bench.site.heard if "DELETE" in heard] == [
        f"DELETE /api/keys/key_k{n}1" for n in range(keys)
    ]
    assert len(bench.guard.writes) == keys


def test_a_further_question_ends_the_act_although_the_control_stays_at_work(bench: Bench) -> None:
    bench.tab.limits = replace(bench.tab.limits, unheard=LONG, at_work=LONG)
    box = "<dialog open><p>What made you cancel?</p><button>Skip</button></dialog>"
    bench.show(BUTTON, f"{REPORT} button.disabled = true; document.body.insertAdjacentHTML('beforeend', `{box}`)")
    began = time.monotonic()

    assert bench.act().replies == ()
    assert time.monotonic() - began < LONG


def test_a_control_that_is_gone_by_then_is_held_back_in_the_event_log_too(bench: Bench) -> None:
    bench.show("<p>Nothing to press.</p>", "")

    with pytest.raises(ControlNotFound):
        bench.act()

    assert bench.events == ["act.intended", "act.held_back"]


def test_what_another_tab_sends_meanwhile_is_not_the_act_and_does_not_pass(bench: Bench) -> None:
    bench.site.replies["/api/plan/cancel"] = Reply(200, "{}")
    again = f"const again = () => {SAVE.replace('cancel', 'seen')}.catch(() => 0).then(() => setTimeout(again, 20))"
    bench.site.pages["/other"] = f"<script>{again}; again()</script>"
    bench.show(BUTTON, f"setTimeout(() => {SAVE}.then(() => button.remove()), 300)")
    other = bench.tab.context.new_page()
    other.goto(f"{bench.site.origin}/other")

    answer = bench.act()

    assert "POST /api/plan/seen" not in bench.site.heard
    assert answer.statuses == (200,)
    assert [write["url"].rpartition("/")[2] for write in bench.guard.writes] == ["cancel"]


def test_a_control_in_a_frame_of_the_page_s_own_is_pressed_there_once_and_nothing_else_of_it(bench: Bench) -> None:
    bench.site.replies["/api/plan/cancel"] = Reply(200, "{}")
    bench.site.pages["/asks"] = f"""<div style='height:900px'></div><button onclick="{SAVE}">Cancel plan</button>
    <script>addEventListener('mouseup', () => document.body.append(' ok'))</script>"""
    size = "width:300px;height:200px;border:9px solid"
    bench.show(f"<p style='height:300px'>Above</p><iframe src=/asks style='{size}'></iframe>", "")
    bench.tab.page.frames[1].wait_for_load_state()

    assert bench.tab.until(lambda now: Observation(now.text) if "Cancel plan" in now.text else None, "the frame")
    answer = bench.act()

    assert (answer.statuses, bench.site.heard.count("POST /api/plan/cancel")) == ((200,), 1)
