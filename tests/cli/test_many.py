"""--all: each account in a process of its own, one table and one document at the end."""

import json
import shlex
from pathlib import Path

from jsonschema import Draft202012Validator
from tests.conftest import Command, Serve
from tests.flows.laws import small

from cancelbot.cli.documents import schema
from cancelbot.sandbox import Sandbox


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


def test_a_dry_run_of_all_looks_at_each_and_changes_none(command: Command, serve: Serve, tmp_path: Path) -> None:
    paying, free = serve(small()), serve("no-plan")
    file = tmp_path / "accounts.toml"
    file.write_text(account("paying", paying) + account("free", free))
    file.chmod(0o600)

    ended = command("run", "--all", "--jobs", "2", "--dry-run", "--json")

    told = json.loads(ended.stdout)
    Draft202012Validator(schema()).validate(told)
    assert (ended.returncode, told["exit_code"]) == (0, 0), ended.stderr
    assert {one["name"]: one["outcome"] for one in told["accounts"]} == {"paying": "would-cancel", "free": "no-plan"}
    assert paying.request_log.writes == free.request_log.writes == []
    assert sorted(path.name for path in (tmp_path / "recordings").iterdir()) == ["free", "paying"]
    assert not any(one["result"]["recording"].startswith("recordings/2") for one in told["accounts"])


def test_without_a_terminal_nothing_is_changed_unasked(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text('[account.a]\nemail = "a@b.example"\n')
    file.chmod(0o600)

    ended = command("run", "--org", "all", "--yes", "--json", PLATFORM_URL="http://127.0.0.1:9")

    assert ended.returncode == 2
    assert json.loads(ended.stdout)["document"] == "accounts"
