"""Which account and which organization: what is pinned holds, what is not clear is asked, nothing is written."""

import re

import pytest
from tests.conftest import Serve
from tests.flows.conftest import Bot, MakeBot, Person
from tests.skins.folders import skin_names
from tests.support.own_pages import EMAIL, OVERVIEW, PASSWORD, OwnPages

from cancelbot.errors import Unsafe
from cancelbot.result import Account
from cancelbot.sandbox import Sandbox
from openai_platform.account.identity import identify

SEVERAL = "several-organizations"
NAMES = ["Personal", "Acme Robotics", "Umbrella Research"]


def signed_in(made: Bot) -> Account:
    made.through()
    return identify(made.sign_in)


@pytest.fixture
def several(serve: Serve) -> Sandbox:
    """An account of three organizations that needs no second factor."""
    scenario = serve(SEVERAL).scenario
    return serve(scenario.model_copy(update={"sign_in": serve("no-mfa").scenario.sign_in}))


def test_several_organizations_are_asked_about_on_a_terminal(bot: MakeBot, several: Sandbox) -> None:
    person = Person([lambda: "umbrella research"])
    made = bot(several, ask=person)

    assert signed_in(made).organization == "Umbrella Research"

    assert all(name in person.questions[0] for name in NAMES)
    assert made.run.tab.page.get_by_role("banner").get_by_role("button", name="Umbrella Research").is_visible()


@pytest.mark.soak  # the test above switches to it as well
def test_an_organization_is_chosen_by_name(bot: MakeBot, several: Sandbox) -> None:
    assert signed_in(bot(several, org="Umbrella Research")).organization == "Umbrella Research"
    assert several.request_log.account_writes == []


@pytest.mark.soak
@pytest.mark.parametrize("skin", sorted(set(skin_names()) - {"platform", "slow"}))
def test_the_organization_is_chosen_on_any_front_end(bot: MakeBot, several: Sandbox, serve: Serve, skin: str) -> None:
    sandbox = serve(several.scenario, skin=skin)

    assert signed_in(bot(sandbox, org="Umbrella Research")).organization == "Umbrella Research"
    assert sandbox.request_log.account_writes == []


@pytest.mark.soak
def test_of_two_organizations_of_one_name_only_an_id_tells_which(bot: MakeBot, several: Sandbox, serve: Serve) -> None:
    first, second, third = several.scenario.organizations
    twins = (first, second, third.model_copy(update={"name": second.name}))
    scenario = several.scenario.model_copy(update={"organizations": twins})

    with pytest.raises(Unsafe, match="2 organizations are called “acme robotics”"):
        signed_in(bot(serve(scenario), org="acme robotics"))

    for wanted in (second, third):
        made = bot(serve(scenario), org=wanted.id)
        assert signed_in(made).organization == second.name
        made.run.tab.open(f"{made.run.settings.platform_url}/settings/organization/general")
        page = made.run.tab.page
        page.get_by_text(wanted.id).or_(page.locator(f"[value='{wanted.id}']")).first.wait_for()


@pytest.mark.soak
def test_an_organization_is_chosen_by_id(bot: MakeBot, several: Sandbox) -> None:
    wanted = several.state.organization("Umbrella Research").id

    assert signed_in(bot(several, org=wanted)).organization == "Umbrella Research"


def test_what_is_pinned_and_holds_needs_no_list_and_what_does_not_hold_is_unsafe(
    bot: MakeBot, several: Sandbox
) -> None:
    organization = several.state.organization("Acme Robotics")
    wrong: dict[str, dict[str, str]] = {
        "3 organizations: “Personal”, “Acme Robotics”, “Umbrella Research”": {},
        "no organization “Initech”: the site offers “Personal”": {"org": "Initech"},
        "The organization is “Acme Robotics”, but “Personal” is expected": {"expect_org": "Personal"},
        "Signed in as d***@acme.example, but o***@acme.example": {"expect_email": "other@acme.example"},
        "o***@acme.example is expected": {"email": "other@acme.example"},
    }

    for pinned in (organization.name, organization.id):
        made = bot(several, expect_org=pinned, expect_email="Dana@acme.example")
        assert signed_in(made).organization == organization.name
    for message, settings in wrong.items():
        made = bot(several, **settings)
        with pytest.raises(Unsafe, match=re.escape(message)) as stopped:
            signed_in(made)
        if "“Umbrella Research”" in message or "org" in settings:
            assert 'cancelbot run --org "Acme Robotics"' in stopped.value.advice
            assert made.run.result.organizations == NAMES
    assert several.request_log.account_writes == []


@pytest.mark.soak  # the first test of what is pinned has it too
def test_a_session_says_whose_it_is_and_another_than_expected_is_unsafe(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("no-mfa")
    bot(sandbox).through()

    assert signed_in(bot(sandbox)) == Account("d***@acme.example", "Acme Robotics"), "the only one needs no name"
    for setting in ("email", "expect_email"):
        with pytest.raises(Unsafe, match=r"o\*\*\*@acme\.example is expected"):
            signed_in(bot(sandbox, **{setting: "other@acme.example"}))
    assert len(sandbox.request_log.acts("cancel")) == 0


@pytest.mark.soak
def test_a_page_that_offers_other_organizations_must_show_which_one_this_is(bot_for: MakeBot) -> None:
    switch = "<header><a href=/organizations>Switch organization</a></header>"
    site = OwnPages([EMAIL, PASSWORD], inside=switch + OVERVIEW)

    with pytest.raises(Unsafe, match="does not show which one this is"):
        signed_in(bot_for(site))


def test_another_product_is_unsafe(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox)
    made.run.tab.page.set_content("<h1>ChatGPT</h1><p>Your plan: Plus</p>")

    with pytest.raises(Unsafe, match="not the OpenAI developer Platform"):
        identify(made.sign_in)


def test_the_organization_is_asked_for_once(bot: MakeBot, several: Sandbox, serve: Serve) -> None:
    choosing = serve("organization-choice").scenario.sign_in
    person = Person([lambda: "Umbrella Research"])
    made = bot(serve(several.scenario.model_copy(update={"sign_in": choosing})), ask=person)

    assert signed_in(made).organization == "Umbrella Research"

    assert len(person.questions) == 1
