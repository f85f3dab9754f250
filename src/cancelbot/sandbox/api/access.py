"""What the endpoints of the api origin share: who is asking, about which organization, and how long an answer takes."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from cancelbot.sandbox.acts import Acts, logged_out
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.refusals import NOT_LOADED
from cancelbot.sandbox.replies import RefusalError
from cancelbot.sandbox.scenario import Read
from cancelbot.sandbox.state import Organization

NO_PERMISSION = "You do not have permission to perform this action. Contact an owner of this organization."


@dataclass(frozen=True)
class Caller:
    """The organization that the request is about: as it is, and as the site shows it."""

    live: Organization
    seen: Organization


class Api:
    """Some endpoints of the api origin."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._acts = Acts(backend)

    def check(self, request: web.Request) -> None:
        """Raise 401 without a valid session."""
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not self._backend.tokens.is_session(bearer):
            raise logged_out()

    def caller(self, request: web.Request, organization_id: str = "") -> Caller:
        """The organization by path or by header; 401 without a session, 404 where it is not the person's."""
        self.check(request)
        if request.method == "GET":
            self._backend.refuse_if_busy()
        wanted = organization_id or request.headers.get("OpenAI-Organization") or self._backend.default_organization
        try:
            return Caller(self._backend.state.organization(wanted), self._backend.seen().organization(wanted))
        except KeyError:
            raise RefusalError(404, "not_found", f"No such organization: {wanted}.") from None

    def owner(self, request: web.Request, organization_id: str = "") -> Caller:
        """As `caller`; 403 for those who may not change the organization."""
        caller = self.caller(request, organization_id)
        if caller.live.role != "owner":
            raise RefusalError(403, "insufficient_permissions", NO_PERMISSION)
        return caller

    async def wait(self, read: Read | None) -> None:
        """A read takes the scenario's time, every second one half. A read that fails is refused or never answered.

        An error inside a 200 is a refusal with that status: the page finds no data, but an error.
        """
        await self._backend.take_time()
        failing = self._backend.failing(read) if read else None
        if failing == "never":
            await asyncio.Event().wait()
        elif failing is not None:
            raise RefusalError(failing if isinstance(failing, int) else 200, "not_available", NOT_LOADED[str(read)])
