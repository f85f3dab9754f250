"""What a press has opened, and what must still be true when the control that agrees is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cancelbot.errors import ControlNotFound, PageNotRecognized
from cancelbot.page.query import ConfirmDialog
from cancelbot.page.snapshot import Node, Snapshot

Finder = Callable[[Snapshot], Node]
"""finds what to press; raises PageNotRecognized if it is not there"""


def is_found(finder: Finder, snapshot: Snapshot) -> bool:
    try:
        finder(snapshot)
    except PageNotRecognized:
        return False
    return True


class NotPressed(PageNotRecognized):
    """The click guard stopped the click: the site was sent nothing."""


class WentAway(ControlNotFound):
    """The element was no longer on the page when it was to be clicked: the site was sent nothing."""


@dataclass(frozen=True)
class Confirmation:
    """What a press opened, and what to press to agree.

    page: a box that asks. native: the browser's own question (it was declined). direct: no question, the control tried
    to act at once (it was stopped). moved: nothing to agree to yet, only more to press.
    """

    words: str
    kind: Literal["page", "native", "direct", "moved"]
    control: Node
    back: Node | None = None
    dialog: ConfirmDialog | None = None
    """the box that asks; it must still ask at the moment of the press"""

    @classmethod
    def by(cls, dialog: ConfirmDialog) -> Confirmation:
        return cls(dialog.words, "page", dialog.agree, dialog.back, dialog)

    @property
    def outlined(self) -> tuple[Node, ...]:
        """What to outline in a picture of the question."""
        return (self.control,) if self.kind == "page" else ()

    def still(self, snapshot: Snapshot) -> Node:
        """The control in a newer snapshot. Raises NotPressed if it is no longer the same."""
        node = snapshot.by_id.get(self.control.id) if snapshot.document == self.control.document else None
        if node is None or not node.visible or not node.enabled or node.name != self.control.name:
            raise NotPressed(f"“{self.control.name}” changed before it was pressed.")
        if self.dialog is not None and not self.dialog.is_still_asked(snapshot):
            raise NotPressed(f"The question around “{self.control.name}” changed before it was pressed.")
        return node


QuestionFinder = Callable[[Snapshot, Snapshot, Node], Confirmation | None]
"""finds the question that is shown now and was not before the press of the node"""
