"""What a press has brought about, and what a control that is judged must still be when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cancelbot.errors import ControlNotFound, PageNotRecognised
from cancelbot.page.query import ConfirmDialog
from cancelbot.page.snapshot import Node, Snapshot

Finder = Callable[[Snapshot], Node]


class NotPressed(PageNotRecognised):
    """The click was held back by the fence: the site heard nothing."""


class WentAway(ControlNotFound):
    """The element was no longer in the page when it was to be clicked: the site heard nothing."""


@dataclass(frozen=True)
class Confirmation:
    """What a press brought about, and what to press to agree.

    page: a box that asks. native: the browser's own question (it was declined). direct: no question, the control
    tried to act at once (it was stopped). moved: nothing to agree to yet, only more to press.
    """

    words: str
    kind: Literal["page", "native", "direct", "moved"]
    control: Node
    back: Node | None = None
    document: int = 0
    dialog: ConfirmDialog | None = None
    """the box that asks, which must still do so at the moment of the press"""

    @classmethod
    def by(cls, dialog: ConfirmDialog, document: int) -> Confirmation:
        """What a box of the page asks."""
        return cls(dialog.words, "page", dialog.agree, dialog.back, document, dialog)

    @property
    def outlined(self) -> tuple[Node, ...]:
        """What to outline in a picture of the question."""
        return (self.control,) if self.kind == "page" else ()

    def still(self, snapshot: Snapshot) -> Node:
        """The judged control in a newer reading. Raises NotPressed if it is not quite the same any more."""
        node = snapshot.by_id.get(self.control.id) if snapshot.document == self.document else None
        if node is None or not node.visible or not node.enabled or node.name != self.control.name:
            raise NotPressed(f"“{self.control.name}” changed before it was pressed.")
        if self.dialog is not None and not self.dialog.is_still_asked(snapshot):
            raise NotPressed(f"The question around “{self.control.name}” changed before it was pressed.")
        return node
