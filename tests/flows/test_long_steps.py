"""Many things to remove: what is interrupted goes on where it stopped, and a site that asks for patience gets it."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.conftest import RunBot, Serve, environment

from cancelbot.sandbox import SCENARIOS, Act, Fault, Kind, Sandbox, Scenario
from cancelbot.sandbox.scenarios import large

KEYS = 8
POLL = 0.05
"""seconds"""


def many(*faults: Fault, page_size: int | None = None) -> Scenario:
    """An account of which only the keys are many."""
    size = large(keys=KEYS, projects=2, invoices=0, cards=0, organizations=1)
    return size.model_copy(update={"sign_in": SCENARIOS["no-mfa"].sign_in, "page_size": page_size}).with_faults(*faults)


def asked(sandbox: Sandbox) -> list[str]:
    """The key of each request to remove one."""
    return [json.loads(heard.body)["key_id"] for heard in sandbox.request_log.acts(Act.KEY)]


def left(sandbox: Sandbox) -> int:
    organization = sandbox.state.organizations[0]
    return len(organization.keys()) + len(organization.legacy_keys)


def pages_asked_for_before_each_act(sandbox: Sandbox) -> list[int]:
    """How many pages of keys the site was asked for before the first act, and from each act to the next."""
    counts = [0]
    for heard in sandbox.request_log.requests:
        if heard.act is Act.KEY:
            counts.append(0)
        elif heard.origin == "api" and heard.path.endswith("/api_keys"):
            counts[-1] += 1
    return counts[:-1]


def interrupt_after(number: int, sandbox: Sandbox, folder: Path) -> int:
    """Run the command, and press Ctrl-C when the site has heard so many removals; the exit code."""
    line = [sys.executable, "-m", "cancelbot", "run", "--yes", "--delete-keys", "--recordings", str(folder)]
    with subprocess.Popen(line, env=environment(sandbox, folder), cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and len(asked(sandbox)) < number:
            threading.Event().wait(POLL)
        process.send_signal(signal.SIGINT)
        return process.wait()


@pytest.mark.soak
def test_an_interruption_in_the_middle_loses_nothing_and_repeats_nothing(
    run: RunBot, serve: Serve, tmp_path: Path
) -> None:
    sandbox = serve(many())

    code = interrupt_after(3, sandbox, tmp_path)
    after_first = left(sandbox)
    again = run(sandbox, delete_keys=True)

    assert code == 130
    assert 0 < after_first < KEYS
    assert (again.exit_code, left(sandbox)) == (0, 0)
    assert len(asked(sandbox)) == len(set(asked(sandbox)))
    assert (tmp_path / next(tmp_path.glob("[0-9]*")).name / "result.json").exists()


@pytest.mark.soak
def test_a_site_that_is_busy_now_and_then_is_cleared_by_two_runs_with_no_key_asked_for_twice_in_one(
    run: RunBot, serve: Serve
) -> None:
    sandbox = serve(many(Fault(act=Act.KEY, kind=Kind.TOO_MANY, times=None, every=4, seconds=1)))

    first = run(sandbox, delete_keys=True)
    asked_first, left_first = asked(sandbox), left(sandbox)
    sandbox.clear_faults()
    sandbox.request_log.clear()
    again = run(sandbox, delete_keys=True)

    assert (first.exit_code, left_first) == (1, 2)
    assert len(asked_first) == len(set(asked_first)) == KEYS + 1
    assert (again.exit_code, left(sandbox)) == (0, 0)
    assert len(asked(sandbox)) == 2


@pytest.mark.soak
def test_a_list_in_pages_is_cleared_to_its_end(run: RunBot, serve: Serve) -> None:
    sandbox = serve(many(page_size=3))

    ran = run(sandbox, delete_keys=True)

    assert (ran.exit_code, left(sandbox)) == (0, 0)
    assert len(asked(sandbox)) == len(set(asked(sandbox))) == KEYS + 1
    first, *between, _last = pages_asked_for_before_each_act(sandbox)
    assert len(set(between)) == 1
    assert between[0] < first / KEYS


@pytest.mark.soak
def test_a_key_that_goes_with_another_one_stops_the_run(run: RunBot, serve: Serve) -> None:
    """Checked at each removal, in the list at hand, however far that was read."""
    sandbox = serve(many(Fault(act=Act.KEY, kind=Kind.TAKES_ANOTHER), page_size=3))

    ran = run(sandbox, delete_keys=True)

    assert ran.exit_code == 7
    assert len(asked(sandbox)) == 1
