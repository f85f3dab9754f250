"""--all: each account in a process of its own, one table and one document at the end."""

import json
import os
import pty
import shlex
import subprocess
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import click
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from tests.conftest import PATIENCE, Command, Serve
from tests.flows.laws import small
from tests.flows.test_rehearsal import CHANGES

from cancelbot.cli import cancelbot, many
from cancelbot.cli.documents import AccountEnding, failure, schema
from cancelbot.cli.many import Batch
from cancelbot.cli.recordings import verify
from cancelbot.cli.run import run_command
from cancelbot.config.settings import load_alone
from cancelbot.errors import CancelbotError, UsageError
from cancelbot.result import Account, AccountState, Ending, Outcome, Result, Step
from cancelbot.sandbox import Sandbox

ROOT = click.Context(cancelbot)


def account(name: str, sandbox: Sandbox) -> str:
    own = sandbox.scenario.account
    return f"""
[account.{name}]
email = "{own.email}"
password_command = {json.dumps(f"printf %s {shlex.quote(own.password)}")}
totp_command = {json.dumps(f"printf %s {own.totp_secret}")}
platform_url = "{sandbox.platform_url}"
auth_url = "{sandbox.auth_url}"
api_url = "{sandbox.api_url}"
"""


def test_a_rehearsal_of_all_pictures_the_questions_of_each_and_changes_none(
    command: Command, serve: Serve, tmp_path: Path
) -> None:
    paying, refused = serve(small()), serve("wrong-password")
    file = tmp_path / "accounts.toml"
    file.write_text(account("paying", paying) + account("refused", refused))
    file.chmod(0o600)

    ended = command("run", "--all", "--jobs", "2", "--rehearse", "--everything", "--json")

    told = json.loads(ended.stdout)
    Draft202012Validator(schema()).validate(told)
    assert (ended.returncode, told["exit_code"]) == (3, 3), ended.stderr
    assert {one["name"]: one["outcome"] for one in told["accounts"]} == {"paying": "would-cancel", "refused": "failed"}
    assert paying.request_log.writes == refused.request_log.writes == []
    steps = next(one["result"]["steps"] for one in told["accounts"] if one["name"] == "paying")
    assert {step["name"] for step in steps if any("dialog" in each for each in step["pictures"])} == set(CHANGES)
    assert sorted(path.name for path in (tmp_path / "recordings").iterdir()) == ["paying", "refused"]
    assert not any(one["result"]["recording"].startswith("recordings/2") for one in told["accounts"])


class Child:
    """Stands for the processes: what each was told to do, and what it prints."""

    def __init__(self, **outcomes: Ending) -> None:
        self.outcomes = outcomes
        self.lines: list[tuple[str, ...]] = []

    def __call__(self, *words: str) -> "subprocess.CompletedProcess[str]":
        self.lines.append(words)
        name = words[-1].partition("=")[2]
        made = Result("openai-platform", "run" if "--yes" in words else "dry-run", "2026-11-22T13:34:08.530Z", "r")
        made.exit_code, made.outcome = 0, "canceled" if "--yes" in words else self.outcomes[name]
        made.steps = [Step("cancel-plan", Outcome.PLANNED if made.outcome == "would-cancel" else Outcome.DONE)]
        return subprocess.CompletedProcess(words, 0, TypeAdapter(object).dump_json(made.as_json()).decode(), "")


@pytest.fixture
def batch() -> Batch:
    """`run --all` over three accounts, of which each is worked on in turn."""
    return Batch(run_command.make_context("run", ["--all"]), "--account", ["a", "b", "c"], 1, load_alone(quiet=True))


def test_only_what_was_typed_by_its_name_is_carried_out(monkeypatch: pytest.MonkeyPatch, batch: Batch) -> None:
    child = Child(a="would-cancel", b="no-plan", c="would-cancel")
    monkeypatch.setattr(many, "_command", child)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "a")
    ours, theirs = pty.openpty()

    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        endings = many._asked(batch)
    os.close(ours)

    assert [one.outcome for one in endings] == ["canceled", "no-plan", "declined"]
    assert [line[-1] for line in child.lines if "--yes" in line] == ["--account=a"]


