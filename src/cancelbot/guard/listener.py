"""A listener of the bot's own on this machine, which remembers every write that reaches it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = Path(__file__).with_name("self_test.html").read_bytes()


class SelfTestServer(socketserver.ThreadingTCPServer):
    """Serves the page of the proof, on a port of its own on 127.0.0.1, and counts what arrives."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hearing)
        self.heard: list[str] = []
        """methods and paths of the writes that arrived, and of web sockets"""

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A browser that hangs up is no error."""


class Hearing(socketserver.StreamRequestHandler):
    """One request; the connection is closed after it, so that none waits behind another."""

    server: SelfTestServer
    timeout = 5.0

    def handle(self) -> None:
        """Note a write, and answer: the page to a GET of ``/``, nothing to all else."""
        method, _, rest = self.rfile.readline(8192).decode("latin-1").partition(" ")
        path = rest.partition(" ")[0]
        head = b"".join(iter(lambda: self.rfile.readline(8192).strip(), b"")).lower()
        if method != "GET" or b"upgrade: websocket" in head:
            self.server.heard.append(f"{method} {path}")
        body = PAGE if (method, path) == ("GET", "/") else b""
        about = ("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}")
        self.wfile.write("\r\n".join([*about, "Connection: close", "", ""]).encode() + body)


@contextmanager
def self_test_server() -> Iterator[SelfTestServer]:
    """A listener for as long as the block runs."""
    with SelfTestServer() as listener:
        threading.Thread(target=listener.serve_forever, args=(0.02,), name="proof", daemon=True).start()
        try:
            yield listener
        finally:
            listener.shutdown()
