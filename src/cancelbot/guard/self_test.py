"""Proves, before anything is typed, that the guard holds: a page in the same browser tries to write.

Each try must be in the guard's own list of stopped requests, and none may reach the listener. A GET that the page sends
after them must arrive, so that an unreachable listener proves nothing.
"""

from __future__ import annotations

import re
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from playwright.sync_api import Error, Page

from cancelbot.errors import GuardLeaks, first_line
from cancelbot.guard import Guard

_PATIENCE = 10.0
"""seconds that a slow machine may take to list what was stopped; usually 0.05"""


def prove(page: Page, guard: Guard, listener: SelfTestServer) -> None:
    """Load the page of ``listener`` and let it try every channel. Raises GuardLeaks unless each was stopped."""
    try:
        with _served(page, guard, listener):
            page.goto(f"{listener.origin}/", wait_until="domcontentloaded")  # then its script has run
            guard.settle()
            tried = cast("list[str]", page.evaluate("() => tryAll()"))
            missing = _not_stopped(tried, page, guard, listener)
    except Error as error:
        raise GuardLeaks(f"The self test of the guard did not run ({first_line(error)}).") from None
    if listener.heard:
        raise GuardLeaks(f"The guard let a write through in its self test ({', '.join(sorted(listener.heard))}).")
    if missing:
        raise GuardLeaks(f"The guard did not stop every write in its self test ({', '.join(sorted(missing))}).")
    guard.forget()


@contextmanager
def _served(page: Page, guard: Guard, listener: SelfTestServer) -> Iterator[None]:
    """A browser on another machine cannot reach the listener, so a route serves its page."""
    if guard.kind == "browser":
        yield
        return
    served = re.compile(f"{re.escape(listener.origin)}/(fence)?$")
    page.route(served, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    try:
        yield
    finally:
        page.unroute(served)


def _not_stopped(tried: list[str], page: Page, guard: Guard, listener: SelfTestServer) -> set[str]:
    end = time.monotonic() + _PATIENCE
    while missing := set(tried) - {stop["url"].rpartition("/tried/")[2] for stop in guard.blocked}:
        if listener.heard or time.monotonic() > end:
            break
        page.evaluate("() => new Promise(done => setTimeout(done, 5))")
    return missing


PAGE = Path(__file__).with_name("self_test.html").read_bytes()


class SelfTestServer(socketserver.ThreadingTCPServer):
    """Serves the page of the self test on 127.0.0.1, and remembers every write that arrives."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RequestHandler)
        self.heard: list[str] = []
        """methods and paths of the writes that arrived, and of web sockets"""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A browser that hangs up is no error."""


class RequestHandler(socketserver.StreamRequestHandler):
    """One request. The connection is closed after it, so that none waits behind another."""

    server: SelfTestServer
    timeout = 5.0

    def handle(self) -> None:
        """Note a write, and answer: the page to a GET of ``/``, an empty body to anything else."""
        line = self.rfile.readline(8192).decode("latin-1")
        if not line:
            return  # a connection that the browser opened ahead and closed unused: nothing was sent
        method, _, rest = line.partition(" ")
        path = rest.partition(" ")[0]
        head = b"".join(iter(lambda: self.rfile.readline(8192).strip(), b"")).lower()
        if method != "GET" or b"upgrade: websocket" in head:
            self.server.heard.append(f"{method} {path}")
        body = PAGE if (method, path) == ("GET", "/") else b""
        about = ("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}")
        self.wfile.write("\r\n".join([*about, "Connection: close", "", ""]).encode() + body)


@contextmanager
def self_test_server() -> Iterator[SelfTestServer]:
    with SelfTestServer() as listener:
        threading.Thread(target=listener.serve_forever, args=(0.02,), name="proof", daemon=True).start()
        try:
            yield listener
        finally:
            listener.shutdown()
