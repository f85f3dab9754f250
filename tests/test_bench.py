"""The bench runs, so that its figures can be had anew at any time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"


def bench(*words: str) -> str:
    ended = subprocess.run([sys.executable, *words], cwd=BENCH.parent, text=True, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.soak
def test_one_round_of_the_bench_tells_a_ratio_and_where_the_time_goes() -> None:
    told = bench("bench/run.py", "--rounds", "1", "0", "0", "--jobs", "dry")

    assert "| dry | single-page app, at once | 1 |" in told
    assert "| dry | classic, at once | 1 |" in told
    assert "pictures" in told
    assert "waits after the last answer" in told


def test_a_program_that_does_not_finish_its_job_is_no_figure(tmp_path: Path) -> None:
    lazy = tmp_path / "lazy.py"
    lazy.write_text("")

    line: list[str | Path] = [sys.executable, BENCH / "contest.py", lazy]
    account = os.environ | {"SCENARIO": "no-mfa"}
    ended = subprocess.run(line, env=account, text=True, capture_output=True, check=False)

    assert ended.returncode == 1
    assert "left Left(plan='payg'" in ended.stderr
