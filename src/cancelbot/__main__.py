"""``python -m cancelbot`` is ``cancelbot``."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the current folder: what lies there is never code of ours

from cancelbot.cli import main

main()
