"""The sandbox: the origins of the site on loopback, served by a thread of their own."""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread

from aiohttp import web

from cancelbot.sandbox.backend import Addresses, Backend
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.origins import build
from cancelbot.sandbox.scenario import Scenario
from cancelbot.sandbox.skin import PLATFORM_SKIN, Skin

HOST = "127.0.0.1"
GRACE = 0.01
"""seconds that a pending request still has when the sandbox stops; 0 would mean no limit"""


class Sandbox:
    """A local look-alike of the platform. Use it as a context manager, or `start()` and `stop()` it."""

    def __init__(self, scenario: Scenario, skin: Path = PLATFORM_SKIN) -> None:
        self.scenario = scenario
        self.skin = skin
        self._look = Skin(skin)
        self._backend = Backend(scenario)
        self.state = self._backend.state
        """the account as it really is"""
        self.request_log = self._backend.request_log
        self.codes = self._backend.codes
        """sent so far by e-mail or text message, the newest last"""
        self.platform_url = self.auth_url = self.api_url = self.portal_url = ""
        """where it listens, without trailing slash; known once it has started"""
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; returns when all origins answer."""
        origins, listening = build(self._backend, self._look), Future[None]()
        self._thread = Thread(target=self._run, args=(origins, listening), name="sandbox", daemon=True)
        self._thread.start()
        listening.result()

    def stop(self) -> None:
        """Stop listening and join the thread; requests under way are cut off."""
        if self._thread and self._loop and self._stopping:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._thread = None

    def approve(self) -> None:
        """A person does their part: passes the bot check, confirms the push, uses the passkey."""
        self._backend.approved = True

    def open_session(self) -> str:
        """A valid bearer token, without signing in: for tests that start behind the sign-in.

        The main skin keeps it in localStorage as `auth.session`, server-rendered skins in the cookie
        `platform_session` of the platform's origin.
        """
        return self._backend.tokens.new_session()

    def log_out(self) -> None:
        """Every session ends, at the platform and at the sign-in."""
        self._backend.tokens.revoke_all()

    @property
    def played_faults(self) -> list[Fault]:
        return self._backend.faults.played

    def add_faults(self, *faults: Fault) -> None:
        self._backend.faults.add(faults)

    def clear_faults(self) -> None:
        """From now on nothing goes wrong any more."""
        self._backend.recover()

    def _run(self, origins: dict[str, web.Application], listening: "Future[None]") -> None:
        try:
            asyncio.run(self._serve(origins, listening))
        except BaseException as error:
            if listening.done():
                raise
            listening.set_exception(error)

    async def _serve(self, origins: dict[str, web.Application], listening: "Future[None]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        runners = {name: web.AppRunner(made, access_log=None, shutdown_timeout=GRACE) for name, made in origins.items()}
        await asyncio.gather(*(runner.setup() for runner in runners.values()))
        urls: dict[str, str] = {}
        if self.scenario.foreign_overview:
            urls["platform"], urls["foreign"] = await _listen_alike(runners["platform"], runners["foreign"])
        for name, runner in runners.items():
            if name not in urls and name != "foreign":
                urls[name] = await _listen(runner)
        addresses = self._backend.addresses = Addresses(**{"foreign": "", **urls})
        self.platform_url, self.auth_url = addresses.platform, addresses.auth
        self.api_url, self.portal_url = addresses.api, addresses.portal
        listening.set_result(None)
        await self._stopping.wait()
        await asyncio.gather(*(runner.cleanup() for runner in runners.values()))

    @property
    def handed_out(self) -> set[str]:
        """Every authorization code, token, session and remembering cookie so far."""
        return set(self._backend.tokens.handed_out)


async def _listen(runner: web.AppRunner, port: int = 0) -> str:
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    return f"http://{HOST}:{site.port}"


async def _listen_alike(platform: web.AppRunner, foreign: web.AppRunner) -> tuple[str, str]:
    """Two origins of which the second, a foreign one, begins as the first does: by a longer port."""
    for port in Random().sample(range(2000, 6500), 400):  # noqa: S311 'any free port, no secret'
        with suppress(OSError):
            longer = await _listen(foreign, port * 10 + 1)
            with suppress(OSError):
                return await _listen(platform, port), longer
    raise OSError("no two ports are free of which one begins as the other")
