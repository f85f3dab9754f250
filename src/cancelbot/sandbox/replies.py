"""Answers in the site's own manner: JSON, errors, dropped connections."""

import math
from collections.abc import Mapping, Sequence

from aiohttp import web

Json = str | int | float | bool | None | Mapping[str, "Json"] | Sequence["Json"]


class RefusalError(Exception):
    """The site says no: an HTTP status, a code of the API, words for the user, perhaps seconds until a next try."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}

    def answer(self) -> web.Response:
        """The refusal as the API words it."""
        error = {"code": self.code, "message": self.message, "type": "invalid_request_error", "param": None}
        return web.json_response({"error": error}, status=self.status, headers=self.headers)


def too_many(seconds: float) -> RefusalError:
    """The site wants no more requests for so many seconds."""
    return RefusalError(429, "rate_limit_exceeded", "Too many requests", retry_after=max(1, math.ceil(seconds)))


def listing(data: Sequence[Json], has_more: bool = False) -> web.Response:
    return web.json_response({"object": "list", "data": data, "has_more": has_more})


def page_of(
    data: Sequence[Mapping[str, Json]], name: str, request: web.Request, size: int | None = None
) -> web.Response:
    """A page of a list: up to ``size`` rows, from behind the one whose ``name`` the query calls ``after``."""
    after = request.query.get("after", "")
    start = next((n + 1 for n, each in enumerate(data) if each[name] == after), 0)
    end = start + (size or len(data))
    return listing(data[start:end], has_more=end < len(data))


def html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """A page that must not be kept."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return web.Response(text=text, content_type="text/html", status=status, headers=kept)


def redirect(address: str) -> web.Response:
    """Go on with a GET of that address."""
    return web.Response(status=303, headers={"Location": address})


def drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


async def json_body(request: web.Request) -> Mapping[str, Json]:
    """The body as a JSON object; anything else is refused with 400."""
    try:
        body: Json = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, Mapping):
        raise RefusalError(400, "invalid_json", "We could not parse the JSON body of your request.")
    return body


def text_of(body: Mapping[str, Json], name: str) -> str:
    """A string field of a body; empty where it is missing or no string."""
    value = body.get(name)
    return value if isinstance(value, str) else ""
