"""Both guards over a site of three origins: what passes in which state, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from typing import NamedTuple, cast
from unittest.mock import ANY

import pytest
from playwright.sync_api import Page
from tests.guard import arms
from tests.guard.addresses import BUYING, HARMLESS
from tests.guard.arms import Arm

from cancelbot.browser.find import FoundBrowser
from cancelbot.guard import Guard, Policy
from cancelbot.guard.extension_guard import BrowserGuard
from cancelbot.guard.rules import rules_while_open, shut
from cancelbot.guard.self_test import SelfTestServer, self_test_server

Start = Callable[..., AbstractContextManager[Arm]]


@dataclass(frozen=True)
class Site:
    """Three origins of the site, and one that is not the site's."""

    platform: SelfTestServer
    auth: SelfTestServer
    api: SelfTestServer
    elsewhere: SelfTestServer

    def policy(self, *allowed: str) -> Policy:
        return Policy(self.platform.origin, self.auth.origin, self.api.origin, allowed)

    def forget(self) -> None:
        for origin in (self.platform, self.auth, self.api, self.elsewhere):
            origin.heard.clear()

    @property
    def heard(self) -> list[str]:
        return [heard for origin in (self.platform, self.auth, self.api, self.elsewhere) for heard in origin.heard]


@pytest.fixture
def site() -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(*(stack.enter_context(self_test_server()) for _ in range(4)))


def post(page: Page, url: str) -> None:
    """Let the page post to ``url``; returns when that has been answered or stopped."""
    page.evaluate("url => fetch(url, { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => 0)", url)


def post_all(page: Page, urls: list[str]) -> None:
    """The same for many at once."""
    script = "urls => Promise.all(urls.map(url => fetch(url, { method: 'POST', mode: 'no-cors' }).catch(() => 0)))"
    page.evaluate(script, urls)


def told(guard: Guard) -> list[str]:
    return [f"{stop['method']} {stop['url']}" for stop in guard.blocked]


class Known(NamedTuple):
    """How much a guard has told of before a law is tried."""

    stopped: int
    writes: int


Law = Callable[[Page, Guard, Site, Known], None]


def it_opens_for_the_site_alone_and_for_as_long_as_the_act_runs(
    page: Page, guard: Guard, site: Site, known: Known
) -> None:
    page.goto(f"{site.platform.origin}/home")
    post(page, f"{site.api.origin}/before")
    with guard.opened("cancel-plan"):
        post(page, f"{site.api.origin}/cancel?now")
        post(page, f"{site.platform.origin}/too")
        post(page, f"{site.auth.origin}/password")
        post(page, f"{site.elsewhere.origin}/collect")
    post(page, f"{site.api.origin}/after")

    assert site.heard == ["POST /too", "POST /cancel?now"]
    assert guard.writes[known.writes :] == [
        {"method": "POST", "url": f"{site.api.origin}/cancel", "status": 200, "date": ANY, "step": "cancel-plan"},
        {"method": "POST", "url": f"{site.platform.origin}/too", "status": 200, "date": ANY, "step": "cancel-plan"},
    ]
    assert told(guard)[known.stopped :] == [
        f"POST {site.api.origin}/before",
        f"POST {site.auth.origin}/password",
        f"POST {site.elsewhere.origin}/collect",
        f"POST {site.api.origin}/after",
    ]


def each_address_that_buys_is_stopped_in_the_browser_too(page: Page, guard: Guard, site: Site, known: Known) -> None:
    page.goto(f"{site.platform.origin}/home")
    with guard.opened("cancel-plan"):
        post_all(page, [site.platform.origin + path for path in BUYING])
        bought = list(site.platform.heard)
        post_all(page, [site.platform.origin + path for path in HARMLESS])

    assert [path for path in bought if not path.endswith(("/cancel", "/a/cancel"))] == []
    assert len(site.platform.heard) - len(bought) == len(HARMLESS)


def a_write_whose_body_buys_is_stopped_during_an_act(page: Page, guard: Guard, site: Site, known: Known) -> None:
    send = "([url, body]) => fetch(url, { method: 'POST', mode: 'no-cors', body }).catch(() => 0)"
    page.goto(f"{site.platform.origin}/home")
    with guard.opened("auto-recharge"):
        page.evaluate(send, [f"{site.api.origin}/billing/auto_recharge", '{"enabled": true, "amount": 10}'])
        page.evaluate(send, [f"{site.api.origin}/billing/auto_recharge", '{"enabled": false, "amount": 10}'])
        for body in ('{"amount": 10}', "", '{"enabled": true}', '{"enabled": false}'):
            page.evaluate(send, [f"{site.api.origin}/billing/recharge", body])

    assert site.heard == ["POST /billing/auto_recharge", "POST /billing/recharge"]
    refused = [f"POST {site.api.origin}/billing/{name}" for name in ("auto_recharge", *["recharge"] * 3)]
    assert told(guard)[known.stopped :] == refused
    assert len(guard.writes[known.writes :]) == 2


