"""The laws over sequences of faults and runs, in a real browser: whatever goes wrong in which order, in which run."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from tests.conftest import RunBot, Serve
from tests.flows.laws import keep, keep_on_rerun, small, state_of

from cancelbot.sandbox import Act, Sandbox, every_fault
from cancelbot.sandbox.faults import Fault, Kind

FAULTS = [fault for fault in every_fault() if fault.kind not in {Kind.BACK_AFTER_RELOAD, Kind.BACK_AFTER_CANCEL}]
RUNS = 3
"""runs in one sequence, before the last one in which nothing goes wrong"""
PATIENCE = 8.0
"""seconds; under 4 no run could tell a plan that is not there, and every run after the first would end at once"""


class Sequence(RuleBasedStateMachine):
    """One account, on which things go wrong, and on which the bot is run again and again."""

    run: RunBot
    serve: Serve

    def __init__(self) -> None:
        super().__init__()
        self.sandbox: Sandbox = self.serve(small())
        self.runs = self.given = 0

    @rule()
    def the_session_ends(self) -> None:
        self.sandbox.log_out()

    @rule(
        flag=st.sampled_from(["remove_card", "delete_keys", "delete_keys", "remove_card", "dry_run"]),
        faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3),
    )
    @precondition(lambda self: self.runs < RUNS)
    def the_bot_runs(self, flag: str, faults: list[Fault]) -> None:
        self.runs, self.given = self.runs + 1, self.given + len(faults)
        self.sandbox.add_faults(*faults)
        before = state_of(self.sandbox)
        self.sandbox.request_log.clear()

        ran = self.run(self.sandbox, timeout=PATIENCE, **{flag: True})

        if flag == "dry_run":
            assert self.sandbox.request_log.writes == []
            assert state_of(self.sandbox) == before
        else:
            keep(self.sandbox, before, ran, may_be_hidden=self.given > 1)  # several at once may hide it for long

    def teardown(self) -> None:
        self.sandbox.clear_faults()
        before = state_of(self.sandbox)
        self.sandbox.request_log.clear()

        again = self.run(self.sandbox, remove_card=True, delete_keys=True)

        keep_on_rerun(self.sandbox, before, again, Act.CARD)
        keep_on_rerun(self.sandbox, before, again, Act.KEY)
        self.sandbox.stop()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_laws_hold_in_any_sequence(run: RunBot, serve: Serve) -> None:
    assert all(fault.act in fault.kind.acts for fault in FAULTS)
    machine = type("Bound", (Sequence,), {"run": staticmethod(run), "serve": staticmethod(serve)})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=4,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
