"""The report tells a run to somebody who was not there, from one file."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.report.conftest import MakeResult

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.costs import what_can_cost
from cancelbot.report.document import render_report
from cancelbot.report.rows import report_rows
from cancelbot.report.summary import by_hand, headline, summarize
from cancelbot.result import Account, AccountState, ApiKey, Card, Outcome, Result


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def kept(result: Result, tmp_path: Path) -> LoadedRecording:
    return LoadedRecording(tmp_path, result, [])


def test_nothing_in_it_is_fetched_from_anywhere(sample: LoadedRecording) -> None:
    html = render_report(sample)

    sources = [attrs.get(name) or "" for _, attrs in Tags(html).found for name in ("src", "href", "action", "srcset")]
    assert all(source.startswith("data:") for source in sources if source)
    assert "url(" not in html
    assert "@import" not in html
    assert not any(tag in {"script", "link", "iframe"} for tag, _ in Tags(html).found)


def test_every_picture_of_the_recording_is_in_it_with_words_for_who_cannot_see_it(sample: LoadedRecording) -> None:
    pictures = [attrs for tag, attrs in Tags(render_report(sample)).found if tag == "img"]

    assert len(pictures) == len(list(sample.folder.glob("*.png")))
    assert all(picture["alt"] and str(picture["src"]).startswith("data:image/png") for picture in pictures)


def test_of_a_step_with_very_many_pictures_it_shows_the_first_and_the_last(sample: LoadedRecording) -> None:
    keys = sample.result.steps[-1]
    keys.pictures = [keys.pictures[0]] * 1000

    html = render_report(sample)

    shown = [attrs for tag, attrs in Tags(html).found if tag == "img" and "API keys" in (attrs["alt"] or "")]
    first = sum(len(step.pictures) for step in sample.result.steps[:-1]) + 1
    assert [(attrs["alt"] or "").split(",")[0] for attrs in shown[:1] + shown[-1:]] == [
        f"Picture {first}",
        f"Picture {first + 999}",
    ]
    assert "988 more pictures" in html


def test_it_quotes_the_dialog_and_the_banner_as_read(sample: LoadedRecording) -> None:
    html = render_report(sample)

    assert "Are you sure you want to cancel your billing plan?" in html
    assert "no further charges will be made.</blockquote>" in html
    assert "<blockquote>Your subscription was canceled.</blockquote>" in html


def test_what_the_site_says_cannot_become_part_of_the_page(sample: LoadedRecording) -> None:
    evil = replace(
        sample.result, account=Account("u***@x", "<script>alert(1)</script>"), said={"dialog": "<img src=x>"}
    )

    html = render_report(replace(sample, result=evil))

    assert "<script>" not in html
    assert "<img src=x>" not in html


@pytest.mark.parametrize(
    ("outcome", "exit_code", "words"),
    [
        ("canceled", 0, "was canceled on 22 November 2026, 13:34 UTC, and the reloaded page confirms it"),
        ("canceled", 1, "is canceled, but not everything else that you asked for was done"),
        ("already-canceled", 0, "was already canceled"),
        ("would-cancel", 0, "is active. This was a dry run: nothing was changed"),
        ("no-plan", 0, "“Acme” has no OpenAI Platform plan to cancel"),
        ("declined", 0, "Not canceled: you did not agree to the changes"),
        ("looked", 0, "looked at the account of “Acme”"),
        ("unverified", 6, "Not canceled: an earlier step could not be confirmed"),
        ("needs-human", 4, "a step that only you can do"),
        ("refused-for-safety", 7, "Not canceled: cancelbot refused to go on"),
        ("failed", 1, "Not canceled: the run stopped before canceling anything"),
        ("failed", 2, "Nothing was done: a setting, an option or this machine"),
        ("failed", 3, "Not canceled: the site refused the sign-in"),
        ("failed", 5, "Not canceled: the site shows a page from which cancelbot cannot go on"),
        ("failed", 8, "Nothing was done: another run of this account"),
        ("failed", 130, "Not canceled: the run was interrupted"),
    ],
)
def test_the_outcome_is_one_sentence(
    result: MakeResult, tmp_path: Path, outcome: str, exit_code: int, words: str
) -> None:
    sentence = headline(kept(result(outcome, exit_code=exit_code), tmp_path))

    assert words in sentence
    assert sentence.endswith(".")
    assert sentence in render_report(kept(result(outcome, exit_code=exit_code), tmp_path)).replace("&#39;", "'")


def test_a_run_that_failed_says_what_stopped_it_and_how_to_finish_by_hand(result: MakeResult, tmp_path: Path) -> None:
    broken = result("failed", exit_code=5, message="The page was not recognized.", advice="Open the picture.")

    html = render_report(kept(broken, tmp_path))

    assert "The page was not recognized." in html
    assert "Open the picture." in html
    assert "<h3>By hand</h3>" in html
    assert "the red “Cancel plan”" in html


def test_of_a_plan_that_was_never_seen_nobody_says_that_it_is_active_or_not_canceled(
    result: MakeResult, tmp_path: Path
) -> None:
    blind = result("failed", exit_code=5, before=AccountState(), after=AccountState())

    end = summarize(kept(blind, tmp_path))

    assert end.headline.startswith("This run canceled nothing: ")
    assert what_can_cost(blind)[0].title == "The plan may still be active"


@pytest.mark.parametrize(
    ("exit_code", "shows"), [(6, "the reloaded page still shows “Pay as you go”"), (130, "right after")]
)
def test_a_click_that_no_page_confirms_is_told_with_what_the_page_shows(
    result: MakeResult, tmp_path: Path, exit_code: int, shows: str
) -> None:
    unsure = result(
        "unverified", exit_code=exit_code, plan=Outcome.UNVERIFIED, after=AccountState("Pay as you go", "$4.34")
    )

    end = summarize(kept(unsure, tmp_path))

    assert end.headline.startswith("Not certain: ")
    assert shows in end.headline
    assert any("You can safely run it again" in line for line in end.todo)
    assert any("“Cancel plan”" in line for line in end.by_hand)


@pytest.mark.parametrize("exit_code", [0, 1, 2, 3, 4, 5, 6, 7, 8, 130])
def test_every_ending_says_what_to_do_now_and_nothing_twice(result: MakeResult, tmp_path: Path, exit_code: int) -> None:
    outcome = {0: "canceled", 4: "needs-human", 6: "unverified", 7: "refused-for-safety"}.get(exit_code, "failed")
    end = summarize(kept(result(outcome, exit_code=exit_code, message="Why it stopped.", advice="Do this."), tmp_path))

    lines = [end.headline, *end.happened, *(text for _, text in end.quotes), *end.todo, *end.by_hand]
    assert end.todo
    assert len(lines) == len(set(lines))
    assert bool(end.by_hand) == bool(exit_code)


def test_after_practice_the_steps_by_hand_are_said_to_be_of_a_real_account(result: MakeResult) -> None:
    broken = result("failed", exit_code=5)

    assert by_hand(broken, practice=True)[0].startswith("With a real account ")
    assert by_hand(broken)[0].startswith("Sign in at platform.openai.com")


def test_steps_that_are_settled_are_not_to_be_done_by_hand(result: MakeResult) -> None:
    broken = result("failed", exit_code=1)
    broken.steps[2].outcome = Outcome.DONE

    assert not any("auto-recharge" in step for step in by_hand(broken))


def test_a_run_without_any_browser_still_has_a_report(tmp_path: Path) -> None:
    bare = Result("openai-platform", "run", "2026-11-22T13:34:08.530Z", str(tmp_path), message="No browser was found.")

    html = render_report(kept(bare, tmp_path))

    assert "No browser was found." in html
    assert "No request that could change the account was sent." in html


def test_differences_are_marked_in_words_not_by_colour_alone(sample: LoadedRecording) -> None:
    changed = {row.label for row in report_rows(sample.result) if row.changed}

    assert changed == {"Plan", "Auto-recharge", "Saved cards", "API keys"}
    assert render_report(sample).count('<span class="mark">changed</span>') == len(changed)


def test_a_dry_run_shows_what_a_real_run_would_leave(result: MakeResult) -> None:
    state = AccountState(
        "Pay as you go", "$4.34", True, [Card("••••8490", "VISA ••••8490")], [ApiKey("a", "sk-...a", "", "")], 4
    )
    planned = result("would-cancel", mode="dry-run", before=state, after=state)
    for step in planned.steps[2:]:
        step.outcome = Outcome.PLANNED

    table = {row.label: row.after for row in report_rows(planned)}

    assert table["Plan"] == ["canceled"]
    assert table["Auto-recharge"] == ["off"]
    assert table["Saved cards"] == table["API keys"] == ["none"]
    assert table["Credit balance"] == ["$4.34"]


def test_what_was_only_planned_is_not_what_is_after_a_run_that_was_not_agreed_to(result: MakeResult) -> None:
    state = AccountState("Pay as you go", "$4.34", True, [Card("••••8490", "VISA ••••8490")], [], 4)
    stopped = result("failed", before=state, after=state, exit_code=130, plan=Outcome.PLANNED)
    for step in stopped.steps[2:]:
        step.outcome = Outcome.PLANNED

    assert {row.label for row in report_rows(stopped) if row.changed} == set()
    assert "the page says" in report_rows(stopped)[0].after[0]


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_width_in_light_and_dark(
    sample: LoadedRecording, tmp_path: Path, page: Page, width: int, scheme: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_report(sample, "ab" * 32), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    page.goto(path.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_a_picture_grows_when_it_is_chosen_by_keyboard(sample: LoadedRecording, tmp_path: Path, page: Page) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_report(sample), encoding="utf-8")
    page.goto(path.as_uri())
    picture = page.get_by_alt_text("Picture 8, Cancel the plan")
    before = picture.bounding_box()

    page.get_by_role("checkbox", name="Enlarge picture 8").press("Space")

    after = picture.bounding_box()
    assert before
    assert after
    assert after["width"] > 2 * before["width"]


def test_text_has_contrast_enough_in_light_and_dark(sample: LoadedRecording, tmp_path: Path, page: Page) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_report(sample), encoding="utf-8")
    page.goto(path.as_uri())

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = el => { for (; el; el = el.parentElement) { const c = parse(getComputedStyle(el).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const el of document.querySelectorAll("body *")) {
    if (![...el.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(el).color)), light(behind(el))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(el.className + ": " + el.textContent.trim().slice(0, 40));
  }
  return poor;
}"""
