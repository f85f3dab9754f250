"""A folder that does not outlive this process, however that ends: what is not clean yet lies in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cancelbot.config.processes import own_environment

SWEEPER = """
import os, shutil, sys, threading
sys.stdin.read()
for _ in range(40):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]): break
    threading.Event().wait(0.25)
"""
"""Its input ends when this process does, even by a signal that cannot be caught; the browser may write for a while."""


@contextmanager
def swept(folder: Path) -> Iterator[None]:
    """``folder`` is removed if this process ends within the block."""
    sweeper = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", SWEEPER, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=own_environment(),
        start_new_session=True,
    )
    try:
        yield
    finally:
        sweeper.kill()
        sweeper.communicate()
