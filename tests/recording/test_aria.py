"""The accessibility tree beside a picture holds what the page says, and no secret."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording
from cancelbot.recording.screenshot import aria_snapshot


def test_a_picture_comes_with_its_tree_redacted(page: Page, tmp_path: Path) -> None:
    recording = Recording(tmp_path, "flow", "run", ("hunter2",))
    page.set_content(
        "<h1>Billing</h1><p>user@example.com hunter2 sk-proj-abcdefghijklmnop</p><button>Cancel plan</button>"
    )

    name = recording.picture(Tab(page.context, timeout=5, page=page), "cancel-plan", "before")
    recording.close()

    assert name == "01_cancel-plan_before.png"
    tree = (recording.folder / "01_cancel-plan_before.aria.yaml").read_text()
    assert '- button "Cancel plan"' in tree
    assert "u***@example.com" in tree
    for secret in ("user@example.com", "hunter2", "sk-proj-"):
        assert secret not in tree


@pytest.mark.parametrize("field", ["type=password", "autocomplete=one-time-code", "type=email", "name=username"])
def test_a_page_that_asks_for_credentials_has_no_tree(page: Page, field: str) -> None:
    page.set_content(f"<label>Here <input {field} value=hunter2></label>")

    assert aria_snapshot(page) is None


def test_a_page_that_is_gone_has_no_tree(page: Page) -> None:
    page.close()

    assert aria_snapshot(page) is None
