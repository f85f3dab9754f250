"""The log: the events of a run as they happen, without secrets. Libraries are kept from printing secrets too."""

import logging
import re
import sys
from collections.abc import MutableMapping

import structlog

from cancelbot.redaction import Redactor

LOUD = {"DEBUG": re.compile(r"pw|\*"), "DEBUGP": re.compile(""), "PWDEBUG": re.compile("")}
"""Variables that make Playwright print or show what is typed, and the values that do so."""


def hush(environment: MutableMapping[str, str]) -> list[str]:
    """Remove the :data:`LOUD` variables from ``environment`` before the library is loaded. Returns their names."""
    loud = [name for name, value in LOUD.items() if name in environment and value.search(environment[name])]
    for name in loud:
        del environment[name]
    return loud


def configure(*, verbose: bool, known: tuple[str, ...] = ()) -> None:
    """Log to standard error: every event if ``verbose``, else none. No tracebacks: they would show local variables."""
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=True),
            Redactor(known),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=20),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if verbose else logging.WARNING),
        # Looked up each time: a live display may replace it.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


configure(verbose=False)  # by default structlog prints everything on standard output, which is for the result
# An error in a listener, such as Ctrl-C, is raised by the next call too, so a traceback would help nobody.
logging.getLogger("playwright").addHandler(logging.NullHandler())
