"""Addresses of writes: some buy, or are spelt in a way that a server may read otherwise; some do not."""

BUYING = [
    "/subscribe", "/v1/plans/re-subscribe", "/createSubscription", "/subscriptions/new", "/plan/resume", "/resumePlan",
    "/subscription/reactivate", "/subscription/sub_1/restart", "/upgrade", "/plans/upgradeNow", "/invoices/in_1/pay",
    "/payInvoice", "/pay", "/pay-now", "/billing/invoicePay", "/payments", "/retry_payment", "/orders", "/createOrder",
    "/order", "/billing/buyCredits", "/buy", "/buy-now", "/credits", "/credits/buy", "/credit_balance/top", "/renew",
    "/planRenew", "/plan/renewal", "/undo_cancel", "/uncancel", "/deposit", "/wallet/reload", "/balance/recharge",
    "/payment_methods/pm_1/attach", "/payment-methods/new", "/loadCredits", "/CHECKOUT", "/check-out", "/topUp",
    "/enable_auto_recharge", "/auto-reload/enable", "/autoRecharge/on", "/auto_recharge/trigger",
    "/turn-on-auto-reload", "/auto-renew/enable",
    "/%73ubscribe", "/p%61y", "/pl%41n/cancel", "/x%2fsubscribe", "/x;a=b/cancel", "/x%3bcancel", "//cancel",
    "/a//cancel",
    "/a/../cancel", "/a/./cancel", "/a%5csubscribe", "/%2573ubscribe", "/%EF%BD%90ay", "/a\\cancel", "/a%00b", "/a%0ab",
    "/v1/subscriptions/sub_1:resume", "/rpc/billing.resumePlan", "/trpc/plan.cancel,credits.buy?batch=1", "/plan/keep",
    "/subscription/undo", "/subscription/unpause", "/trial/start", "/start-trial", "/membership/join",
    "/billing/settle",
    "/invoices/in_1/collect", "/payments/pay_1/confirm", "/billing/recharge", "/billing/reload",
    "/v1/organizations/org-1/refill", "/recharge/now",
    "/billing/add-balance", "/wallet/fund", "/billing/prepay", "/cart/items", "/quote/accept", "/offers/of_1/accept",
    "/accept-offer", "/graphql?operationName=BuyCredits", "/api?_action=resume",
    "/plan?action=subscribe", "/graphql?x=1&op=buyCredits", "/api?do=re-new", "/" + "a" * 3000,
    # another plan
    "/plan/change", "/plans/pro/select", "/changePlan", "/switch_plan", "/subscriptions/sub_1/swap", "/pricing/choose",
    "/plan/set/pro", "/plans/plus", "/billing/plan/pay-as-you-go", "/plan/enroll", "/plan/accept", "/tier/2/select",
    "/trial", "/activate", "/plan?action=changePlan",
    # credit, vouchers, and what is counted and paid for
    "/credit_grants", "/creditGrants/cg_1", "/credit-packs", "/more-credits", "/grantCredit", "/balance/adjust",
    "/credit_balance", "/coupon/apply", "/applyCoupon", "/coupons/WELCOME", "/voucher", "/promo_code", "/redeemCode",
    "/gift-cards/redeem", "/seats", "/seats/add", "/add-ons", "/licenses", "/quota/increase", "/api?op=redeem",
    # money at once
    "/chargeNow", "/charge_card", "/createCharge", "/bill-now", "/payment_links",
    "/payment/authorize", "/transactions", "/capture", "/balance/replenish",
    # a cancellation that is taken back
    "/cancel/undo", "/cancellation/revoke", "/cancellations/c_1/withdraw", "/stop-cancellation", "/cancel-cancellation",
    "/plan/prolong", "/winback",
    # the same in other spellings
    "/rpc/plan.change", "/trpc/seats.add?batch=1", "/cancelUndo", "/couponApply", "/seatsAdd", "/balanceAdjust",
    "/plans.pro", "/plansPro", "/plans/pro.json", "/plans/pro:now", "/credits.json", "/trial:start", "/Plan_Change/",
    "/credit_grants%20", "/plan/./change", "/plan%2Fchange", "/api/v1/orgs/org-1/coupon/apply",
]  # fmt: skip
DECIDED_BY_BODY = {"/billing/recharge", "/billing/reload", "/v1/organizations/org-1/refill"}
"""some of them, for the step that turns auto-recharge off: it passes if its body does so"""
HARMLESS = [
    "/dashboard/billing/subscription/cancel", "/unsubscribe", "/plans/pay-as-you-go/cancel", "/plan/downgrade",
    "/subscription", "/subscriptions/sub_1", "/billing/cancel/start", "/billing/subscription/auto_renew", "/payload",
    "/organizations/org%3A1/members", "/reorder", "/payment_methods/pm_1", "/payment_methods/pm_1/remove", "/api_keys",
    "/x?return=/checkout", "/stop_updates", "/plan?action=unsubscribe", "/plan?action=cancel", "/a%20x",
    "/refund", "/offers/of_1/decline", "/retention/decline", "/billing/preferences", "/keys/revoke", "/borders",
    "/deactivate",
    "/billing/plan", "/plan/free", "/plans/free/select", "/plan/end", "/plan/update", "/subscription/update",
    "/cancel-plan/start", "/cancel_subscription/continue", "/cancel-plan/confirm", "/cancellations", "/renewal/cancel",
    "/stop-renewal", "/do_not_renew", "/orders/o_1/cancel", "/cancel-order",
    "/survey", "/discount/decline", "/recommend",
]  # fmt: skip
