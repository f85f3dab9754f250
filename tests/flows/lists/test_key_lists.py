"""Which lists of keys need another look: where one repeats the others, and where that is not known."""

import pytest
from tests.conftest import RunBot, Serve
from tests.support.read_pages import listed_key as named

from cancelbot.result import Outcome
from cancelbot.sandbox import SCENARIOS, Sandbox
from cancelbot.sandbox.fixtures import key, project
from openai_platform.api_keys import LEGACY, WHOLE, KeyList, Lists, repeats
from openai_platform.navigation import PROJECT_KEYS

KEY_PAGES = ("/settings/organization/api-keys", "/api-keys", "/settings/profile/api-keys")


BACKUP, BUILD, OLD = named("Backup", "GkgA"), named("Build", "AzN9"), named("Old", "x2Q1")
ALPHA, BETA = KeyList(PROJECT_KEYS, "Alpha"), KeyList(PROJECT_KEYS, "Beta")


def loads(sandbox: Sandbox) -> list[str]:
    """The pages of keys that were loaded, in order."""
    own = [heard for heard in sandbox.request_log.requests if heard.origin == "platform"]
    return [heard.path for heard in own if heard.path in KEY_PAGES]


def test_a_list_that_has_every_key_of_several_projects_repeats_them() -> None:
    assert repeats({WHOLE: [BACKUP, BUILD], ALPHA: [BACKUP], BETA: [BUILD], LEGACY: [OLD]})


def test_a_list_that_lacks_a_key_of_a_project_does_not_repeat_them() -> None:
    assert not repeats({WHOLE: [BACKUP], ALPHA: [BACKUP], BETA: [BUILD]})


def test_a_list_that_shows_what_one_project_shows_may_be_the_list_of_that_project() -> None:
    """It says nothing of projects that had no key when they were looked at."""
    assert not repeats({WHOLE: [BACKUP, BUILD], ALPHA: [BACKUP, BUILD], BETA: []})


def test_a_list_that_was_not_seen_repeats_nothing() -> None:
    seen: Lists = {ALPHA: [BACKUP], BETA: [BUILD]}

    assert not repeats(seen)


def test_of_keys_that_share_a_redacted_form_each_must_be_repeated() -> None:
    twin = named("Twin", "GkgA")

    assert not repeats({WHOLE: [BACKUP, named("Other", "GkgA"), BUILD], ALPHA: [BACKUP, twin], BETA: [BUILD]})


@pytest.mark.soak
def test_of_two_projects_with_one_name_neither_is_said_to_have_been_seen(run: RunBot, serve: Serve) -> None:
    """Their keys go where they can be told from others, in the organization's list."""
    default = SCENARIOS["no-mfa"]
    twins = [project("Alpha", [key("Backup", "GkgA")]), project("Alpha", [key("Revoke me", "AzN9")])]
    mine = default.organizations[0].model_copy(update={"projects": twins, "legacy_keys": []})
    sandbox = serve(default.model_copy(update={"organizations": (mine,)}))

    ran = run(sandbox, delete_keys=True)

    assert sandbox.state.organizations[0].keys() == []
    assert (ran.exit_code, ran.step("api-keys").outcome) == (5, Outcome.UNVERIFIED)
    assert "The project “Alpha” is offered 2 times." in ran.step("api-keys").message


@pytest.mark.soak
def test_each_list_is_loaded_once_and_then_only_for_what_has_changed(run: RunBot, serve: Serve) -> None:
    """Three keys of two projects out of three and one of the user's own; the projects are not looked at again."""
    sandbox = serve(SCENARIOS["default"].model_copy(update={"sign_in": SCENARIOS["no-mfa"].sign_in}))

    ran = run(sandbox, delete_keys=True)

    whole, project, own = KEY_PAGES
    assert ran.step("api-keys").outcome is Outcome.DONE
    assert loads(sandbox) == [*3 * [project], own, *4 * [whole], own, own, whole]
