"""The same words on other front-ends: the dry run on every skin, and the whole job where little is in sight."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small, state_of
from tests.skins.folders import HERE, copy_of, skin_names

from cancelbot.browser import launch
from cancelbot.sandbox import Sandbox

OTHERS = sorted(set(skin_names()) - {"platform"})
NARROW = {"width": 700, "height": 800}
"""pixels of a window in which the sidebar of `muiish` is behind a menu button"""
HASHED = '(location.hash.slice(1) || "/")'
LISTENS = 'addEventListener("popstate", draw);'
HOME = 'if (bearer() && !location.hash) history.replaceState(null, "", "/#/");'


@pytest.mark.soak
@pytest.mark.parametrize("skin", OTHERS)
def test_a_dry_run_writes_nothing_on_any_front_end(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox: Sandbox = serve(small(), skin)

    ran = run(sandbox, everything=True, dry_run=True, timeout=15.0)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel"), ran.result.message
    assert sandbox.request_log.writes == []


def behind_a_hash(skin: str, folder: Path) -> Path:
    """A copy of ``skin`` whose pages have addresses such as /#/settings: whatever else is loaded leads to its home."""
    copy, app = folder / f"{skin}-hashed", Path("core") / "app.js"
    copy_of(skin, copy)
    (copy / "core").mkdir(exist_ok=True)
    shutil.copy(HERE / "_shared" / app, copy / app)
    for file, old, new in (
        (Path("main.js"), "location.pathname", HASHED),
        (app, LISTENS, f"{LISTENS} {HOME}"),
        (app, "skin.locate(location.pathname)", f"skin.locate({HASHED})"),
        (app, 'history.pushState(null, "", path)', 'history.pushState(null, "", `/#${path}`)'),
    ):
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, old
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.mark.soak
def test_the_whole_job_is_done_in_a_narrow_window_and_with_addresses_behind_a_hash(
    run: RunBot, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "VIEWPORT", NARROW)
    sandbox = serve(small(), behind_a_hash("muiish", tmp_path))

    ran = run(sandbox, everything=True, timeout=15.0)

    after = state_of(sandbox)
    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert (after.plan, after.cards, after.keys) == ("canceled", frozenset(), frozenset())
    assert len(sandbox.request_log.acts("cancel")) == 1
