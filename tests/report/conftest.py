"""Recordings to read: the committed sample, and results made up as needed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import RunBot

from cancelbot.recording.read import LoadedRecording, read_recording
from cancelbot.result import Account, AccountState, Ending, Outcome, Result, Step
from cancelbot.sandbox import Sandbox

SAMPLE = Path(__file__).parent.parent.parent / "recordings" / "sample"
STEPS = ("sign-in", "invoices", "auto-recharge", "cancel-plan", "payment-methods", "api-keys")


@pytest.fixture
def sample() -> LoadedRecording:
    """The recording that is in the repository."""
    return read_recording(SAMPLE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(SAMPLE, tmp_path / read_recording(SAMPLE).name))


MakeResult = Callable[..., Result]


@pytest.fixture
def result() -> MakeResult:
    """A result of which only what matters is told."""

    def make(outcome: Ending, *, mode: str = "run", plan: Outcome | None = None, **changes: object) -> Result:
        steps = [Step(name, Outcome.SKIPPED, "") for name in STEPS]
        steps[3].outcome = plan or {"canceled": Outcome.DONE, "already-canceled": Outcome.ALREADY}.get(
            outcome, Outcome.PLANNED if outcome == "would-cancel" else Outcome.SKIPPED
        )
        made = Result("openai-platform", "dry-run" if mode == "dry-run" else "run", "2026-11-22T13:34:08.530Z", "r")
        made.outcome, made.steps, made.exit_code = outcome, steps, 0
        made.account = Account("u***@example.com", "Acme")
        made.before = AccountState(plan="Pay as you go", balance="$4.34", auto_recharge=True)
        made.after = AccountState(plan="Free trial", balance="$4.34", auto_recharge=False)
        made.finished = "2026-11-22T13:35:02.102Z"
        for name, value in changes.items():
            setattr(made, name, value)
        return made

    return make


@pytest.fixture
def sandbox_run(sandbox: Sandbox, run: RunBot) -> LoadedRecording:
    """A run of today, as the demo makes it."""
    return read_recording(run(sandbox, everything=True).recording)
