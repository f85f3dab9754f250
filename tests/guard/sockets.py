"""Sockets on loopback that tell when anything at all reaches them, for what speaks no HTTP."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable


class Sockets:
    """Ports of their own for names; ``hear`` is told the name of each that was spoken to."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        self.hear = hear
        self._selector = selectors.DefaultSelector()
        self._ports: dict[str, int] = {}
        self._wake, waker = socket.socketpair()
        self._selector.register(waker, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def datagrams(self, name: str) -> int:
        """The UDP port of ``name``."""
        return self._ports.get(name) or self._open(name, socket.SOCK_DGRAM)

    def streams(self, name: str) -> int:
        """The TCP port of ``name``."""
        return self._ports.get(name) or self._open(name, socket.SOCK_STREAM)

    def _open(self, name: str, kind: socket.SocketKind) -> int:
        made = socket.socket(socket.AF_INET, kind)
        made.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            made.listen()
        self._selector.register(made, selectors.EVENT_READ, name)
        self._ports[name] = made.getsockname()[1]
        self._wake.send(b"+")
        return self._ports[name]

    def _listen(self) -> None:
        while True:
            for key, _ in self._selector.select():
                spoken = key.fileobj
                if not isinstance(spoken, socket.socket):
                    continue
                if key.data is not None:
                    self.hear(key.data)
                    self._selector.unregister(spoken)
                    spoken.close()
                elif not spoken.recv(64):
                    return

    def close(self) -> None:
        """Stop listening."""
        self._wake.close()
        self._thread.join(5)
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
