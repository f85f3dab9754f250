"""Browsers to try the channels in: without a guard, our own, one that is attached to, and one on a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import BrowserContext, Page, sync_playwright
from tests.guard.witness import Witness

from cancelbot.browser import launch
from cancelbot.browser.find import FoundBrowser
from cancelbot.guard import Guard, Policy

POLICY = Policy("https://platform.test", "https://auth.test", "https://api.test")
TIMEOUT = 30.0


@dataclass(frozen=True)
class Arm:
    """A browser under trial."""

    context: BrowserContext
    page: Page
    guard: Guard | None


def flags(witness: Witness) -> list[str]:
    """What a test needs of Chromium: its certificate, reports without the usual minute, and peers on loopback."""
    return [
        f"--ignore-certificate-errors-spki-list={witness.spki}",
        "--short-reporting-delay",
        "--allow-loopback-in-peer-connection",
    ]


@contextmanager
def unguarded(found: FoundBrowser, witness: Witness, *, headed: bool = False) -> Iterator[Arm]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=found.path, headless=not headed, args=flags(witness)
        )
        assert context.browser
        granted = {"permission": {"name": "background-fetch"}, "setting": "granted"}
        context.browser.new_browser_cdp_session().send("Browser.setPermission", granted)
        yield Arm(context, context.pages[0], None)
        context.close()


@contextmanager
def own(found: FoundBrowser, policy: Policy = POLICY, *, headed: bool = False) -> Iterator[Arm]:
    with launch.start(found, policy, headed=headed, timeout=TIMEOUT) as started:
        yield Arm(started.context, started.page, started.guard)


@contextmanager
def chromium(found: FoundBrowser, *more: str, visible: bool = False) -> Iterator[str]:
    """A Chromium that somebody else has started: its address."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [
            found.path,
            *([] if visible else ["--headless=new"]),
            "--no-sandbox",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
        ]
        with _running([*map(str, command), "--no-first-run", "--disable-popup-blocking", *more, "about:blank"]) as line:
            yield "http://" + line("DevTools listening on").split("//")[1].split("/")[0]


@contextmanager
def server(found: FoundBrowser, *more: str) -> Iterator[str]:
    """A Playwright server that starts ``found``: its address."""
    command = [*compute_driver_executable(), "run-server", "--unsafe", "--host", "127.0.0.1", "--port", "0"]
    options = quote(json.dumps({"executablePath": str(found.path), "args": list(more)}))
    with _running(command) as line:
        yield f"{line('Listening on').split()[-1]}?launch-options={options}"


@contextmanager
def _running(command: list[str]) -> Iterator[Callable[[str], str]]:
    """A program, as a function that returns its first line with the given words."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as program:
        assert program.stdout
        lines = iter(program.stdout.readline, "")
        try:
            yield lambda words: next(line for line in lines if re.search(words, line))
        finally:
            os.killpg(program.pid, 9)


@contextmanager
def attached(found: FoundBrowser, policy: Policy = POLICY, *more: str) -> Iterator[Arm]:
    with chromium(found, *more) as address, launch.attach(address, policy, timeout=TIMEOUT) as started:
        yield Arm(started.context, started.page, started.guard)


@contextmanager
def on_a_server(found: FoundBrowser, policy: Policy = POLICY, *more: str) -> Iterator[Arm]:
    with server(found, *more) as address, launch.connect(address, policy, timeout=TIMEOUT) as started:
        yield Arm(started.context, started.page, started.guard)


@contextmanager
def on_a_grid(found: FoundBrowser, policy: Policy = POLICY, *more: str) -> Iterator[Arm]:
    with chromium(found, *more) as address, launch.connect(address, policy, timeout=TIMEOUT) as started:
        yield Arm(started.context, started.page, started.guard)


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own, by Xvfb: its name. A test for which there is none is left out."""
    if shutil.which("Xvfb") is None:
        pytest.skip("A visible browser needs Xvfb (Debian: apt-get install xvfb).")
    with _running(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]) as line:
        yield f":{line(r'^[0-9]+$').strip()}"
