"""The page by itself: who can reach it, and who can use it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import Markup
from playwright.sync_api import Browser, BrowserContext, Error, Page

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.rows import planned_changes, planned_sentence, report_rows
from cancelbot.report.summary import summarize
from cancelbot.result import Account, AccountState, ApiKey, Card, Outcome, Result, Step
from cancelbot.window.flow import SAVED, _without_command
from cancelbot.window.interaction import StepRow, WindowIO
from cancelbot.window.page import STOP, Left, WindowPage, rendered

LONG = "\u05d7\u05d1\u05e8\u05ea \u05d4\u05d2\u05d9\u05e8 " + "Unbreakable" * 12
PIXEL = Markup("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
HOSTILE = """() => {
  const tried = [];
  for (const reach of [
    () => window.cancelbotStop("x"), () => opener.cancelbotStop("x"), () => top.cancelbot.ask(""),
    () => parent.cancelbot.show(""), () => window.cancelbot.key,
  ]) {
    try { reach(); tried.push("reached"); } catch { tried.push("nothing"); }
  }
  return tried;
}"""


def planned() -> Result:
    state = AccountState(
        LONG, "$4.34", True, [Card("4242", f"Visa {LONG}")], [ApiKey(LONG, "sk-...abcd", LONG, "Never")], 3
    )
    steps = [Step(name, Outcome.PLANNED, LONG) for name in ("auto-recharge", "cancel-plan", "api-keys")]
    account = Account("s***@acme.example", f"<b>{LONG}</b>")
    return Result("f", "run", "2026-11-26T12:00:00Z", "r", before=state, after=state, steps=steps, account=account)


def screens() -> dict[str, str]:
    result = planned()
    facts = {
        "end": summarize(LoadedRecording(Path("r"), result, [])),
        "tone": "bad",
        "todo": [LONG],
        "rows": report_rows(result),
        "columns": ("Before", "After"),
        "picture": PIXEL,
        "files": SAVED,
        "folder": LONG,
        "has_steps": True,
    }
    at_work = [StepRow("sign-in", "done", LONG, [PIXEL]), StepRow("cancel-plan")]
    agreement: dict[str, object] = {
        "who": result.account,
        "changes": planned_changes(result),
        "sentence": planned_sentence(result),
    }
    agreement["pictures"] = [(LONG, PIXEL)]
    return {
        "job": rendered("job", wrong=LONG),
        "sign-in": rendered("sign_in", wrong=LONG, by_hand=True),
        "extras": rendered("extras", job="cancel"),
        "live": rendered(
            "live",
            title=LONG,
            tries=True,
            rows=at_work,
            words=LONG,
            call="Confirm that you are human",
            left="4:59 left",
        ),
        "moment": rendered("moment", words=LONG),
        "question": rendered("question", question=LONG, kind="password"),
        "consent": rendered("consent", wrong="Nothing was done.", practice=True, **agreement),
        "ending": rendered("ending", saved=LONG, report=Markup("&lt;h1&gt;Report&lt;/h1&gt;"), **facts),
    }


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)])
def test_every_screen_can_be_used_by_everybody(browser: Browser, scheme: str) -> None:
    """With a reader and with 400 % zoom, which leaves 320 pixels; nothing is cut off."""
    found = []
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]  # a literal of Playwright's
        window = WindowPage(context.new_page())
        window._page.set_viewport_size({"width": 320, "height": 256})
        for name, html in screens().items():
            window.show(html)
            axe = Axe().run(window._page)
            found += [(name, one["id"], one["nodes"][0]["html"][:200]) for one in axe.response["violations"]]
            wide = window._page.evaluate("() => document.documentElement.scrollWidth")
            found += [(name, "too wide", wide)] if wide > 320 else []

    assert found == []


def test_each_screen_can_be_answered_from_the_keyboard_alone(context: BrowserContext) -> None:
    window = WindowPage(context.new_page())
    window.show(rendered("job", wrong=""))
    reached = []
    for _ in range(4):
        window._page.keyboard.press("Tab")
        reached.append(window._page.evaluate("() => document.activeElement.value"))

    assert reached == ["practice", "look", "cancel", "leave"]


def test_the_plan_is_agreed_to_by_holding_the_button_or_typing_the_word_and_by_nothing_less(
    context: BrowserContext,
) -> None:
    """By pointer and by key; let go too early, or with the pointer drawn away, it is a press like any other."""
    page = context.new_page()
    page.clock.install()
    WindowPage(page)
    button, html = page.get_by_role("button", name="Cancel my plan"), screens()["consent"]

    mouse, keys = page.mouse, page.keyboard

    def given(begin: Callable[[], None], end: Callable[[], None], seconds: int) -> object:
        page.evaluate("html => { globalThis.given = null; cancelbot.ask(html).then(what => { given = what; }); }", html)
        button.hover()
        if begin != mouse.down:
            button.focus()
        begin()
        page.clock.run_for(seconds * 1000)
        end()
        return page.evaluate("() => given")

    def drawn_away() -> None:
        page.mouse.move(1, 1)
        page.clock.run_for(5000)
        page.mouse.up()

    pressed = {"do": "cancel", "word": ""}

    assert given(mouse.down, mouse.up, 4) == {"do": "held"}
    assert given(mouse.down, mouse.up, 2) == pressed
    assert given(mouse.down, drawn_away, 2) is None
    for key in ("Space", "Enter"):
        assert given(partial(keys.down, key), partial(keys.up, key), 4) == {"do": "held"}
        assert given(partial(keys.down, key), partial(keys.up, key), 2) == pressed


@pytest.mark.parametrize(
    ("answers", "agreed"),
    [
        ([{"do": "held"}], True),
        ([{"do": "cancel", "word": " Cancel "}], True),
        ([{"do": "cancel", "word": ""}, {"do": "cancel", "word": "yes"}, {"do": "leave", "word": ""}], False),
        ([{"do": "leave", "word": "cancel"}], False),
        ([{"do": "cancel", "word": ""}], False),  # and then the page is closed
    ],
)
def test_only_what_was_held_or_typed_agrees(answers: list[dict[str, str]], agreed: bool) -> None:
    class Answering(WindowPage):
        def __init__(self) -> None:
            self.shown = ""

        def ask(self, html: str) -> dict[str, str]:
            self.shown = html
            if not answers:
                raise Left
            return answers.pop(0)

        def show(self, html: str) -> None:
            self.shown = html

        def to_front(self) -> None:
            pass

    io = WindowIO("", lambda _first: nullcontext(Answering()), Answering())

    assert io.agrees(planned()) is agreed
    assert answers == []


def test_nobody_else_reaches_the_page(context: BrowserContext, page: Page) -> None:
    """Not a site in another tab, a window that it opens, a frame, nor what is opened in place of the page."""
    stopped: list[str] = []
    window = WindowPage(context.new_page())
    with window.calling_on_stop(lambda: stopped.append("stopped")):
        window.show(rendered("live", title="At work", tries=False, rows=[], words="", left="", call=""))
        page.set_content("<iframe srcdoc='<p>frame</p>'></iframe>")
        with page.expect_popup() as popup:
            page.evaluate("() => { window.open('about:blank') }")
        tried = [place.evaluate(HOSTILE) for place in (page, page.frames[1], popup.value)]

        own = window._page
        key = own.evaluate("() => cancelbot.key")
        own.evaluate("() => { document.body.append(document.createElement('iframe')) }")
        with pytest.raises(Error, match="not cancelbot's own page"):
            own.frames[1].evaluate(f"key => {STOP}(key)", key)
        with pytest.raises(Error, match="not cancelbot's own page"):
            own.evaluate(f"() => {STOP}('a guess')")
        own.goto("data:text/html,<h1>Another site</h1>")
        with pytest.raises(Error, match="not cancelbot's own page"):
            own.evaluate(f"key => {STOP}(key)", key)
        assert stopped == []

        window.show(rendered("live", title="At work", tries=False, rows=[], words="", left="", call=""))
        own.get_by_role("button", name="Stop").click()

    assert tried == [["nothing"] * 5] * 3
    assert stopped == ["stopped"]


def test_what_a_page_says_is_text_on_the_window() -> None:
    html = rendered("question", question="<img src=x onerror=alert(1)>\u202e you@example.com", kind="text")

    assert "<img" not in html
    assert "\u202e" not in html
    assert "you@example.com" not in html


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("To do it for real: cancelbot run --remove-card", "To do it for real: choose “Cancel my plan”."),
        ("Look again: cancelbot verify", "Look again: choose “Look at my account”."),
        ("To report it: cancelbot drift", "To report it: cancelbot drift on a terminal."),
        ("Run the command again when you like.", "Do it again when you like."),
        (
            'For "Acme": cancelbot run --org "Acme"',
            "Do it again, and type the name of the organization when you are asked for it.",
        ),
    ],
)
def test_advice_names_the_buttons_of_the_window_instead_of_commands(sentence: str, shown: str) -> None:
    assert _without_command(sentence) == shown
