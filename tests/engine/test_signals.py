"""Ctrl-C may come at any moment, also while a message of the browser is being read: it can be used after that."""

import signal
import subprocess
import sys

import pytest
from playwright.sync_api import ConsoleMessage, Page

from cancelbot.engine.signals import Interruptible

TALK = "console.log('now')"


def keep_talking(page: Page) -> None:
    for _ in range(100):
        page.evaluate(TALK)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_in_the_middle_of_a_message_stops_what_waits_for_it(page: Page, number: signal.Signals) -> None:
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        heard.append(message.text)
        signal.raise_signal(number)

    page.on("console", on_console)
    with Interruptible(), pytest.raises(KeyboardInterrupt):
        keep_talking(page)

    assert heard == ["now"]
    assert page.evaluate("1 + 1") == 2


def test_what_handled_a_signal_before_does_so_again() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    with Interruptible():
        assert signal.getsignal(signal.SIGINT) is not before[0]

    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_of_several_signals_at_the_end_only_the_first_counts() -> None:
    with Interruptible():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_these_tests_hold_too_where_the_suite_was_started_with_signals_ignored() -> None:
    """As by nohup, or as a job in the background."""
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    chosen = "does_so_again or only_the_first"
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", chosen]

    ran = subprocess.run([sys.executable, "-c", ignoring, *tests], capture_output=True, check=False, text=True)

    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout
