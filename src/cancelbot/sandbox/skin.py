"""A look-alike: how the pages look and are built, over the same account, API and request log.

It is a folder. `index.html` is sent for every address of the platform, with `<!--bootstrap-->` replaced by a JSON
script element; `auth.html` likewise for the sign-in (the default look-alike's where it has none); every other file is
an asset under /assets/, and a script with all that it imports is one under /assets/whole/. A file that it does not have
comes from the folder `_shared` beside it, then from the default look-alike. Where it has a folder `templates`, a file
`rendered.py`, its own or of `_shared`, makes the pages: its function `routes(backend, skin)` returns the routes of the
platform's origin.
"""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

from aiohttp import web
from pydantic import BaseModel

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.whole import whole

PLATFORM_SKIN = Path(__file__).parent / "skins" / "platform"
"""The look-alike that comes along."""
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
BOOTSTRAP = "<!--bootstrap-->"
WHOLE = "whole/"
"""before the path of a script, asks for all that it imports in the same file"""


class Skin:
    """One folder of look-alike pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folders = (folder, folder.parent / "_shared", PLATFORM_SKIN)
        if not ((folder / "index.html").is_file() or (folder / "templates").is_dir()):
            raise ValueError(f"{folder} is no look-alike: it has neither index.html nor templates")

    def routes(self, backend: Backend) -> list[web.RouteDef] | None:
        """The routes of pages that are rendered on the server; None for a single-page app."""
        if not (self.folder / "templates").is_dir():
            return None
        file = self._find("rendered.py")
        spec = file and spec_from_file_location("cancelbot_rendered_skin", file)
        if not spec or not spec.loader:
            raise ValueError(f"{self.folder} has templates, but there is no rendered.py for them")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return cast(Callable[[Backend, Skin], list[web.RouteDef]], module.routes)(backend, self)

    def page(self, bootstrap: BaseModel) -> str:
        return _filled(self.folder / "index.html", bootstrap)

    def auth_page(self, screen: BaseModel) -> str:
        return _filled(self._find("auth.html") or PLATFORM_SKIN / "auth.html", screen)

    async def asset(self, request: web.Request) -> web.Response:
        """Send the file that is asked for by its path under /assets/."""
        path = request.match_info["path"]
        file = self._find(path.removeprefix(WHOLE))
        if file is None or file.suffix not in TYPES:
            return web.Response(status=404)
        headers = {"Cache-Control": "max-age=600", "Service-Worker-Allowed": "/"}
        text = whole(path.removeprefix(WHOLE), self._read) if path.startswith(WHOLE) else file.read_text("utf-8")
        return web.Response(text=text, content_type=TYPES[file.suffix], charset="utf-8", headers=headers)

    def _read(self, path: str) -> str:
        file = self._find(path)
        if file is None:
            raise ValueError(f"There is no {path} in {self.folder}")
        return file.read_text("utf-8")

    def _find(self, path: str) -> Path | None:
        files = ((folder.resolve(), (folder / path).resolve()) for folder in self._folders)
        return next((file for folder, file in files if file.is_file() and file.is_relative_to(folder)), None)


def _filled(file: Path, data: BaseModel) -> str:
    json = data.model_dump_json().replace("<", "\\u003c")
    script = f'<script id="bootstrap" type="application/json">{json}</script>'
    return file.read_text(encoding="utf-8").replace(BOOTSTRAP, script)
