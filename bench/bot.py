"""The bot, as the command runs it: with every check, its pictures, its journal, its report and its receipt."""

import sys

from cancelbot.cli import main

if __name__ == "__main__":
    if len(sys.argv) > 1:
        folder, words = sys.argv[2], sys.argv[3:]
        sys.argv = ["cancelbot", "run", "--yes", "--headless", "--everything", "--recordings", folder, *words]
        main()
    else:
        from contest import alone

        alone("bot.py")
