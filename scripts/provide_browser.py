"""make browser: sees to it that there is a browser, and says nothing when there is."""

import sys

from cancelbot.browser import find as search
from cancelbot.config import settings
from cancelbot.errors import CancelbotError


def main() -> int:
    """0: there is one. Otherwise the error's exit code, with what to do on stderr."""
    try:
        search.provide(settings.load().browser, say=print)
    except CancelbotError as error:
        print(f"{error}\n{error.advice}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
