"""The invoice page behind "View", and the files behind "Download invoice" and "Download receipt" (site-facts 2.6)."""

from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from cancelbot.sandbox.portal.pdf import pdf
from cancelbot.sandbox.replies import html
from cancelbot.sandbox.state import Invoice, Organization
from cancelbot.sandbox.world import World

PAGE = Template((Path(__file__).parent / "invoice.html").read_text(encoding="utf-8"))


class Portal:
    """Anybody with the link may look, as at the real one."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """The page and its files."""
        return [
            web.get("/i/{account}/{token}", self._page),
            web.get("/pdf/{token}/{kind:invoice|receipt}", self._file),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        organization, invoice = self._find(request)
        facts = {
            "number": invoice.number,
            "total": invoice.total(),
            "date": f"{invoice.created:%B} {invoice.created.day}, {invoice.created.year}",
            "customer": organization.name,
            "token": request.match_info["token"],
        }
        return html(PAGE.substitute({name: escape(value) for name, value in facts.items()}))

    async def _file(self, request: web.Request) -> web.Response:
        organization, invoice = self._find(request)
        kind = request.match_info["kind"]
        lines = [
            f"{kind.capitalize()} {invoice.number}",
            f"Bill to: {organization.name}",
            f"Date: {invoice.created:%Y-%m-%d}",
            "OpenAI API usage credit",
            f"Total: {invoice.total()} ({invoice.status})",
        ]
        name = f'attachment; filename="{kind.capitalize()}-{invoice.number}.pdf"'
        return web.Response(body=pdf(lines), content_type="application/pdf", headers={"Content-Disposition": name})

    def _find(self, request: web.Request) -> tuple[Organization, Invoice]:
        for organization in self._world.state.organizations:
            for invoice in organization.invoices:
                if invoice.token == request.match_info["token"]:
                    return organization, invoice
        raise web.HTTPNotFound
