"""API keys: of a project, of the organisation, and the legacy keys of the user."""

from aiohttp import web

from cancelbot.sandbox.acts import Acts
from cancelbot.sandbox.api import shapes
from cancelbot.sandbox.api.access import Access, Caller
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.faults import Act
from cancelbot.sandbox.mutations import Mutations
from cancelbot.sandbox.replies import Json, RefusalError, json_body, listing, text_of
from cancelbot.sandbox.scenario import Read
from cancelbot.sandbox.state import FakeKey, Organization, Project

KeyRow = tuple[FakeKey, Project | None]
_ORGANIZATION = "/dashboard/organizations/{organization}"


class Keys:
    """The key tables: GET lists, POST with an action changes."""

    def __init__(self, backend: Backend, access: Access, acts: Acts) -> None:
        self._backend = backend
        self._access = access
        self._acts = acts

    def routes(self) -> list[web.RouteDef]:
        """Three tables, each to read and to write."""
        paths = {
            _ORGANIZATION + "/api_keys": (self._all, self._change_any),
            _ORGANIZATION + "/projects/{project}/api_keys": (self._of_project, self._change_any),
            "/dashboard/user/api_keys": (self._legacy, self._change_any),
        }
        gets = [web.get(path, get) for path, (get, _) in paths.items()]
        return gets + [web.post(path, post) for path, (_, post) in paths.items()]

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
        caller = self._access.caller(request, request.match_info.get("organization", ""))
        await self._access.wait(Read.KEYS)
        return caller

    async def _change_any(self, request: web.Request) -> web.Response:
        mine = self._access.owner(request, request.match_info.get("organization", "")).live
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
        rows = self._backend.in_order(rows)
        size = self._backend.page_size or len(rows)
        after = request.query.get("after", "")
        start = next((n + 1 for n, (key, _) in enumerate(rows) if key.id == after), 0)
        may = seen.role == "owner" and not seen.is_final_key_kept()
        shown: list[Json] = [shapes.key_shape(*row, may) for row in rows[start : start + size]]
        return listing(shown, has_more=start + size < len(rows))


def _project(organization: Organization, request: web.Request) -> Project:
    try:
        return organization.project(request.match_info["project"])
    except KeyError:
        raise RefusalError(404, "not_found", "No such project.") from None
