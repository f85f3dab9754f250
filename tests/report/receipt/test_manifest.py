"""receipt.json says who, what and when, lists every file, and can be checked with public tools alone."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.report.conftest import SAMPLE
from tests.support.damage import DAMAGE, Damage
from tests.support.tools import needs

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.receipt.manifest import RECEIPT, compact

PAGE = Path(__file__).parents[3] / "docs" / "proof.md"


def shown_below(heading: str) -> str:
    """The commands that docs/proof.md shows below a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"{heading}\n", 1)[1]
    block = re.search(r"(?:^    .*\n)+", section, re.MULTILINE)
    assert block
    return re.sub("^    ", "", block.group(), flags=re.MULTILINE)


def publicly(folder: Path) -> int:
    """What sha256sum, jq and find say of a recording, by the commands of the page: 0 if all is well."""
    script = f"set -euo pipefail\n{shown_below('### The files, with sha256sum and jq')}"
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, timeout=60, check=False).returncode


@needs("bash", "sha256sum", "jq")
def test_sha256sum_and_jq_alone_find_that_the_sample_is_whole() -> None:
    assert publicly(SAMPLE) == 0


@needs("bash", "sha256sum", "jq")
@pytest.mark.parametrize("damage", [damage for damage, _ in DAMAGE.values()], ids=list(DAMAGE))
def test_sha256sum_and_jq_alone_find_every_kind_of_change(copy: Path, damage: Damage) -> None:
    damage(copy)

    assert publicly(copy) != 0


PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()


@needs("jq")
@settings(max_examples=12, deadline=None)
@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=60))
@example(
    dict.fromkeys(map(chr, [*range(0x20, 0x800), 0x2028, 0xFFFD, 0x1F512]), '\x00\x1f\x7f\x80\\"/\u2028\U0001f512')
)
def test_the_seal_is_over_what_jq_prints(told: object) -> None:
    jq = subprocess.run(["jq", "-cS", "."], input=json.dumps(told).encode(), capture_output=True, check=True)

    assert compact(told) == jq.stdout


def test_the_receipt_says_who_what_when_and_in_whose_words(sample: LoadedRecording) -> None:
    told = json.loads((sample.folder / RECEIPT).read_text(encoding="utf-8"))["sealed"]

    assert told["outcome"] == "canceled"
    assert told["said"]["banner"] == "Your subscription was canceled."
    assert told["before"]["plan"] == "Pay as you go"
    assert told["clicked_at"] < told["confirmed_at"] < told["finished"]
    assert set(told["versions"]) == {"Tool", "Flow", "Library", "Browser"}


def test_what_the_site_showed_and_answered_is_tied_to_its_pictures(sample: LoadedRecording) -> None:
    sealed = json.loads((sample.folder / RECEIPT).read_text(encoding="utf-8"))["sealed"]
    files = {entry["name"]: entry["sha256"] for entry in sealed["files"]}
    by_kind = {one["kind"]: one for one in sealed["evidence"]}

    assert [one["kind"] for one in sealed["evidence"]] == ["question", "request", "banner", "fresh page"]
    for one in sealed["evidence"]:
        for tied in (one["picture"], one["snapshot"]):
            assert tied["sha256"] == files[tied["name"]]
    assert by_kind["banner"]["text"] == "Your subscription was canceled."
    assert by_kind["request"]["status"] == 200
    assert by_kind["request"]["method"] == "POST"
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", by_kind["request"]["date"])
