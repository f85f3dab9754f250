"""A site of a few pages that a test writes: a sign-in at one origin, and the requested page behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.serving import Handler, serving

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

    class Pages(Handler):
        def answer(self) -> None:
            if self.command == "GET":
                return self.send(*site.get(f"http://{self.headers['host']}", self.path.split("?")[0]))
            status, told = site.post(self.body().decode())
            return self.send(status, location=told) if status == 303 else self.send(status, told)

    with serving(Pages) as site.platform, serving(Pages) as site.auth:
        yield site
