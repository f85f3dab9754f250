"""What is typed in the window is in no film of the run, in a browser of its own and in the person's own Chrome."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.conftest import Serve
from tests.flows.laws import small
from tests.guard import arms
from tests.support.window import Person, ends, several, signed_in, stands_for_live, visit, wants_to

from cancelbot.browser.find import FoundBrowser

MAGENTA = "main { background: rgb(255, 0, 255) !important }"


def is_magenta(red: int, green: int, blue: int) -> bool:
    return red > 200 and green < 60 and blue > 200


def most_magenta(film: Path) -> tuple[int, float]:
    """The number of frames, and the largest share of a frame that has the color of the window."""
    av = pytest.importorskip("av")
    shares = []
    with av.open(str(film)) as video:
        for frame in video.decode(video=0):
            plane = frame.reformat(width=64, height=48, format="rgb24").planes[0]
            data, line = bytes(plane), plane.line_size
            pixels = [data[y * line + 3 * x :][:3] for y in range(48) for x in range(64)]
            shares.append(sum(is_magenta(*pixel) for pixel in pixels) / len(pixels))
    return len(shares), max(shares)


def colored(page: Page) -> None:
    page.add_style_tag(content=MAGENTA)


@pytest.mark.soak
@pytest.mark.usefixtures("display")
@pytest.mark.parametrize("attached", [False, True])
def test_what_is_typed_in_the_window_is_in_no_film(
    tmp_path: Path, serve: Serve, found: FoundBrowser, monkeypatch: pytest.MonkeyPatch, attached: bool
) -> None:
    """The window is magenta, so a frame that showed any of it would be too."""
    sandbox = stands_for_live(serve(small()), monkeypatch)
    monkeypatch.setenv("CANCELBOT_VIDEO", "true")
    parts = [
        several(colored, wants_to("Look at my account", sandbox, "Look now")),
        several(colored, signed_in),
        ends("This was a dry run"),
    ]
    person = Person(several(*parts)) if attached else Person(*parts)

    with arms.chromium(found, visible=True) if attached else nullcontext() as address:
        if attached:
            monkeypatch.setenv("CANCELBOT_ATTACH", str(address))
        assert visit(person, tmp_path, headed=True) == 0

    (film,) = (tmp_path / "recordings").glob("*/film.mp4")
    frames, share = most_magenta(film)
    assert frames > 10
    assert share < 0.01
    kept = b"".join(path.read_bytes() for path in (tmp_path / "recordings").rglob("*") if path.is_file())
    own = sandbox.scenario.account
    assert own.password.encode() not in kept
    assert own.email.encode() not in kept
