"""What a person does in front of the window, and what the site hears of it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Serve, account
from tests.flows.laws import small
from tests.guard import arms
from tests.guard.test_extension_guard import downloads
from tests.skins.folders import skin_folder
from tests.support.shortened import PLAN
from tests.support.window import (
    Person,
    agree,
    agree_by_holding,
    at_work,
    closes,
    ends,
    press,
    several,
    signed_in,
    stands_for_live,
    typed,
    visit,
    wants_to,
)
from tests.window.test_screens import HOSTILE

from cancelbot.browser.find import FoundBrowser
from cancelbot.recording.read import recordings_in
from cancelbot.sandbox import SCENARIOS, Act, Fault, Kind, Sandbox
from cancelbot.sandbox.auth.totp import CODE_PERIOD, code_at


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_after_practice_to_a_saved_receipt_a_run_that_is_stopped_before_the_press_leaves_everything_as_it_is(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)
    monkeypatch.setattr("cancelbot.cli.visit.user_downloads_path", lambda: tmp_path / "downloads")
    monkeypatch.setattr("cancelbot.cli.visit.FLOW", PLAN)
    seen = []

    def ending(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_contain_text("was canceled on")
        press("Save the receipt (PDF)")(page)
        expect(page.get_by_role("status")).to_contain_text("Saved as")
        press("Show the report")(page)
        seen.append(page.frame_locator("iframe").get_by_role("heading", level=1).inner_text())
        press("Do something else")(page)

    person = Person(
        several(press("Practice on the fake site"), press("Start practicing")),
        agree_by_holding,
        several(ending, wants_to("Cancel my plan", sandbox, "Look first")),
        several(at_work, press("Stop")),
        ends("the run was interrupted"),
    )

    assert visit(person, tmp_path, lambda: Sandbox(small(), skin_folder("platform"))) == 130
    assert [file.suffix for file in (tmp_path / "downloads").iterdir()] == [".pdf"]
    assert "was canceled on" in seen[0]
    stopped, practice = recordings_in(tmp_path / "recordings")
    assert (practice.result.exit_code, practice.result.outcome) == (0, "canceled")
    assert (stopped.result.exit_code, sandbox.request_log.acts(Act.CANCEL)) == (130, [])
    assert sandbox.scenario.account.password.encode() not in everything_in(tmp_path / "recordings")


@pytest.mark.soak
def test_stop_after_the_press_says_that_the_end_is_not_known(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = small(Fault(act=Act.CANCEL, kind=Kind.SLOW, seconds=6))
    sandbox = stands_for_live(serve(slow), monkeypatch)

    def stop_as_soon_as_the_site_has_heard(page: Page) -> None:
        agree(page)
        while not sandbox.request_log.acts(Act.CANCEL):
            page.evaluate("() => new Promise(done => setTimeout(done, 20))")
        press("Stop")(page)

    person = Person(
        wants_to("Cancel my plan", sandbox, "Look first"),
        stop_as_soon_as_the_site_has_heard,
        ends("Not certain: the run was interrupted right after"),
    )

    assert visit(person, tmp_path) == 130
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_a_page_that_is_reloaded_shows_where_the_run_is(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)

    def reload_while_asked_and_while_at_work(page: Page) -> None:
        typed("Type the word cancel to agree", "cancel")(page)
        page.reload()
        expect(page.get_by_label("Type the word cancel to agree")).to_be_empty()
        typed("Type the word cancel to agree", "cancel")(page)
        press("Cancel my plan")(page)
        signed_in(page)
        page.reload()
        signed_in(page)

    person = Person(
        wants_to("Cancel my plan", sandbox, "Look first"),
        reload_while_asked_and_while_at_work,
        ends("was canceled on"),
    )

    assert visit(person, tmp_path) == 0
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_closing_the_page_stops_the_run(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)
    person = Person(
        wants_to("Cancel my plan", sandbox, "Look first"),
        several(signed_in, closes),
        ends("the run was interrupted"),
    )

    assert visit(person, tmp_path) == 130
    assert sandbox.request_log.acts(Act.CANCEL) == []


@pytest.mark.soak
def test_who_does_not_agree_keeps_the_plan(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)
    person = Person(
        wants_to("Cancel my plan", sandbox, "Look first"),
        press("Leave everything as it is"),
        ends("you did not agree to the changes"),
    )

    assert visit(person, tmp_path) == 0
    assert sandbox.request_log.acts(Act.CANCEL) == []


@pytest.mark.soak
def test_a_wrong_password_is_told_in_the_words_of_the_site(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = stands_for_live(serve("wrong-password"), monkeypatch)
    person = Person(
        wants_to("Look at my account", sandbox, "Look now"),
        lambda page: None,
        ends("the site refused the sign-in"),
    )

    assert visit(person, tmp_path) == 3


@pytest.mark.soak
def test_a_code_is_asked_for_on_the_page(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    default = SCENARIOS["default"]
    sandbox = stands_for_live(serve(small().model_copy(update={"sign_in": default.sign_in})), monkeypatch)
    secret = default.account.totp_secret or ""

    def types_the_code(page: Page) -> None:
        field = page.get_by_label("Code of your authenticator app")
        expect(field).to_have_attribute("type", "password")
        field.fill(code_at(secret, int(time.time()) // CODE_PERIOD))
        press("Go on")(page)

    person = Person(wants_to("Look at my account", sandbox, "Look now"), types_the_code, ends("This was a dry run"))

    assert visit(person, tmp_path) == 0


@pytest.mark.soak
def test_a_secret_that_cannot_be_one_is_refused_before_anything_starts(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)
    refused = several(
        wants_to("Look at my account", sandbox, "Look now", secret="123456"),
        lambda page: expect(page.get_by_role("alert")).to_contain_text("CANCELBOT_TOTP_SECRET"),
        closes,
    )

    assert visit(Person(refused), tmp_path) == 0
    assert sandbox.request_log.requests == []


@pytest.mark.soak
@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    ("scenario", "do"), [("bot-check", "Confirm in the window that you are human"), ("passkey", "Use your passkey")]
)
def test_a_person_who_is_needed_is_brought_to_the_tab_at_work_and_back(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, scenario: str, do: str
) -> None:
    sandbox = stands_for_live(serve(scenario), monkeypatch)
    in_front, own = list[str](), SCENARIOS["default"].account
    secret = own.totp_secret or "" if scenario == "bot-check" else ""  # with one there is another way than the passkey
    bring_to_front = Page.bring_to_front

    def brought(page: Page) -> None:
        in_front.append("the window" if page.url == "about:blank" else page.url)
        bring_to_front(page)

    def answers_the_call(page: Page) -> None:
        expect(page.locator("#call")).to_contain_text(f"You are needed in the other tab. {do}")
        expect(page).to_have_title(re.compile("You are needed in the other tab"))
        called.append(in_front[-1])
        sandbox.approve()

    called: list[str] = []
    monkeypatch.setattr(Page, "bring_to_front", brought)
    person = Person(
        wants_to("Look at my account", sandbox, "Look now", secret=secret),
        answers_the_call,
        several(lambda page: called.append(in_front[-1]), ends("This was a dry run")),
    )

    assert visit(person, tmp_path, headed=True) == 0
    assert called[0].startswith(str(account(sandbox)["auth_url"]))
    assert called[1] == "the window"


@pytest.mark.soak
@pytest.mark.usefixtures("display")
def test_it_opens_in_the_persons_own_chrome_and_leaves_their_tabs_as_they_are(
    tmp_path: Path, serve: Serve, found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No tab of theirs reaches the page. The tab at work is pictured while the person looks at this one."""
    sandbox = stands_for_live(serve(small()), monkeypatch)
    tried = []

    def all_of_it(page: Page) -> None:
        theirs = next(tab for tab in page.context.pages if tab != page)
        wants_to("Cancel my plan", sandbox, "Look first")(page)
        tried.extend([theirs.evaluate(HOSTILE), len(page.context.pages)])
        agree(page)
        signed_in(page)
        tried.append(theirs.evaluate(HOSTILE))
        ends("was canceled on")(page)

    with arms.chromium(found, visible=True) as address:
        before = downloads(address)
        monkeypatch.setenv("CANCELBOT_ATTACH", address)
        assert visit(Person(all_of_it), tmp_path) == 0
        assert downloads(address) == before

    assert tried[::2] == [["nothing"] * 5] * 2
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_with_a_browser_elsewhere_it_opens_here(
    tmp_path: Path, serve: Serve, found: FoundBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = stands_for_live(serve(small()), monkeypatch)

    def nobody_signs_in_there_by_hand(page: Page) -> None:
        press("Look at my account")(page)
        expect(page.get_by_role("button", name="Use what is kept")).to_be_visible()
        assert page.get_by_role("button", name="Sign in by hand").count() == 0
        press("Back")(page)

    looks = several(
        nobody_signs_in_there_by_hand,
        wants_to("Look at my account", sandbox, "Look now"),
        ends("This was a dry run"),
    )
    with arms.chromium(found) as address:
        monkeypatch.setenv("CANCELBOT_REMOTE", address)
        assert visit(Person(looks), tmp_path) == 0
        assert len(downloads(address)) == 1
