"""make pictures: the pictures of the README and of the pages, from runs on the fake site in its newest words."""

import asyncio
import base64
import html
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from greenlet import greenlet  # type: ignore[import-untyped]  # it ships no types, and one call of it is made here
from playwright.sync_api import Page, expect, sync_playwright

from cancelbot.browser.find import provide
from cancelbot.cli.practice import fake_site
from cancelbot.cli.visit import Visit
from cancelbot.window.page import WindowPage

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ERA = "2026-09"
STOPPED = {
    1: ("--with", "refused-cancel"),
    3: ("--scenario", "wrong-password"),
    4: ("--scenario", "bot-check"),
    5: ("--with", "enterprise"),
    6: ("--with", "old-document-after-cancel"),
    7: ("--scenario", "several-organizations"),
}
"""options of a practice run that ends with this exit code"""
TERMINAL = """<body style="margin:0;background:#1b1e24"><pre style="margin:0;padding:18px 22px;color:#e8eaee;
font:15px/1.35 'DejaVu Sans Mono',monospace">$ cancelbot demo --everything --yes\n{}</pre>"""


def demo(folder: Path, *words: str) -> tuple[str, Path]:
    """A practice run: what it printed, and its recording."""
    line = [
        str(Path(sys.executable).with_name("cancelbot")),
        "demo",
        "--yes",
        "--era",
        ERA,
        "--recordings",
        str(folder),
        *words,
    ]
    env = {**os.environ, "COLUMNS": "80"}
    ended = subprocess.run(line, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return ended.stdout, max(folder.iterdir())


def taken(page: Page, name: str, *, height: int) -> None:
    page.set_viewport_size({"width": 980, "height": height})
    page.screenshot(path=PICTURES / f"{name}.png")


def strip(page: Page, pictures: list[Path], height: int) -> None:
    """Show the top of these pictures, one below the other."""
    sources = [base64.b64encode(path.read_bytes()).decode() for path in pictures]
    cut = f"display:block;object-fit:cover;object-position:top;height:{height}px"
    shown = "".join(f'<img src="data:image/png;base64,{source}" width="980" style="{cut}">' for source in sources)
    page.set_content(f'<body style="margin:0">{shown}')


def begins(page: Page) -> None:
    taken(page, "window", height=640)
    page.get_by_role("button", name="Practice on the fake site").click()
    page.get_by_role("button", name="Start practicing").click()


def agrees(page: Page) -> None:
    expect(page.get_by_role("heading", name="Do you agree?")).to_be_visible()
    taken(page, "window-plan", height=1020)
    page.get_by_label("Type the word cancel to agree").fill("cancel")
    page.get_by_role("button", name="Cancel my plan").click()
    expect(page.locator("#steps")).to_contain_text("Auto-recharge was on and is off now")
    taken(page, "window-live", height=900)


def reads(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("was canceled on")
    taken(page, "window-ending", height=900)
    page.get_by_role("button", name="Close").click()


def window(folder: Path) -> None:
    """Practice in the window as a person does; each part is done on the next page of it."""
    expect.set_options(timeout=60_000)
    parts: list[Callable[[Page], None]] = [begins, agrees, reads]

    def sits_down(opened: WindowPage) -> None:
        part, page = parts.pop(0), opened._page
        asyncio.get_running_loop().call_soon(lambda: greenlet(lambda: part(page)).switch())

    flags: dict[str, object] = {"headed": False, "recordings": folder}
    visit = Visit(flags, partial(fake_site, "no-mfa", era=ERA), sits_down)
    assert visit.carry_out() == 0  # noqa: S101  # else it shows a failure


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide("auto", print).path)
        page = browser.new_page(device_scale_factor=1)
        said, recording = demo(Path(made) / "0", "--everything")
        page.goto((recording / "report.html").as_uri())
        taken(page, "report", height=960)
        lines = said.replace(str(recording.parent), "recordings").replace(".venv/bin/cancelbot", "cancelbot")
        page.set_content(TERMINAL.format(html.escape("...\n" + lines[lines.index("✓ api-keys") :])))
        taken(page, "terminal", height=780)
        moments = ("dialog", "banner", "after")
        strip(page, [next(recording.glob(f"*_cancel-plan_{moment}.png")) for moment in moments], height=430)
        taken(page, "run", height=3 * 430)
        for code, words in STOPPED.items():
            _, recording = demo(Path(made) / str(code), *words)
            result = json.loads((recording / "result.json").read_text(encoding="utf-8"))
            assert result["exit_code"] == code, result["message"]  # noqa: S101  # else the page would show another code
            names = [name for step in result["steps"] for name in step["pictures"]]
            moment = "cancel-plan_banner" if code == 1 else "_stopped"  # where the site's refusal stands
            picture = next(name for name in reversed(names) if moment in name)
            strip(page, [recording / picture], height=640)
            taken(page, f"exit-{code}", height=640)
        browser.close()
    with tempfile.TemporaryDirectory() as made:
        window(Path(made))


if __name__ == "__main__":
    main()
