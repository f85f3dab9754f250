"""What a run leaves for others to read, written at its end: report, receipt, dates."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import structlog
from playwright.sync_api import Error, Page

from cancelbot.config.places import write_whole
from cancelbot.errors import CancelbotError
from cancelbot.recording import read as recordings
from cancelbot.recording.folder import Recording
from cancelbot.report import prepare, render_report
from cancelbot.report.receipt.manifest import RECEIPT, SUMS, Receipt, sums
from cancelbot.report.receipt.pdf import is_worth_paper, printed
from cancelbot.report.receipt.timestamp import stamp
from cancelbot.report.reminders import calendar


def warm_up() -> None:
    """Load what writes the proof while the browser starts, so that the end of the run need not wait for it."""
    threading.Thread(target=_load, name="proof", daemon=True).start()


def _load() -> None:
    import icalendar  # noqa: F401  # loaded here, used at the end of the run

    prepare()


def versions(flow: str, browser: str) -> dict[str, str]:
    """What did the work, by name."""
    own = version("cancelbot")
    return {
        "Tool": f"cancelbot {own}",
        "Flow": f"{flow} {own}",
        "Library": f"Playwright {version('playwright')}",
        "Browser": browser,
    }


def conclude(recording: Recording, page: Page | None) -> None:
    """Write the proof from what is on the disk, which holds no secret. ``page`` shows nothing that is still needed.

    A proof that cannot be written changes nothing of what the run found and did: it is noted, and that is all.
    """
    try:
        write(recording.folder, page, recording.keep)
    except Exception as error:  # noqa: BLE001  # the run is over, and its result stands whatever fails here
        recording.note("proof.failed", reason=f"{type(error).__name__}: {error}".splitlines()[0])


def write(folder: Path, page: Page | None, keep: Callable[[str, bytes], None]) -> None:
    """Make the proof of the recording in ``folder`` and hand each file to ``keep``; ``page`` prints the receipt."""
    kept = recordings.read_recording(folder)
    receipt = Receipt(folder, kept)
    made = {"report.html": render_report(kept, receipt.seal).encode(), "followup.ics": calendar(kept)}
    if page is not None and is_worth_paper(kept.result):
        made["receipt.pdf"] = printed(page, kept, receipt)
    for name, content in made.items():
        if content is not None:
            keep(name, content)
    keep(RECEIPT, receipt.text())
    keep(SUMS, sums(folder))


def stamp_or_warn(folder: Path, authority: str) -> None:
    """Have the receipt timestamped. What keeps that from being done is told, and changes nothing of the run."""
    try:
        stamp(folder, authority)
    except (CancelbotError, OSError) as error:
        log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
        log.warning(f"The receipt has no timestamp. {error}")


def leave(page: Page) -> Page | None:
    """``page``, away from the site and empty; None if there is no page any more."""
    try:
        page.goto("about:blank")
    except Error:
        return None
    return page


def report_of(folder: Path) -> Path:
    """The report of a recording, made now if the run was stopped before it could be."""
    path = folder / "report.html"
    if not path.exists():
        write_whole(path, render_report(recordings.read_recording(folder)).encode())
    return path
