"""How a run ends: whatever stops it becomes an outcome, an exit code and advice, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import cast

from cancelbot.errors import CancelbotError, Interrupted
from cancelbot.recording.folder import Recording
from cancelbot.result import Ending, Result


def guarded(perform: Callable[[], None], result: Result, recording: Recording) -> None:
    """Run ``perform``; what stops it becomes the result's outcome, exit code and advice."""
    result.exit_code = 0
    try:
        perform()
    except KeyboardInterrupt:
        blame(result, Interrupted("The run was interrupted."))
    except CancelbotError as error:
        blame(result, error)
    except Exception as error:  # noqa: BLE001  # shown as one sentence and kept in the journal, never as a traceback
        blame(result, CancelbotError(f"Something unexpected happened: {type(error).__name__}."))
        recording.note(
            "run.broke",
            traceback=[f"{at.name} {Path(at.filename).name}:{at.lineno}" for at in extract_tb(error.__traceback__)],
        )


def blame(result: Result, error: CancelbotError) -> None:
    """Make ``error`` the end of the run; a plan that was seen canceled stays canceled."""
    result.exit_code, result.message, result.advice = error.exit_code, str(error), error.advice
    if result.outcome not in {"canceled", "already-canceled"}:
        result.outcome = cast("Ending", error.outcome)
