"""Runs a Python file as if it were started alone, and writes down what its process has held and used.

The most memory in KiB, and the seconds of processor time: of that process, and of none of its children.
"""

import atexit
import resource
import runpy
import sys
from pathlib import Path


def note(target: Path) -> None:
    """Write both to ``target``."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    target.write_text(f"{used.ru_maxrss} {used.ru_utime + used.ru_stime:.2f}")


if __name__ == "__main__":
    atexit.register(note, Path(sys.argv[1]))
    file, sys.argv = sys.argv[2], sys.argv[2:]
    sys.path[0] = str(Path(file).parent)
    runpy.run_path(file, run_name="__main__")
