"""API keys: of a project, of the organization, and the legacy keys of the user."""

from aiohttp import web

from cancelbot.sandbox.api import shapes
from cancelbot.sandbox.api.access import Api, Caller
from cancelbot.sandbox.faults import Act
from cancelbot.sandbox.mutations import Mutations
from cancelbot.sandbox.replies import RefusalError, json_body, page_of, text_of
from cancelbot.sandbox.scenario import Read
from cancelbot.sandbox.state import FakeKey, Organization, Project

KeyRow = tuple[FakeKey, Project | None]
_ORGANIZATION = "/dashboard/organizations/{organization}"


class KeysApi(Api):
    """The three key tables: GET lists, POST with an action changes."""

    def routes(self) -> list[web.RouteDef]:
        tables = {
            _ORGANIZATION + "/api_keys": self._all,
            _ORGANIZATION + "/projects/{project}/api_keys": self._of_project,
            "/dashboard/user/api_keys": self._legacy,
        }
        gets = [web.get(path, table) for path, table in tables.items()]
        return gets + [web.post(path, self._change) for path in tables]

    async def _all(self, request: web.Request) -> web.Response:
        seen = (await self._reading(request)).seen
        return self._page(request, seen, [(key, project) for project in seen.projects for key in project.keys])

    async def _of_project(self, request: web.Request) -> web.Response:
        seen = (await self._reading(request)).seen
        project = _project(seen, request)
        return self._page(request, seen, [(key, project) for key in project.keys])

    async def _legacy(self, request: web.Request) -> web.Response:
        seen = (await self._reading(request)).seen
        return self._page(request, seen, [(key, None) for key in seen.legacy_keys])

    async def _reading(self, request: web.Request) -> Caller:
        caller = self.caller(request, request.match_info.get("organization", ""))
        await self.wait(Read.KEYS)
        return caller

    async def _change(self, request: web.Request) -> web.Response:
        mine = self.owner(request, request.match_info.get("organization", "")).live
        body = await json_body(request)
        if text_of(body, "action") != "delete":
            raise RefusalError(400, "unknown_action", "The sandbox makes no keys.")
        mutations, ident = Mutations(self._backend, mine), text_of(body, "key_id")
        return await self._acts.perform(
            request,
            Act.KEY,
            lambda: mutations.delete_key(ident, mutations.list_of(ident)),
            lambda: web.json_response({"object": "api_key.deleted", "id": ident, "deleted": True}),
        )

    def _page(self, request: web.Request, seen: Organization, rows: list[KeyRow]) -> web.Response:
        may = seen.role == "owner" and not seen.is_final_key_kept()
        shown = [shapes.key_shape(*row, may) for row in self._backend.in_order(rows)]
        return page_of(shown, "id", request, self._backend.page_size)


def _project(organization: Organization, request: web.Request) -> Project:
    try:
        return organization.project(request.match_info["project"])
    except KeyError:
        raise RefusalError(404, "not_found", "No such project.") from None
