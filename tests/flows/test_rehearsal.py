"""A rehearsal: each question is called up, pictured and left, and the site hears of none of it.

`make test` does so by the command, in tests/cli/test_many.py.
"""

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.laws import small, state_of
from tests.skins.folders import skin_names

CHANGES = ("auto-recharge", "cancel-plan", "payment-methods", "api-keys")


@pytest.mark.soak
@pytest.mark.parametrize("skin", sorted(skin_names()))
def test_each_question_is_pictured_and_left_and_nothing_is_written(run: RunBot, serve: Serve, skin: str) -> None:
    sandbox = serve(small(), skin)
    before = state_of(sandbox)

    ran = run(sandbox, everything=True, rehearse=True, timeout=15.0)

    assert (ran.exit_code, ran.outcome) == (0, "would-cancel"), ran.result.message
    assert sandbox.request_log.writes == []
    assert ran.told["writes"] == []
    assert state_of(sandbox) == before
    pictured = {name: [picture.split("_")[-1] for picture in ran.step(name).pictures] for name in CHANGES}
    assert {name for name, moments in pictured.items() if "dialog.png" in moments} == set(CHANGES)
