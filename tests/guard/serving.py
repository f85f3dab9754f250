"""Serves the test page over http and, with HTTP/2, over https; every write to ``/w/`` is told to the witness."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIFramework
from tests.guard.witness import Witness

PAGES = Path(__file__).with_name("pages")
READS = {"GET", "HEAD", "OPTIONS"}
HTML, JS = b"text/html; charset=utf-8", b"text/javascript"
AUTO = {
    "/form": "<form id=f method=post action='/w/{0}'></form><script>f.submit()</script>",
    "/frame": "<script>fetch('/w/{0}', {{method: 'POST'}})</script>",
    "/beacon": "<script>navigator.sendBeacon('/w/{0}', 'x')</script>",
}

ENDPOINTS = {"reporting-endpoints": 'here="/w/{0}", default="/w/{0}"'}
VIOLATING: dict[str, tuple[dict[str, str], bytes]] = {
    "/report-embedder": (
        {**ENDPOINTS, "cross-origin-embedder-policy-report-only": 'require-corp; report-to="here"'},
        b"<script>document.write(`<img src=${location.origin.replace('localhost', '127.0.0.1')}/blank>`)</script>",
    ),
    "/report-policy": (
        {**ENDPOINTS, "permissions-policy-report-only": 'geolocation=();report-to="here"'},
        b"<script>navigator.geolocation.getCurrentPosition(() => 0)</script>",
    ),
    "/report-deprecation": (
        ENDPOINTS,
        b"<script>addEventListener('unload', () => 0); document.domain = document.domain; webkitStorageInfo</script>",
    ),
    "/report-integrity": (
        {**ENDPOINTS, "integrity-policy-report-only": "blocked-destinations=(script), endpoints=(here)"},
        b"<script src=/worker.js?x/y></script>",
    ),
    "/bound": ({"secure-session-registration": '(ES256);path="/w/{0}";challenge="x"'}, b""),
}
"""Pages for which the browser itself writes: their headers, and what they do against these."""

Message = MutableMapping[str, object]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Headers = list[tuple[bytes, bytes]]


class Application:
    """The test page, its frames and workers."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            self.witness.hear(str(scope["path"]).removeprefix("/w/"))
            await send({"type": "websocket.close"})
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        self.witness.protocols.add(f"{scope['scheme']}/{scope['http_version']}")
        path, query = str(scope["path"]), cast("bytes", scope["query_string"]).decode()
        while (await receive()).get("more_body"):
            pass
        if scope["method"] in READS:
            await _send(send, 200, *_page(path, query))
        elif path.startswith("/redirect/"):
            await _send(send, 307, [(b"location", path.replace("redirect", "w", 1).encode())])
        else:
            self.witness.hear(path.removeprefix("/w/"))
            saved = [(b"content-disposition", b"attachment; filename=x")] if query == "download" else []
            await _send(send, 200, saved, b"ok")


def _page(path: str, query: str) -> tuple[Headers, bytes]:
    if path == "/":
        page = b"<!doctype html><title>channels</title><body><script src=/channels.js></script>"
        return [(b"content-type", HTML)], page
    if path in {"/channels.js", "/worker.js"}:
        return [(b"content-type", JS), (b"service-worker-allowed", b"/")], (PAGES / path[1:]).read_bytes()
    if path in {"/csp", "/report"}:
        return [(b"content-type", HTML), *_reporting(path, query)], b"<script>1</script>"
    if path in VIOLATING:
        headers, page = VIOLATING[path]
        return [(b"content-type", HTML), *_formatted(headers, query)], page
    return [(b"content-type", HTML)], AUTO.get(path, "").format(query).encode()


def _formatted(headers: dict[str, str], query: str) -> Headers:
    return [(name.encode(), value.format(query).encode()) for name, value in headers.items()]


def _reporting(path: str, query: str) -> Headers:
    """What makes the browser itself report: an older way, and (https only) the newer one with its error log."""
    if path == "/csp":
        return [(b"content-security-policy", f"script-src 'none'; report-uri /w/{query}".encode())]
    group = {"group": "nel", "max_age": 600, "endpoints": [{"url": f"/w/{query}-error-log"}]}
    return [
        (b"content-security-policy", b"script-src 'none'; report-to here"),
        (b"reporting-endpoints", f'here="/w/{query}"'.encode()),
        (b"report-to", json.dumps(group).encode()),
        (b"nel", json.dumps({"report_to": "nel", "max_age": 600, "success_fraction": 1}).encode()),
    ]


async def _send(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    kind = ""
    while kind != "lifespan.shutdown":
        kind = str((await receive())["type"])
        await send({"type": f"{kind}.complete"})


@contextmanager
def serving(folder: Path) -> Iterator[Witness]:
    """A witness whose page is served, on loopback ports of its own."""
    witness, ready, stop = Witness(), threading.Event(), threading.Event()
    config = _config(witness, folder)
    thread = threading.Thread(target=lambda: asyncio.run(_serve(witness, config, ready, stop)), daemon=True)
    thread.start()
    ready.wait(10)
    yield witness
    stop.set()
    thread.join(10)
    witness.sockets.close()


def _config(witness: Witness, folder: Path) -> Config:
    certificate = trustme.CA().issue_cert("localhost")
    pem = folder / "certificate.pem"
    certificate.private_key_and_cert_chain_pem.write_to_path(str(pem))
    key = x509.load_pem_x509_certificate(pem.read_bytes()).public_key()
    digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    witness.spki = base64.b64encode(digest).decode()
    secure, plain = socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0))
    witness.https = f"https://localhost:{secure.getsockname()[1]}"
    witness.http = f"http://127.0.0.1:{plain.getsockname()[1]}"
    config = Config()
    config.bind, config.insecure_bind = [f"fd://{secure.detach()}"], [f"fd://{plain.detach()}"]
    config.certfile = config.keyfile = str(pem)
    config.graceful_timeout = 0.1
    config.accesslog = config.errorlog = None
    return config


async def _serve(witness: Witness, config: Config, ready: threading.Event, stop: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)  # a browser that goes away cuts its connections off

    async def stopped() -> None:
        ready.set()
        await loop.run_in_executor(None, stop.wait)

    await serve(cast("ASGIFramework", Application(witness)), config, shutdown_trigger=stopped)
