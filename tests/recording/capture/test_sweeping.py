"""What is not clean yet does not outlive a run that is killed."""

import subprocess
import sys
import time
from pathlib import Path

KILLED = """
import os, pathlib, signal, sys
from cancelbot.recording.capture.tracer import swept
folder = pathlib.Path(sys.argv[1])
with swept(folder):
    (folder / "trace-1.zip").write_text("not clean yet")
    {ends}
"""
PATIENCE = 20.0


def run(folder: Path, ends: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED.format(ends=ends), folder], check=False)


def test_a_run_that_is_killed_leaves_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()

    run(folder, "os.kill(os.getpid(), signal.SIGKILL)")

    end = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < end:
        pass
    assert not folder.exists()


def test_a_run_that_ends_by_itself_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()

    run(folder, "pass")

    assert (folder / "trace-1.zip").exists()
