"""The portal origin: the invoice page behind "View", and the PDFs behind "Download invoice" and "Download receipt"."""

import asyncio
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.replies import html
from cancelbot.sandbox.state import FakeInvoice, Organization

_PAGE = Template((Path(__file__).parent / "invoice.html").read_text(encoding="utf-8"))


class Portal:
    """Anybody with the link may look, as at the real one."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/i/{account}/{token}", self._page), web.get("/pdf/{token}/{kind:invoice|receipt}", self._file)]

    async def _page(self, request: web.Request) -> web.Response:
        organization, invoice = self._find(request)
        facts = {
            "number": invoice.number,
            "total": invoice.total(),
            "date": f"{invoice.created:%B} {invoice.created.day}, {invoice.created.year}",
            "customer": organization.name,
            "token": request.match_info["token"],
        }
        return html(_PAGE.substitute({name: escape(value) for name, value in facts.items()}))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        organization, invoice = self._find(request)
        if invoice.file == "html":
            return html("<!doctype html><title>Error</title><h1>Something went wrong</h1>")
        if invoice.file == "endless":
            return await _endless(request)
        kind = request.match_info["kind"]
        lines = [
            f"{kind.capitalize()} {invoice.number}",
            f"Bill to: {organization.name}",
            f"Date: {invoice.created:%Y-%m-%d}",
            "OpenAI API usage credit",
            f"Total: {invoice.total()} ({invoice.status})",
        ]
        name = f'attachment; filename="{kind.capitalize()}-{invoice.number}.pdf"'
        body = b"" if invoice.file == "empty" else pdf(lines)
        return web.Response(body=body, content_type="application/pdf", headers={"Content-Disposition": name})

    def _find(self, request: web.Request) -> tuple[Organization, FakeInvoice]:
        for organization in self._backend.state.organizations:
            for invoice in organization.invoices:
                if invoice.token == request.match_info["token"]:
                    return organization, invoice
        raise web.HTTPNotFound


async def _endless(request: web.Request) -> web.StreamResponse:
    """A download that begins as a PDF and never ends."""
    response = web.StreamResponse(headers={"Content-Disposition": 'attachment; filename="invoice.pdf"'})
    response.content_type = "application/pdf"
    await response.prepare(request)
    await response.write(b"%PDF-1.4\n")
    while True:
        await response.write(b"%" * 65536 + b"\n")
        await asyncio.sleep(0.05)


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF 1.4 file with these lines, the first one large."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        _stream(_text(lines)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, offsets = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _text(lines: Sequence[str]) -> bytes:
    drawn = [b"BT 60 760 Td"]
    for number, line in enumerate(lines):
        safe = line.encode("latin-1", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        size = 22 if number == 0 else 11
        drawn.append(b"/F1 %d Tf (%s) Tj 0 -%d Td" % (size, safe, 40 if number == 0 else 20))
    return b"\n".join([*drawn, b"ET"])


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
