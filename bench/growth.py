"""How the cost grows with the account: python bench/growth.py prints the time that each thing in it takes.

The times are those of the event log, from one confirmed removal (or saved invoice) to the next. A large account need
not be cleared to its end for that: after SAMPLE things the run is interrupted, as by Ctrl-C. With the word ``whole`` it
goes on to the end.
"""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from contest import HERE, browser
from served import Size, served

from cancelbot.recording import read as kept

SAMPLE = 10
POLL = 0.25
"""seconds between two questions how far it is"""
CASES: dict[str, tuple[Size, ...]] = {
    "keys": (
        Size(keys=10),
        Size(keys=100),
        Size(keys=100, projects=10),
        Size(keys=1000, projects=10),
        Size(keys=1000, projects=50),
        Size(keys=1000),
        Size(keys=10, page_size=5),
        Size(keys=100, page_size=5),
        Size(keys=100, page_size=20),
        Size(keys=1000, page_size=20),
    ),
    "cards": (Size(cards=2), Size(cards=10), Size(cards=50)),
    "invoices": (Size(invoices=10), Size(invoices=100), Size(invoices=500)),
    "organizations": (Size(cards=2), Size(cards=2, organizations=5), Size(cards=2, organizations=20)),
}
MARKS = {"keys": "the key ", "cards": "the card ", "organizations": "the card "}


@dataclass(frozen=True)
class Grown:
    """One run: seconds until the first thing was done, seconds from each to the next, and what it cost otherwise."""

    until_first: float
    each: list[float]
    megabytes: float
    sandbox: float
    """seconds of processor time of the sandbox, for each thing"""


def main(wanted: list[str]) -> None:
    """Measure what is named, such as ``keys`` or ``keys 1000``; everything if nothing is."""
    kinds = [word for word in wanted if word in CASES] or list(CASES)
    numbers = [int(word) for word in wanted if word.isdecimal()]
    sample = sys.maxsize if "whole" in wanted else SAMPLE
    print(f"{'':<40}{'each':>7}{'from':>7}{'to':>7}{'sandbox':>9}{'first':>8}{'peak MB':>9}")
    for kind in kinds:
        for size in CASES[kind]:
            if numbers and getattr(size, kind) not in numbers:
                continue
            grown = measure(kind, size, sample)
            each = "".join(
                f"{seconds:>7.2f}" for seconds in (statistics.median(grown.each), min(grown.each), max(grown.each))
            )
            rest = f"{grown.sandbox:>9.2f}{grown.until_first:>8.1f}{grown.megabytes:>9.0f}"
            print(f"{_name(kind, size):<40}{each}{rest}", flush=True)


def _name(kind: str, size: Size) -> str:
    number = getattr(size, kind)
    over = f" over {size.projects} projects" if size.projects > 1 else ""
    return f"{number} {kind}{over}" + (f" in pages of {size.page_size}" if size.page_size else "")


def measure(kind: str, size: Size, sample: int) -> Grown:
    """One run on a fresh account of that size, ``sample`` things of ``kind`` far if there are so many."""
    with tempfile.TemporaryDirectory() as scratch, served(size) as sandbox:
        folder, peak = Path(scratch), Path(scratch) / "peak"
        line: list[str | Path] = [
            sys.executable,
            HERE / "peak.py",
            peak,
            HERE / "bot.py",
            browser(),
            scratch,
            "everything",
        ]
        env = sandbox.environment | {"HOME": scratch, "XDG_STATE_HOME": scratch, "CANCELBOT_ORG": "Acme Robotics"}
        with subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
            while run.poll() is None and len(list(_moments(kind, folder))) < sample:
                threading.Event().wait(POLL)
            cpu = sandbox.cpu()
            if run.poll() is None:
                run.send_signal(signal.SIGINT)
            said, _ = run.communicate()
        moments = list(_moments(kind, folder))
        if len(moments) < 2:
            raise SystemExit(f"{_name(kind, size)}: {said}")
        began = datetime.fromisoformat(kept.recordings_in(folder)[0].result.started)
        each = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
        return Grown(
            (moments[0] - began).total_seconds(), each, int(peak.read_text().split()[0]) / 1024, cpu / len(moments)
        )


def _moments(kind: str, folder: Path) -> Iterator[datetime]:
    """When each thing was confirmed gone, or saved."""
    for event_log in folder.glob("[0-9]*/events.jsonl"):
        for event in kept.events_of(event_log):
            done = event["event"] == "look.confirmed" and str(event["statement"]).startswith(MARKS.get(kind, " "))
            if done or (kind == "invoices" and event["event"] == "invoice.saved"):
                yield datetime.fromisoformat(str(event["at"]))


if __name__ == "__main__":
    main(sys.argv[1:])
