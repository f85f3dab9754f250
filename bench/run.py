"""make bench: how long the bot takes, next to a script that leaves the same recording (bench/script.py).

Whole processes in turn on one machine, each on a fresh sandbox in a process of its own, so that what slows the machine
down slows both down. ARGS="--rounds 7 3 1" runs seven rounds where data comes at once, three at 0.3 s and one at 3 s;
ARGS="--skins '' --jobs default" leaves the rest out; ARGS="--minutes 11" ends in time. Ctrl-C prints what there is.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from contest import HERE, JOBS, Failed, Site, Took, once

from cancelbot.browser.find import find
from cancelbot.recording import read as kept
from cancelbot.report.timings import times, waits

DELAYS = (0.0, 0.3, 3.0)
ROUNDS = (7, 7, 7)
SKINS = ("", "classic")
HELPS = 7


@dataclass
class Pair:
    """One job on one site, by the bot and by the script, round by round."""

    site: Site
    job: str
    rounds: int
    bot: list[Took] = field(default_factory=list)
    script: list[Took] = field(default_factory=list)

    def measure(self, number: int, scratch: Path) -> None:
        """One more round; who begins changes from round to round. Raises Failed."""
        sides = [("bot.py", self.bot), ("script.py", self.script)]
        for file, took in sides[:: 1 if number % 2 else -1]:
            folder = scratch / f"{number}_{self.job}_{self.site.skin}_{self.site.delay}_{file}"
            took.append(once(HERE / file, self.job, self.site, folder))
            print(
                f"  {file:<11} {self.job:<11} {self.site!s:<26} {took[-1].seconds:6.2f} s", file=sys.stderr, flush=True
            )

    def fits(self, end: float) -> bool:
        """Whether one more round, as long as the last one, is over before ``end``."""
        return time.monotonic() + sum(side[-1].seconds for side in (self.bot, self.script) if side) < end

    def row(self) -> str:
        """Its line of the table."""
        done = list(zip(self.bot, self.script, strict=False))
        if not done:
            return f"| {self.job} | {self.site} | not measured |"
        ratio = _spread([bot.seconds / script.seconds for bot, script in done])
        seconds = [statistics.median(took.seconds for took in side) for side in (self.bot, self.script)]
        cpu = [statistics.median(took.all_cpu for took in side) for side in (self.bot, self.script)]
        loads = f"{self.bot[-1].loads} / {self.script[-1].loads}"
        peak = max(took.megabytes for took in self.bot)
        figures = f"{seconds[0]:.1f} / {seconds[1]:.1f} | {ratio} | {cpu[0]:.1f} / {cpu[1]:.1f} | {loads} | {peak:.0f}"
        return f"| {self.job} | {self.site} | {len(done)} | {figures} |"


def main() -> int:
    """Measure and print; 1 if one of them did not do its job."""
    wanted = _arguments()
    sites = [
        (Site(delay, skin), rounds)
        for skin in wanted.skins
        for delay, rounds in zip(DELAYS, wanted.rounds, strict=True)
    ]
    pairs = [Pair(site, job, rounds) for site, rounds in sites for job in wanted.jobs if rounds]
    end = time.monotonic() + 60 * wanted.minutes
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with suppress(KeyboardInterrupt):
                for number in range(max(wanted.rounds)):
                    for pair in (pair for pair in pairs if number < pair.rounds and pair.fits(end)):
                        pair.measure(number, Path(scratch))
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 1
        for line in report(pairs):
            print(line)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", nargs=3, type=int, default=ROUNDS, help="at once, at 0.3 s, at 3 s")
    parser.add_argument("--minutes", type=float, default=1e6, help="no round begins that would not end in that time")
    parser.add_argument("--jobs", nargs="*", default=JOBS, help=", ".join(JOBS))
    parser.add_argument("--skins", nargs="*", default=SKINS, help="folders in tests/skins; '' is our own")
    return parser.parse_args()


def report(pairs: list[Pair]) -> Iterator[str]:
    """The lines to print."""
    yield f"{_machine()} Median of the rounds; in brackets the lowest and the highest. Bot / script:"
    yield ""
    yield "| job | site | rounds | seconds | ratio | seconds of CPU | loads | peak MB of the bot |"
    yield "|---|---|---|---|---|---|---|---|"
    for pair in pairs:
        yield pair.row()
    yield ""
    yield f"`cancelbot --help`: {_spread([_help() for _ in range(HELPS)])} s"
    for pair in pairs:
        if pair.bot:
            yield f"Where the bot's time goes, {pair.job}, {pair.site}: {_phases(pair.bot)}"


def _machine() -> str:
    found = find()
    browser = f"{found.name} {found.version.split('.')[0]}" if found else "no browser"
    return f"{os.cpu_count()} processors, {browser}, Python {platform.python_version()}."


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _help() -> float:
    command = Path(sys.executable).parent / "cancelbot"
    began = time.perf_counter()
    subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _phases(runs: list[Took]) -> str:
    recordings = [kept.recordings_in(run.folder)[0] for run in runs]
    spent = [times(recording) for recording in recordings]
    parts = [f"{phase} {statistics.median(one[phase] for one in spent):.2f}" for phase in spent[0]]
    after = [wait for recording in recordings for wait in waits(recording)]
    if after:
        parts.append(f"waits after the last answer {statistics.mean(after):.2f} on average, {max(after):.2f} at most")
    return ", ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
