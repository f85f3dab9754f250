"""`cancelbot check` and `cancelbot drift`: what is missing is named, and nothing of the account is told to others."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import Command, Serve
from tests.flows.laws import small
from tests.skins.folders import skin_names
from tests.support.renamed import renamed_opener

from cancelbot.drift.bundle import drift_of
from cancelbot.drift.catalogue import How
from cancelbot.errors import UsageError
from cancelbot.sandbox import Sandbox

ISSUE = 65_536
"""characters that an issue may have"""
ORGANIZATION = "Zwyxmar Holdings"


def own(sandbox: Sandbox) -> set[str]:
    """Everything on the pages that is the account's and nobody else's."""
    organization, account = sandbox.state.organizations[0], sandbox.scenario.account
    keys = [*organization.keys(), *organization.legacy_keys]
    return {
        account.email,
        account.name,
        account.email.split("@")[1],
        *organization.name.split(),
        organization.id,
        f"{organization.balance}",
        *(key.name for key in keys),
        *(key.last4 for key in keys),
        *(card.last4 for card in organization.cards),
        *(invoice.number for invoice in organization.invoices),
        *(project.name for project in organization.projects),
    }


def findings(ended: "subprocess.CompletedProcess[str]") -> list[dict[str, str]]:
    told: dict[str, list[dict[str, str]]] = json.loads(ended.stdout)
    return told["findings"]


def how(ended: "subprocess.CompletedProcess[str]", need: str) -> set[str]:
    return {finding["how"] for finding in findings(ended) if finding["need"] == need}


def read_by_machine(picture: Path) -> str:
    """The words that can be made out in a picture; the test is skipped where no machine reads."""
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed, so nobody reads the picture")
    return subprocess.run(["tesseract", picture, "-"], capture_output=True, text=True, check=True, timeout=100).stdout


def test_what_is_missing_is_named_and_told_without_anything_of_the_account(
    command: Command, serve: Serve, tmp_path: Path
) -> None:
    scenario = small()
    renamed = scenario.organizations[0].model_copy(update={"name": ORGANIZATION})
    sandbox = serve(scenario.model_copy(update={"organizations": (renamed,)}), renamed_opener(tmp_path))

    checked = command("check", "--json", sandbox=sandbox)
    told = command("drift", sandbox=sandbox).stdout

    assert checked.returncode == 5, checked.stderr
    assert [f["need"] for f in findings(checked) if f["how"] == How.MISSING] == ["cancel-plan"]
    assert how(checked, "question") == {How.UNSEEN}
    assert sandbox.request_log.writes == []
    assert "### Nearest: Billing > Overview" in told
    assert "| “Cancel plan” | missing |" in told
    assert "| “Credit balance” with its amount | found | API credit balance |" in told
    assert len(told) < ISSUE
    assert [word for word in own(sandbox) if word in told] == []
    seen = read_by_machine(next(tmp_path.glob("recordings/*/drift.png")))
    assert "Billing" in seen
    assert [word for word in own(sandbox) if word in seen] == []


def test_without_a_bundle_there_is_nothing_to_print(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no bug report"):
        drift_of(tmp_path, None)


@pytest.mark.soak
@pytest.mark.parametrize("skin", skin_names())
def test_on_every_front_end_everything_is_found_and_nothing_is_written(
    command: Command, serve: Serve, skin: str
) -> None:
    sandbox = serve(small(), skin)

    checked = command("check", "--rehearse", "--json", sandbox=sandbox)

    assert checked.returncode == 0, checked.stderr
    assert how(checked, "question") == {How.FOUND}
    assert sandbox.request_log.writes == []
