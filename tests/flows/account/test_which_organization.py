"""Which organization is looked at: the one that is meant, from the first look on and after signing in anew."""

from types import SimpleNamespace
from typing import cast

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.errors import SignInRefused
from cancelbot.sandbox import Act, Fault, Kind, Scenario
from openai_platform.navigation import OVERVIEW, Site
from openai_platform.sign_in import SignIn


def two(*faults: Fault) -> Scenario:
    """Two organizations: the first, with which every session begins, was canceled before; the second pays."""
    scenario = small(*faults)
    (paying,) = scenario.organizations
    over = paying.model_copy(
        update={"id": "org-Canceled0000000000000", "name": "Old Works", "plan": "canceled", "auto_recharge": False}
    )
    return scenario.model_copy(update={"organizations": (over, paying)})


@pytest.mark.soak
def test_what_the_first_organization_says_is_not_taken_for_the_one_that_is_meant(run: RunBot, serve: Serve) -> None:
    sandbox = serve(two())

    ran = run(sandbox, org="Acme Robotics")

    assert sandbox.state.organizations[1].plan == "canceled"
    assert (ran.exit_code, ran.outcome) == (0, "canceled")
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


@pytest.mark.soak
def test_after_signing_in_anew_another_organization_is_not_taken_for_the_same(run: RunBot, serve: Serve) -> None:
    sandbox = serve(two(Fault(act=Act.CANCEL, kind=Kind.LOG_OUT)))

    ran = run(sandbox, org="Acme Robotics")

    assert sandbox.state.organizations[1].plan == "payg"
    assert (ran.exit_code, ran.outcome) == (6, "unverified")
    assert len(sandbox.request_log.acts(Act.CANCEL)) == 1


class RevolvingDoor:
    """A sign-in that lets somebody in with every load, and keeps nobody."""

    def __init__(self, run: SimpleNamespace) -> None:
        self.run, self.entered = run, 0

    def through(self, url: str, arrived: object, what: str) -> str:
        self.entered += 1
        return "the page"


def test_a_site_that_lets_nobody_stay_is_not_signed_in_to_again_and_again() -> None:
    progress, settings = SimpleNamespace(note=lambda _text: None), SimpleNamespace(platform_url="https://site.example")
    tab = SimpleNamespace(ahead=SimpleNamespace(forget=lambda: None))
    run = SimpleNamespace(
        progress=progress, settings=settings, tab=tab, look_again=lambda: None, helped=lambda look: look()
    )
    door, identified = RevolvingDoor(run), list[str]()
    site = Site(cast("SignIn", door))
    site.stay_with(lambda: identified.append("again"))

    with pytest.raises(SignInRefused, match="lets nobody stay"):
        site.visit(OVERVIEW, lambda _reading: None)

    assert (door.entered, identified) == (2, ["again"])
