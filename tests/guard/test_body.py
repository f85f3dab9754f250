"""What a write says in its body: what buys is told from what does not, in each form in which a page may send it."""

import gzip
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Request

from cancelbot.guard.body import MOST, body_buys, body_of
from cancelbot.guard.policy import Policy
from cancelbot.guard.write_log import says_to_buy

PART = '------x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n------x--\r\n'
PLAIN = b'{"amount": 10}'
BUYS: dict[str, list[str]] = {
    "cancel-plan": [
        '{"amount": 10}', '{"purchase": {"credit_amount_usd": "25.00"}}', "amount=10&currency=usd", '{"Amount": "10"}',
        '{"amountCents": 1000}', '{"amount": {"value": "10", "currency": "USD"}}', '{"amount": [10]}',
        '{"amount": 1e3}',
        '{"amount": "1 000"}', '{"amount": "10 USD"}', '{"amount": "\uff11\uff10"}', '{"am\\u006funt": 10}',
        '{"usd": 10}',
        '{"total": 10, "currency": "usd"}', "amount%5Busd%5D=10", "items[0][amount]=10", "items[0][quantity]=1",
        "amount=10;x=1", '{"price": "price_1A"}', '[{"json": {"amount": 10}}]',
        '{"query": "mutation", "variables": {"input": {"totalAmount": 5}}}',
        # one body within another, of several parts, or behind a mark
        "data=%7B%22amount%22%3A10%7D", 'payload={"purchase": {"amount": 10}}', '{"payload": "{\\"amount\\":10}"}',
        PART % ("amount", 10), PART % ("data", '{"amount": 10}'), '\ufeff{"amount": 10}', ')]}\',\n{"amount": 10}',
        '{"x": 1}\n{"amount": 11}', '0:{"amount": 10}', "<xml><amount>10</amount></xml>",
        # an act by its name
        '{"operationName": "BuyCredits"}', '[{"operationName": "Cancel"}, {"operationName": "PurchaseCredits"}]',
        '{"query": "mutation { buyCredits(input: {packs: 2}) { id } }"}',
        '{"query": "mutation { a: buy(amount: 10) { id } }"}',
        '{"query": "mutation R { resumeSubscription { id } }"}', '{"action": "upgrade"}', "action=subscribe&plan=pro",
        '{"query": "mutation R { ...F } fragment F on Mutation { subscribe { id } }"}', "_method=PUT&action=renew",
        '{"method": "billing.buyCredits", "params": [25]}', '{"jsonrpc": "2.0", "method": "subscription.resume"}',
        # what was canceled taken up again, what charges by itself switched on
        '{"cancel_at_period_end": false}', "cancelAtPeriodEnd=false", '{"cancel_at": null}', '{"autoRenew": true}',
        '{"auto_recharge": {"enabled": true}}', '{"auto_recharge_enabled": true}',
        # another plan, a voucher, an offer that is taken
        '{"plan": "pro"}', '{"plan_id": 3}', "new_plan=team", '{"plan": {"id": "plan_2", "title": "Pro"}}',
        '{"from": "free", "to_plan": "payg"}', '{"subscription": {"tier": "tier-4"}}',
        '{"status": "active", "plan": "x"}', '{"query": "mutation { updateSubscription(planId: \\"pro\\") { id } }"}',
        '{"operationName": "ChangePlan"}', '{"coupon": "STAY20"}', "promo_code=STAY20",
        '{"acceptOffer": true, "cancel": true}', '{"keep_plan": "yes"}', '{"action": "redeem"}',
        '{"operationName": "AddCreditGrant"}', '{"op": "undoCancellation"}',
        '{"plan": "pro", "cancel_url": "/back"}',
        '{"resume": true}', '{"subscribe": 1}', '{"buy": "credits"}', "add_credits=yes", '["changePlan", "pro"]',
        '{"seats": 5}', '{"grant_amount": 5}', "reactivate_plan=on", '{"unpause": true}',
        # longer than any act's
        '{"x": "%s"}' % ("a" * MOST),
    ],
    "auto-recharge": [
        '{"enabled": true, "threshold": 5, "amount": 10}', '{"autoReload": {"enabled": true}}', '{"amount_to_add": 50}',
        '{"auto_recharge_status": "on"}', "auto_recharge_enabled=1&amount=10", '[{"mode": "active"}]',
        "auto_recharge=on",
        '{"auto_top_up": true}', '{"off": false}', '{"disabled": false}', '{"mutation": "enableAutoRecharge"}',
        '{"query": "mutation { setAutoRecharge(enabled: true, amount: 10) { id } }"}', '{"action": "buyCredits"}',
    ],
    "payment-methods": [
        '{"card": {"number": "4242424242424242", "cvc": "123"}}', "card[number]=4242424242424242", '{"amount": 1}',
        '{"setup_future_usage": "off_session"}',
    ],
}  # fmt: skip
DOES_NOT_BUY: dict[str, list[str | None]] = {
    "cancel-plan": [
        '{"reason": "price", "rating": 5}', '{"amount": 0}', "", None, "\x00not a form",
        "[" * 90_000, '{"amount": -10}',
        '{"cancel_at_period_end": true}', '{"refund_amount": 4.34, "cancel": true}', '{"feedback": "I paid amount 10"}',
        '{"query": "mutation { cancelSubscription { id resumeUrl upgradeOptions { amount } } }"}',
        '{"operationName": "UpgradeOptions", "query": "query UpgradeOptions { upgrades { amount } }"}',
        '{"newsletter": {"subscribe": true}}', '{"upgrade": false}', '{"survey": {"price": "5"}}', '["too dear"]',
        '{"order": 1, "is_trial": true}', '{"plan": "free"}', '{"plan_id": "plan_free"}',
        '{"new_plan": "Free tier", "current_plan": "payg"}',
        '{"plan": null}', '{"plan": "payg", "action": "cancel"}', '{"plan": "payg", "cancel_reason": "price"}',
        '{"discount": "declined"}', '{"status": "canceled", "plan": {"id": "payg"}}',
        '{"plan": "payg", "auto_renew": false}', "plan=none&coupon=",
        '{"query": "mutation { cancelSubscription(planId: \\"payg\\") { id } }"}', "_method=DELETE&plan=payg",
        '{"operationName": "StopRenewal"}', '{"operationName": "CancelPlan"}',
        '{"operationName": "GetUpgradeOptions"}', "action=unsubscribe", '{"x": "{"}',
    ],
    "auto-recharge": [
        '{"enabled": false, "threshold": 5, "amount": 10}', '{"autoReload": {"enabled": false, "amount": "15.00"}}',
        '{"auto_recharge": {"enabled": false}, "email_alerts": {"enabled": true}}', "enabled=false&amount=10",
        '{"status": "off", "amount": 10}', '{"disabled": true, "amount": 10}', '{"auto_recharge": false, "amount": 10}',
        '{"query": "mutation { setAutoRecharge(enabled: false, amount: 10) { id } }"}',
        '{"operationName": "UpdateAutoTopUp", "variables": {"enabled": false}}',
    ],
    "api-keys": ['{"action": "delete", "redacted_key": "sk-...AzN9"}', '{"status": "active"}'],
    "payment-methods": ['{"payment_method": "pm_1", "detach": true}', '{"type": "card", "action": "remove"}'],
}  # fmt: skip


