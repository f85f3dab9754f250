"""A list that its site loads anew counts only at the site's own origin, however it was brought into view."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from tests.flows.conftest import make_bot
from tests.support.small_site import SmallSite, small_site

from cancelbot.errors import Unsafe
from openai_platform.api_keys import ApiKeys
from openai_platform.navigation import Site
from openai_platform.sign_in import SignIn

KEYS = "/api-keys"
CHOOSES = """<header><select aria-label=Organization><option>Acme</select> <form action=/api-keys>
<select name=project aria-label=Project>{}</select><button>Switch project</button></form></header>"""
ROWS = "<table><tr><th>Name<th>Secret key<tr><td>{}<td>{}<td><button>Delete</button></table>"
HEAD = "<main><h1>API keys</h1><button>+ Create new secret key</button>{}</main>"
ALPHA = CHOOSES.format("<option selected>Alpha<option>Beta") + HEAD.format(ROWS.format("Backup", "sk-...GkgA"))
BETA = CHOOSES.format("<option>Alpha<option selected>Beta") + HEAD.format(ROWS.format("Build", "sk-...AzN9"))
LEADS = "<script>location.replace('{}')</script>"
LOG_IN = "<h1>Welcome back</h1><p>Your session has ended.</p><a href=/api-keys>Log in</a>"

Look = Callable[[], dict[str | None, list[str]]]


@pytest.fixture
def sites() -> Iterator[tuple[SmallSite, SmallSite]]:
    """The platform, with a project to choose by a form, and another origin."""
    with small_site() as platform, small_site() as other:
        platform.pages = {KEYS: ALPHA, f"{KEYS}?project=Alpha": ALPHA, f"{KEYS}?project=Beta": BETA}
        yield platform, other


@pytest.fixture
def look(context: BrowserContext, tmp_path: Path, sites: tuple[SmallSite, SmallSite]) -> Iterator[Look]:
    """The names of the keys of each project."""
    given = {"platform_url": sites[0].origin, "auth_url": sites[1].origin, "api_url": sites[0].origin}
    run = make_bot(context, tmp_path, {"timeout": 3.0, "email": "a@example.com", "password": "-", **given}).run

    def seen() -> dict[str | None, list[str]]:
        lists = ApiKeys(Site(SignIn(run))).look()
        return {where.project: [key.name for key in keys] for where, keys in lists.items() if where.project}

    yield seen
    run.recording.close()


def test_a_project_that_is_chosen_by_a_form_is_read_on_the_page_that_comes(look: Look) -> None:
    assert look() == {"Alpha": ["Backup"], "Beta": ["Build"]}


@pytest.mark.parametrize("forgets", [False, True], ids=["chosen", "chosen again after a load"])
def test_a_choice_that_leads_to_another_origin_is_not_believed(
    look: Look, sites: tuple[SmallSite, SmallSite], forgets: bool
) -> None:
    platform, other = sites
    other.pages = {KEYS: BETA}
    away, later = LEADS.format(other.origin + KEYS), "sessionStorage.tried = 1; location.replace('/nowhere')"
    again = f"<script>if (!sessionStorage.tried) {{ {later} }} else location.replace('{other.origin + KEYS}')</script>"
    platform.pages[f"{KEYS}?project=Beta"] = again if forgets else away

    with pytest.raises(Unsafe, match="it is not believed"):
        look()


def test_further_pages_at_another_origin_are_not_believed(look: Look, sites: tuple[SmallSite, SmallSite]) -> None:
    platform, other = sites
    other.pages = {KEYS: BETA}
    platform.pages[KEYS] = ALPHA.replace("</main>", f"<a href='{other.origin + KEYS}'>Next</a></main>")

    with pytest.raises(Unsafe, match="it is not believed"):
        look()


def test_a_choice_that_leads_to_the_sign_in_after_a_load_too_is_tried_anew(
    look: Look, sites: tuple[SmallSite, SmallSite]
) -> None:
    platform, _ = sites
    twice = "if ((sessionStorage.asked ||= '') < '11') { sessionStorage.asked += 1; location.replace('/login') }"
    platform.pages |= {f"{KEYS}?project=Beta": f"<script>{twice}</script>{BETA}", "/login": LOG_IN}

    assert look() == {"Alpha": ["Backup"], "Beta": ["Build"]}
