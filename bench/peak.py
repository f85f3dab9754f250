"""Runs a Python file as if it were started alone, and writes down the most memory that its process has held, in KiB.

Only what that process itself held, and none of its children: browsers and drivers are alike for everybody.
"""

import atexit
import resource
import runpy
import sys
from pathlib import Path


def note(target: Path) -> None:
    """Write the peak to ``target``."""
    target.write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


if __name__ == "__main__":
    atexit.register(note, Path(sys.argv[1]))
    file, sys.argv = sys.argv[2], sys.argv[2:]
    sys.path[0] = str(Path(file).parent)
    runpy.run_path(file, run_name="__main__")
