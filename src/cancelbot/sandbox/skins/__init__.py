"""Skins: how the pages look and are built, over the same state, API and witness. See README.md beside this file.

A skin is a folder. `index.html` is sent for every address of the platform, with `<!--bootstrap-->` replaced by a JSON
script element; `auth.html` likewise for the sign-in (the platform's own where a skin has none); every other file is an
asset under /assets/. A folder with `skin.py` may render pages on the server instead: see `hook.py`.
"""

from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from cancelbot.sandbox.skins.hook import Renderer, load_renderer

HERE = Path(__file__).parent
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
BOOTSTRAP = "<!--bootstrap-->"


class Asset(BaseModel):
    """A file of a skin, ready to send."""

    body: bytes
    content_type: str


class Skin:
    """One folder of look-alike pages."""

    def __init__(self, name_or_folder: str | Path) -> None:
        self.folder = HERE / name_or_folder
        if not self.folder.is_dir():
            raise ValueError(f"no skin called {name_or_folder!s}: there are {', '.join(skin_names())}")

    @cached_property
    def renderer(self) -> Renderer | None:
        """The skin's own Python, for pages rendered on the server."""
        return load_renderer(self.folder)

    def page(self, bootstrap: BaseModel) -> str:
        """The document of the platform."""
        return _filled(self.folder / "index.html", bootstrap)

    def auth_page(self, screen: BaseModel) -> str:
        """The document of the sign-in."""
        own = self.folder / "auth.html"
        return _filled(own if own.is_file() else HERE / "platform" / "auth.html", screen)

    def asset(self, path: str) -> Asset | None:
        """A file by its path under /assets/: the skin's own, else what skins share, else the platform's."""
        for folder in (self.folder, HERE / "_shared", HERE / "platform"):
            file = (folder / path).resolve()
            if file.suffix in TYPES and file.is_file() and file.is_relative_to(folder.resolve()):
                return Asset(body=file.read_bytes(), content_type=TYPES[file.suffix])
        return None


def skin_names() -> list[str]:
    """The skins that ship."""
    return sorted(each.name for each in HERE.iterdir() if each.is_dir() and not each.name.startswith("_"))


def _filled(file: Path, data: BaseModel) -> str:
    json = data.model_dump_json().replace("<", "\\u003c")
    script = f'<script id="bootstrap" type="application/json">{json}</script>'
    return file.read_text(encoding="utf-8").replace(BOOTSTRAP, script)
