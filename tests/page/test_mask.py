"""What a still picture shows, and what it does not."""

import io
from pathlib import Path

import av
import pytest
from tests.support.secret_pages import PAGE, SECRETS, colours

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
        red, blue = colours(next(opened.decode(video=0)))
    assert blue > 500, "what is no secret is seen"
    assert red == 0
