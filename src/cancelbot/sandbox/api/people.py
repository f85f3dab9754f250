"""Signing in to the dashboard, the organizations, the projects, and what the pages tell about themselves."""

from aiohttp import web

from cancelbot.sandbox.api import shapes
from cancelbot.sandbox.api.access import Api
from cancelbot.sandbox.replies import Json, RefusalError, listing
from cancelbot.sandbox.single_page import telemetry_to


class PeopleApi(Api):
    """The endpoints around the person."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/dashboard/onboarding/login", self._login),
            web.get("/v1/organizations", self._organizations),
            web.get("/dashboard/organizations/{organization}/projects", self._projects),
            web.get("/dashboard/rate_limits", self._rate_limits),
            web.post("/dashboard/onboarding/dismiss", telemetry_to(self._backend)),
        ]

    async def _login(self, request: web.Request) -> web.Response:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        session = self._backend.tokens.open_session(bearer)
        if session is None:
            raise RefusalError(401, "invalid_token", "Your access token is not valid.")
        account = self._backend.scenario.account
        user: dict[str, Json] = {
            "id": "user-dana",
            "name": account.name,
            "email": account.email,
            "session": {"sensitive_id": session},
            "orgs": {"object": "list", "data": self._shapes()},
        }
        return web.json_response({"object": "login", "user": user})

    async def _organizations(self, request: web.Request) -> web.Response:
        self.check(request)
        return listing(self._shapes())

    def _shapes(self) -> list[Json]:
        default = self._backend.default_organization
        return [shapes.organization(each, each.id == default) for each in self._backend.seen().organizations]

    async def _projects(self, request: web.Request) -> web.Response:
        caller = self.caller(request, request.match_info["organization"])
        return listing([shapes.project_shape(each) for each in caller.seen.projects])

    async def _rate_limits(self, request: web.Request) -> web.Response:
        self.check(request)
        return listing([{"model": "gpt-5", "tokens_per_min": 30000, "requests_per_min": 500}])
