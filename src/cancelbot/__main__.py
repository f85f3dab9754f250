"""``python -m cancelbot`` is ``cancelbot``."""

from cancelbot.cli import main

main()
