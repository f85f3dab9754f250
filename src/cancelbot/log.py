"""The log: constant events, facts as keys, no secrets and no local variables."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping

import structlog

from cancelbot.secrets import redact

Event = MutableMapping[str, object]


class Redactor:
    """Takes e-mail addresses, tokens and the run's own secrets out of every value of a line."""

    def __init__(self, known: tuple[str, ...] = ()) -> None:
        self.known = known

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        return {key: self.clean(value) for key, value in event.items()}

    def clean(self, value: object) -> object:
        """``value`` with every string in it redacted."""
        if isinstance(value, str):
            return redact(value, self.known)
        if isinstance(value, dict):
            return {key: self.clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(item) for item in value]
        return value


def configure(*, verbose: bool, known: tuple[str, ...] = ()) -> None:
    """Log to stderr; tracebacks without local variables, which could hold a password."""
    plain = structlog.dev.plain_traceback
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=True),
            structlog.processors.format_exc_info,
            Redactor(known),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
