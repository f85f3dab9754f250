"""What a video shows, and what it does not."""

import io

import av
import pytest
from playwright.sync_api import Page
from tests.support.secret_pages import PAGE, SECRETS, colors

from cancelbot.config.settings import load
from cancelbot.errors import UsageError
from cancelbot.recording.capture import check_captures
from cancelbot.recording.capture.video import Video, chapters, encoded

SAMPLE = {"as text", "in a shadow root", "in a field"}
"""the ways that every run of the tests tries"""


def paint(page: Page) -> None:
    """Let the page be painted a good many times, and once more anew."""
    page.evaluate(
        """() => new Promise(done => {
             let left = 30;
             const next = () => left-- ? requestAnimationFrame(next) : done(document.body.append("."));
             next();
           })"""
    )


def seen_in(video: Video) -> list[tuple[int, int]]:
    """Red and blue of every picture of the video."""
    ((_, content),) = video.finish()
    with av.open(io.BytesIO(content), "r") as played:
        return [colors(picture) for picture in played.decode(video=0)]


@pytest.mark.parametrize(
    "how", [how if how in SAMPLE else pytest.param(how, marks=pytest.mark.soak) for how in SECRETS]
)
def test_a_secret_is_never_seen_however_it_comes_into_the_page(page: Page, how: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 400})
    video = Video()
    video.start(page)
    page.set_content(PAGE)
    page.evaluate(f"() => {{ const here = document.getElementById('here'); {SECRETS[how]} }}")
    paint(page)
    paint(page)

    video.stop()

    seen = seen_in(video)
    assert max(blue for _, blue in seen) > 500, "what is no secret is seen"
    assert max(red for red, _ in seen) == 0


def test_nothing_is_captured_while_the_video_is_halted(page: Page) -> None:
    video = Video()
    page.set_content(PAGE)
    video.start(page)
    paint(page)

    video.stop()
    page.evaluate("() => { document.body.style.background = '#f00' }")
    paint(page)
    page.evaluate("() => { document.body.style.background = '#fff' }")
    video.start(page)
    paint(page)
    video.stop()

    assert max(red for red, _ in seen_in(video)) == 0


def test_chapters_follow_each_other_and_what_was_not_captured_is_none() -> None:
    begun = [(0.0, "sign-in"), (0.0, "invoices"), (2.5, "cancel-plan")]

    made = chapters(begun, 4.0)

    assert [(one["metadata"]["title"], one["start"], one["end"]) for one in made] == [
        ("invoices", 0, 2500),
        ("cancel-plan", 2500, 4000),
    ]


def test_without_the_library_it_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cancelbot.config.machine.find_spec", lambda _name: None)

    with pytest.raises(UsageError, match="--video needs the library av") as told:
        check_captures(load(video=True))

    assert "pipx install --force '.[video]'" in told.value.advice


@pytest.mark.parametrize("elsewhere", [{"attach": "http://127.0.0.1:9222"}, {"remote": "ws://grid.example:3000/"}])
def test_a_trace_is_kept_of_our_own_browser_only(elsewhere: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="--trace works only in a browser that cancelbot starts itself"):
        check_captures(load(trace=True, **elsewhere))


def test_a_picture_that_stands_for_long_costs_next_to_nothing(page: Page) -> None:
    page.set_content(PAGE)
    picture = page.screenshot(type="jpeg")

    short, long = (encoded({0: picture}, [], seconds) for seconds in (1.0, 60.0))

    assert len(long) - len(short) < 60 * 1000