@pytest.mark.parametrize("option", ["--all", "--org=all"])
def test_one_recording_is_not_compared_with_several_accounts(monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    child = Child()
    monkeypatch.setattr(many, "_command", child)

    with verify.make_context("verify", ["20261126T2040", option]) as context, pytest.raises(UsageError, match="RUN"):
        verify.invoke(context)

    assert child.lines == []


def test_the_organization_that_is_meant_is_meant_for_every_account(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "accounts.toml").write_text('[account.a]\nemail = "dana@acme.example"\n')
    child = Child(a="canceled")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(many, "_command", child)

    with run_command.make_context("run", ["--all", "--yes", "--org", "Acme"]) as context, pytest.raises(SystemExit):
        run_command.invoke(context)
    with run_command.make_context("run", ["--all", "--yes", "--org", "all"]) as context, pytest.raises(UsageError):
        run_command.invoke(context)

    assert child.lines == [("run", "--org=Acme", "--yes", "--account=a")]


def test_a_dry_run_that_is_a_setting_is_one_for_all_of_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "accounts.toml").write_text('[account.a]\nemail = "dana@acme.example"\n')
    child = Child(a="would-cancel")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANCELBOT_DRY_RUN", "1")
    monkeypatch.setattr(many, "_command", child)

    with run_command.make_context("run", ["--all"]) as context, pytest.raises(SystemExit) as ended:
        run_command.invoke(context)

    assert ended.value.code == 0
    assert [line for line in child.lines if "--dry-run" not in line] == []
    assert len(child.lines) == 1


def test_a_look_at_several_says_of_each_what_its_plan_is(monkeypatch: pytest.MonkeyPatch, batch: Batch) -> None:
    found = Result("openai-platform", "status", "2026-11-22T13:34:08.530Z", "r", exit_code=0, outcome="looked")
    found.account, found.after = Account("d***@acme.example", "Acme"), AccountState("Pay as you go", "$4.34")

    def child(*words: str) -> "subprocess.CompletedProcess[str]":
        found.plan_is = "active" if words[-1] == "--account=a" else None
        return subprocess.CompletedProcess(words, 0, TypeAdapter(object).dump_json(found.as_json()).decode(), "")

    monkeypatch.setattr(many, "_command", child)
    first, second, _ = batch.go()

    assert first.message == "Acme: the plan is active. The page shows plan: Pay as you go, credit balance: $4.34."
    assert second.message.startswith("Acme: the plan is not certain.")


def test_after_ctrl_c_no_further_one_is_started_and_each_is_told(monkeypatch: pytest.MonkeyPatch, batch: Batch) -> None:
    child, begun, stopped = Child(a="would-cancel"), Event(), Event()

    def first(*words: str) -> "subprocess.CompletedProcess[str]":
        begun.set()
        stopped.wait(PATIENCE)
        return child(*words)

    def interrupted(began: "list[Future[AccountEnding]]") -> None:
        begun.wait(PATIENCE)
        began[-1].add_done_callback(lambda _: stopped.set())  # that is, once the last one has been left out
        raise KeyboardInterrupt

    monkeypatch.setattr(many, "_command", first)
    monkeypatch.setattr(many, "wait", interrupted)

    endings = batch.go("--dry-run")

    assert [line[-1] for line in child.lines] == ["--account=a"]
    assert [(one.name, one.exit_code) for one in endings] == [("a", 0), ("b", 130), ("c", 130)]
    assert "Not started" in endings[1].message


def test_why_the_organizations_could_not_be_seen_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, ...]] = []

    def refused(*words: str) -> "subprocess.CompletedProcess[str]":
        said.append(words)
        return subprocess.CompletedProcess(words, 3, failure("status", 3, "Refused.", "Look."), "")

    monkeypatch.setattr(many, "_command", refused)
    context = run_command.make_context("run", ["--org", "all", "--everything", "--timeout", "5"], parent=ROOT)
    with context, pytest.raises(CancelbotError, match=r"could not be seen\. Refused") as stopped:
        many.several(everyone=False, jobs=1, flags=context.params)

    assert (stopped.value.exit_code, stopped.value.advice) == (3, "Look.")
    assert said == [("status", "--timeout=5.0")]


def test_without_a_terminal_nothing_is_changed_unasked(command_here: Command, tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text('[account.a]\nemail = "a@b.example"\n')
    file.chmod(0o600)

    ended = command_here("run", "--org", "all", "--yes", "--json", PLATFORM_URL="http://127.0.0.1:9")

    assert ended.returncode == 2
    assert json.loads(ended.stdout)["document"] == "accounts"
