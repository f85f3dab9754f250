"""The same job by a generic browser agent, browser-use, at its best: a model that knows every answer and takes no time.

What is left is the price of that kind of tool: it reads the page into words before each step, and acts on numbers in
them. A real model adds seconds to each step, and may err.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

os.environ |= {
    "ANONYMIZED_TELEMETRY": "false",
    "BROWSER_USE_LOGGING_LEVEL": "result",
    "SKIP_LLM_API_KEY_VERIFICATION": "true",
}

import pyotp  # after the environment, which browser_use reads when it is imported
from browser_use import Agent, BrowserProfile, BrowserSession
from browser_use.llm.messages import BaseMessage
from browser_use.llm.views import ChatInvokeCompletion
from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)
Actions = list[dict[str, dict[str, object]]]
Script = Generator[Actions, str, str]
"""gives actions and gets the page in words; returns the newest page"""
BILLING = "/settings/organization/billing"
ELEMENT = re.compile(r"\[(\d+)\]<([^>]*)>(?:\n\t+([^\n\[]*))?")
TAB = re.compile(r"Current tab: (\w+)")
LOOK: Actions = [{"wait": {"seconds": 0}}]
STEPS = 200


def numbers(page: str, words: str) -> list[int]:
    """The numbers of the elements that say ``words``, from end to end, or bear them as an attribute."""
    found = ((hit[1], (hit[3] or "").strip(), hit[2].split("=")) for hit in ELEMENT.finditer(page))
    return [
        int(at) for at, said, facts in found if said == words or any(fact.split(" ")[0] == words for fact in facts[1:])
    ]


def until(page: str, words: str) -> Script:
    while not numbers(page, words):
        page = yield LOOK
    return page


def press(page: str, words: str) -> Script:
    page = yield from until(page, words)
    return (yield [{"click": {"index": numbers(page, words)[-1]}}])


def give(page: str, field: str, text: str) -> Script:
    page = yield from until(page, field)
    where, go_on = numbers(page, field)[-1], numbers(page, "Continue")[0]
    return (yield [{"input": {"index": where, "text": text}}, {"click": {"index": go_on}}])


def see(page: str, *words: str) -> Script:
    while not any(each in page for each in words):
        page = yield LOOK
    return page


def visit(url: str) -> Script:
    return (yield [{"navigate": {"url": url}}])


def job(site: str, folder: Path) -> Script:
    page = yield from sign_in(site)
    page = yield from press(page, "Modify")
    page = yield from press(page, "checkbox")
    page = yield from press(page, "Save settings")
    page = yield from see(page, "Auto recharge is off")
    page = yield from press(page, "Cancel plan")
    page = yield from see(page, "Nevermind")
    page = yield from press(page, "Cancel plan")
    page = yield from see(page, "Free trial")
    yield from save_invoices(site, folder)
    page = yield from visit(f"{site}{BILLING}/payment-methods")
    page = yield from until(page, "Add payment method")
    yield from clear(page, "Expires", last_delete, "Are you sure", "Delete")
    for path in ("/settings/organization/api-keys", "/settings/profile/api-keys"):
        page = yield from visit(site + path)
        page = yield from see(page, "View usage per API key", "manage your user API keys")
        yield from clear(page, "sk-...", last_trash, "immediately be disabled", "Revoke key")
    return page


def sign_in(site: str) -> Script:
    page = yield from visit(f"{site}{BILLING}/overview")
    page = yield from press(page, "Log in")
    page = yield from give(page, "email", os.environ["CANCELBOT_EMAIL"])
    page = yield from give(page, "current-password", os.environ["CANCELBOT_PASSWORD"])
    if secret := os.environ["CANCELBOT_TOTP_SECRET"]:
        page = yield from give(page, "code", pyotp.TOTP(secret).now())
    return page


def save_invoices(site: str, folder: Path) -> Script:
    page = yield from visit(f"{site}{BILLING}/history")
    page = yield from see(page, "Showing invoices")
    for number in range(len(numbers(page, "View"))):
        page = yield [{"click": {"index": numbers(page, "View")[number]}}]
        page = yield from press(page, "Download invoice")
        while len(list(folder.glob("*.pdf"))) <= number:
            page = yield LOOK
        page = yield [{"close": {"tab_id": TAB.findall(page)[0]}}]
        page = yield from until(page, "View")
    return page


def clear(page: str, mark: str, opener: Callable[[str], int], question: str, agree: str) -> Script:
    for left in reversed(range(page.count(mark))):
        page = yield [{"click": {"index": opener(page)}}]
        page = yield from see(page, question)
        page = yield from press(page, agree)
        while page.count(mark) != left:
            page = yield LOOK
    return page


def last_delete(page: str) -> int:
    return numbers(page, "Delete")[-1]


def last_trash(page: str) -> int:
    """The second of the buttons behind the last key: they have no words."""
    return [int(hit[1]) for hit in ELEMENT.finditer(page[page.rindex("sk-...") :]) if hit[2].startswith("button")][1]


class Scripted:
    """A model that answers at once, from a script."""

    model = model_name = name = provider = "scripted"
    _verified_api_keys = True

    def __init__(self, script: Script) -> None:
        self.script = script
        self.begun = False

    async def ainvoke(
        self, messages: list[BaseMessage], output_format: type[T], **_: object
    ) -> ChatInvokeCompletion[T]:
        actions = self.next(messages[-1].text)
        return ChatInvokeCompletion(
            completion=output_format.model_validate({"memory": "", "action": actions}), usage=None
        )

    def next(self, page: str) -> Actions:
        if os.environ.get("SHOW"):
            print(page, file=sys.stderr)
        try:
            actions = self.script.send(page) if self.begun else next(self.script)
        except StopIteration:
            return [{"done": {"text": "done", "success": True}}]
        finally:
            self.begun = True
        if os.environ.get("SHOW"):
            print("=======>", actions, file=sys.stderr)
        return actions


async def main(browser: str, folder: Path) -> None:
    profile = BrowserProfile(
        executable_path=browser,
        headless=True,
        user_data_dir=str(folder / "profile"),
        downloads_path=str(folder),
        enable_default_extensions=False,
        minimum_wait_page_load_time=0,
        wait_for_network_idle_page_load_time=0,
        wait_between_actions=0,
        chromium_sandbox=False,
    )
    session = BrowserSession(browser_profile=profile)
    agent = Agent(
        task="cancel the plan",
        llm=Scripted(job(os.environ["CANCELBOT_PLATFORM_URL"], folder)),
        browser_session=session,
        flash_mode=True,
        use_vision=False,
        use_judge=False,
        directly_open_url=False,
    )
    await agent.run(max_steps=STEPS)
    await session.kill()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
    else:
        from contest import alone

        alone("agent.py")
