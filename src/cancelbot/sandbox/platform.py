"""The platform origin: one document for every address, its assets, and the word from the page about its faults."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import BaseModel

from cancelbot.sandbox.auth.oauth import CLIENT_ID
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.replies import html
from cancelbot.sandbox.scenario import Popups
from cancelbot.sandbox.skins import Skin
from cancelbot.sandbox.world import World

Endpoint = Callable[[web.Request], Awaitable[web.Response]]


def asset_of(skin: Skin) -> Endpoint:
    """Sends the files of a skin."""

    async def endpoint(request: web.Request) -> web.Response:
        asset = skin.asset(request.match_info["path"])
        if asset is None:
            return web.Response(status=404)
        headers = {"Cache-Control": "max-age=600"}
        return web.Response(body=asset.body, content_type=asset.content_type, charset="utf-8", headers=headers)

    return endpoint


def used_by(world: World) -> Endpoint:
    """Hears from the page which of its faults it has played."""

    async def endpoint(request: web.Request) -> web.Response:
        world.ledger.used_on_page(int(request.match_info["number"]))
        return web.Response(status=204)

    return endpoint


class Bootstrap(BaseModel):
    """What a page is told when it is loaded."""

    platform_url: str
    auth_url: str
    api_url: str
    client_id: str
    faults: dict[int, Fault]
    popups: Popups
    chatty: bool


class Platform:
    """A single-page app: the server only hands it out."""

    def __init__(self, world: World, skin: Skin) -> None:
        self._world = world
        self._skin = skin

    def routes(self) -> list[web.RouteDef]:
        """The page's word and the assets; everything else is the document."""
        return [
            web.get(r"/_sandbox/used/{number:\d+}", used_by(self._world)),
            web.get("/assets/{path:.*}", asset_of(self._skin)),
            web.get("/{path:.*}", self._document),
        ]

    async def _document(self, request: web.Request) -> web.Response:
        if request.path.startswith("/favicon"):
            return web.Response(status=404)
        self._world.page_loaded()
        return html(self._skin.page(self._bootstrap()))

    def _bootstrap(self) -> Bootstrap:
        addresses, scenario = self._world.addresses, self._world.scenario
        return Bootstrap(
            platform_url=addresses.platform,
            auth_url=addresses.auth,
            api_url=addresses.api,
            client_id=CLIENT_ID,
            faults=self._world.ledger.on_page(),
            popups=scenario.popups,
            chatty=scenario.chatty,
        )
