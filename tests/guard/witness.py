"""A server that counts writes, by http and https, and sockets that count whatever reaches them."""

from __future__ import annotations

import json
import threading
from urllib.parse import urlencode

from tests.guard.sockets import Sockets

DATAGRAMS = ("transport", "worker-transport", "rtc-stun", "rtc-set-later")
STREAMS = ("rtc-turn", "rtc-of-frame", "rtc-of-popup")


class Witness:
    """What arrived, as ``tag/channel``; wait for more with :meth:`until`."""

    def __init__(self) -> None:
        self.arrived: set[str] = set()
        self.protocols: set[str] = set()
        self.changed = threading.Condition()
        self.sockets = Sockets(self.hear)
        self.http = self.https = ""
        self.spki = ""

    def hear(self, name: str) -> None:
        with self.changed:
            self.arrived.add(name)
            self.changed.notify_all()

    def until(self, names: set[str], seconds: float) -> set[str]:
        """Wait until all ``names`` have arrived; returns those that did not."""
        with self.changed:
            self.changed.wait_for(lambda: names <= self.arrived, seconds)
            return names - self.arrived

    def of(self, tag: str) -> set[str]:
        """The channels that arrived under ``tag``."""
        with self.changed:
            return {name.removeprefix(f"{tag}/") for name in self.arrived if name.startswith(f"{tag}/")}

    def page(self, tag: str, left: str = "") -> str:
        """The test page, over the scheme that ``tag`` ends with; its channels are heard as ``tag/channel``."""
        here, other = (self.https, self.http) if tag.endswith("https") else (self.http, self.https)
        ports = {name: self.sockets.datagrams(f"{tag}/{name}") for name in DATAGRAMS}
        ports |= {name: self.sockets.streams(f"{tag}/{name}") for name in STREAMS}
        return f"{here}/?{urlencode({'tag': tag, 'other': other, 'left': left, 'ports': json.dumps(ports)})}"
