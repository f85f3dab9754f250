"""A page that never yields costs its tab: the run goes on, or says what it could not see. It never waits for ever."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small
from tests.support.watching import When, carry_out

from cancelbot.page import tab
from cancelbot.page.limits import LIMITS
from cancelbot.sandbox import Act, Sandbox
from cancelbot.sandbox.skin import PLATFORM_SKIN

Hung = Callable[[str], Sandbox]
OVERVIEW = 'location.pathname.endsWith("/overview")'
ALWAYS = f"<script>if ({OVERVIEW}) setTimeout(() => {{ for (;;) alert('Hello') }}, 100)</script>"
ONCE_CLICKED = """<script>
const hang = () => { for (;;); };
if (localStorage.clicked) setTimeout(hang, 100);
addEventListener("click", ({target}) => {
  const agrees = target.closest("[role=dialog], dialog") && /^cancel plan$/i.test(target.textContent.trim());
  if (agrees) { localStorage.clicked = 1; setTimeout(hang, 300); }
}, true);
</script>"""
"""From the press that cancels on, each page hangs."""
AFTER_THE_CLICK = ONCE_CLICKED.replace("localStorage.clicked) setTimeout", "false) setTimeout")
"""Only the page on which it is pressed hangs."""


@pytest.fixture
def hung(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hung:
    monkeypatch.setattr(tab, "LIMITS", replace(LIMITS, hangs=2.0))

    def start(script: str) -> Sandbox:
        skin = tmp_path / "hung"
        skin.mkdir()
        page = (PLATFORM_SKIN / "index.html").read_text(encoding="utf-8")
        (skin / "index.html").write_text(page.replace("<head>", f"<head>{script}"), encoding="utf-8")
        return serve(small(), skin)

    return start


def test_with_the_guard_open_the_tab_is_given_up_and_the_outcome_unknown(run: RunBot, hung: Hung) -> None:
    sandbox = hung(ONCE_CLICKED)

    ran = run(sandbox, timeout=5.0)

    assert (ran.exit_code, ran.outcome) == (6, "unverified")
    assert "did not answer any more" in ran.step("cancel-plan").message
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_a_new_tab_confirms_what_the_hung_one_did(run: RunBot, hung: Hung) -> None:
    sandbox = hung(AFTER_THE_CLICK)

    ran = run(sandbox, timeout=5.0)

    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_run_on_a_hung_page_ends_with_any_signal_and_leaves_nothing(hung: Hung, number: signal.Signals) -> None:
    sandbox = hung("<script>setTimeout(() => { for (;;); }, 200)</script>")
    line = [sys.executable, "-m", "cancelbot", "run", "--yes", "--timeout", "60"]

    with tempfile.TemporaryDirectory() as folder:  # Chromium keeps a socket in it, which must not have a long name
        ended = carry_out(line, sandbox, Path(folder) / "home", {}, When("step.began", number))

    assert ended.code == 130, ended.caught["home/shown/stdout"].decode()
    assert [name for name in ended.caught if "/scratch/" in name] == []
    assert any(name.endswith("result.json") for name in ended.caught)
    assert sandbox.request_log.acts(Act.CANCEL) == []


@pytest.mark.soak
def test_before_any_act_the_page_is_said_not_to_answer(run: RunBot, hung: Hung) -> None:
    sandbox = hung(ALWAYS)

    ran = run(sandbox, timeout=5.0)

    assert ran.exit_code == 5
    assert "did not answer any more" in ran.result.message
    assert sandbox.request_log.acts(Act.CANCEL) == []
