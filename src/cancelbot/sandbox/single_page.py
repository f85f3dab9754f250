"""The platform origin: one document for every address, and what every look-alike has besides its pages."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import BaseModel

from cancelbot.sandbox.auth.oauth import CLIENT_ID
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.eras import Era, words_of
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.middlewares import LOGGED
from cancelbot.sandbox.replies import html, redirect
from cancelbot.sandbox.scenario import PageOptions, PopupsShown
from cancelbot.sandbox.skin import Skin

PageEndpoint = Callable[[web.Request], Awaitable[web.Response]]
_OVERVIEW = "/settings/organization/billing/overview"
MAINTENANCE = """<!doctype html><title>503 Service Unavailable</title><h1>Service Unavailable</h1>
<p>The server is temporarily unable to service your request due to maintenance downtime.</p>"""


def telemetry_to(backend: Backend) -> PageEndpoint:
    """Takes what the pages report of themselves."""

    async def endpoint(_request: web.Request) -> web.Response:
        await asyncio.sleep(backend.scenario.write_latency)
        return web.Response(status=204, headers={"Access-Control-Allow-Origin": "*"})

    return endpoint


async def neighbor(request: web.Request) -> web.Response:
    """A preference beside the things that a run changes."""
    request[LOGGED].neighbor = request.match_info["name"]
    return web.json_response({})


def common_routes(backend: Backend, skin: Skin) -> list[web.RouteDef]:
    """What every look-alike has: files, telemetry, neighbors, and the page's word about the faults it has played."""

    async def played(request: web.Request) -> web.Response:
        backend.faults.used_on_page(int(request.match_info["number"]))
        return web.Response(status=204)

    return [
        web.get(r"/_sandbox/used/{number:\d+}", played),
        web.get("/assets/{path:.*}", skin.asset),
        web.post("/ces/v1/t", telemetry_to(backend)),
        web.post("/backend/preferences/{name}", neighbor),
    ]


def instead_of_page(backend: Backend, request: web.Request) -> web.Response | None:
    """What an address answers with where the scenario has no page for it now."""
    if request.path.startswith("/favicon"):
        return web.Response(status=404)
    if backend.old_document_stays:
        return web.Response(status=204)
    if backend.scenario.first_load != "well" and backend.is_first_load(request.path):
        return html("<!doctype html>") if backend.scenario.first_load == "blank" else html(MAINTENANCE, 503)
    if backend.addresses.foreign and request.path == _OVERVIEW:
        return redirect(backend.addresses.foreign + _OVERVIEW)
    return None


class Bootstrap(BaseModel):
    """What a page is told when it is loaded."""

    platform_url: str
    auth_url: str
    api_url: str
    telemetry_url: str
    client_id: str
    era: Era
    words: dict[str, str]
    faults: dict[int, Fault]
    """Faults that the page must play; one that was played is reported by GET /_sandbox/used/<number>."""
    popups: PopupsShown
    pages: PageOptions


def bootstrap(backend: Backend) -> Bootstrap:
    addresses, scenario = backend.addresses, backend.scenario
    return Bootstrap(
        platform_url=addresses.platform,
        auth_url=addresses.auth,
        api_url=addresses.api,
        telemetry_url=addresses.telemetry,
        client_id=CLIENT_ID,
        era=scenario.era,
        words=words_of(scenario.era),
        faults=backend.faults.on_page(),
        popups=scenario.popups,
        pages=scenario.pages,
    )


def single_page(backend: Backend, skin: Skin) -> list[web.RouteDef]:
    """A single-page app: the server only hands it out."""

    async def document(request: web.Request) -> web.Response:
        instead = instead_of_page(backend, request)
        if instead is not None:
            return instead
        backend.page_loaded()
        return html(skin.page(bootstrap(backend)))

    return [*common_routes(backend, skin), web.get("/{path:.*}", document)]
