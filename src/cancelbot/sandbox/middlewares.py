"""What every request passes through: the request log, the refusals, CORS, the bot check."""

import time

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.faults import Kind
from cancelbot.sandbox.replies import RefusalError, html
from cancelbot.sandbox.request_log import LoggedRequest

LOGGED = web.RequestKey("logged", LoggedRequest)
ALLOWED_HEADERS = "authorization, content-type, openai-organization, openai-project"
ALLOWED_METHODS = "GET, POST, PATCH, PUT, DELETE"


def logged(backend: Backend, origin: str) -> Middleware:
    """Every request is noted before anything else happens to it, and its status afterwards."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        noted = await _note(backend, origin, request)
        try:
            response = await handler(request)
        except RefusalError as refusal:
            response = refusal.answer()
        except web.HTTPException as known:
            noted.status = known.status
            raise
        dropped = request.transport is None or request.transport.is_closing()
        noted.status = 0 if dropped else response.status
        return response

    return middleware


async def _note(backend: Backend, origin: str, request: web.Request) -> LoggedRequest:
    at = time.time()
    body = (await request.read()).decode(errors="replace") if request.can_read_body else ""
    noted = LoggedRequest(origin, request.method, request.path, request.query_string, body, at)
    request[LOGGED] = noted
    backend.request_log.add(noted)
    return noted


def unshared(backend: Backend) -> Middleware:
    """If a connection is going to be dropped, no connection is used twice.

    Chromium sends a POST again by itself when a connection that it used before is reset.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        drops = backend.faults.names(Kind.DROP_BEFORE) or backend.faults.names(Kind.DROP_AFTER)
        response = await handler(request)
        if drops:
            response.force_close()
        return response

    return middleware


def cross_origin(backend: Backend) -> Middleware:
    """Cross-origin reads for the platform's pages only, with preflight."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        asking = request.headers.get("Origin")
        if asking is None:
            return await handler(request)
        known = asking == backend.addresses.platform
        if request.method == "OPTIONS":
            return _preflight(asking) if known else web.Response(status=403)
        try:
            response = await handler(request)
        except RefusalError as refusal:
            response = refusal.answer()
        if known and not response.prepared:
            response.headers.update(_grant(asking))
        return response

    return middleware


def _grant(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true", "Vary": "Origin"}


def _preflight(origin: str) -> web.Response:
    headers = {
        **_grant(origin),
        "Access-Control-Allow-Headers": ALLOWED_HEADERS,
        "Access-Control-Allow-Methods": ALLOWED_METHODS,
        "Access-Control-Max-Age": "600",
    }
    return web.Response(status=204, headers=headers)


CHALLENGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Just a moment...</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Arial,sans-serif;color:#313131;background:#fff}
main{max-width:60rem;margin:8rem auto 0;padding:0 1.5rem}h1{font-size:2.5rem;font-weight:500;margin:0 0 2rem}
h2{font-size:1.5rem;font-weight:500}.box{border:1px solid #e0e0e0;background:#fafafa;width:300px;height:65px;
display:flex;align-items:center;gap:12px;padding:0 12px;font-size:14px}input{width:24px;height:24px}
@media(prefers-color-scheme:dark){body{background:#222;color:#d9d9d9}.box{background:#232323;border-color:#797979}}
</style></head><body><main><h1>platform.openai.com</h1><h2>Performing security verification</h2>
<p>This website uses a security service to protect against malicious bots. This page is displayed while the website
verifies you are not a bot.</p><div class="cf-turnstile"><label class="box"><input type="checkbox">Verify you are human
</label><input type="hidden" name="cf-turnstile-response"></div></main><script>
setInterval(async () => {
  const answer = await fetch("/cdn-cgi/challenge-platform/h/b/flow", { method: "POST", body: "{}" });
  if (answer.status === 200) location.reload();
}, 400);
</script></body></html>"""


def bot_checked(backend: Backend, origin: str) -> Middleware:
    """A page that only a person gets past, where the scenario has one."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/cdn-cgi/"):
            return web.Response(status=200 if backend.approved else 403)
        if backend.approved or not _is_guarded(backend, origin, request):
            return await handler(request)
        return html(CHALLENGE, 403, {"cf-mitigated": "challenge"})

    return middleware


def _is_guarded(backend: Backend, origin: str, request: web.Request) -> bool:
    if "text/html" not in request.headers.get("Accept", ""):
        return False
    check = backend.scenario.sign_in.bot_check
    if check == "billing":
        return origin == "platform" and "/billing" in request.path
    return check == origin