@pytest.mark.parametrize(("step", "body"), [(step, body) for step, bodies in BUYS.items() for body in bodies])
def test_a_body_that_buys_is_known_in_each_form(step: str, body: str) -> None:
    assert body_buys(body, step)


@pytest.mark.parametrize(("step", "body"), [(step, body) for step, bodies in DOES_NOT_BUY.items() for body in bodies])
def test_other_bodies_do_not(step: str, body: str | None) -> None:
    assert not body_buys(body, step)


@pytest.mark.parametrize(("path", "buys"), [("/v1/subscription", True), ("/v1/api_keys", False)])
@pytest.mark.parametrize("body", ['{"status": "active"}', '{"paused": false}'])
def test_what_is_active_again_buys_if_it_is_the_plan(body: str, path: str, buys: bool) -> None:
    assert body_buys(body, "cancel-plan", f"https://api.example{path}") == buys


@pytest.mark.parametrize(
    ("method", "path", "buys"),
    [
        ("POST", "/billing/plan", True),
        ("DELETE", "/billing/plan", False),
        ("POST", "/subscription/cancel", False),
        ("POST", "/endPlan", False),
        ("PATCH", "/recommend", True),
        ("POST", "/subscription/cancel?amount=10", True),
        ("POST", "/subscription?plan=pro", True),
    ],
)
def test_a_plan_that_is_named_is_the_one_that_ends_if_the_request_says_so(method: str, path: str, buys: bool) -> None:
    assert body_buys('{"plan": "payg"}', "cancel-plan", f"https://api.example{path}", method) == buys


@pytest.mark.parametrize("path", ["/v1/recharge", "/dashboard/billing/reload"])
@pytest.mark.parametrize(
    ("method", "body", "buys"),
    [
        ("POST", '{"enabled": false, "amount": 10}', False),
        ("DELETE", None, False),
        ("POST", "auto_recharge=off", False),
        ("POST", None, True),
        ("POST", "{}", True),
        ("PUT", '{"threshold": 5}', True),
        ("POST", '{"amount": 10}', True),
    ],
)
def test_what_is_only_called_recharge_charges_unless_something_is_switched_off(
    method: str, body: str | None, buys: bool, path: str
) -> None:
    site = Policy("https://platform.example", "https://auth.example", "https://api.example")
    sent = SimpleNamespace(
        method=method, url=f"https://api.example{path}", post_data_buffer=body.encode() if body else None
    )

    assert says_to_buy(cast("Request", sent), "auto-recharge", site) == buys


@pytest.mark.parametrize(
    "raw",
    [gzip.compress(PLAIN), PLAIN.decode().encode("utf-16"), b"\xff" + PLAIN, b"\xef\xbb\xbf" + PLAIN],
    ids=["gzip", "UTF-16", "a stray byte before it", "UTF-8 with its mark"],
)
def test_a_body_is_read_however_it_is_coded(raw: bytes) -> None:
    assert body_buys(body_of(cast("Request", SimpleNamespace(post_data_buffer=raw))), "cancel-plan")


SIGNS = ["{", "}", "(", ")", "[", "]", '"', ":", ",", "mutation", "query", "amount", "&", "=", "\n", "<a>", "7"]


@settings(deadline=None)  # the first one waits for the patterns
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join) | st.text(max_size=60), st.sampled_from(sorted(BUYS)))
def test_no_body_breaks_the_reader(body: str, step: str) -> None:
    assert body_buys(body, step) in {True, False}


def test_a_body_without_measure_is_not_unpacked_to_its_end() -> None:
    bomb = gzip.compress(b"a" * 50 * MOST)

    assert len(body_of(cast("Request", SimpleNamespace(post_data_buffer=bomb))) or "") == MOST + 1
