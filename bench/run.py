"""make bench: how long the whole job takes, next to other ways of doing the same, as ratios with their spread.

All of them run in turn on the same machine, each time on a fresh sandbox in a process of its own, so that what slows
the machine down slows all of them down. ARGS="--pairs 1" for a short try, ARGS="--only bare" for one comparison.
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

from contest import Failed, Program, Took, once

from cancelbot.browser.find import find
from cancelbot.recording import read as kept
from cancelbot.report.timings import times

PAIRS = 7
BOT = Program("the bot, whole job", "bot.py")
DRY_RUN = Program("the bot, dry run", "bot.py", words=("--dry-run",), changes=False)
BARE = Program("bare Playwright script", "bare.py")
DELAY = 0.3
FAR_BOT = Program("the bot, far from the site", "bot.py", delay=DELAY)
FAR_BARE = Program("bare script, far from the site", "bare.py", delay=DELAY)
FAR_EVIDENT = Program("bare with evidence, far", "evident.py", delay=DELAY)
FAR = (FAR_BOT, FAR_BARE, FAR_EVIDENT)
OTHERS = (
    BARE,
    Program("bare script with evidence", "evident.py"),
    Program("the same with Selenium", "selenium_bare.py"),
    Program("browser agent, scripted model", "agent.py"),
)
RIVALS = frozenset({*OTHERS, FAR_BARE, FAR_EVIDENT})
"""what the bot is put next to"""


@dataclass
class Results:
    """What every program took, round by round."""

    took: dict[Program, list[Took]] = field(default_factory=dict)
    left_out: dict[Program, str] = field(default_factory=dict)

    def ratios(self, this: Program, other: Program) -> list[float]:
        """The seconds of the first by those of the second, in the same round; a round that was cut short has none."""
        pairs = zip(self.took[this], self.took[other], strict=False)
        return [mine.seconds / others.seconds for mine, others in pairs]


def main() -> int:
    """Measure and print; 1 if the bot or the bare script did not do its job."""
    wanted = _arguments()
    others = [other for other in OTHERS if not wanted.only or other.file.removesuffix(".py") in wanted.only]
    with tempfile.TemporaryDirectory() as scratch:
        try:
            results = measure([BOT, *others, DRY_RUN, *FAR], wanted.pairs, Path(scratch))
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 1
        for line in report(results, others):
            print(line)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how often each program runs")
    parser.add_argument("--only", nargs="*", help="bare, evident, selenium_bare, agent")
    return parser.parse_args()


def measure(programs: list[Program], pairs: int, scratch: Path) -> Results:
    """Every program in turn, ``pairs`` times, or until Ctrl-C. Raises Failed if the bot or the bare script fails."""
    results = Results({program: [] for program in programs})
    with suppress(KeyboardInterrupt):
        _measure(results, programs, pairs, scratch)
    return results


def _measure(results: Results, programs: list[Program], pairs: int, scratch: Path) -> None:
    for number in range(pairs):
        for program in programs:
            if program in results.left_out:
                continue
            try:
                results.took[program].append(_run(program, scratch / f"{number}_{programs.index(program)}"))
            except Failed as failed:
                if program.needs is None:
                    raise
                results.left_out[program] = str(failed)
                print(f"  {program.name:<32} left out: {failed}", file=sys.stderr, flush=True)


def _run(program: Program, folder: Path) -> Took:
    if not program.is_installed:
        raise Failed(f"{program.needs} is not installed")
    took = once(program, "default", folder)
    print(f"  {program.name:<32} {took.seconds:6.2f} s", file=sys.stderr, flush=True)
    return took


def report(results: Results, others: list[Program]) -> Iterator[str]:
    """The lines to print."""
    yield f"Median of {len(results.took[BOT])} rounds; in brackets the lowest and the highest. {_machine()}"
    yield ""
    yield f"{'':<34}{'seconds':>9}{'peak MB':>9}   the bot takes, by its time"
    for program in (BOT, *others, DRY_RUN, *FAR):
        yield _row(results, program)
    yield ""
    if results.took.get(BARE):
        yield f"Dry run / bare script: {_spread(results.ratios(DRY_RUN, BARE))}"
    yield f"`cancelbot --help`: {_spread([_help() for _ in range(PAIRS)])} s"
    yield f"Where the bot's time goes: {_phases(results.took[BOT])}"


def _machine() -> str:
    found = find()
    browser = f"{found.name} {found.version.split('.')[0]}" if found else "no browser"
    return f"{os.cpu_count()} processors, {browser}, Python {platform.python_version()}."


def _row(results: Results, program: Program) -> str:
    if reason := results.left_out.get(program):
        return f"{program.name:<34}left out: {reason.splitlines()[-1]}"
    took = results.took[program]
    seconds, peak = statistics.median(one.seconds for one in took), max(one.megabytes for one in took)
    ratio = _spread(results.ratios(FAR_BOT if program.delay else BOT, program)) if program in RIVALS else ""
    return f"{program.name:<34}{seconds:>9.2f}{peak:>9.0f}   {ratio}".rstrip()


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _help() -> float:
    command = Path(sys.executable).parent / "cancelbot"
    began = time.perf_counter()
    subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _phases(runs: list[Took]) -> str:
    spent = [times(next(iter(kept.everything(run.folder)))) for run in runs]
    return ", ".join(f"{phase} {statistics.median(one[phase] for one in spent):.2f}" for phase in spent[0])


if __name__ == "__main__":
    sys.exit(main())
