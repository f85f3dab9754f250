"""Pages that are rendered on the server, for skins with templates: plain forms, full page loads, a session in a cookie.

The forms POST to the addresses below, which perform the act under the scenario's faults and redirect to `back`. After
an act the next page has its words in `visit.flash`. `?organization=` and `?project=` on any address choose what is
looked at, and are kept in cookies.

    /act/cancel          back
    /act/auto-recharge   back, enabled=on or absent [threshold, target, limit: dollars]
    /act/card            back, id of the card
    /act/key             back, id of the key
    /act/purchase        and others that no run may ever send
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from cancelbot.sandbox.account import SandboxAccount
from cancelbot.sandbox.acts import QUIET, Acts
from cancelbot.sandbox.api import shapes
from cancelbot.sandbox.auth.oauth import CLIENT_ID
from cancelbot.sandbox.auth.tokens import s256
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.eras import words_of
from cancelbot.sandbox.faults import Act
from cancelbot.sandbox.mutations import Mutations, RechargeChange
from cancelbot.sandbox.refusals import NOT_LOADED
from cancelbot.sandbox.replies import RefusalError, html, redirect
from cancelbot.sandbox.scenario import Read
from cancelbot.sandbox.single_page import bootstrap, common_routes, instead_of_page, neighbor
from cancelbot.sandbox.skin import Skin
from cancelbot.sandbox.state import FakeInvoice, FakeKey, Organization, Project, dollars, portal_link

SESSION = "platform_session"
DONE = {
    Act.CARD: "Payment method deleted.",
    Act.KEY: "API key deleted.",
}
SAID = {Act.CANCEL: "canceled", Act.AUTO_RECHARGE: "recharge_saved"}
"""the name under which the words of an era have it"""
ERROR = "<!doctype html><title>Error</title><h1>{}</h1><p>{}</p>"
BILLING = "/settings/organization/billing"
TABS = (
    ("Overview", "overview"),
    ("Payment methods", "payment-methods"),
    ("Billing history", "history"),
    ("Preferences", "preferences"),
)
KEYS = {"/api-keys": "project", "/settings/organization/api-keys": "organization", "/settings/profile/api-keys": "user"}
ACT_ON_ONE = re.compile(r"(?P<list>.+)/(?P<id>[\w-]+)/(?P<act>delete|revoke)")


class Login(NamedTuple):
    """A sign-in that was begun: its PKCE verifier, and the page that was asked for."""

    verifier: str
    return_to: str


class Flash(BaseModel):
    """What the site says about the last act."""

    act: Act
    kind: Literal["done", "refused"]
    text: str


class Visit(BaseModel):
    """One page to render."""

    path: str
    query: dict[str, str]
    account: SandboxAccount
    organization: Organization
    organizations: list[Organization]
    project: Project
    page_size: int | None
    """Keys per page of a key table; None shows them all."""
    flash: Flash | None
    portal_url: str

    def view_link(self, invoice: FakeInvoice) -> str | None:
        """The address behind "View"; None for an invoice that has none."""
        return portal_link(invoice, self.portal_url)


@dataclass(frozen=True)
class Address:
    """What an address shows: its template, its heading, and what it is about."""

    template: str
    title: str
    tab: str = ""
    scope: str = ""
    ident: str = ""
    back: str = ""

    @property
    def beside(self) -> str:
        """What stands beside its things."""
        names = {"": "keys" if self.scope else "", "payment-methods": "cards", "history": "invoices"}
        return names.get(self.tab, self.tab)

    @property
    def read(self) -> str:
        """What it needs from the account."""
        names = {"overview": "plan", "cards": "cards", "invoices": "invoices", "keys": "keys"}
        return names.get(self.beside, "")


class Entry(NamedTuple):
    """A row of a key table."""

    key: FakeKey
    project: Project | None
    locked: bool


class Slice(NamedTuple):
    """One page of rows; `following` is the number of the next page, None on the last."""

    rows: Sequence[Entry]
    number: int
    following: int | None


def routes(backend: Backend, skin: Skin) -> list[web.RouteDef]:
    """Signing in, the acts, and every page."""
    return Rendered(backend, skin).routes()


class Rendered:
    """Pages by the skin's templates, acts by forms."""

    def __init__(self, backend: Backend, skin: Skin) -> None:
        self._backend = backend
        self._skin = skin
        self._acts = Acts(backend)
        self._logins: dict[str, Login] = {}
        self._flash: Flash | None = None
        loader = FileSystemLoader([skin.folder / "templates", Path(__file__).parent / "templates"])
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._templates.globals.update(tabs=TABS, billing=BILLING, settings=_settings)
        self._templates.filters.update(dollars=dollars, day=_day, moment=_moment)

    def routes(self) -> list[web.RouteDef]:
        return [
            *common_routes(self._backend, self._skin),
            web.get("/login", self._login),
            web.get("/auth/callback", self._callback),
            web.post("/act/{name:purchase|keep-plan|retention-offer}", neighbor),
            *(web.post(f"/act/{act}", self._form(act)) for act in Act),
            web.get("/{path:.*}", self._page),
        ]

    async def _login(self, request: web.Request) -> web.Response:
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        self._logins[state] = Login(verifier, _local(request.query.get("return_to", "/")))
        query = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "redirect_uri": self._callback_url(),
            "scope": "openid profile email offline_access",
            "state": state,
            "code_challenge": s256(verifier),
            "code_challenge_method": "S256",
        }
        return redirect(f"{self._backend.addresses.auth}/oauth/authorize?{urlencode(query)}")

    async def _callback(self, request: web.Request) -> web.Response:
        login, tokens = self._logins.pop(request.query.get("state", ""), None), self._backend.tokens
        made = login and tokens.exchange(request.query.get("code", ""), login.verifier, self._callback_url())
        session = made and tokens.open_session(made.access_token)
        response = redirect(login.return_to if login else "/")
        if session:
            response.set_cookie(SESSION, session, httponly=True, samesite="Lax")
        return response

    def _callback_url(self) -> str:
        return self._backend.addresses.platform + "/auth/callback"

    async def _page(self, request: web.Request) -> web.Response:
        instead = instead_of_page(self._backend, request)
        if instead is not None:
            return instead
        self._backend.page_loaded()
        self._backend.refuse_if_busy()
        if not self._signed_in(request):
            login = "/login?" + urlencode({"return_to": request.path_qs})
            return html(self._templates.get_template("logged-out.html").render(login_url=login))
        visit = self._visit(request)
        address = address_of(visit.path.rstrip("/") or "/", visit.organization)
        if address.read:
            await self._backend.take_time()
        failing = self._backend.failing(Read(address.read)) if address.read else None
        if failing == "never":
            await asyncio.Event().wait()
        facts = _facts(visit, address, NOT_LOADED[address.read] if failing else None)
        words, mine = words_of(self._backend.scenario.era), visit.organization
        label = {"free": words["remaining"], "postpaid": "Amount due"}.get(mine.plan, words["balance"])
        boot = bootstrap(self._backend).model_dump(mode="json")
        told = {"told": boot, "words": words, "balance_label": label}
        text = self._templates.get_template(address.template).render({**facts, **told})
        response = html(text, failing if isinstance(failing, int) else 200)
        response.set_cookie("organization", visit.organization.id)
        response.set_cookie("project", visit.project.id)
        return response

    def _signed_in(self, request: web.Request) -> bool:
        return self._backend.tokens.is_session(request.cookies.get(SESSION, ""))

    def _visit(self, request: web.Request) -> Visit:
        seen, scenario = self._backend.seen(), self._backend.scenario
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
            page_size=self._backend.page_size,
            flash=flash,
            portal_url=self._backend.addresses.portal,
        )

    def _chosen(self, request: web.Request) -> str:
        known = {each.id for each in self._backend.state.organizations}
        asked = (request.query.get("organization"), request.cookies.get("organization"))
        return next((each for each in asked if each in known), self._backend.default_organization)

    def _shown(self, organization: Organization) -> Organization:
        """A copy for the page, with its keys in the order in which they stand now."""
        shown = organization.model_copy(deep=True)
        for project in shown.projects:
            project.keys = self._backend.in_order(project.keys)
        shown.legacy_keys = self._backend.in_order(shown.legacy_keys)
        return shown

    def _form(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            form = {name: str(value) for name, value in (await request.post()).items()}
            back = redirect(_local(form.get("back", "/")))
            if not self._signed_in(request):
                return back
            mutations = Mutations(self._backend, self._owned(request))
            return await self._perform(request, act, lambda: _do(act, mutations, form), back)

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
            self._flash = Flash(
                act=act, kind="done", text=DONE.get(act) or words_of(self._backend.scenario.era)[SAID[act]]
            )
        return back

    def _refused(self, act: Act, refusal: RefusalError, back: web.Response) -> web.Response:
        if refusal.status >= 500 or refusal.status == 429:
            return html(ERROR.format(refusal.status, refusal.message), refusal.status, refusal.headers)
        if refusal.status != 401:
            self._flash = Flash(act=act, kind="refused", text=refusal.message)
        return back

    def _owned(self, request: web.Request) -> Organization:
        organization = self._backend.state.organization(self._chosen(request))
        if organization.role != "owner":
            raise RefusalError(403, "insufficient_permissions", "You do not have permission to perform this action.")
        return organization


def _do(act: Act, mutations: Mutations, form: Mapping[str, str]) -> None:
    ident = form.get("id", "")
    match act:
        case Act.CANCEL:
            mutations.cancel_plan()
        case Act.CARD:
            mutations.delete_card(ident)
        case Act.KEY:
            mutations.delete_key(ident, mutations.list_of(ident))
        case Act.AUTO_RECHARGE:
            amounts = (_amount(form.get(name, "")) for name in ("threshold", "target", "limit"))
            mutations.save_auto_recharge(RechargeChange(form.get("enabled") == "on", *amounts))


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise RefusalError(400, "invalid_amount", "Enter a valid amount") from None


def _local(path: str) -> str:
    """Only a path of this origin is gone back to."""
    return path if path.startswith("/") and not path.startswith("//") else "/"


def address_of(path: str, organization: Organization) -> Address:
    """What an address shows; billing is for owners."""
    path = path.replace("/account/billing", BILLING)
    if path.startswith(BILLING) and organization.role != "owner":
        return Address("denied.html", "Billing")
    one = ACT_ON_ONE.fullmatch(path)
    if one:
        return Address(f"{one['act']}.html", "", ident=one["id"], back=one["list"], scope=KEYS.get(one["list"], ""))
    if path in KEYS:
        return Address("keys.html", "API keys", scope=KEYS[path], back=path)
    return _billing_at(path) if path.startswith(BILLING) else Address("plain.html", _title(path), back=path)


def _billing_at(path: str) -> Address:
    slug = path.removeprefix(BILLING).strip("/") or "overview"
    names = {"overview": "overview.html", "payment-methods": "cards.html", "history": "history.html"}
    if slug in ("cancel", "add-credit"):
        return Address(f"{slug}.html", "", back=f"{BILLING}/overview")
    return Address(names.get(slug, "preferences.html"), "Billing", tab=slug, back=f"{BILLING}/{slug}")


def _facts(visit: Visit, page: Address, unread: str | None) -> Mapping[str, object]:
    mine = visit.organization
    unknown = {"title": "", "note": None, "offer": None, "cancelable": False, "is_over": False}
    plan = unknown if unread else shapes.plan(mine)
    entries = [] if unread else _entries(visit, page.scope)
    return {
        "visit": visit,
        "page": page,
        "organization": visit.organization,
        "keys": _slice(visit, entries),
        "entry": next((each for each in entries if each.key.id == page.ident), None),
        "card": next((each for each in visit.organization.cards if each.id == page.ident), None),
        "plan": plan,
        "unread": unread,
    }


def _entries(visit: Visit, scope: str) -> list[Entry]:
    mine = visit.organization
    locked = mine.role != "owner" or mine.is_final_key_kept()
    projects = [visit.project] if scope == "project" else mine.projects
    if scope == "user":
        return [Entry(key, None, locked) for key in mine.legacy_keys]
    return [Entry(key, project, locked) for project in projects for key in project.keys]


def _slice(visit: Visit, rows: Sequence[Entry]) -> Slice:
    wanted = visit.query.get("page", "1")
    number = int(wanted) if wanted.isdigit() else 1
    size = visit.page_size or max(1, len(rows))
    shown = rows[(number - 1) * size : number * size]
    return Slice(shown, number, number + 1 if number * size < len(rows) else None)


def _settings(organization: Organization) -> list[tuple[str, str]]:
    """The links of the settings, for this person."""
    base = "/settings/organization"
    links = [("Organization", f"{base}/general"), ("Team", f"{base}/people"), ("Limits", f"{base}/limits")]
    billing = [("Billing", f"{BILLING}/overview")] if organization.role == "owner" else []
    return [*links, *billing, ("Profile", "/settings/profile")]


def _title(path: str) -> str:
    return path.rsplit("/", 1)[-1].replace("-", " ").capitalize() or "Dashboard"


def _day(moment: datetime | None) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}" if moment else "Never"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%I:%M %p}".replace(", 0", ", ")
