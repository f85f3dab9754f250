"""Carries out an act under the faults of the scenario, the same for every way of asking for it."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.faults import Act, Fault, Kind
from cancelbot.sandbox.middlewares import LOGGED
from cancelbot.sandbox.replies import RefusalError, drop, too_many

Commit = Callable[[], None]
Answer = Callable[[], web.Response]

BY_SERVER = [kind for kind in Kind if kind.hits == "request"]
QUIET = "X-Sandbox-Quiet"
"""a response header that tells the page to announce nothing"""


class Acts:
    """Carries out acts, with what goes wrong."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def perform(self, request: web.Request, act: Act, commit: Commit, answer: Answer) -> web.Response:
        """Commit, then answer; the faults that hit this act decide what really happens."""
        request[LOGGED].act = act
        faults = self._backend.faults.take(act, *BY_SERVER)
        for fault in faults:
            early = await self._before(request, fault)
            if early:
                return early
        await asyncio.sleep(self._backend.scenario.write_latency)
        kinds = {fault.kind for fault in faults}
        if Kind.OLD_DOCUMENT in kinds:
            self._backend.pretend(commit)
        elif Kind.BANNER_ONLY not in kinds:
            commit()
        late = [self._after(request, fault) for fault in faults]
        return next((response for response in late if response), None) or self._finish(answer(), faults)

    @staticmethod
    def _finish(response: web.Response, faults: list[Fault]) -> web.Response:
        if any(fault.kind == Kind.COMMIT_UNANNOUNCED for fault in faults):
            response.headers[QUIET] = "1"
            response.headers["Access-Control-Expose-Headers"] = QUIET
        return response

    async def _before(self, request: web.Request, fault: Fault) -> web.Response | None:
        match fault.kind:
            case Kind.ERROR_500:
                raise RefusalError(500, "server_error", "The server had an error while processing your request.")
            case Kind.TOO_MANY:
                raise too_many(fault.seconds)
            case Kind.SLOW:
                await asyncio.sleep(fault.seconds)
            case Kind.STALE:
                self._backend.keep_showing_old(fault.seconds)
            case Kind.BUSY:
                self._backend.keep_busy(fault.seconds)
            case Kind.LOG_OUT:
                self._backend.tokens.revoke_all()
                raise logged_out()
            case Kind.DROP_BEFORE:
                return drop(request)
        return None

    def _after(self, request: web.Request, fault: Fault) -> web.Response | None:
        match fault.kind:
            case Kind.LOG_OUT_AFTER:
                self._backend.tokens.revoke_all()
                return logged_out().answer()
            case Kind.DROP_AFTER:
                return drop(request)
        return None


def logged_out() -> RefusalError:
    """What the API says to an unknown bearer token."""
    return RefusalError(401, "session_expired", "Your authentication token is not from a valid issuer or has expired.")
