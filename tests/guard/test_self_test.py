"""The proof at the start of a run: it ends one whose guard leaks, by whichever channel, and says which."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, Worker
from tests.conftest import environment
from tests.guard import arms

from cancelbot.browser.find import FoundBrowser
from cancelbot.errors import GuardLeaks
from cancelbot.guard import Policy, policy, rules
from cancelbot.guard.policy import SHUT
from cancelbot.guard.self_test import self_test_server
from cancelbot.sandbox import Sandbox
from openai_platform import STEPS

Rule = dict[str, object]


def test_it_leaves_no_trace_every_steps_rules_are_taken_and_a_worker_that_never_answers_costs_the_browser(
    found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One browser for all of it. A worker that fails twice is asked again."""
    site = Policy("https://platform.openai.com", "https://auth.openai.com", "https://api.openai.com")
    evaluate, fails = Worker.evaluate, list[bool]()

    def restarts(worker: Worker, script: str, argument: object = None) -> object:
        if fails and fails.pop():
            raise Error("Service worker restarted")
        return evaluate(worker, script, argument)

    monkeypatch.setattr(Worker, "evaluate", restarts)
    with arms.own(found, site) as arm:
        assert arm.guard
        for step in STEPS:
            with arm.guard.opened(step):
                assert arm.guard.blocked == []
        assert arm.guard.writes == []

        with arm.guard.opened("cancel-plan"):
            fails.extend([True, True])
        assert arm.guard.log.opening == SHUT

        never = "could not be shut again .*Service worker restarted"
        with pytest.raises(GuardLeaks, match=never) as told, arm.guard.opened("cancel-plan"):
            fails.extend([True] * 3)
        assert "Nothing was" not in told.value.advice
        assert not arm.context.browser or not arm.context.browser.is_connected()


@pytest.mark.soak  # the last test has it too, in a whole run
def test_a_guard_without_rules_is_found_out(found: FoundBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "shut", lambda _policy: list[Rule]())

    with pytest.raises(GuardLeaks, match="let a write through"), arms.own(found):
        pass


@pytest.mark.parametrize(
    ("kind", "channel"), [pytest.param("ping", "beacon", marks=pytest.mark.soak), ("websocket", "socket")]
)
def test_a_guard_that_leaks_one_channel_is_found_out(
    found: FoundBrowser, monkeypatch: pytest.MonkeyPatch, kind: str, channel: str
) -> None:
    for name in ("EVERYTHING", "INTERFACES"):
        monkeypatch.setattr(rules, name, tuple(one for one in getattr(rules, name) if one != kind))

    with pytest.raises(GuardLeaks, match=channel), arms.own(found):
        pass


def test_a_guard_of_pages_that_routes_nothing_is_found_out(
    found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "READS", frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}))

    with pytest.raises(GuardLeaks, match="let a write through"), arms.on_a_grid(found):
        pass


def test_a_connection_on_which_nothing_was_sent_is_no_write() -> None:
    """A visible Chrome opens some ahead, and closes those that it does not use."""
    with self_test_server() as listener:
        for sent in (b"", b"GET /fence HTTP/1.1\r\n\r\n", b"\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", int(listener.server_address[1]))) as unused:
                unused.sendall(sent)
                unused.shutdown(socket.SHUT_WR)
                unused.recv(4096)  # it has been heard

        assert len(listener.heard) == 1  # what begins like no request is none of the browser's habits


def test_a_run_with_a_broken_rule_set_ends_with_exit_7_before_the_site_is_asked_for_anything(
    little: Sandbox, tmp_path: Path
) -> None:
    broken = "from cancelbot.guard import rules; rules.shut = lambda policy: []"
    line = [sys.executable, "-c", f"{broken}; from cancelbot.cli import main; main()", "run", "--dry-run", "--json"]

    ended = subprocess.run(
        line, cwd=tmp_path, env=environment(little, tmp_path), capture_output=True, text=True, check=False, timeout=60
    )

    told = json.loads(ended.stdout)
    assert (ended.returncode, told["exit_code"], told["guard"]) == (7, 7, None)
    assert "let a write through in its self test" in told["message"]
    assert "POST /tried/fetch" in told["message"]
    assert little.request_log.requests == []
