"""make audit tells apart what is vulnerable, what is not, and what nobody could be asked about."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "audit.py"
CLEAN: Mapping[str, object] = {"name": "rich", "version": "1.0", "vulns": []}
UNKNOWN: Mapping[str, object] = {"name": "click", "skip_reason": "Dependency not found"}
VULNERABLE: Mapping[str, object] = {
    "name": "aiohttp",
    "version": "1.0",
    "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}],
}
PIP_AUDIT = """
import pathlib, sys
findings = {findings!r}
if findings is None:
    sys.exit("ConnectionError: no route to host")
else:
    pathlib.Path(sys.argv[sys.argv.index("--output") + 1]).write_text(findings)
"""


def audited(tmp_path: Path, packages: list[Mapping[str, object]] | None) -> tuple[int, str]:
    """Exit code and words of the script, with a pip-audit that finds what it is told to; None: it cannot ask."""
    findings = None if packages is None else json.dumps({"dependencies": packages})
    names = [str(one["name"]) for one in packages or ()]
    (tmp_path / "some.lock").write_text("".join(f"{name}==1.0 \\\n    --hash=x\n" for name in (*names, "pywin32")))
    (tmp_path / "pip_audit.py").write_text(PIP_AUDIT.format(findings=findings), encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, SCRIPT, "some.lock"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.returncode, asked.stdout


@pytest.mark.parametrize(
    ("packages", "why"),
    [
        (None, "pip-audit came to no end (ConnectionError: no route to host)"),
        ([UNKNOWN], "the index that was asked knows none of its packages"),
    ],
)
def test_what_could_not_be_checked_is_not_called_clean_and_it_is_said_why(
    tmp_path: Path, packages: list[Mapping[str, object]] | None, why: str
) -> None:
    code, told = audited(tmp_path, packages)

    assert (code, told) == (0, f"audit: some.lock was NOT checked: {why}.\n")


def test_what_is_vulnerable_fails_and_names_the_mended_version(tmp_path: Path) -> None:
    code, told = audited(tmp_path, [CLEAN, VULNERABLE])

    assert code == 1
    assert "aiohttp 1.0: CVE-1, mended in 1.1" in told


def test_what_is_clean_passes_and_what_was_left_out_is_named(tmp_path: Path) -> None:
    code, told = audited(tmp_path, [CLEAN, UNKNOWN])

    assert code == 0
    assert "not known to the index, so NOT checked: click" in told
    assert "not for this system, so NOT checked: pywin32" in told
    assert ": 1 checked, 0 known vulnerabilities" in told
