"""What every request passes through: the request log, the refusals, CORS, the bot check."""

import time

from aiohttp import web
from aiohttp.typedefs import Handler

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.faults import Kind
from cancelbot.sandbox.replies import RefusalError, html
from cancelbot.sandbox.request_log import LoggedRequest

LOGGED = web.RequestKey("logged", LoggedRequest)
ALLOWED_HEADERS = "authorization, content-type, openai-organization, openai-project"
ALLOWED_METHODS = "GET, POST, PATCH, PUT, DELETE"


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


class Middlewares:
    """The layers around every request to one origin."""

    def __init__(self, backend: Backend, origin: str) -> None:
        self._backend = backend
        self._origin = origin

    @web.middleware
    async def unshared(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """If a connection is going to be dropped, no connection is used twice.

        Chromium sends a POST again by itself when a connection that it used before is reset.
        """
        drops = self._backend.faults.names(Kind.DROP_BEFORE) or self._backend.faults.names(Kind.DROP_AFTER)
        response = await handler(request)
        if drops:
            response.force_close()
        return response

    @web.middleware
    async def logged(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every request is noted before anything else happens to it, and its status afterwards."""
        at = time.time()
        body = (await request.read()).decode(errors="replace") if request.can_read_body else ""
        noted = LoggedRequest(self._origin, request.method, request.path, request.query_string, body, at)
        request[LOGGED] = noted
        self._backend.request_log.add(noted)
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

    @web.middleware
    async def cross_origin(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Cross-origin reads for the platform's pages only, with preflight."""
        asking = request.headers.get("Origin")
        if asking is None:
            return await handler(request)
        known = asking == self._backend.addresses.platform
        if request.method == "OPTIONS":
            return _preflight(asking) if known else web.Response(status=403)
        try:
            response = await handler(request)
        except RefusalError as refusal:
            response = refusal.answer()
        if known and not response.prepared:
            response.headers.update(_grant(asking))
        return response

    @web.middleware
    async def bot_checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A page that only a person gets past, where the scenario has one."""
        if request.path.startswith("/cdn-cgi/"):
            return web.Response(status=200 if self._backend.approved else 403)
        if self._backend.approved or not self._is_guarded(request):
            return await handler(request)
        return html(CHALLENGE, 403, {"cf-mitigated": "challenge"})

    def _is_guarded(self, request: web.Request) -> bool:
        if "text/html" not in request.headers.get("Accept", ""):
            return False
        check = self._backend.scenario.sign_in.bot_check
        if check == "billing":
            return self._origin == "platform" and "/billing" in request.path
        return check == self._origin


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
