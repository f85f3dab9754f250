"""A site of one origin with pages that a test writes: what it got, and what it answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """An answer. It is given once ``opens`` is set, if there is such a gate."""

    status: int = 200
    body: str = ""
    kind: str = "application/json"
    opens: threading.Event | None = None


class SmallSite(ThreadingHTTPServer):
    """``pages``: HTML by path. ``replies``: answers to writes by path; to all others, 204."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, str] = {}
        self.replies: dict[str, Reply] = {}
        self.heard: list[str] = []
        """the writes, as ``METHOD /path``"""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: SmallSite
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002  # the name is the base class's

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        self._send(Reply(200 if page is not None else 404, page or "", "text/html; charset=utf-8"))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.heard.append(f"{self.command} {self.path}")
        reply = self.server.replies.get(self.path, Reply(204))
        if reply.opens is not None:
            reply.opens.wait(30)
        self._send(reply)

    def do_DELETE(self) -> None:
        self.do_POST()

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode()
        self.send_response(reply.status)
        if reply.status != 204:
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.status != 204:
            self.wfile.write(body)


@contextmanager
def small_site() -> Iterator[SmallSite]:
    """A site for as long as the block runs."""
    with SmallSite() as site:
        threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()