def signing_in_and_a_person_open_what_they_need(page: Page, guard: Guard, site: Site, known: Known) -> None:
    page.goto(f"{site.auth.origin}/log-in")
    guard.sign_in(site.auth.origin)
    post(page, f"{site.auth.origin}/password")
    post(page, f"{site.api.origin}/no")
    guard.sign_in(site.elsewhere.origin)
    post(page, f"{site.elsewhere.origin}/no")
    guard.by_hand()
    post(page, f"{site.elsewhere.origin}/by-hand")
    post(page, f"{site.auth.origin}/by-hand")
    post(page, f"{site.platform.origin}/no")
    post(page, f"{site.api.origin}/dashboard/onboarding/login")
    guard.shut()
    post(page, f"{site.auth.origin}/no")
    post(page, f"{site.auth.origin}/oauth/token")

    assert site.auth.heard == ["POST /password", "POST /by-hand", "POST /oauth/token"]
    assert site.elsewhere.heard == ["POST /by-hand"]
    assert site.api.heard == ["POST /dashboard/onboarding/login"]
    assert site.platform.heard == []
    assert guard.writes[known.writes :] == []


def a_card_is_removed_only_by_its_own_step(page: Page, guard: Guard, site: Site, known: Known) -> None:
    page.goto(f"{site.api.origin}/home")
    with guard.opened("api-keys"):
        post(page, f"{site.api.origin}/payment_methods")
    with guard.opened("payment-methods"):
        post(page, f"{site.api.origin}/payment_methods")
        post(page, f"{site.api.origin}/payment_methods/checkout")

    assert site.heard == ["POST /payment_methods"]
    assert [write["step"] for write in guard.writes[known.writes :]] == ["payment-methods"]


def what_recharges_by_itself_is_written_to_only_by_the_step_that_turns_it_off(
    page: Page, guard: Guard, site: Site, known: Known
) -> None:
    page.goto(f"{site.api.origin}/home")
    with guard.opened("cancel-plan"):
        post(page, f"{site.api.origin}/auto-top-up")
    with guard.opened("auto-recharge"):
        post(page, f"{site.elsewhere.origin}/auto-top-up")
        post(page, f"{site.api.origin}/auto-top-up/checkout")
        post(page, f"{site.api.origin}/Auto-Top-Up?x=1")

    assert site.heard == ["POST /Auto-Top-Up?x=1"]


def a_path_that_is_allowed_passes_by_itself(page: Page, guard: Guard, site: Site, known: Known) -> None:
    page.goto(f"{site.platform.origin}/home")
    post(page, f"{site.api.origin}/v1/events?x=1")
    post(page, f"{site.elsewhere.origin}/v1/events")
    post(page, f"{site.api.origin}/v1/other")

    assert site.heard == ["POST /v1/events?x=1"]
    assert told(guard)[known.stopped :] == [
        f"POST {site.elsewhere.origin}/v1/events",
        f"POST {site.api.origin}/v1/other",
    ]


def an_act_opens_for_its_own_tab_and_for_the_site_s_own_pages(
    page: Page, guard: Guard, site: Site, known: Known
) -> None:
    write = f"fetch('{site.api.origin}/%s', {{ method: 'POST', mode: 'no-cors' }}).catch(() => 0)"
    form = f"<form method=post action='{site.api.origin}/%s' target=%s></form>"
    worker = f"new Worker(URL.createObjectURL(new Blob([`{write % 'worker'}.then(() => postMessage(0))`])))"
    page.goto(f"{site.platform.origin}/home")
    other = page.context.new_page()
    other.goto(f"{site.platform.origin}/home")
    guard.log.act_begins(page)
    with guard.opened("cancel-plan"):
        post(other, f"{site.api.origin}/other-tab")
        post(page, f"{site.api.origin}/its-own")
        page.evaluate(f"() => new Promise(done => {{ {worker}.onmessage = done }})")
        sandboxed = f"<script>{write % 'sandboxed'}.then(() => parent.postMessage(0, '*'))</script>"
        page.evaluate(
            """html => new Promise(done => {
                addEventListener("message", done);
                const frame = { sandbox: "allow-scripts", srcdoc: html };
                document.body.append(Object.assign(document.createElement("iframe"), frame));
            })""",
            sandboxed,
        )
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", form % ("new-tab", "_blank"))
        page.evaluate("() => document.forms[0].submit()")
        # In the page it is turned into what routes can stop, and passes.
        with page.expect_response("**/beacon") if guard.kind == "page" else nullcontext():
            page.evaluate(f"() => navigator.sendBeacon('{site.api.origin}/beacon', 'x')")
        post(page, f"{site.api.origin}/last")
    guard.log.page = None
    for each in page.context.pages:
        if each != page:
            each.close()

    plain_beacon = ["POST /beacon"] if guard.kind == "page" else []
    assert site.heard == ["POST /its-own", "POST /worker", *plain_beacon, "POST /last"]


