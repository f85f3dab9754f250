"""Every channel by which a page can write, tried in earnest: unguarded each arrives, guarded none does."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.guard import arms
from tests.guard.arms import Arm
from tests.guard.channels import (
    KINDS,
    LEAVES_WITH_HTTPS,
    LEAVING,
    LEFT,
    NAMES,
    NEEDS_HTTPS,
    NEVER,
    NEVER_ASKED,
    NEVER_ROUTED,
    PEERS,
    QUITTING,
    REPORTS,
    SHARED,
    TABS,
    WHEN_IT_LIKES,
    nothing_carried,
    table,
)
from tests.guard.trial import SCHEMES, Trial
from tests.guard.witness import Witness

from cancelbot.browser.find import FoundBrowser

Started = Callable[..., AbstractContextManager[Arm]]


def fence(witness: Witness) -> None:
    """Whatever reached the witness before this returns has been counted."""
    for _ in range(2):
        urllib.request.urlopen(f"{witness.http}/fence").close()  # noqa: S310  # our own witness, over http


soak = pytest.mark.soak
GUIDE = Path(__file__).parent.parent.parent / "docs" / "guard.md"


@soak  # that each is tried is seen in the tests of the guards, too: they want each of them listed
@pytest.mark.parametrize("headed", [False, True], ids=["headless", "visible"])
def test_unguarded_every_channel_arrives(
    found: FoundBrowser, witness: Witness, headed: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if headed:
        monkeypatch.setenv("DISPLAY", request.getfixturevalue("display"))
    with arms.unguarded(found, witness, headed=headed) as arm:
        trial = Trial(witness, arm, f"none{headed:d}")
        pages = trial.channels()
        trial.leave()
        sure = (trial.names | LEAVING) - NEVER.keys() - WHEN_IT_LIKES

        assert trial.insist(pages, {"http": sure - NEEDS_HTTPS, "https": sure | LEAVES_WITH_HTTPS}) == set()

    # A browser that ends sends what waits for that, but on a busy machine not always the last of it.
    assert set() in [witness.until({f"{trial.tag}-{scheme}/{name}" for name in QUITTING}, 10) for scheme in SCHEMES]
    for scheme in SCHEMES:
        assert NEVER.keys().isdisjoint(trial.arrived(scheme))
    assert {"http/1.1", "https/2"} <= witness.protocols


@soak
def test_unguarded_what_begins_when_it_likes_arrives_too(found: FoundBrowser, witness: Witness) -> None:
    with arms.unguarded(found, witness) as arm:
        Trial(witness, arm, "patient").channels()
        expected = {f"patient-{scheme}/{name}" for scheme in SCHEMES for name in WHEN_IT_LIKES}

        assert witness.until(expected, 120) == set()


def test_every_channel_is_of_one_kind_and_the_guide_counts_them() -> None:
    sorted_out = [name for names in KINDS.values() for name in names]
    guide = GUIDE.read_text(encoding="utf-8")

    assert sorted(sorted_out + list(NEVER)) == sorted(NAMES)
    assert table() in guide
    assert nothing_carried() in guide


@pytest.mark.usefixtures("for_a_test")
@pytest.mark.parametrize("headed", [False, pytest.param(True, marks=soak)], ids=["headless", "visible"])
def test_in_our_own_browser_no_channel_arrives_and_each_is_listed(
    found: FoundBrowser, witness: Witness, headed: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if headed:
        monkeypatch.setenv("DISPLAY", request.getfixturevalue("display"))
    with arms.own(found, headed=headed) as arm:
        trial = Trial(witness, arm, f"own{headed:d}")
        pages = trial.channels()
        trial.settle(pages, trial.names - NEVER_ASKED - NEEDS_HTTPS, SHARED | PEERS)
        nothing_arrived(trial, trial.names - NEVER_ASKED)


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(arms.on_a_server, marks=soak),
        pytest.param(arms.on_a_grid, marks=soak),
        arms.attached,
    ],
)
def test_in_a_browser_that_is_not_ours_no_channel_arrives_either(
    found: FoundBrowser, witness: Witness, start: Started
) -> None:
    with start(found, arms.POLICY, *arms.flags(witness)) as arm:
        trial = Trial(witness, arm, start.__name__)
        pages = trial.channels()
        listed = trial.names - NEVER_ROUTED - (TABS if start is arms.attached else set())
        trial.settle(pages, listed - NEEDS_HTTPS, SHARED | PEERS - {"rtc-of-popup"})
        nothing_arrived(trial, listed, also_leaving=False)


def nothing_arrived(trial: Trial, listed: set[str], *, also_leaving: bool = True) -> None:
    """Leave the pages in every way, close the browser, and count."""
    trial.leave()
    left: dict[str, set[str]] = {"http": set(), "https": LEFT.get(trial.tag, set())}
    reports = {f"{trial.tag}-https/{name}" for name in (REPORTS | LEAVES_WITH_HTTPS) - left["https"]}
    assert trial.witness.until(reports, 1.5) == reports
    found = trial.listed()
    trial.arm.context.close()
    fence(trial.witness)

    assert {scheme: trial.arrived(scheme) - left[scheme] for scheme in SCHEMES} == {"http": set(), "https": set()}
    assert listed - NEEDS_HTTPS - found["http"] == set()
    assert listed - found["https"] == set()
    if also_leaving:
        assert all(names >= LEAVING for names in found.values())
