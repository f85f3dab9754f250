"""What a site's flow offers: one object, with a function for each command that opens the site."""

from collections.abc import Callable
from dataclasses import dataclass

from cancelbot.drift.catalogue import Catalogue, Finding
from cancelbot.engine.run import Run

Note = Callable[[list[Finding]], None]
"""takes what was found on a page"""


@dataclass(frozen=True)
class Flow:
    """One site. Each function raises what stops it (cancelbot.errors) and fills ``run.result``."""

    name: str
    steps: tuple[str, ...]
    """the names of the guide's steps, in order"""
    catalogue: Callable[[], Catalogue]
    """what the flow needs to find on the pages; it may take a while to load, once"""
    guide: Callable[[Run], None]
    """carries out the guide"""
    check: Callable[[Run, Note], None]
    """visits every page read-only"""
    log_in: Callable[[Run], str | None]
    """signs in; returns the account's address if the site shows it"""
    log_in_by_hand: Callable[[Run], str | None]
    """waits while a person signs in; nothing is typed or pressed"""
