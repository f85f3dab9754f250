"""The origins as aiohttp applications over one backend."""

from aiohttp import web

from cancelbot.sandbox.api.billing import BillingApi
from cancelbot.sandbox.api.keys import KeysApi
from cancelbot.sandbox.api.people import PeopleApi
from cancelbot.sandbox.auth.oauth import OAuth
from cancelbot.sandbox.auth.pages import Pages
from cancelbot.sandbox.auth.steps import Steps
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.middlewares import Middlewares
from cancelbot.sandbox.portal import Portal
from cancelbot.sandbox.replies import html
from cancelbot.sandbox.single_page import single_page, telemetry_to
from cancelbot.sandbox.skin import Skin


def build(backend: Backend, skin: Skin) -> dict[str, web.Application]:
    """One application for each origin that listens, in the order of `Addresses`."""
    oauth = OAuth(backend)
    routes: dict[str, list[web.RouteDef]] = {
        "platform": skin.routes(backend) or single_page(backend, skin),
        "auth": [
            web.get("/assets/{path:.*}", skin.asset),
            *oauth.routes(),
            *Pages(backend, oauth, skin).routes(),
            *Steps(backend, oauth).routes(),
        ],
        "api": [route for part in (BillingApi, KeysApi, PeopleApi) for route in part(backend).routes()],
        "portal": Portal(backend).routes(),
        "telemetry": [web.post("/{path:.*}", telemetry_to(backend))],
        "foreign": [web.get("/{path:.*}", _canceled_elsewhere)],
    }
    return {origin: _application(backend, origin, made) for origin, made in routes.items()}


CANCELED_ELSEWHERE = """<!doctype html><title>Billing - OpenAI API</title><main><h1>Billing</h1>
<h2>Free trial</h2><p>Credit balance</p><p>$4.34</p><p>Your subscription was canceled.</p>
<p><b>Auto recharge is off</b></p><button>Add payment details</button></main>"""


async def _canceled_elsewhere(_request: web.Request) -> web.Response:
    """What somebody else's site shows: an Overview without a plan."""
    return html(CANCELED_ELSEWHERE)


def _application(backend: Backend, origin: str, routes: list[web.RouteDef]) -> web.Application:
    around = Middlewares(backend, origin)
    layers = [around.unshared, around.logged, around.cross_origin, around.bot_checked]
    application = web.Application(middlewares=layers)
    application.add_routes(routes)
    return application
