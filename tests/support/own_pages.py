"""A site of a few pages that a test writes: a sign-in at one origin, and the requested page behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FRAME = "<nav><a href=/api-keys>API keys</a> <a href=/b>Billing</a> <a href=/u>Usage</a> <a href=/l>Limits</a></nav>"
OVERVIEW = f"{FRAME}<main><h1>Billing</h1><p>Credit balance</p><p>$4.34</p></main>"
LOGGED_OUT = "<h1>Platform</h1><a href='{auth}/'>Log in</a>"
EMAIL = """<h1>Welcome back</h1><form method=post action=/next>
<label>Email address <input type=email name=email></label><button>Continue</button></form>"""
PASSWORD = """<h1>Enter your password</h1><form method=post action=/next>
<label>Password <input type=password name=password></label><button>Continue</button></form>"""
Answer = tuple[int, str]


@dataclass
class OwnPages:
    """The pages of the sign-in, one after another: whatever is posted to /next leads to the next one."""

    pages: Sequence[str]
    inside: str = OVERVIEW
    answer: Callable[[str], Answer | None] = lambda _body: None
    """what is answered to a post instead of going on; None goes on"""
    loads: Callable[[int], Answer | None] = lambda _load: None
    """the answer to the load of this number of the platform, instead of its page"""
    files: dict[str, str] = field(default_factory=dict)
    """further pages, by path"""
    heard: list[str] = field(default_factory=list)
    """the bodies that were posted, in order"""
    at: int = 0
    loaded: int = 0
    signed_in: bool = False
    platform: str = ""
    auth: str = ""

    def get(self, origin: str, path: str) -> Answer:
        """The page at ``path``."""
        if path == "/favicon.ico":
            return 404, ""
        if path in self.files:
            return 200, self.files[path]
        if origin == self.auth:
            return 200, self.pages[self.at]
        self.loaded += 1
        other = self.loads(self.loaded)
        return other or (200, self.inside if self.signed_in else LOGGED_OUT.format(auth=self.auth))

    def post(self, body: str) -> Answer:
        """What is answered to ``body``: a page, or where to go on."""
        self.heard.append(body)
        if (other := self.answer(body)) is not None:
            return other
        self.at += 1
        self.signed_in = self.at >= len(self.pages)
        return 303, f"{self.platform}/settings/organization/billing/overview" if self.signed_in else f"{self.auth}/"

    @property
    def settings(self) -> dict[str, object]:
        """The settings of a bot for this site."""
        mine = {
            "email": "dana@acme.example",
            "password": "correct horse",
            "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        }
        return {"platform_url": self.platform, "auth_url": self.auth, "api_url": self.platform, **mine}


@contextmanager
def served(site: OwnPages) -> Iterator[OwnPages]:
    """``site`` at two origins of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*site.get(f"http://{self.headers['host']}", self.path.split("?")[0]))

        def do_POST(self) -> None:
            self._send(*site.post(self.rfile.read(int(self.headers.get("content-length", 0))).decode()))

        def _send(self, status: int, body: str) -> None:
            self.send_response(status)
            if status == 303:
                self.send_header("location", body)
                body = ""
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002  # the name of the base class

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    site.platform, site.auth = (f"http://127.0.0.1:{server.server_address[1]}" for server in servers)
    try:
        yield site
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
