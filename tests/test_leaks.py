"""No secret of the run, and no address but masked, in anything that a run leaves or prints."""

import base64
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.conftest import PATIENCE, Serve, environment
from tests.flows.laws import small

from cancelbot.sandbox import SCENARIOS, Sandbox, Scenario

WITH_CODE = small().model_copy(update={"sign_in": SCENARIOS["default"].sign_in})


def spellings(secret: str) -> set[bytes]:
    """A secret as it may stand in a file."""
    raw = secret.encode()
    return {
        raw,
        quote(secret, safe="").encode(),
        base64.b64encode(raw).rstrip(b"="),
        raw.hex().encode(),
        secret.encode("utf-16-le"),
    }


def leaked(sandbox: Sandbox, left: dict[str, bytes]) -> list[str]:
    """Which secret stands where."""
    account = sandbox.scenario.account
    secrets = {
        "e-mail": account.email,
        "password": account.password,
        "authenticator": account.totp_secret or account.password,
    }
    return [
        f"{what} in {where}"
        for what, secret in secrets.items()
        for where, content in left.items()
        if any(spelling in content for spelling in spellings(secret))
    ]


@pytest.mark.parametrize("scenario", [WITH_CODE, "wrong-password"], ids=["whole", "refused"])
def test_nothing_that_a_run_leaves_or_prints_holds_a_secret(
    serve: Serve, tmp_path: Path, scenario: Scenario | str
) -> None:
    sandbox = serve(scenario)
    line = [sys.executable, "-m", "cancelbot", "run", "--yes"]

    ended = subprocess.run(
        line, cwd=tmp_path, env=environment(sandbox, tmp_path), capture_output=True, check=False, timeout=PATIENCE
    )

    files = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(name.endswith("events.jsonl") for name in files)
    assert leaked(sandbox, {**files, "stdout": ended.stdout, "stderr": ended.stderr}) == []


def test_the_search_finds_what_was_planted(sandbox: Sandbox) -> None:
    password = sandbox.scenario.account.password

    assert leaked(sandbox, {"a file": b"x" + base64.b64encode(password.encode())}) == ["password in a file"]
