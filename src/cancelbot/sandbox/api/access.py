"""Who is asking: the session bearer, and the organisation named in the header."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from cancelbot.sandbox.acts import logged_out
from cancelbot.sandbox.replies import RefusalError
from cancelbot.sandbox.state import Organization
from cancelbot.sandbox.world import World

NO_PERMISSION = "You do not have permission to perform this action. Contact an owner of this organization."


@dataclass(frozen=True)
class Caller:
    """The organisation that the request is about: as it is, and as the site shows it."""

    live: Organization
    seen: Organization


class Access:
    """Lets requests in that carry a session."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reads = 0

    def check(self, request: web.Request) -> None:
        """401 without a session that counts."""
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not self._world.tokens.is_session(bearer):
            raise logged_out()

    def caller(self, request: web.Request, organization_id: str = "") -> Caller:
        """The organisation by path or by header; 401 without a session, 404 where it is not the person's."""
        self.check(request)
        if request.method == "GET":
            self._world.refuse_if_busy()
        wanted = organization_id or request.headers.get("OpenAI-Organization") or self._world.default_organization
        try:
            return Caller(self._world.state.organization(wanted), self._world.seen().organization(wanted))
        except KeyError:
            raise RefusalError(404, "not_found", f"No such organization: {wanted}.") from None

    def owner(self, request: web.Request, organization_id: str = "") -> Caller:
        """As `caller`; 403 for those who may not change the organisation (site-facts 2.7)."""
        caller = self.caller(request, organization_id)
        if caller.live.role != "owner":
            raise RefusalError(403, "insufficient_permissions", NO_PERMISSION)
        return caller

    async def wait(self) -> None:
        """Data takes the scenario's time; every second read half of it."""
        latency = self._world.scenario.latency
        if latency:
            self._reads += 1
            await asyncio.sleep(latency / (1 + self._reads % 2))
