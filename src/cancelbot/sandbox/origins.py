"""The four origins as aiohttp applications over one world."""

from dataclasses import dataclass

from aiohttp import web

from cancelbot.sandbox.acts import Acts
from cancelbot.sandbox.api.access import Access
from cancelbot.sandbox.api.billing import Billing
from cancelbot.sandbox.api.keys import Keys
from cancelbot.sandbox.api.people import People
from cancelbot.sandbox.auth.oauth import OAuth
from cancelbot.sandbox.auth.pages import Pages
from cancelbot.sandbox.auth.steps import Steps
from cancelbot.sandbox.middlewares import bot_checked, cross_origin, unshared, witnessed
from cancelbot.sandbox.platform import Platform, asset_of
from cancelbot.sandbox.portal.pages import Portal
from cancelbot.sandbox.rendered import Rendered
from cancelbot.sandbox.skins import Skin
from cancelbot.sandbox.world import World


@dataclass(frozen=True)
class Origins:
    """One application an origin, in the order of `Addresses`."""

    platform: web.Application
    auth: web.Application
    api: web.Application
    portal: web.Application


def build(world: World, skin: Skin) -> Origins:
    """Everything that listens."""
    acts, access, oauth = Acts(world), Access(world), OAuth(world)
    platform = Rendered(world, skin, acts, skin.renderer) if skin.renderer else Platform(world, skin)
    auth = [web.get("/assets/{path:.*}", asset_of(skin)), *oauth.routes()]
    api = [*Billing(world, access, acts).routes(), *Keys(world, access, acts).routes()]
    return Origins(
        platform=_application(world, "platform", platform.routes()),
        auth=_application(world, "auth", [*auth, *Pages(world, oauth, skin).routes(), *Steps(world, oauth).routes()]),
        api=_application(world, "api", [*api, *People(world, access).routes()]),
        portal=_application(world, "portal", Portal(world).routes()),
    )


def _application(world: World, origin: str, routes: list[web.RouteDef]) -> web.Application:
    layers = [unshared(world), witnessed(world, origin), cross_origin(world), bot_checked(world, origin)]
    application = web.Application(middlewares=layers)
    application.add_routes(routes)
    return application
