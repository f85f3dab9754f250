"""Rich's console for untrusted text. A file of its own, because the library takes time to load."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from cancelbot.redaction import visible


class SafeConsole(Console):
    """Nothing that is printed moves the cursor, colours the screen or changes the order of other text.

    This is true for tables and live displays too, since each of their parts is rendered here.
    """

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As Rich does it, with visible signs in the text."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else visible(text, lines=True, longest=len(text)), style, control)
