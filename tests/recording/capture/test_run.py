"""A run with a video and a trace: both can be opened, and hold no secret in any of their bytes."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from zipfile import ZipFile

import av
import playwright
import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Ran, Serve, account
from tests.flows.laws import small
from tests.support.serving import serving
from tests.support.threads import apart

from cancelbot import app
from cancelbot.config.settings import load
from cancelbot.engine.interaction import IO, Progress
from cancelbot.recording.capture.video import BETWEEN
from cancelbot.redaction import TOKEN, spellings
from cancelbot.report.receipt.verify import verify_recording
from cancelbot.sandbox import Sandbox
from openai_platform import FLOW

VIEWER = Path(playwright.__file__).parent / "driver/package/lib/vite/traceViewer"
TRACES = ("trace.zip", "trace-2.zip")


class LogsOut(Progress):
    """A screen behind which the session is ended when the plan is canceled."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def step_began(self, name: str) -> None:
        if name == "payment-methods":
            self.sandbox.log_out()


@pytest.fixture
def captured(serve: Serve, tmp_path: Path) -> tuple[Sandbox, Ran]:
    """A run on a little account that has to sign in twice."""
    sandbox = serve(small())
    flags = {
        "yes": True,
        "remove_card": True,
        "timeout": 15.0,
        "trace": True,
        "video": True,
        "recordings": tmp_path / "recordings",
    }
    settings = load(**{**flags, **account(sandbox)})
    result = apart(lambda: app.run(settings, IO(LogsOut(sandbox)), FLOW))
    folder = Path(result.recording)
    return sandbox, Ran(json.loads((folder / "result.json").read_text()), folder, result)


@pytest.fixture
def served(captured: tuple[Sandbox, Ran], tmp_path: Path) -> Iterator[str]:
    """Playwright's own viewer, with the recording beside it."""
    place = tmp_path / "served"
    place.mkdir()
    (place / "viewer").symlink_to(VIEWER)
    (place / "recording").symlink_to(captured[1].recording)
    with serving(partial(Quiet, directory=place)) as origin:
        yield origin


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None: ...


def parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The video, and every file within the traces."""
    yield "film.mp4", (folder / "film.mp4").read_bytes()
    for trace in TRACES:
        with ZipFile(folder / trace) as opened:
            yield from ((f"{trace}/{name}", opened.read(name)) for name in opened.namelist())


def written(folder: Path) -> Iterator[str]:
    """Where the requests of the traces went that carry something."""
    for name, content in parts(folder):
        for line in content.splitlines() if name.endswith(".network") else ():
            request = json.loads(line)["snapshot"]["request"]
            if request["method"] not in {"GET", "OPTIONS"}:
                yield request["url"]


@pytest.mark.soak
def test_video_and_trace_of_a_run_that_signs_in_twice(captured: tuple[Sandbox, Ran], served: str, page: Page) -> None:
    sandbox, ran = captured

    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    _holds_no_secret(sandbox, ran)
    _video_plays(ran.recording / "film.mp4")
    _trace_opens(page, served)
    assert verify_recording(ran.recording).exit_code == 0


def _holds_no_secret(sandbox: Sandbox, ran: Ran) -> None:
    own = sandbox.scenario.account
    for name, content in parts(ran.recording):
        assert not any(spelling in content for secret in (own.email, own.password) for spelling in spellings(secret))
        assert TOKEN.search(content.decode(errors="replace")) is None, name
    to_the_sign_in = {url for url in written(ran.recording) if url.startswith(sandbox.auth_url)}
    assert to_the_sign_in <= {f"{sandbox.auth_url}/oauth/token"}, "the session's own upkeep, and nothing that is typed"
    assert [url for url in written(ran.recording) if url.endswith("/subscription/cancel")] != []


def _video_plays(path: Path) -> None:
    with av.open(path, "r") as video:
        titles = [chapter["metadata"]["title"] for chapter in video.chapters()]
        pictures = list(video.decode(video=0))
        seconds = (video.duration or 0) / av.time_base

    of_steps = [title for title in titles if title != BETWEEN]  # a busy machine makes more of the time between them
    assert of_steps[:4] == ["Sign in", "Turn auto-recharge off", "Cancel the plan", "Delete the saved cards"]
    assert seconds > 2
    assert len(pictures) == pytest.approx(seconds * 8, abs=2)
    assert len({bytes(picture.planes[0])[::997] for picture in pictures}) > 3, "something is seen to happen"


def _trace_opens(page: Page, served: str) -> None:
    page.goto(f"{served}/viewer/index.html?trace={served}/recording/{TRACES[1]}")

    expect(page.get_by_text("Delete the saved cards").first).to_be_visible()
    expect(page.get_by_text("Click").first).to_be_visible()
