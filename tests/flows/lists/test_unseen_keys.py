"""A page of keys that is not seen is not taken for one without keys; a site that has no such page may say so."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.conftest import Read
from tests.flows.laws import small
from tests.support.read_pages import doubted, listed
from tests.support.renamed import renamed

from cancelbot.result import Outcome
from cancelbot.sandbox import Sandbox
from openai_platform import api_keys, words

LEGACY = r"/^\/settings\/profile\/api-keys\/?$/"
NO_ROUTE = (f"pattern: {LEGACY}", r"pattern: /^\/nowhere$/")
OLD = r"""route(/^\/account\/api-keys\/?$/, { redirect: () => "/api-keys" });"""
LEADS_AWAY = (OLD, rf"""route({LEGACY}, {{ redirect: () => "/settings/profile" }});""")
SHOWS_ANOTHER = (
    OLD,
    rf"""import {{ match }} from "/assets/router.js";
    route({LEGACY}, {{ title: "Billing", header: (now) => match("/settings/organization/billing/overview").header(now),
    content: (...all) => match("/settings/organization/billing/overview").content(...all) }});""",
)
UNKNOWN = (
    OLD,
    rf"""route({LEGACY}, {{ title: "Access", header: () => h("h1", {{}}, "Access strings"),
        content: () => h("p", {{}}, "They are on a sheet of their own.") }});""",
)
HAS_NONE = "Not found on this site, so not looked at: API keys of the user."
NOT_SEEN = "Which keys are there is not known."
Lacking = Callable[..., Sandbox]


@pytest.fixture
def lacking(serve: Serve, tmp_path: Path) -> Lacking:
    """A small account on a front-end that lacks the page of the user's own keys, with these changes besides."""

    def start(*changes: tuple[str, str]) -> Sandbox:
        return serve(small(), skin=renamed(tmp_path, "platform", "pages/keys.js", NO_ROUTE, *changes))

    return start


@pytest.mark.soak
def test_keys_on_a_page_that_is_not_recognized_are_not_reported_gone(run: RunBot, lacking: Lacking) -> None:
    sandbox = lacking(UNKNOWN)

    ran = run(sandbox, delete_keys=True, timeout=6.0)

    assert (ran.exit_code, ran.outcome) == (5, "canceled")
    assert ran.step("api-keys").outcome is Outcome.UNVERIFIED
    assert ran.step("api-keys").message.startswith("2 keys removed. ")
    assert NOT_SEEN in ran.step("api-keys").message
    assert NOT_SEEN in ran.result.message
    assert sandbox.state.organizations[0].keys() == []


@pytest.mark.soak
@pytest.mark.parametrize(
    "changes", [(), (LEADS_AWAY,), (SHOWS_ANOTHER,)], ids=["says-so", "leads-away", "shows-another"]
)
def test_a_page_that_the_site_does_not_have_is_named_and_hinders_nothing(
    run: RunBot, lacking: Lacking, changes: tuple[tuple[str, str], ...]
) -> None:
    sandbox = lacking(*changes)

    ran = run(sandbox, delete_keys=True, timeout=6.0)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert ran.step("api-keys").outcome is Outcome.DONE
    assert HAS_NONE in ran.step("api-keys").message


@pytest.mark.soak
def test_a_dry_run_says_which_keys_it_could_not_see(run: RunBot, lacking: Lacking) -> None:
    ran = run(lacking(UNKNOWN), dry_run=True, timeout=6.0)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel")
    assert NOT_SEEN in ran.step("api-keys").message


@pytest.mark.soak
def test_a_consent_is_still_asked_for_where_some_keys_cannot_be_seen(run: RunBot, lacking: Lacking) -> None:
    sandbox = lacking(UNKNOWN)
    sandbox.state.organizations[0].projects[0].keys.clear()

    ran = run(sandbox, delete_keys=True, agrees=True, timeout=6.0)

    assert (ran.exit_code, ran.outcome) == (5, "canceled")
    assert ran.step("api-keys").message.startswith("No key was found. ")


NOTES = """|User API keys have been replaced by project API keys.|User API keys have moved.
|User API keys are deprecated.|We've replaced user API keys with project API keys.
|API keys have moved to your project settings.|This page has moved.
|Go to project settings to manage your API keys.|Migrate to project API keys.
|API keys allow you to use the API.|Keep your API keys safe.
|You need to verify your phone number to create a key.|Select a project to see its keys."""
SAY_IT = "<p>You have no API keys.</p>|<p>Create your first API key.</p>|<table><tr><th>Name<th>Secret key</table>"


def test_a_note_under_the_heading_of_keys_does_not_say_that_there_is_none(read: Read) -> None:
    page = "<main><h1>{}</h1>{}<button>Create new secret key</button></main>"
    for heading, note in product(("API keys", "User API keys"), NOTES.replace("\n", "").split("|")):
        assert doubted(api_keys.read_keys(read(page.format(heading, f"<p>{note}</p>")))), note
    for shown in SAY_IT.split("|"):
        told = f"<p>API keys give access to the API.</p>{shown}"
        assert listed(api_keys.read_keys(read(page.format("API keys", told)))) == [], shown


@pytest.mark.parametrize(
    "said",
    [
        "404",
        "Error 404",
        "404 - Page not found",
        "Page not found",
        "Not found - OpenAI API",
        "This page could not be found.",
        "Sorry, we couldn't find that page",
        "Oops! That page doesn't exist.",
        "The page you are looking for does not exist",
        "No such page",
    ],
)
def test_a_heading_may_say_that_there_is_no_such_page(said: str) -> None:
    assert words.NO_SUCH_PAGE.fullmatch(said)


@pytest.mark.parametrize(
    "said", ["API keys", "Billing", "Key not found in this project", "Page 404 of 900", "Home page"]
)
def test_other_headings_do_not_say_that_there_is_no_page(said: str) -> None:
    assert not words.NO_SUCH_PAGE.fullmatch(said)
