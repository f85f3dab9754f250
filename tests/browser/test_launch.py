"""Our own browser: its new profile has what the run needs of it."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, sync_playwright
from tests.conftest import RunBot, Serve
from tests.flows.laws import small
from tests.guard.arms import own
from tests.support.threads import apart

from cancelbot.browser.find import FoundBrowser, find
from cancelbot.browser.launch import DISABLED_BY_PLAYWRIGHT
from cancelbot.errors import UsageError
from cancelbot.sandbox.skin import PLATFORM_SKIN

WORKER = """
const post = () => fetch("/backend/preferences/of-the-worker", { method: "POST" });
const kind = { headers: { "Content-Type": "text/html" } };
const page = "<h1>Billing</h1><p>Free plan</p><p>Your subscription was canceled.</p>";
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  event.waitUntil(post());
  if (event.request.mode === "navigate") event.respondWith(new Response(page, kind));
});
"""
"""answers each page from itself, and sends by itself"""


def test_our_flag_repeats_all_that_playwright_disables(browser_type: BrowserType) -> None:
    """Chromium follows only the last flag of this name. The first is Playwright's own, and others come after it."""
    found = find()
    assert found is not None
    with browser_type.launch(executable_path=found.path) as browser:
        page = browser.new_page()
        page.goto("chrome://version")
        started_with = page.inner_text("#command_line")

    first, *_ = re.findall(r"--disable-features=(\S+)", started_with)
    assert set(first.split(",")) == set(DISABLED_BY_PLAYWRIGHT), started_with


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
def test_a_driver_that_does_not_start_is_told_in_one_sentence_without_its_stack_trace() -> None:
    few_files = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))"
    begin = "from cancelbot.browser import launch; from cancelbot.errors import BrowserMissing"
    told = "try:\n with launch.library(): pass\nexcept BrowserMissing as error: print(error.exit_code, error)"

    ended = subprocess.run(
        [sys.executable, "-c", f"{begin}\n{few_files}\n{told}"], capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stdout.startswith("2 The part of Playwright that speaks to browsers did not start (")
    assert ended.stderr == ""


def test_a_temporary_folder_that_takes_no_more_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("cancelbot.browser.launch.unpack", refuse)

    def begin() -> None:
        with own(FoundBrowser("Chromium", Path("/bin/false"), "150.0.0.0", "here")):
            pass

    with pytest.raises(UsageError, match=r"cannot be written to \(No space left on device\)"):
        apart(begin)


@pytest.mark.soak
def test_a_service_worker_in_the_profile_neither_answers_nor_sends_in_a_run(
    run: RunBot, serve: Serve, tmp_path: Path
) -> None:
    skin, profile = tmp_path / "skin", tmp_path / "profile"
    skin.mkdir()
    shutil.copy(PLATFORM_SKIN / "index.html", skin)
    (skin / "worker.js").write_text(WORKER)
    sandbox = serve(small(), skin)

    def stored() -> str:
        found = find()
        assert found is not None
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(profile, executable_path=found.path, headless=True)
            page = context.pages[0]
            page.goto(sandbox.platform_url)
            page.evaluate("() => navigator.serviceWorker.register('/assets/worker.js', { scope: '/' })")
            page.wait_for_function("() => navigator.serviceWorker.controller")
            page.goto(f"{sandbox.platform_url}/settings/organization/billing/overview")
            page.wait_for_function("() => fetch('/x').then(() => true)")
            said = page.inner_text("body")
            context.close()
            return said

    assert "was canceled" in apart(stored)
    assert sandbox.request_log.neighbors
    sandbox.request_log.clear()

    ran = run(sandbox, profile=profile, dry_run=True)

    assert (ran.exit_code, ran.result.plan_is) == (0, "active"), ran.result.message
    assert [(one.method, one.path) for one in sandbox.request_log.account_writes] == []
    assert [stop for stop in ran.result.blocked if "of-the-worker" in stop["url"]] == []
