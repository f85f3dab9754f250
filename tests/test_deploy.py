"""The files in deploy/: what must hold for a run there, and what the formats' own checkers say."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
UNITS = DEPLOY / "systemd"


def checker(name: str) -> str:
    """The program, from PATH or from `make deploy`; skips the test without it."""
    found = shutil.which(name, path=f"{ROOT / '.tools' / 'deploy' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed: make deploy")
    return found


def pods() -> list[dict[str, object]]:
    kinds = [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    jobs = [one["spec"].get("jobTemplate", one)["spec"] for one in kinds if one["kind"] in {"Job", "CronJob"}]
    assert len(jobs) == 2
    assert all(job["backoffLimitPerIndex"] == 0 and job["completionMode"] == "Indexed" for job in jobs)
    return [job["template"]["spec"] for job in jobs]


def test_no_pod_is_started_again_runs_as_root_or_may_write_its_own_image() -> None:
    for pod in pods():
        assert pod["restartPolicy"] == "Never"
        assert pod["securityContext"]["runAsNonRoot"]  # type: ignore[index]  # read from YAML
        for container in pod["containers"]:  # type: ignore[attr-defined]  # read from YAML
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_no_secret_is_an_argument_or_a_variable_of_a_pod() -> None:
    for path in MANIFESTS:
        assert "PASSWORD" not in path.read_text(encoding="utf-8").replace("acme.password", "")


def test_nothing_changes_an_account_unless_somebody_edits_the_file() -> None:
    for path in (*MANIFESTS, UNITS / "cancelbot-verify.service", DEPLOY / "cron" / "cancelbot"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
        assert not any("--yes" in line for line in lines)


def test_what_runs_on_its_own_has_a_screen_and_says_nothing_when_all_is_well() -> None:
    for path in (UNITS / "cancelbot-verify.service", DEPLOY / "cron" / "cancelbot"):
        written = path.read_text(encoding="utf-8").splitlines()
        (line,) = [line for line in written if "verify --all" in line and not line.startswith("#")]
        assert "xvfb-run" in line
        assert "--quiet" in line


def test_the_image_holds_no_settings_and_no_recordings() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert let_in == {"README.md", "LICENSE", "pyproject.toml", "requirements.lock", "src", "flows", "deploy/start"}


def test_the_start_script_is_one_for_every_shell() -> None:
    subprocess.run(["sh", "-n", DEPLOY / "start"], check=True)


def test_hadolint_has_nothing_to_say_about_the_image() -> None:
    subprocess.run([checker("hadolint"), DEPLOY / "Dockerfile"], check=True)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_the_manifests_fit_the_schemas_of_kubernetes(path: Path) -> None:
    subprocess.run([checker("kubernetes-validate"), "--strict", path], check=True)


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path / "units")
    said = subprocess.run(
        [checker("systemd-analyze"), "--user", "verify", *sorted((tmp_path / "units").iterdir())],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    complaints = [line for line in said.stderr.splitlines() if "cancelbot" in line and "is not executable" not in line]
    assert complaints == []
