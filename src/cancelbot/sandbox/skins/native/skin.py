"""Rendered on the server with what browsers have of their own: dialog, details, confirm, radio buttons."""

from pathlib import Path

from cancelbot.sandbox.skins._shared.rendering import Templates

TEMPLATES = Templates(Path(__file__).parent)
render = TEMPLATES.render
logged_out = TEMPLATES.logged_out
