"""Rich's console for text of others: apart because the library takes time to load."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from cancelbot.redaction import visible


class SafeConsole(Console):
    """Whatever is printed, no character of it moves the cursor, colours the screen or turns the order of the others.

    This holds for tables and live displays too, since each of their parts is rendered here.
    """

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As Rich does it, with visible signs in the text."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else visible(text, lines=True, longest=len(text)), style, control)
