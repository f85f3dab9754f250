"""What the commands have in common on the terminal: the console, the screen of a run, and how its end is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancelbot.redaction import redact

if TYPE_CHECKING:
    from rich.console import Console

    from cancelbot.config.settings import Settings
    from cancelbot.engine.interaction import IO, Consent
    from cancelbot.result import Result


def console_on(*, stderr: bool) -> Console:
    """The terminal, for people."""
    from rich.console import Console

    return Console(stderr=stderr)


def interaction(settings: Settings, console: Console, consent: Consent | None = None) -> IO:
    """The terminal of a run with these settings, and the person in front of it; from now on warnings go there too."""
    from cancelbot import log
    from cancelbot.cli.progress import person, progress_on
    from cancelbot.engine.interaction import IO

    log.configure(verbose=settings.verbose, known=settings.known_secrets)
    progress = progress_on(console)
    return IO(progress, person(progress), consent)


def tell_end(console: Console, result: Result) -> None:
    """The last lines: what stopped it, what to do, where the recording is."""
    for line in (redact(result.message), redact(result.advice), f"Recording: {result.recording}"):
        if line:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
