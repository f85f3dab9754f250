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
from tests.support.shortened import SHORTEST
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


ADD = "const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));"
LOADED = "const then = act => document.body ? act() : addEventListener('DOMContentLoaded', act);"
BUSY = "<script>setTimeout(() => { for (;;); }, 50)<\\/script>"
RESTLESS = {
    "a frame of its own origin that never yields": f"then(() => add('iframe', {{ srcdoc: '{BUSY}' }}));",
    "a frame of another": f"then(() => add('iframe', {{ sandbox: 'allow-scripts', srcdoc: '{BUSY}' }}));",
    "it loads itself again": "setTimeout(() => location.reload(), 150);",
    "it does so at once": "location.reload();",
    "it does so each second": "then(() => add('meta', { httpEquiv: 'refresh', content: '1' }));",
    "it writes its history": "let n = 0; setInterval(() => { while (++n % 50) history.pushState(0, 0, '?' + n) }, 1);",
    "it opens windows": "setInterval(() => open(location.href), 50);",
    "it opens windows when it is pressed": "addEventListener('click', () => { for (;;) open('about:blank'); }, true);",
    "alerts on leaving": "onbeforeunload = () => { for (;;) alert('Stay!'); };",
    "it will not be left": "onbeforeunload = e => e.preventDefault(); setInterval(() => location.reload(), 100);",
    "downloads without end": (
        "const file = URL.createObjectURL(new Blob([new Uint8Array(2e7)]));"
        "setInterval(() => { add('a', { href: file, download: 'x' }); document.body.lastChild.click() }, 200);"
    ),
    "200 MB of text": "then(() => add('pre', { textContent: ('word '.repeat(20) + '\\n').repeat(2e6) }));",
    "a million elements": "then(() => add('div', { innerHTML: '<p>word</p>'.repeat(1e6) }));",
    "questions without end": "setInterval(() => { confirm('Really?'); prompt('Why?'); }, 10);",
}
"""pages that hang, flood or never come to rest"""


@pytest.fixture
def hung(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hung:
    monkeypatch.setattr(tab, "LIMITS", replace(LIMITS, longest_hang=4.0))

    def start(script: str) -> Sandbox:
        skin = tmp_path / "hung"
        skin.mkdir()
        page = (PLATFORM_SKIN / "index.html").read_text(encoding="utf-8")
        (skin / "index.html").write_text(page.replace("<head>", f"<head>{script}"), encoding="utf-8")
        return serve(small(), skin)

    return start


def test_with_the_guard_open_the_tab_is_given_up_and_the_outcome_unknown(run: RunBot, hung: Hung) -> None:
    sandbox = hung(ONCE_CLICKED)

    ran = run(sandbox, timeout=10.0, flow=SHORTEST[Act.CANCEL])

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


@pytest.mark.soak
@pytest.mark.parametrize("how", RESTLESS)
@pytest.mark.parametrize("clicked", [False, True], ids=["before the act", "after it"])
def test_a_restless_page_ends_by_its_law_with_one_sentence_and_leaves_nothing(
    run: RunBot, hung: Hung, how: str, clicked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = f"const begin = () => {{ {ADD} {LOADED} {RESTLESS[how]} }};"
    at_once = f"<script>{begin} if ({OVERVIEW}) begin();</script>"
    sandbox = hung(
        ONCE_CLICKED.replace("const hang = () => { for (;;); };", begin.replace("begin =", "hang ="))
        if clicked
        else at_once
    )

    with tempfile.TemporaryDirectory() as scratch:
        monkeypatch.setattr(tempfile, "tempdir", scratch)
        ran = run(sandbox, timeout=6.0)
        left = [path.name for path in Path(scratch).iterdir() if path.name.startswith("cancelbot-")]

    canceled = len(sandbox.request_log.acts(Act.CANCEL))
    assert (ran.exit_code, canceled) in ({(0, 1), (6, 1)} if clicked else {(0, 1), (5, 0)}), ran.result.message
    assert ran.exit_code == 0 or ran.result.message.count(".") <= 2, ran.result.message
    assert left == []
