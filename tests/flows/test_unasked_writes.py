"""What no step asked for: its writes are stopped, listed and named; what is only looked at is loaded once."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.conftest import Ran, RunBot, Serve
from tests.flows.laws import small
from tests.flows.test_loaded_ahead import hold_data
from tests.support.needy import needy_skin

from cancelbot.guard import Passed
from cancelbot.sandbox import Act, Sandbox
from openai_platform.navigation import LEGACY_KEYS, ORGANIZATION_KEYS, OVERVIEW, PAYMENT_METHODS, PROJECT_KEYS


@pytest.mark.soak
def test_a_page_that_cannot_do_without_a_write_is_told_with_the_way_to_allow_it(
    run: RunBot, serve: Serve, tmp_path: Path
) -> None:
    sandbox = serve(small(), needy_skin(tmp_path / "needy"))

    stopped = run(sandbox, dry_run=True, timeout=3.0)

    assert stopped.exit_code == 5
    assert sandbox.request_log.writes == []
    assert "POST /dashboard/onboarding/dismiss" in stopped.result.advice
    setting = stopped.result.advice.rpartition("CANCELBOT_ALLOW_WRITES=")[2]
    allowed = run(sandbox, dry_run=True, allow_writes=setting)
    assert (allowed.exit_code, allowed.outcome) == (0, "would-cancel"), allowed.result.message
    assert {heard.path for heard in sandbox.request_log.writes} == {"/dashboard/onboarding/dismiss"}


def test_what_a_page_sends_by_itself_is_listed_apart_and_what_is_only_looked_at_is_loaded_once_beforehand(
    run: RunBot, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = serve(small().with_pages(telemetry_ms=1000))
    hold_data(sandbox, monkeypatch)

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    assert "/ces/v1/t" in {urlsplit(stop["url"]).path for stop in ran.result.blocked}
    acts = {(write.method, write.path) for write in sandbox.request_log.writes if write.act}
    assert sent(ran.result.writes) == Counter(acts)
    reported = [write for write in ran.result.background if urlsplit(write["url"]).path in {"/ces/v1/t", "/v1/events"}]
    assert sent([*ran.result.writes, *reported]) == heard(sandbox)
    assert {write["step"] for write in ran.result.writes} == {"auto-recharge", "cancel-plan"}
    assert "ALLOW_WRITES" not in ran.result.advice
    looked_at_beforehand(sandbox, ran)


def looked_at_beforehand(sandbox: Sandbox, ran: Ran) -> None:
    """What is only looked at was loaded in further tabs before the plan was canceled, and no tab changed anything.

    They came while the page of the plan still waited for its data: until then nobody got any.
    """
    paths = [heard.path for heard in sandbox.request_log.requests if heard.act is Act.CANCEL or heard.method == "GET"]
    canceled = paths.index(next(heard.path for heard in sandbox.request_log.acts(Act.CANCEL)))
    for page in (PAYMENT_METHODS, PROJECT_KEYS, LEGACY_KEYS, ORGANIZATION_KEYS):
        assert [at < canceled for at, path in enumerate(paths) if path == page.path] == [True], page.path
    assert paths[: paths.index(PAYMENT_METHODS.path)].count(OVERVIEW.path) == 1
    assert [write.act for write in sandbox.request_log.account_writes] == [Act.AUTO_RECHARGE, Act.CANCEL]
    assert [step.message for step in ran.result.steps[-2:]] == [
        "Not asked for (--remove-card); 2 there.",
        "Not asked for (--delete-keys); 2 there.",
    ]


def sent(writes: list[Passed]) -> Counter[tuple[str, str]]:
    return Counter((write["method"], urlsplit(write["url"]).path) for write in writes)


def heard(sandbox: Sandbox) -> Counter[tuple[str, str]]:
    return Counter((write.method, write.path) for write in sandbox.request_log.writes)
