"""What was taught is readable, per site, and no more than other words for a known control."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.raw_pages import BODY, snapshot_of

from cancelbot.cli import cancelbot
from cancelbot.drift.catalogue import Catalogue, Teachable
from cancelbot.drift.overrides import Taught, TaughtFile, objection, with_taught
from cancelbot.errors import Ambiguous, UsageError
from cancelbot.page.query import named, only
from cancelbot.page.raw import RawNode
from cancelbot.page.snapshot import Snapshot
from openai_platform import words
from openai_platform.teachable import TEACHABLE, WAYS

CANCEL = re.compile("cancel plan", re.IGNORECASE)
CONTROL = Teachable(
    "cancel-plan", "the control", "Cancel plan", re.compile("nevermind|back", re.IGNORECASE), "cancel plan"
)
CATALOGUE = Catalogue(controls=(CONTROL,))
TAUGHT = Taught("2026-11-25", "https://platform.example", "cancel-plan", 'End "billing" \u2013 now', "button", "a\\b")


def page(*buttons: RawNode) -> Snapshot:
    """A page of buttons, as the reader lists them."""
    nodes = [BODY]
    for at, button in enumerate(buttons):
        nodes.append({"role": "button", "control": 1, "seen": 1, "p": 0, **button, "id": at + 2, "tag": "button"})
    return snapshot_of(nodes)


def button(words: str, **more: object) -> RawNode:
    return {"label": words, **more}  # type: ignore[typeddict-item]  # page() adds what every button has


def test_what_is_kept_can_be_read_again_and_by_a_person() -> None:
    file = TaughtFile()
    other = replace(TAUGHT, site="https://other.example")

    file.add(TAUGHT)
    file.add(other)
    file.add(replace(TAUGHT, words="Stop billing"))

    assert file.read() == [other, replace(TAUGHT, words="Stop billing")]
    assert 'need = "cancel-plan"' in file.path.read_text()
    assert file.path.stat().st_mode & 0o077 == 0


def test_it_is_listed_and_forgotten_by_number() -> None:
    TaughtFile().add(TAUGHT)

    listed = CliRunner().invoke(cancelbot, ["taught"]).output
    gone = CliRunner().invoke(cancelbot, ["taught", "--forget", "1"]).output

    assert TAUGHT.words in listed
    assert str(TaughtFile().path) in listed.replace("\n", "")
    assert "Removed" in gone
    assert CliRunner().invoke(cancelbot, ["taught"]).output == "You have not shown any button yet.\n"
    with pytest.raises(UsageError, match="no number 1"):
        TaughtFile().forget(1)


@pytest.mark.parametrize("text", ["[[taught]]\nneed = 'x'", "taught = 3", "not toml ["])
def test_a_damaged_file_is_named(text: str, tmp_path: Path) -> None:
    file = TaughtFile(tmp_path / "taught.toml")
    file.path.write_text(text)

    with pytest.raises(UsageError, match=r"taught\.toml cannot be read"):
        file.read()


def test_a_taught_control_is_found_under_the_words_it_stands_for() -> None:
    snapshot = with_taught(
        page(button("Leave for good"), button("Pay")), [replace(TAUGHT, words="Leave for good")], CATALOGUE
    )

    assert only(named(snapshot.root, CANCEL), "it").name == "Leave for good"


def test_of_two_that_say_it_the_taught_one_is_meant_but_never_one_of_twins() -> None:
    taught = [replace(TAUGHT, words="Cancel plan", role="button")]
    link = button("Cancel plan", role="link")

    one = with_taught(page(link, button("Cancel plan")), taught, CATALOGUE)
    twins = with_taught(page(button("Cancel plan"), button("Cancel plan")), taught, CATALOGUE)

    assert only(named(one.root, CANCEL), "it").role == "button"
    with pytest.raises(Ambiguous):
        only(named(twins.root, CANCEL), "it")


def test_no_edit_of_the_file_makes_the_way_back_a_way_on() -> None:
    snapshot = with_taught(page(button("Nevermind")), [replace(TAUGHT, words="Nevermind")], CATALOGUE)

    assert named(snapshot.root, CANCEL) == []


@pytest.mark.parametrize(
    ("pointed", "reason"),
    [
        (button("Nevermind"), "means something else"),
        (button("Leave for good", off=1), "grayed out"),
        (button("Leave for good", seen=0), "cannot be seen"),
        (button("Leave for good", control=0), "nothing that can be pressed"),
        (button(""), "no words"),
    ],
)
def test_what_cannot_be_meant_is_refused(pointed: RawNode, reason: str) -> None:
    assert reason in (objection(CONTROL, page(pointed).nodes[1]) or "")


@pytest.mark.parametrize("control", TEACHABLE, ids=lambda control: control.name)
def test_no_teachable_control_refuses_its_own_words_and_each_refuses_the_way_back(control: Teachable) -> None:
    assert not control.never.fullmatch(control.means)
    for said in ("Nevermind", "Cancel", "Keep my plan", "Add to credit balance", "Add payment method"):
        assert control.never.fullmatch(said), said


@pytest.mark.parametrize("control", TEACHABLE, ids=lambda control: control.name)
def test_each_teachable_control_stands_for_words_that_the_flow_looks_for(control: Teachable) -> None:
    looked_for = {
        "cancel-plan": words.CANCEL_PLAN,
        "confirm-cancel": words.CANCEL_PLAN,
        "auto-recharge-off": words.RECHARGE_MODIFY,
        "remove-card": words.DELETE,
        "remove-key": words.REVOKE,
        **WAYS,
    }

    assert looked_for[control.name].fullmatch(control.means)


def test_what_cannot_be_undone_is_confirmed_by_typing_what_it_is() -> None:
    assert {control.name for control in TEACHABLE if control.destroys} == {
        "cancel-plan",
        "confirm-cancel",
        "remove-card",
        "remove-key",
    }
