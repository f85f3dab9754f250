"""The platform origin for skins that render on the server: pages, forms, full page loads, a session in a cookie."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel

from cancelbot.sandbox.acts import QUIET, Acts
from cancelbot.sandbox.auth.oauth import CLIENT_ID
from cancelbot.sandbox.auth.tokens import s256
from cancelbot.sandbox.deeds import Deeds, Recharge
from cancelbot.sandbox.faults import Act
from cancelbot.sandbox.platform import asset_of, used_by
from cancelbot.sandbox.replies import RefusalError, html, redirect
from cancelbot.sandbox.skins import Skin
from cancelbot.sandbox.skins.hook import Flash, Renderer, Visit
from cancelbot.sandbox.state import Organization
from cancelbot.sandbox.world import World

SESSION = "platform_session"
CHOSEN = ("organization", "project")
DONE = {
    Act.CANCEL: "Your subscription was canceled.",
    Act.AUTO_RECHARGE: "Auto recharge settings saved.",
    Act.CARD: "Payment method deleted.",
    Act.KEY: "API key deleted.",
}
ERROR = "<!doctype html><title>Error</title><h1>{}</h1><p>{}</p>"
Form = Mapping[str, str]
Sending = Callable[[web.Request], Awaitable[web.Response]]


class Login(BaseModel):
    """A sign-in that was begun: its PKCE verifier, and the page that was asked for."""

    verifier: str
    return_to: str


class Rendered:
    """Pages by the skin's `render`, acts by forms."""

    def __init__(self, world: World, skin: Skin, acts: Acts, renderer: Renderer) -> None:
        self._world = world
        self._skin = skin
        self._acts = acts
        self._renderer = renderer
        self._logins: dict[str, Login] = {}
        self._flash: Flash | None = None

    def routes(self) -> list[web.RouteDef]:
        """Signing in, the acts, and every page."""
        return [
            web.get(r"/_sandbox/used/{number:\d+}", used_by(self._world)),
            web.get("/assets/{path:.*}", asset_of(self._skin)),
            web.get("/login", self._login),
            web.get("/auth/callback", self._callback),
            web.post("/act/purchase", self._purchase),
            *(web.post(f"/act/{act}", self._form(act)) for act in Act),
            web.get("/{path:.*}", self._page),
        ]

    async def _login(self, request: web.Request) -> web.Response:
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        self._logins[state] = Login(verifier=verifier, return_to=_local(request.query.get("return_to", "/")))
        query = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "redirect_uri": self._callback_url(),
            "scope": "openid profile email offline_access",
            "state": state,
            "code_challenge": s256(verifier),
            "code_challenge_method": "S256",
        }
        return redirect(f"{self._world.addresses.auth}/oauth/authorize?{urlencode(query)}")

    async def _callback(self, request: web.Request) -> web.Response:
        login = self._logins.pop(request.query.get("state", ""), None)
        made = login and self._world.tokens.exchange(
            request.query.get("code", ""), login.verifier, self._callback_url()
        )
        session = made and self._world.tokens.open_session(made.access_token)
        response = redirect(login.return_to if login else "/")
        if session:
            response.set_cookie(SESSION, session, httponly=True, samesite="Lax")
        return response

    def _callback_url(self) -> str:
        return self._world.addresses.platform + "/auth/callback"

    async def _page(self, request: web.Request) -> web.Response:
        if request.path.startswith("/favicon"):
            return web.Response(status=404)
        self._world.page_loaded()
        self._world.refuse_if_busy()
        if not self._signed_in(request):
            login = "/login?" + urlencode({"return_to": request.path_qs})
            return html(self._renderer.logged_out(login))
        visit = self._visit(request)
        response = html(self._renderer.render(visit))
        response.set_cookie("organization", visit.organization.id)
        response.set_cookie("project", visit.project.id)
        return response

    def _signed_in(self, request: web.Request) -> bool:
        return self._world.tokens.is_session(request.cookies.get(SESSION, ""))

    def _visit(self, request: web.Request) -> Visit:
        seen, scenario = self._world.seen(), self._world.scenario
        organization = self._shown(seen.organization(self._chosen(request)))
        wanted = request.query.get("project") or request.cookies.get("project")
        projects = organization.projects
        flash, self._flash = self._flash, None
        return Visit(
            path=request.path,
            query=dict(request.query),
            account=scenario.account,
            organization=organization,
            organizations=seen.organizations,
            project=next((each for each in projects if each.id == wanted), projects[0]),
            page_size=self._world.page_size,
            flash=flash,
            faults=self._world.ledger.on_page(),
            popups=scenario.popups,
            portal_url=self._world.addresses.portal,
        )

    def _chosen(self, request: web.Request) -> str:
        known = {each.id for each in self._world.state.organizations}
        asked = (request.query.get("organization"), request.cookies.get("organization"))
        return next((each for each in asked if each in known), self._world.default_organization)

    def _shown(self, organization: Organization) -> Organization:
        """A copy for the page, with its keys in the order in which they stand now."""
        shown = organization.model_copy(deep=True)
        for project in shown.projects:
            project.keys = self._world.in_order(project.keys)
        shown.legacy_keys = self._world.in_order(shown.legacy_keys)
        return shown

    def _form(self, act: Act) -> Sending:
        async def handler(request: web.Request) -> web.Response:
            form = {name: str(value) for name, value in (await request.post()).items()}
            back = redirect(_local(form.get("back", "/")))
            if not self._signed_in(request):
                return back
            deeds = Deeds(self._world, self._owned(request))
            return await self._perform(request, act, lambda: _do(act, deeds, form), back)

        return handler

    async def _perform(
        self, request: web.Request, act: Act, commit: Callable[[], None], back: web.Response
    ) -> web.Response:
        try:
            answer = await self._acts.perform(request, act, commit, lambda: web.Response(status=200))
        except RefusalError as refusal:
            return self._refused(act, refusal, back)
        if request.transport is None or request.transport.is_closing():
            return answer
        if answer.status == 200 and QUIET not in answer.headers:
            self._flash = Flash(act=act, kind="done", text=DONE[act])
        return back

    def _refused(self, act: Act, refusal: RefusalError, back: web.Response) -> web.Response:
        if refusal.status >= 500 or refusal.status == 429:
            return html(ERROR.format(refusal.status, refusal.message), refusal.status, refusal.headers)
        if refusal.status != 401:
            self._flash = Flash(act=act, kind="refused", text=refusal.message)
        return back

    def _owned(self, request: web.Request) -> Organization:
        organization = self._world.state.organization(self._chosen(request))
        if organization.role != "owner":
            raise RefusalError(403, "insufficient_permissions", "You do not have permission to perform this action.")
        return organization

    async def _purchase(self, request: web.Request) -> web.Response:
        """What nobody asked for: the witness shows it."""
        form = await request.post()
        self._owned(request).balance += _amount(str(form.get("amount", ""))) or Decimal(0)
        return redirect("/")


def _do(act: Act, deeds: Deeds, form: Form) -> None:
    ident = form.get("id", "")
    match act:
        case Act.CANCEL:
            deeds.cancel_plan()
        case Act.CARD:
            deeds.delete_card(ident)
        case Act.KEY:
            deeds.delete_key(ident, deeds.list_of(ident))
        case Act.AUTO_RECHARGE:
            amounts = (_amount(form.get(name, "")) for name in ("threshold", "target", "limit"))
            deeds.save_auto_recharge(Recharge(form.get("enabled") == "on", *amounts))


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise RefusalError(400, "invalid_amount", "Enter a valid amount") from None


def _local(path: str) -> str:
    """Only a path of this origin is gone back to."""
    return path if path.startswith("/") and not path.startswith("//") else "/"
