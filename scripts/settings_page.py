"""Writes the table of docs/settings.md anew, from the model of the settings and the help of the options."""

import sys
from pathlib import Path

import click
from pydantic_core import PydanticUndefined

from cancelbot.cli import cancelbot
from cancelbot.config.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
MARK = "<!-- made by scripts/settings_page.py -->\n"
OTHERWISE = {
    "email": "Your e-mail address at OpenAI.",
    "password": "Your password.",
    "totp_secret": "The authenticator's secret, in base32 or as the otpauth:// address behind the QR code.",
    "platform_url": "The address of the platform: *.openai.com, or this machine.",
    "auth_url": "The address of the sign-in page.",
    "api_url": "The address of the programming interface.",
    "browser": "Which browser: auto, chrome, msedge, chromium, or its path.",
    "expect_email": "Nothing is changed unless this e-mail address is signed in.",
    "expect_org": "Nothing is changed unless this organization, by name or id, is the one shown.",
}


def flags() -> dict[str, click.Option]:
    """The option of each setting that has one."""
    commands = [*cancelbot.commands.values(), cancelbot.commands["run"]]  # what it says of an option counts
    found = [param for command in commands for param in command.params if isinstance(param, click.Option)]
    return {str(param.name): param for param in found if param.name in Settings.model_fields}


def table() -> str:
    """One row for each setting."""
    known, rows = flags(), ["| setting | option | default | what it is |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        option = known.get(name)
        shown = f"`{'`, `'.join((*option.opts, *option.secondary_opts))}`" if option else ""
        default = "" if field.default in (None, PydanticUndefined, ()) else f"`{str(field.default).lower()}`"
        what = OTHERWISE.get(name) or (option.help if option and option.help else field.description) or ""
        rows.append(f"| `CANCELBOT_{name.upper()}` | {shown} | {default} | {what[:1].upper()}{what[1:].rstrip('.')} |")
    return "\n".join(rows) + "\n"


def page() -> str:
    """The page with its table as it is today."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    return f"{before}{MARK}{table()}{MARK}{rest.partition(MARK)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
