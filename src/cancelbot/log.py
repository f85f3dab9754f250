"""The log: the events of a run as they happen, without secrets. Libraries are kept from printing secrets too."""

import json
import logging
import re
import sys
from collections.abc import MutableMapping
from functools import lru_cache

import structlog

from cancelbot.redaction import escaped, redact, visible

Event = MutableMapping[str, object]
LOUD = {"DEBUG": re.compile(r"pw|\*"), "DEBUGP": re.compile(""), "PWDEBUG": re.compile("")}
"""Variables that make Playwright print or show what is typed, and the values that do so."""


def hush(environment: MutableMapping[str, str]) -> list[str]:
    """Remove the :data:`LOUD` variables from ``environment`` before the library is loaded. Returns their names."""
    loud = [name for name, value in LOUD.items() if name in environment and value.search(environment[name])]
    for name in loud:
        del environment[name]
    return loud


_redacted = lru_cache(maxsize=4096)(redact)
"""A trace repeats a thousand words tens of thousands of times: without this, cleaning one takes half a minute."""


class Redactor:
    """Removes e-mail addresses, tokens and the run's own secrets from every value of a line."""

    def __init__(self, known: tuple[str, ...] = ()) -> None:
        self.known = known

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        cleaned = {key: self.clean(value) for key, value in event.items()}
        return {key: visible(value) if isinstance(value, str) else value for key, value in cleaned.items()}

    def clean(self, value: object) -> object:
        if isinstance(value, str):
            return _redacted(value, self.known)
        if isinstance(value, dict):
            return {self.clean(key): self.clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(item) for item in value]
        return value

    def as_json(self, value: object) -> str:
        """``value`` as JSON, without secrets and without what a terminal obeys."""
        return escaped(json.dumps(self.clean(value), ensure_ascii=False, indent=2))


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
