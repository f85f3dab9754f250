"""Which request may leave, in every state."""

import pytest

from cancelbot.guard.policy import SHUT, Opening, Policy

PLATFORM, AUTH, API = "https://platform.openai.com", "https://auth.openai.com", "https://api.openai.com"
POLICY = Policy(PLATFORM, AUTH, API)
STATES = [
    SHUT,
    POLICY.at_work("cancel-plan"),
    POLICY.at_work("payment-methods"),
    POLICY.signing_in(AUTH),
    POLICY.by_hand(),
]


@pytest.mark.parametrize("opening", STATES)
@pytest.mark.parametrize(
    "path",
    [
        "/v1/checkout",
        "/dashboard/billing/purchase",
        "/dashboard/billing/credits/add",
        "/v1/payment_intents",
        "/v1/setup_intents/x/confirm",
        "/dashboard/billing/add_credits",
        "/dashboard/billing/top_up",
        "/dashboard/billing/buy",
        "/add-payment-method",
        "/v1/charges",
    ],
)
def test_nothing_is_bought_in_any_state(opening: Opening, path: str) -> None:
    assert not POLICY.lets("POST", API + path, opening)


def test_a_card_is_added_in_no_state_and_removed_only_by_its_step() -> None:
    url = f"{API}/dashboard/billing/payment_methods"

    assert not POLICY.lets("POST", url, POLICY.at_work("cancel-plan"))
    assert not POLICY.lets("POST", url, SHUT)
    assert POLICY.lets("DELETE", f"{url}/pm_1", POLICY.at_work("payment-methods"))


@pytest.mark.parametrize(
    "path", ["/billing/auto-top-up", "/billing/auto_topup/settings?x=1", "/v1/auto/purchase-rules"]
)
def test_what_recharges_by_itself_passes_only_for_the_step_that_turns_it_off(path: str) -> None:
    assert POLICY.lets("POST", API + path, POLICY.at_work("auto-recharge"))
    assert not POLICY.lets("POST", API + path, POLICY.at_work("cancel-plan"))
    assert not POLICY.lets("POST", "https://evil.example" + path, POLICY.at_work("auto-recharge"))
    assert not POLICY.lets("POST", API + path)


@pytest.mark.parametrize(
    "path", ["/billing/auto-top-up/checkout", "/billing/top-up", "/checkout/auto", "/buy?auto-top-up"]
)
def test_what_buys_at_once_does_not_pass_even_then(path: str) -> None:
    assert not POLICY.lets("POST", API + path, POLICY.at_work("auto-recharge"))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PURGE"])
def test_no_write_passes_while_shut(method: str) -> None:
    assert not POLICY.lets(method, f"{API}/dashboard/billing/subscription/cancel")


@pytest.mark.parametrize("url", [f"{API}/dashboard/onboarding/login", f"{AUTH}/oauth/token", f"{PLATFORM}/cdn-cgi/x"])
def test_the_session_is_kept_alive_in_every_state(url: str) -> None:
    assert all(POLICY.lets("POST", url, opening) for opening in STATES)


def test_an_act_opens_the_site_alone() -> None:
    opening = POLICY.at_work("cancel-plan")

    assert POLICY.lets("POST", f"{API}/dashboard/billing/subscription/cancel", opening)
    assert not POLICY.lets("POST", "https://evil.example/x", opening)
    assert not POLICY.lets("POST", f"{AUTH}/api/accounts/x", opening)
    assert not POLICY.lets("GET", "wss://api.openai.com/socket", opening)


def test_a_path_that_the_user_allows_passes_unless_it_buys() -> None:
    allowing = Policy(PLATFORM, AUTH, API, ("/graphql", "/checkout"))

    assert allowing.lets("POST", f"{API}/graphql")
    assert not allowing.lets("POST", f"{API}/checkout")
