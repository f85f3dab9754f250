"""The sandbox: four origins on loopback, served by a thread of their own."""

import asyncio
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING

from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.scenario import Scenario
from cancelbot.sandbox.state import State
from cancelbot.sandbox.witness import Witness
from cancelbot.sandbox.world import Addresses, World

if TYPE_CHECKING:
    from cancelbot.sandbox.origins import Origins

HOST = "127.0.0.1"
GRACE = 0.01
"""Seconds a request under way still has when the sandbox stops; 0 would mean without end."""


class Sandbox:
    """A local look-alike of the platform. Use it as a context manager, or `start()` and `stop()` it."""

    def __init__(self, scenario: Scenario, skin: str | Path = "platform") -> None:
        self.scenario = scenario
        self.skin = skin
        self._world = World(scenario)
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; returns when all four origins answer."""
        from cancelbot.sandbox.origins import build  # the web server is loaded only where a sandbox really runs
        from cancelbot.sandbox.skins import Skin

        origins, listening = build(self._world, Skin(self.skin)), Future[None]()
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
        self._world.approved = True

    def open_session(self) -> str:
        """A bearer that counts, without signing in: for tests that start behind the sign-in.

        The main skin keeps it in localStorage as `auth.session`, server-rendered skins in the cookie
        `platform_session` of the platform's origin.
        """
        return self._world.tokens.new_session()

    def log_out(self) -> None:
        """Every session ends, at the platform and at the sign-in."""
        self._world.tokens.revoke_all()

    @property
    def befallen(self) -> list[Fault]:
        """What has gone wrong so far."""
        return self._world.ledger.befallen

    def go_wrong(self, *faults: Fault) -> None:
        """From now on these things go wrong too."""
        self._world.ledger.add(faults)

    def clear_faults(self) -> None:
        """From now on nothing goes wrong any more."""
        self._world.recover()

    def _run(self, origins: "Origins", listening: "Future[None]") -> None:
        try:
            asyncio.run(self._serve(origins, listening))
        except BaseException as error:
            if listening.done():
                raise
            listening.set_exception(error)

    async def _serve(self, origins: "Origins", listening: "Future[None]") -> None:
        from aiohttp import web

        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        runners, urls = [], []
        for application in (origins.platform, origins.auth, origins.api, origins.portal):
            runner = web.AppRunner(application, access_log=None, shutdown_timeout=GRACE)
            await runner.setup()
            site = web.TCPSite(runner, HOST, 0)
            await site.start()
            runners.append(runner)
            urls.append(f"http://{HOST}:{site.port}")
        self._world.addresses = Addresses(*urls)
        listening.set_result(None)
        await self._stopping.wait()
        await asyncio.gather(*(runner.cleanup() for runner in runners))

    @property
    def platform_url(self) -> str:
        """The dashboard, without trailing slash; so are the other three."""
        return self._world.addresses.platform

    @property
    def auth_url(self) -> str:
        """Where people sign in."""
        return self._world.addresses.auth

    @property
    def api_url(self) -> str:
        """Where the pages get their data."""
        return self._world.addresses.api

    @property
    def portal_url(self) -> str:
        """Where invoices are downloaded."""
        return self._world.addresses.portal

    @property
    def state(self) -> State:
        """The account as it really is."""
        return self._world.state

    @property
    def witness(self) -> Witness:
        """What the four origins heard."""
        return self._world.witness

    @property
    def codes(self) -> list[str]:
        """The codes sent so far by e-mail or text message, the newest last."""
        return self._world.codes

    @property
    def handed_out(self) -> set[str]:
        """Every authorization code, token, session and remembering cookie so far."""
        return set(self._world.tokens.handed_out)
