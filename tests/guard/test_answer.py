"""What is made of the site's answers to an act: yes, no with the site's own reason, or not known."""

import json

import pytest

from cancelbot.errors import RefusedBySite
from cancelbot.guard.answer import ActAnswer, Reply, reply_of
from cancelbot.guard.write_log import asks_to_sign_in, is_telemetry


def answer(*statuses: int | None) -> ActAnswer:
    return ActAnswer(tuple(map(Reply, statuses)))


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ((200,), "answered"),
        ((303, 204), "answered"),
        ((400,), "refused"),
        ((403, 409), "refused"),
        ((429,), "refused"),
        ((), "unknown"),
        ((None,), "unknown"),
        ((503,), "unknown"),
        ((401,), "unknown"),
        ((408,), "unknown"),
        ((200, 400), "unknown"),
        ((200, None), "unknown"),
    ],
)
def test_the_verdict_is_yes_or_no_only_where_all_answers_say_so(statuses: tuple[int | None, ...], verdict: str) -> None:
    assert answer(*statuses).verdict == verdict


def test_a_redirect_to_another_site_is_no_yes() -> None:
    assert ActAnswer((Reply(302, leads_away=True),)).verdict == "unknown"


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        *(
            ("/login?next=/billing", True),
            ("/auth/sign-in", True),
            ("/session/expired", True),
            ("/403/forbidden", True),
        ),
        *(("/settings/organization/billing/overview", False), ("/billing?flash=canceled", False)),
    ],
)
def test_a_redirect_to_the_sign_in_is_no_yes_at_the_site_s_own_origin_either(path: str, asks: bool) -> None:
    assert asks_to_sign_in(f"https://platform.openai.com{path}") is asks


WHY = "You have a past due invoice. Pay it before you cancel."


SAYS_ERROR: list[object] = [
    {"error": {"code": "past_due", "message": WHY, "type": "invalid_request_error"}},
    {"error": WHY},
    {"errors": [{"extensions": {"code": "X"}, "message": WHY}], "data": None},
    {"success": False, "reason": WHY},
    {"title": WHY, "status": "failed"},
    {"error": "past_due", "error_description": WHY},
    {"data": {"endPlan": {"plan": None, "userErrors": [{"field": None, "message": WHY}]}}},
    {"data": {"endPlan": {"success": False, "message": WHY}}},
    {"result": {"data": {"json": {"ok": False, "reason": WHY}}}},
    [{"result": {"data": {"status": "denied", "detail": WHY}}}],
    {"canceled": False, "message": WHY},
    {"type": "error", "message": WHY},
]
EXPLAINS: list[object] = [
    {"message": WHY, "code": 17},
    {"detail": WHY},
    {"detail": [{"loc": ["plan"], "msg": WHY}]},
    {"type": "about:blank", "title": WHY},
]


@pytest.mark.parametrize(
    ("status", "body"),
    [*((status, body) for body in SAYS_ERROR for status in (200, 400)), *((422, body) for body in EXPLAINS)],
)
def test_an_error_is_a_no_whatever_its_status_and_its_reason_is_quoted(status: int, body: object) -> None:
    given = ActAnswer((reply_of(status, json.dumps(body)),))

    assert (given.verdict, given.reason) == ("refused", WHY)
    with pytest.raises(RefusedBySite, match="The site refused to cancel the plan: “You have a past due invoice"):
        given.raise_if_refused("cancel the plan")


@pytest.mark.parametrize(
    "body",
    [
        *("", "null", '{"ok": true}', '{"plan": {"invoice": {"status": "failed"}}, "status": "canceled"}'),
        '{"data": {"endPlan": {"id": "o1", "userErrors": []}}}',
        '{"canceled": true, "message": "Done."}',
        '{"error": null, "message": "Canceled."}',
        '{"object": "subscription", "errors": []}',
        '{"object": "billing_subscription", "canceled": false, "description": "Billed as you go."}',
        '{"subscription": {"canceled": false}, "data": {"cancelled": false, "cancel_at_period_end": true}}',
    ],
)
def test_a_200_without_an_error_is_a_yes(body: str) -> None:
    given = ActAnswer((reply_of(200, body),), heard=("Canceled.",), alerts=("Canceled.",))

    assert (given.verdict, given.reason) == ("answered", "")
    given.raise_if_refused("cancel the plan")


def test_where_the_answer_gives_no_reason_the_alert_of_the_page_does() -> None:
    given = ActAnswer((Reply(400),), heard=("Billing", WHY), alerts=(WHY,))

    assert given.reason == WHY
    assert given.sentence == f"The site answered 400 to it: “{WHY}”"


def test_after_a_refusal_a_sentence_that_has_come_up_is_quoted_even_if_nothing_marks_it_as_an_alert() -> None:
    heard = ("Billing", "Only owners may do this.")

    assert ActAnswer((Reply(403),), heard).reason == "Only owners may do this."
    assert ActAnswer((Reply(200),), heard).reason == ""
    assert ActAnswer((Reply(503),), heard).reason == ""


@pytest.mark.parametrize("body", ["<html><title>502</title>", "ERR_17", "[1, 2]", "past_due"])
def test_what_is_no_sentence_is_not_quoted(body: str) -> None:
    assert reply_of(400, body).said == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (answer(), "No request to the site was seen."),
        (answer(None), "The site answered nothing to it."),
        (answer(503), "The site answered 503 to it."),
    ],
)
def test_what_is_said_of_it(given: ActAnswer, said: str) -> None:
    assert given.sentence == said
    given.raise_if_refused("cancel the plan")


def test_too_many_requests_are_told_as_such() -> None:
    with pytest.raises(RefusedBySite, match="wanted no more requests"):
        answer(429).raise_if_refused("remove the key")


@pytest.mark.parametrize(
    "path",
    ["/ces/v1/t", "/v1/rgstr", "/api/logEvent", "/collect", "/v1/web-vitals", "/i/v0/e/", "/client_metrics", "/v1/m"],
)
def test_an_address_that_speaks_of_measuring_is_telemetry(path: str) -> None:
    assert is_telemetry(f"https://api.openai.com{path}")


@pytest.mark.parametrize(
    "path", ["/dashboard/billing/cancel", "/v1/organization/admin_api_keys/key_1", "/login", "/graphql", "/blog", "/"]
)
def test_any_other_address_is_not(path: str) -> None:
    assert not is_telemetry(f"https://api.openai.com{path}")
