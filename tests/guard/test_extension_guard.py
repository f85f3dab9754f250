"""The ways of getting a browser: what they leave behind, and what they leave alone."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Route
from tests.guard import arms
from tests.guard.test_channels import fence
from tests.guard.witness import Witness
from tests.support.waiting import until_some

from cancelbot.browser import launch
from cancelbot.browser.find import FoundBrowser
from cancelbot.errors import BrowserMissing
from cancelbot.guard import Policy
from cancelbot.guard.route_guard import PageGuard


def downloads(address: str) -> dict[str, str]:
    """The tabs of the Chromium at ``address``: the address in each, by its id."""
    with urllib.request.urlopen(f"{address}/json/list") as answer:  # noqa: S310  # our own Chromium, over http
        return {tab["id"]: tab["url"] for tab in json.load(answer) if tab["type"] == "page"}


def children(process: int) -> set[int]:
    """The processes under ``process``, by their numbers."""
    listed = [path for path in Path("/proc").iterdir() if path.name.isdecimal()]
    parents = {int(path.name): _parent(path) for path in listed}
    found = {child for child, parent in parents.items() if parent == process}
    return found.union(*(children(child) for child in found))


def _parent(path: Path) -> int:
    try:
        return int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
def test_it_leaves_no_process_and_no_file_nor_what_a_crashed_page_had_in_memory(
    found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as home:
        monkeypatch.setattr("tempfile.tempdir", scratch)  # not tmp_path: Chromium's socket in it needs a short name
        monkeypatch.setenv("HOME", home)
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name, raising=False)
        before = children(os.getpid())

        with arms.own(found) as arm:
            born = children(os.getpid()) - before
            assert born != set()
            assert len(arm.context.pages) == 1
            page = arm.context.new_page()
            with page.expect_event("crash"), contextlib.suppress(Error):
                page.goto("chrome://crash")
            dumps = until_some(lambda: list(Path(scratch).rglob("*.dmp")))

        assert dumps
        assert list(Path(scratch).rglob("*.dmp")) == []
        assert list(Path(home).rglob("*.dmp")) == []
        assert children(os.getpid()) & born == set()
        assert [path.name for path in Path(scratch).iterdir() if "cancelbot" in path.name] == []


def test_a_browser_that_does_not_start_is_named(found: FoundBrowser) -> None:
    broken = replace(found, path=Path("/bin/false"))

    with pytest.raises(BrowserMissing, match="did not start"), arms.own(broken):
        pass


@pytest.mark.parametrize("way", [launch.attach, launch.connect])
def test_nobody_there_is_said_in_one_sentence(way: Callable[..., AbstractContextManager[launch.Started]]) -> None:
    reached = way("http://127.0.0.1:9?token=secret", arms.POLICY, timeout=5)

    with pytest.raises(BrowserMissing, match=r"No browser could be reached at http://127\.0\.0\.1:9 "), reached:
        pass


@pytest.mark.soak
def test_a_proxy_is_not_asked_for_a_browser_on_this_machine_and_an_open_alert_is_named(
    found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with arms.chromium(found) as address:
        with launch.attach(address, arms.POLICY, timeout=30) as started:
            assert started.version
        host, opened = urlsplit(address).netloc, "/json/new?data:text/html,<script>alert(1)</script>"
        with contextlib.closing(http.client.HTTPConnection(host)) as asking:
            asking.request("PUT", opened)
            assert asking.getresponse().status == 200
        with (
            pytest.raises(BrowserMissing, match="does not answer in time") as mute,
            launch.attach(address, arms.POLICY, timeout=5),
        ):
            pass
    assert "alert" in mute.value.advice


def test_a_hidden_page_sends_nothing_that_was_not_answered_when_the_connection_to_the_attached_chrome_ends(
    found: FoundBrowser, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a route holds at that moment goes out: when the person quits Chrome, and when the bot is killed."""
    tell, held, decide = "hidden-http", list[Route](), PageGuard._decide
    answers = [True]
    post = "name => fetch(at(name), POST).then(() => 0, () => 0)"
    all_ways = """() => {
        navigator.sendBeacon(at("beacon"), "x"); fetch(at("fetch"), POST).catch(() => 0);
        const x = new XMLHttpRequest(); x.open("POST", at("xhr")); x.send("x");
    }"""
    monkeypatch.setattr(
        PageGuard, "_decide", lambda guard, route: decide(guard, route) if answers else held.append(route)
    )
    with arms.chromium(found, *arms.flags(witness)) as address:
        policy = Policy(witness.http, "https://auth.test", "https://api.test")
        with launch.attach(address, policy, timeout=30) as arm:
            arm.page.goto(witness.page(tell))
            assert arm.context.browser
            arm.context.browser.new_browser_cdp_session().send("Target.createTarget", {"url": "about:blank"})
            arm.page.wait_for_function("() => document.hidden")
            with arm.guard.opened("cancel-plan"):
                arm.page.evaluate(post, "act")
            arm.page.evaluate(post, "shut")
            assert [write["url"] for write in arm.guard.writes] == [f"{witness.http}/w/{tell}/act"]
            assert [stop["url"] for stop in arm.guard.blocked] == [f"{witness.http}/w/{tell}/shut"]

            answers.clear()
            arm.page.evaluate(all_ways)
            while len(held) < 3:
                arm.page.evaluate("() => 0")
            monkeypatch.setattr(arm.page, "close", lambda: None)  # a bot that is killed closes nothing

        assert witness.until({f"{tell}/{name}" for name in ("beacon", "fetch", "xhr")}, 1.0)
        assert witness.of(tell) == {"act"}


@pytest.mark.soak
def test_a_person_who_quits_the_attached_chrome_sends_nothing_by_that(found: FoundBrowser, witness: Witness) -> None:
    with contextlib.suppress(Error), arms.attached(found, arms.POLICY, *arms.flags(witness)) as arm:
        arm.page.goto(witness.page("quit-http", "quitting"))
        arm.page.mouse.click(1, 1)
        browser = arm.context.browser
        assert browser
        with arm.page.expect_event("close"):
            browser.new_browser_cdp_session().send("Browser.close")
    fence(witness)

    assert witness.of("quit-http") == set()


def test_attaching_leaves_the_tabs_of_the_user_alone(found: FoundBrowser) -> None:
    with arms.chromium(found) as address:
        before = downloads(address)

        with launch.attach(address, arms.POLICY, timeout=30) as started:
            assert downloads(address).items() > before.items()
            started.page.goto("about:blank#ours")

        assert downloads(address) == before
