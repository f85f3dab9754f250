"""The look of 2024, rendered on the server: forms, full page loads, a question is a page of its own."""

from pathlib import Path

from cancelbot.sandbox.skins._shared.rendering import Templates

TEMPLATES = Templates(Path(__file__).parent)
render = TEMPLATES.render
logged_out = TEMPLATES.logged_out
