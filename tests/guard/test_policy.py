"""Which request may leave, in every state."""

import pytest
from tests.guard.addresses import BUYING, DECIDED_BY_BODY, HARMLESS

from cancelbot.guard.policy import SHUT, Opening, Policy

PLATFORM, AUTH, API = "https://platform.openai.com", "https://auth.openai.com", "https://api.openai.com"
POLICY = Policy(PLATFORM, AUTH, API)
STATES = [
    SHUT,
    POLICY.at_work("cancel-plan"),
    POLICY.at_work("payment-methods"),
    POLICY.at_work("auto-recharge"),
    POLICY.at_work("api-keys"),
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


@pytest.mark.parametrize("path", ["/dashboard/billing/payment_methods", "/cards", "/payment", "/payment-source"])
def test_a_card_is_added_in_no_state_and_removed_only_by_its_step(path: str) -> None:
    url = API + path

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


@pytest.mark.parametrize(
    "url",
    [
        f"{API}/dashboard/onboarding/login",
        f"{AUTH}/oauth/token",
        f"{PLATFORM}/cdn-cgi/challenge-platform/h/b/flow/ov1/12:34:a-B_c/d.e",
    ],
)
def test_the_session_is_kept_alive_in_every_state(url: str) -> None:
    assert all(POLICY.lets("POST", url, opening) for opening in STATES)


@pytest.mark.parametrize("origin", [PLATFORM, API, f"{API}."])
def test_a_person_who_signs_in_by_hand_can_change_nothing_of_the_account(origin: str) -> None:
    assert not POLICY.lets("POST", f"{origin}/x", POLICY.by_hand())
    assert POLICY.lets("POST", "https://login.microsoftonline.example/x", POLICY.by_hand())


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


@pytest.mark.parametrize("path", BUYING)
def test_what_buys_or_is_not_clear_is_refused_in_every_state(path: str) -> None:
    by_body = [POLICY.at_work("auto-recharge")] if path in DECIDED_BY_BODY else []

    assert POLICY.may_charge_once(API + path) == bool(by_body)
    assert [state for state in STATES if POLICY.lets("POST", PLATFORM + path, state)] == by_body
    assert [state for state in STATES if POLICY.lets("PUT", f"{API}{path}?x=1".replace("??", "?"), state)] == by_body


@pytest.mark.parametrize("path", HARMLESS)
def test_what_does_not_buy_passes_for_a_step(path: str) -> None:
    assert POLICY.lets("POST", API + path, POLICY.at_work("cancel-plan"))


@pytest.mark.parametrize(
    "path",
    [
        "/dashboard/billing/auto_recharge", "/auto-reload", "/autoReload", "/billing/auto_reload/settings",
        "/organizations/org-1/auto_recharge/off", "/auto-recharge/ar_12/disable", "/automatic-recharge",
        "/recharge/settings", "/v1/recharge", "/auto_recharge/configuration", "/autopay/cancel",
        "/auto_recharge_settings", "/auto/recharge", "/disableAutoReload", "/turn-off-auto-recharge",
        "/toggle_auto_recharge", "/setAutoRecharge", "/topup/settings", "/top-up/off", "/recharge/auto/off",
        "/autocharge",
    ],
)  # fmt: skip
def test_turning_auto_recharge_off_passes_for_its_step_alone(path: str) -> None:
    assert POLICY.lets("POST", API + path, POLICY.at_work("auto-recharge")) == (not path.endswith("configuration"))
    assert not POLICY.lets("POST", API + path, POLICY.at_work("cancel-plan"))
    assert not POLICY.lets("POST", API + path)


@pytest.mark.parametrize("step", ["auto-recharge", "payment-methods", "api-keys"])
@pytest.mark.parametrize("path", ["/cancel-order", "/renewal/cancel", "/plans/free/select"])
def test_what_could_keep_the_plan_passes_only_for_the_step_that_cancels(step: str, path: str) -> None:
    assert not POLICY.lets("POST", API + path, POLICY.at_work(step))
    assert not POLICY.lets("POST", f"https://evil.example{path}", POLICY.at_work("cancel-plan"))


@pytest.mark.parametrize("path", ["/subscription/cancellation", "/cancellations/c_1", "/plan/cancelation?now=1"])
def test_a_cancellation_is_not_deleted(path: str) -> None:
    assert [state for state in STATES if POLICY.lets("DELETE", API + path, state)] == []


@pytest.mark.parametrize(
    "path", ["/billing/plan", "/plans/payg", "/subscription", "/subscription/cancel", "/api_keys/1"]
)
def test_a_plan_may_be_deleted(path: str) -> None:
    assert POLICY.lets("DELETE", API + path, POLICY.at_work("cancel-plan")) == (path != "/plans/payg")


@pytest.mark.parametrize(
    "url",
    [
        f"{PLATFORM}/cdn-cgi/;/account/x",
        f"{PLATFORM}/cdn-cgi/challenge-platform/../../account/x",
        f"{PLATFORM}/cdn-cgi/challenge-platform/..%2f..%2faccount",
        f"{PLATFORM}/cdn-cgi/account/cancel",
        f"{PLATFORM}/cdn-cgi/",
        f"{API}/dashboard/onboarding/login_and_cancel",
        f"{API}/dashboard/onboarding/login/cancel",
        f"{API}/dashboard/onboarding/login%2f..%2f..%2fcancel",
        f"{API}/dashboard/onboarding/login;x",
        f"{API}/dashboard/onboarding/LOGIN",
        f"{AUTH}/oauth/tokens",
        f"{AUTH}/oauth/token/../x",
        "https://api.openai.com.evil.example/dashboard/onboarding/login",
        "https://apiXopenai.com/dashboard/onboarding/login",
    ],
)
def test_an_exception_is_for_its_own_address_alone(url: str) -> None:
    assert not POLICY.lets("POST", url)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_an_exception_is_for_posting_alone(method: str) -> None:
    assert not POLICY.lets(method, f"{API}/dashboard/onboarding/login")


def test_a_path_that_the_user_allows_is_that_path_alone() -> None:
    allowing = Policy(PLATFORM, AUTH, API, ("/v1/events", "/v1/orgs/*/touch"))

    assert allowing.lets("POST", f"{API}/v1/events?x=1")
    assert allowing.lets("POST", f"{API}/v1/orgs/org-1/touch")
    for path in ("/v1/events_and_cancel", "/v1/events/cancel", "/v1/orgs/a/b/touch", "/v1/orgs/a%2fb/touch"):
        assert not allowing.lets("POST", API + path)
