"""The bot, as the command runs it: with every check, its pictures, its event log, its report and its receipt."""

import sys

from cancelbot.cli import main

FLAGS = {"default": (), "dry": ("--dry-run",), "everything": ("--everything",)}

if __name__ == "__main__":
    _, _, folder, job = sys.argv
    sys.argv = ["cancelbot", "run", "--yes", "--headless", "--recordings", folder, *FLAGS[job]]
    main()
