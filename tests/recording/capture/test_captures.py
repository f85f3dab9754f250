"""Captures run beside a run, and never end it."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from playwright.sync_api import Page

from cancelbot.recording.capture import Captures
from cancelbot.recording.folder import Recording

NO_PAGE = cast("Page", None)


class Plain:
    """A capture that leaves one file."""

    name = "plain"

    def __init__(self) -> None:
        self.runs = False

    def start(self, page: Page) -> None:
        self.runs = True

    def stop(self) -> None:
        self.runs = False

    def chapter(self, title: str | None) -> None: ...

    def finish(self) -> Iterator[tuple[str, bytes]]:
        assert not self.runs
        yield "plain.bin", b"kept"


class Broken(Plain):
    """A capture that fails as soon as it starts."""

    name = "broken"

    def start(self, page: Page) -> None:
        raise KeyError("a trace of another version")


class Empty(Plain):
    """A capture that has recorded nothing."""

    name = "empty"

    def finish(self) -> Iterator[tuple[str, bytes]]:
        yield from ()


def test_one_that_breaks_is_put_away_and_the_others_go_on(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "flow", "run")
    captures = Captures([Broken(), Plain(), Empty()])

    captures.start(NO_PAGE)
    captures.chapter("Cancel the plan")
    captures.finish(recording)
    recording.close()

    noted = [line.split('"event": "')[1].split('"')[0] for line in _event_log(recording)]
    assert noted == ["plain.kept", "empty.empty", "broken.failed"]
    assert (recording.folder / "plain.bin").read_bytes() == b"kept"
    assert not (recording.folder / "broken.bin").exists()


def _event_log(recording: Recording) -> list[str]:
    return (recording.folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
