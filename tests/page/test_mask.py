"""What a still picture shows, and what it does not."""

import io
from dataclasses import replace
from pathlib import Path

import av
import pytest
from tests.support.secret_pages import PAGE, SECRETS, colors

from cancelbot.page import mask
from cancelbot.page.limits import LIMITS
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording


@pytest.mark.parametrize("how", SECRETS)
def test_a_picture_shows_no_secret_however_it_stands_in_the_page(small_tab: Tab, tmp_path: Path, how: str) -> None:
    recording, page = Recording(tmp_path, "flow", "run"), small_tab.page
    page.set_viewport_size({"width": 1000, "height": 400})
    page.set_content(PAGE)
    page.evaluate(f"() => {{ const here = document.getElementById('here'); {SECRETS[how]} }}")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    name = recording.picture(small_tab, "billing", "seen")
    recording.close()

    assert name is not None
    with av.open(io.BytesIO((recording.folder / name).read_bytes()), "r") as opened:
        red, blue = colors(next(opened.decode(video=0)))
    assert blue > 500, "what is no secret is seen"
    assert red == 0


def test_a_frame_that_came_meanwhile_and_does_not_answer_is_blurred_in_another_picture(
    small_tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, secrets = small_tab.page, ["dana@acme[.]example"]
    page.set_content(PAGE)
    mask.cover(page, mask.MATCHES, secrets)
    page.evaluate(f"() => {{ const here = document.getElementById('here'); {SECRETS['in a frame without scripts']} }}")
    monkeypatch.setattr(mask, "LIMITS", replace(LIMITS, frame=1e-9))

    was_not_covered = mask.cover(page, mask.MATCHES, secrets)

    assert was_not_covered, "the picture that was taken meanwhile may show it"
    assert not mask.cover(page, mask.MATCHES, secrets), "the next picture does not"
