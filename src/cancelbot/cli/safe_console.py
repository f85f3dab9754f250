"""Rich's console for untrusted text. A file of its own, because the library takes time to load."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table

from cancelbot.redaction import visible


class SafeConsole(Console):
    """A terminal that shows all text as text, with a visible sign for everything that a terminal would obey.

    So nothing that is printed moves the cursor, colors the screen or changes the order of other text. This is true
    for tables and live displays too, since each of their parts is rendered here. ``plain``: no colors, no lines.
    """

    def __init__(self, *, stderr: bool = False, plain: bool = False, quiet: bool = False) -> None:
        self.plain = plain
        no_color = plain or None  # None: as NO_COLOR says
        super().__init__(stderr=stderr, quiet=quiet, no_color=no_color, markup=False, emoji=False, highlight=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As Rich does it, with visible signs in the text."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else visible(text, lines=True, longest=len(text)), style, control)

    def show(self, table: Table) -> None:
        if self.plain:
            table.box = None
        self.print(table)
