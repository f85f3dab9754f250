"""What is only looked at is loaded in further tabs, while the main tab cancels the plan."""

from tests.conftest import RunBot, Serve
from tests.flows.laws import small

from cancelbot.sandbox import Act
from openai_platform.navigation import LEGACY_KEYS, ORGANIZATION_KEYS, PAYMENT_METHODS, PROJECT_KEYS


def test_what_is_only_looked_at_is_loaded_once_before_the_plan_is_canceled_and_no_tab_changes_anything(
    run: RunBot, serve: Serve
) -> None:
    sandbox = serve(small())

    ran = run(sandbox)

    assert (ran.exit_code, ran.outcome) == (0, "canceled"), ran.result.message
    paths = [heard.path for heard in sandbox.request_log.requests if heard.act is Act.CANCEL or heard.method == "GET"]
    canceled = paths.index(next(heard.path for heard in sandbox.request_log.acts(Act.CANCEL)))
    for page in (PAYMENT_METHODS, PROJECT_KEYS, LEGACY_KEYS, ORGANIZATION_KEYS):
        assert [at < canceled for at, path in enumerate(paths) if path == page.path] == [True], page.path
    assert [write.act for write in sandbox.request_log.account_writes] == [Act.AUTO_RECHARGE, Act.CANCEL]
    assert [step.message for step in ran.result.steps[-2:]] == [
        "Not asked for (--remove-card); 2 there.",
        "Not asked for (--delete-keys); 2 there.",
    ]
