"""Writes report, receipt and calendar file at the end of a run."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import structlog
from playwright.sync_api import Error, Page

from cancelbot.config.machine import write_whole
from cancelbot.errors import CancelbotError, UsageError, first_line
from cancelbot.page.limits import LIMITS
from cancelbot.recording import read as recordings
from cancelbot.recording.folder import Recording
from cancelbot.report.document import prepare, render_report
from cancelbot.report.receipt.manifest import CALENDAR, PRINTED, RECEIPT, REPORT, SUMS, Receipt, sums
from cancelbot.report.receipt.pdf import printed
from cancelbot.report.receipt.timestamp import stamp
from cancelbot.report.reminders import calendar


def warm_up(load: Callable[[], object]) -> None:
    """While the browser starts, ``load``, and then what writes the proof: so the run need not wait for either."""

    def work() -> None:
        load()
        import icalendar  # noqa: F401  # loaded here, used at the end of the run

        prepare()

    threading.Thread(target=work, name="proof", daemon=True).start()


def versions(flow: str, browser: str) -> dict[str, str]:
    own = version("cancelbot")
    return {
        "Tool": f"cancelbot {own}",
        "Flow": f"{flow} {own}",
        "Library": f"Playwright {version('playwright')}",
        "Browser": browser,
    }


def conclude(recording: Recording, page: Page | None) -> None:
    """Write the proof from the files on the disk, which have no secrets. ``page`` shows nothing that is still needed.

    If that fails, it is noted. It does not change what the run found and did.
    """
    try:
        write(recording.folder, page, recording.keep)
    except Exception as error:  # noqa: BLE001  # the run is over, and its result stands whatever fails here
        with suppress(UsageError):  # the disk is full: then not even this can be noted
            recording.note("proof.failed", reason=f"{type(error).__name__}: {first_line(error)}")


def write(folder: Path, page: Page | None, keep: Callable[[str, bytes], None]) -> None:
    """Make the proof of the recording in ``folder`` and pass each file to ``keep``. ``page`` prints the receipt."""
    kept = recordings.read_recording(folder)
    receipt = Receipt(kept)
    made = {REPORT: render_report(kept, receipt.seal).encode(), CALENDAR: calendar(kept)}
    if page is not None:
        made[PRINTED] = printed(page, kept, receipt)
    for name, content in made.items():
        if content is not None:
            keep(name, content)
    keep(RECEIPT, receipt.text())
    keep(SUMS, sums(folder))


def stamp_or_warn(folder: Path, authority: str) -> None:
    """Have the receipt timestamped. A failure is reported and does not change the run."""
    try:
        stamp(folder, authority)
    except (CancelbotError, OSError) as error:
        log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
        log.warning(f"The receipt has no timestamp. {error}")


def leave(page: Page) -> Page | None:
    """Take ``page`` away from the site, to an empty page; None if there is no page any more, or it hangs."""
    try:
        page.goto("about:blank", timeout=1000 * LIMITS.left)
    except Error:
        return None
    return page


def report_of(folder: Path) -> Path:
    """The report of a recording; made now if the run was stopped before."""
    path = folder / REPORT
    if not os.path.lexists(path):
        write_whole(path, render_report(recordings.read_recording(folder)).encode())
    if path.is_symlink() or not path.is_file():
        raise UsageError(f"{path} is not a plain file, so it was not opened.", advice="See what it is: ls -l")
    return path
