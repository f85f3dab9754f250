"""The platform's pages, changed so that each of them repeats the account's secrets in every spelling."""

import html
from pathlib import Path
from urllib.parse import quote

from tests.support.canary import ACCOUNT, API_KEY
from tests.support.spelt import LETTERS_ALONE, SPELLINGS

from cancelbot.sandbox.skin import PLATFORM_SKIN

SECRETS = {"password": ACCOUNT.password, "authenticator": ACCOUNT.totp_secret or "", "API key": API_KEY}
TOLD = {"password", "authenticator"}
"""those that a run knows; an API key it knows only by its shape"""
LINKS = (
    f"https://canary.bird:{quote(ACCOUNT.password, safe='')}@files.example/terms",
    f"/terms?prefilled_email={quote(ACCOUNT.email, safe='')}&s=L1nkT0kenThatNobodyMayKeep#fr4gmentThatNobodyMayKeep",
    "https://invoice.example/i/acct_1A2b3C4d5E6f7G8h9I/live_YWNjdF8xTzIxQ2FuYXJ5QmlyZA",
)
IN_LINKS = {
    name: name
    for name in ("L1nkT0kenThatNobodyMayKeep", "fr4gmentThatNobodyMayKeep", "live_YWNjdF8xTzIxQ2FuYXJ5QmlyZA")
}


def spelt() -> dict[str, str]:
    """Each secret in each spelling, by what it is."""
    return {
        f"{what} {spelling}": spell(secret)
        for what, secret in SECRETS.items()
        for spelling, spell in SPELLINGS.items()
        if what in TOLD or not (spelling in LETTERS_ALONE or spelling == "upper case")
    }


def echoing_skin(folder: Path) -> Path:
    """Such a skin, in a new ``folder``."""
    folder.mkdir()
    told = "".join(f"<span>Reference {html.escape(text)} noted. </span>" for text in spelt().values())
    links = "".join(f'<a href="{html.escape(link)}">Terms of {number}</a>' for number, link in enumerate(LINKS))
    page = (PLATFORM_SKIN / "index.html").read_text(encoding="utf-8")
    assert "</body>" in page
    footer = f'<footer style="font-size: 4px">{told}{links}</footer></body>'  # else too long to be pictured whole
    (folder / "index.html").write_text(page.replace("</body>", footer), encoding="utf-8")
    return folder