def what_buys_is_refused_in_every_state(page: Page, guard: Guard, site: Site, known: Known) -> None:
    paths = ("/v2/CheckOut", "/billing/purchase?x", "/payment_methods", "/v2/payment-intents/1", "/buy", "/credits/add")
    page.goto(f"{site.platform.origin}/home")

    def buy() -> None:
        for path in paths:
            post(page, site.api.origin + path)

    buy()
    guard.sign_in(site.api.origin)
    buy()
    guard.by_hand()
    buy()
    with guard.opened("cancel-plan"):
        buy()

    assert site.heard == []
    assert len(guard.blocked[known.stopped :]) == 4 * len(paths)
    assert guard.writes[known.writes :] == []


def chromium_takes_each_pattern_of_the_rules(page: Page, guard: Guard, site: Site, known: Known) -> None:
    live = Policy("https://platform.openai.com", "https://auth.openai.com", "https://api.openai.com")
    assert isinstance(guard, BrowserGuard)
    for policy in (site.policy("/v1/a/*"), live):
        rules = [*shut(policy), *rules_while_open(policy, policy.at_work("auto-recharge"))]
        patterns = [cast("dict[str, str]", rule["condition"]).get("regexFilter") for rule in rules]
        script = "all => Promise.all(all.map(regex => chrome.declarativeNetRequest.isRegexSupported({ regex })))"
        answers = cast("list[dict[str, object]]", guard._ask(script, list(filter(None, patterns))))
        assert [answer for answer in answers if not answer["isSupported"]] == []


def a_write_of_a_worker_that_no_page_told_of_is_listed_too(page: Page, guard: Guard, site: Site, known: Known) -> None:
    write = f"fetch('{site.api.origin}/from-a-worker', {{ method: 'POST', mode: 'no-cors' }})"
    worker = "new Worker(URL.createObjectURL(new Blob([`%s`]))).onmessage"
    nested = worker % f"{write}.then(() => postMessage(0))" + " = () => postMessage(0)"
    page.goto(f"{site.platform.origin}/home")
    with guard.opened("cancel-plan"):
        page.evaluate(f"nested => new Promise(done => {{ {worker % '${nested}'} = () => done(0); }})", nested)

    assert site.heard == ["POST /from-a-worker"]
    assert [write["url"] for write in guard.writes[known.writes :]] == [f"{site.api.origin}/from-a-worker"]


def a_new_profile_never_offers_to_keep_the_password_that_was_typed(
    page: Page, guard: Guard, site: Site, known: Known
) -> None:
    """Its bubble would lie over the page with the password in it."""
    page.goto("chrome://prefs-internals")
    told = json.loads(page.locator("body").inner_text())
    kept = [told["credentials_enable_service"], told["profile"]["password_manager_leak_detection"]]

    assert [one["value"] for one in kept] == [False, False]


LAWS = (
    an_act_opens_for_its_own_tab_and_for_the_site_s_own_pages,
    it_opens_for_the_site_alone_and_for_as_long_as_the_act_runs,
    each_address_that_buys_is_stopped_in_the_browser_too,
    a_write_whose_body_buys_is_stopped_during_an_act,
    signing_in_and_a_person_open_what_they_need,
    a_card_is_removed_only_by_its_own_step,
    what_recharges_by_itself_is_written_to_only_by_the_step_that_turns_it_off,
    a_path_that_is_allowed_passes_by_itself,
    what_buys_is_refused_in_every_state,
)
IN_THE_BROWSER = (
    chromium_takes_each_pattern_of_the_rules,
    a_write_of_a_worker_that_no_page_told_of_is_listed_too,
    a_new_profile_never_offers_to_keep_the_password_that_was_typed,
)
"""what concerns our own browser alone"""


@pytest.mark.parametrize(
    ("start", "laws"), [(arms.own, (*LAWS, *IN_THE_BROWSER)), (arms.on_a_grid, LAWS)], ids=["browser", "page"]
)
def test_what_passes_in_which_state(found: FoundBrowser, site: Site, start: Start, laws: tuple[Law, ...]) -> None:
    """One browser for all of them; each begins with a guard that is shut."""
    with start(found, site.policy("/v1/events", "/v2")) as arm:
        assert arm.guard
        for law in laws:
            arm.guard.shut()
            site.forget()
            law(arm.page, arm.guard, site, Known(len(arm.guard.blocked), len(arm.guard.writes)))
