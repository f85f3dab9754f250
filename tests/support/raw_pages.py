"""Pages that were never in a browser, as snapshot.js would list them."""

from collections.abc import Sequence
from typing import cast

from cancelbot.page.raw import RawNode, RawSnapshot
from cancelbot.page.snapshot import Snapshot

BODY: RawNode = {"id": 1, "p": -1, "tag": "body", "seen": 1}


def raw_page(nodes: Sequence[RawNode], **facts: object) -> RawSnapshot:
    """What the script returns for these nodes; ``facts`` that are not as on a usual page."""
    told = {"url": "http://localhost/", "title": "", "ready": "complete", "busy": False, "still": 1.0, "moves": 0}
    return cast("RawSnapshot", {**told, "number": 1, "same": False, "width": 1280, "nodes": nodes, **facts})


def snapshot_of(nodes: Sequence[RawNode], **facts: object) -> Snapshot:
    return Snapshot(raw_page(nodes, **facts))
