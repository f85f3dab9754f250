"""A person in front of the window, in a real browser: their hands are a greenlet beside the bot's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from greenlet import greenlet  # type: ignore[import-untyped]  # it ships no types, and one call of it is made here
from playwright.sync_api import Error, Page, expect
from tests.conftest import account
from tests.support.threads import apart

from cancelbot.cli.practice import fake_site
from cancelbot.cli.visit import Visit
from cancelbot.sandbox import Sandbox
from cancelbot.window.page import WindowPage

expect.set_options(timeout=60_000)
Part = Callable[[Page], object]
"""what the person does on one page of the window, until it goes away"""


class Person:
    """Does one part after another, each on the next page of the window."""

    def __init__(self, *parts: Part) -> None:
        self.parts = list(parts)
        self.trouble: list[BaseException] = []

    def sits_down(self, window: WindowPage) -> None:
        """Begin the next part as soon as the bot waits for something."""
        page, part = window._page, self.parts.pop(0) if self.parts else closes
        page.set_default_timeout(60_000)
        asyncio.get_running_loop().call_soon(lambda: greenlet(lambda: self._do(page, part)).switch())

    def _do(self, page: Page, part: Part) -> None:
        try:
            part(page)
        except Error as gone:
            if "closed" not in gone.message:
                self.trouble.append(gone)
                page.close()
        except AssertionError as trouble:
            self.trouble.append(trouble)
            page.close()


def press(name: str) -> Part:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def closes(page: Page) -> None:
    page.close()


def several(*parts: Part) -> Part:
    def all_of_them(page: Page) -> None:
        for part in parts:
            part(page)

    return all_of_them


def heading(text: str) -> Part:
    return lambda page: expect(page.get_by_role("heading", level=1)).to_have_text(text)


def typed(label: str, text: str) -> Part:
    return lambda page: page.get_by_label(label).fill(text)


def agree(page: Page) -> None:
    press("Cancel my plan")(page)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was done")
    typed("Type the word cancel to agree", "cancel")(page)
    press("Cancel my plan")(page)


def agree_by_holding(page: Page) -> None:
    page.get_by_role("button", name="Cancel my plan").hover()
    page.mouse.down()
    at_work(page)
    page.mouse.up()


def visit(person: Person, tmp_path: Path, practice: Callable[[], Sandbox] = fake_site, **flags: object) -> int:
    given = {"headed": False, "timeout": 8.0, "recordings": tmp_path / "recordings", **flags}
    code = apart(Visit(given, practice, person.sits_down).carry_out)
    if person.trouble:
        raise person.trouble[0]
    assert person.parts == []
    return code


def stands_for_live(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox in the place of the live site; nothing of its account is a setting."""
    for name in ("platform_url", "auth_url", "api_url"):
        monkeypatch.setenv(f"CANCELBOT_{name.upper()}", str(account(sandbox)[name]))
    return sandbox


def wants_to(job: str, sandbox: Sandbox, start: str, *, secret: str = "") -> Part:
    own = sandbox.scenario.account
    return several(
        press(job),
        typed("E-mail address", own.email),
        typed("Password", own.password),
        typed("Secret of your authenticator app", secret),
        press("Go on with these"),
        press(start),
    )


def ends(text: str) -> Part:
    return several(lambda page: expect(page.get_by_role("heading", level=1)).to_contain_text(text), press("Close"))


def at_work(page: Page) -> None:
    expect(page.locator("#steps li")).not_to_have_count(0)


def signed_in(page: Page) -> None:
    expect(page.locator("#steps")).to_contain_text("Signed in as")
