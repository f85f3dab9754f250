"""Where an address leads elsewhere, the page is found as a person finds it: by menus and names."""

import pytest
from tests.flows.conftest import MakeBot, there
from tests.support.own_pages import OwnPages

from cancelbot.errors import LookFailed, PageNotRecognized, RefusedBySite
from cancelbot.page.snapshot import Observation
from openai_platform.navigation import LEGACY_KEYS, OVERVIEW, Site

MENU = """<h1>Home</h1><nav style="position:fixed;left:0;top:0;bottom:0;width:200px"><a href=/chat>Chat</a>
<button aria-haspopup=menu style="position:absolute;bottom:0" onclick="entries.hidden = false">Acme</button>
<div id=entries role=menu hidden><a href=/organization role=menuitem>Organization settings</a></div></nav>"""
POPOVER = MENU.replace("aria-haspopup=menu", "aria-expanded=false")
SETTINGS = "<h1>Home</h1><nav><a href=/chat>Chat</a></nav><a href=/project>Settings</a>"
FILES = {
    "/project": "<h1>Project settings</h1><a href=/organization>Organization settings</a>",
    "/organization": "<h1>Organization</h1><nav><a href=/general>General</a> <a href=/bills>Billing</a></nav>",
    "/bills": "<h1>Billing</h1><p>API credit balance</p>",
}


@pytest.mark.parametrize("home", [MENU, POPOVER, SETTINGS], ids=["account menu", "popover", "project settings"])
def test_billing_is_found_by_either_way_of_the_newest_console(bot_for: MakeBot, home: str) -> None:
    site = OwnPages([], inside=home, signed_in=True, files=dict(FILES))
    made = bot_for(site)

    assert Site(made.sign_in).visit(OVERVIEW, there) == "the overview"

    assert made.run.tab.url.endswith("/bills")
    assert site.heard == []


def test_the_keys_of_the_user_are_found_by_the_name_that_they_have_in_the_profile(bot_for: MakeBot) -> None:
    files = {"/me": "<h1>Your profile</h1><a href=/mine>User API keys</a>", "/mine": FILES["/bills"]}
    made = bot_for(OwnPages([], inside="<h1>Home</h1><a href=/me>Your profile</a>", signed_in=True, files=files))

    assert Site(made.sign_in).visit(LEGACY_KEYS, there) == "the overview"

    assert made.run.tab.url.endswith("/mine")


LATE = """<h1>Billing</h1><a href=/bills>Overview</a> <a href=/cards>Payment methods</a><p id=told></p>
<script>setTimeout(() => { told.textContent = "API credit balance" }, 600)</script>"""


def test_a_page_that_is_reached_by_its_last_name_may_show_its_data_late(bot_for: MakeBot) -> None:
    made = bot_for(
        OwnPages([], inside=MENU, signed_in=True, files={**FILES, "/bills": LATE, "/cards": "<h1>Cards</h1>"})
    )
    site = Site(made.sign_in)

    for _ in range(3):
        assert site.visit(OVERVIEW, there) == "the overview"

    assert made.run.tab.url.endswith("/bills")


def test_a_page_that_is_not_for_this_account_is_said_to_be_so(bot_for: MakeBot) -> None:
    made = bot_for(OwnPages([], inside="<h1>Billing</h1><p>You do not have permission.</p>", signed_in=True))

    with pytest.raises(RefusedBySite, match="You do not have permission"):
        Site(made.sign_in).visit(OVERVIEW, there)


def test_a_page_that_was_asked_for_and_shows_an_error_is_no_failed_sign_in(bot_for: MakeBot) -> None:
    failed = "<main><p>Something went wrong</p><button onclick='location.reload()'>Retry</button></main>"
    made = bot_for(OwnPages([], inside=failed, signed_in=True))

    with pytest.raises(LookFailed, match=r"does not show .*/billing/overview: “Something went wrong”"):
        Site(made.sign_in).visit(OVERVIEW, there)


def test_a_page_that_is_found_by_its_name_without_its_data_is_not_said_to_be_missing(bot_for: MakeBot) -> None:
    bills = "<h1>Billing</h1><script>fetch('/data')</script>"
    broken = OwnPages([], MENU, loads=lambda load: (500, "") if load > 1 else None, signed_in=True)
    broken.files = {**FILES, "/bills": bills}

    with pytest.raises(LookFailed, match=r"did not deliver part of its page .*/data: status 500"):
        Site(bot_for(broken).sign_in).visit(OVERVIEW, there)


SIDEBAR = """<button style="position:relative;z-index:2" onclick="side.hidden = !side.hidden">Navigation</button>
<nav id=side hidden style="position:fixed;inset:60px 0 0;background:#fff"><a href=# onclick="go()">Billing</a></nav>
<h1>Home</h1><p id=told></p><button>Add to credit balance</button>
<script>function go() { told.textContent = "API credit balance" }</script>"""


def test_a_sidebar_that_stays_open_over_the_page_is_closed_again(bot_for: MakeBot) -> None:
    made = bot_for(OwnPages([], inside=SIDEBAR, signed_in=True))

    assert Site(made.sign_in).visit(OVERVIEW, there) == "the overview"

    assert [node.name for node in made.run.tab.read().controls if node.visible and not node.covered] == [
        "Navigation",
        "Add to credit balance",
    ]


RESTLESS = "<h1>Billing</h1><p id=told></p><script>setInterval(() => { told.textContent = Math.random() }, 50)</script>"


def test_a_page_that_does_not_come_to_rest_is_not_called_unknown(bot_for: MakeBot) -> None:
    made = bot_for(OwnPages([], inside=RESTLESS, signed_in=True), timeout=1.0)

    with pytest.raises(PageNotRecognized, match="looks like Billing > Overview, but it did not come to rest"):
        Site(made.sign_in).visit(OVERVIEW, lambda snapshot: Observation(snapshot.text, certain=False))
