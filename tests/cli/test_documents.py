"""--json prints one document at every ending, and the published schema fits it."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.conftest import Command, Serve
from tests.report.conftest import SAMPLE

from cancelbot.cli import cancelbot
from cancelbot.cli.documents import failure, schema
from cancelbot.cli.screen import detailed_code
from cancelbot.errors import UsageError
from cancelbot.result import Outcome, Result, Step

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = ROOT / "docs" / "cancelbot.schema.json"


def document(ended: "subprocess.CompletedProcess[str]", kind: str) -> dict[str, object]:
    """The one document on stdout, which must fit the schema."""
    told: dict[str, object] = json.loads(ended.stdout)
    Draft202012Validator(schema()).validate(told)
    assert told["document"] == kind
    assert told["exit_code"] == ended.returncode
    return told


def test_the_published_schema_is_made_from_the_models() -> None:
    Draft202012Validator.check_schema(schema())

    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        pytest.param(["run", "--no-such-flag", "--json"], "run", 2, marks=pytest.mark.soak),
        (["run", "--json"], "run", 2),
        (["run", "--json", "--detailed-exitcode"], "run", 1),
        pytest.param(["status", "--json", "--timeout", "0"], "run", 2, marks=pytest.mark.soak),
        pytest.param(["verify", "--json"], "run", 2, marks=pytest.mark.soak),
        (["check", "--json", "--timeout", "0"], "check", 2),
        pytest.param(["demo", "--json", "--scenario", "no-such"], "run", 2, marks=pytest.mark.soak),
        (["run", "--all", "--json"], "accounts", 2),
        (["runs", "--json"], "runs", 0),
        (["receipt", "verify", "--json"], "receipt", 2),
    ],
)
def test_a_command_that_cannot_start_still_prints_its_document(
    command_here: Command, words: list[str], kind: str, code: int
) -> None:
    ended = command_here(*words, PLATFORM_URL="http://127.0.0.1:9")
    told = document(ended, kind)

    assert ended.returncode == code
    assert code == 0 or told["message"]


def test_doctor_and_runs_and_receipt_print_theirs(command: Command, command_here: Command) -> None:
    assert document(command("doctor", "--json"), "doctor")["findings"]
    runs = document(command_here("runs", "--json", RECORDINGS=str(SAMPLE.parent)), "runs")["runs"]
    assert isinstance(runs, list)
    assert document(command_here("receipt", "verify", str(SAMPLE), "--json"), "receipt")["seal"]


@pytest.mark.parametrize(
    ("words", "dropped"),
    [
        (["runs", "--times", "--json"], "--times"),
        (["receipt", "verify", str(SAMPLE), "--key", "id_ed25519"], "--key id_ed25519"),
        (["receipt", "verify", str(SAMPLE), "--timestamp", "https://tsa.example"], "--timestamp https://tsa.example"),
    ],
)
def test_an_option_that_does_nothing_here_is_refused(words: list[str], dropped: str) -> None:
    refused = CliRunner().invoke(cancelbot, words).exception

    assert isinstance(refused, UsageError)
    assert dropped in str(refused)


def test_the_sample_fits_the_schema() -> None:
    Draft202012Validator(schema()).validate({"document": "run", **json.loads((SAMPLE / "result.json").read_text())})


@pytest.mark.parametrize(
    ("exit_code", "outcome", "code"),
    [(0, Outcome.PLANNED, 2), (0, Outcome.ALREADY, 0), (2, Outcome.PLANNED, 1), (5, Outcome.PLANNED, 5)],
)
def test_the_code_of_a_dry_run_tells_whether_there_is_something_to_do(
    exit_code: int, outcome: Outcome, code: int
) -> None:
    steps = [Step("sign-in", Outcome.DONE, ""), Step("cancel-plan", outcome, "")]

    assert detailed_code(Result("f", "dry-run", "", "", steps=steps, exit_code=exit_code)) == code


@pytest.mark.soak  # what a dry run finds is also told by test_many.py, and its code by the test above
def test_a_dry_run_tells_by_its_code_whether_there_is_something_to_cancel(command: Command, serve: Serve) -> None:
    something = command("run", "--dry-run", "--detailed-exitcode", "--json", sandbox=serve())
    nothing = command("run", "--dry-run", "--detailed-exitcode", "--json", sandbox=serve("no-plan"))

    assert (something.returncode, document(something, "run")["outcome"]) == (2, "would-cancel")
    assert (nothing.returncode, document(nothing, "run")["outcome"]) == (0, "no-plan")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("run", "run"), ("demo", "run"), ("dry-run", "dry-run"), ("verify", "verify"), ("login", "login")],
)
def test_what_stopped_before_it_had_a_result_is_no_dry_run_for_that(kind: str, mode: str) -> None:
    assert json.loads(failure(kind, 2, "Wrong.", "Correct it."))["mode"] == mode
