"""What is shown of a run while it goes on, and what libraries are kept from showing."""

import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.capture import CaptureFixture

from cancelbot import log
from cancelbot.recording.folder import Recording


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"DEBUG": "pw:api"}, {}),
        ({"DEBUG": "express,pw:*"}, {}),
        ({"DEBUG": "*"}, {}),
        ({"DEBUGP": ""}, {}),
        ({"PWDEBUG": "console"}, {}),
        ({"DEBUG": "1", "HOME": "x"}, {"DEBUG": "1", "HOME": "x"}),
    ],
)
def test_what_would_print_all_that_is_typed_is_taken_away(given: dict[str, str], left: dict[str, str]) -> None:
    environment = dict(given)

    named = log.hush(environment)

    assert environment == left
    assert set(named) == set(given) - set(left)


@pytest.mark.parametrize("verbose", [True, False])
def test_events_are_shown_where_that_is_wanted_and_without_secrets(
    tmp_path: Path, capsys: CaptureFixture[str], verbose: bool
) -> None:
    log.configure(verbose=verbose, known=("hunter2",))
    recording = Recording(tmp_path, "flow", "run", ("hunter2",))

    recording.note("step.began", step="hunter2 of dana@acme.example", at_work=True)

    recording.close()
    log.configure(verbose=False)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert ("step.began" in shown.err) == verbose
    assert ("[redacted] of d***@acme.example" in shown.err) == verbose
    assert "hunter2" not in shown.err


def test_what_goes_wrong_in_a_listener_of_playwright_shows_no_traceback() -> None:
    program = (
        "import logging, cancelbot.log\n"
        "try: raise ValueError('in a listener')\n"
        "except ValueError as error: logging.getLogger('playwright').error('Error occurred', exc_info=error)\n"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert (ended.stdout, ended.stderr) == (b"", b"")
