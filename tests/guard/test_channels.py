"""Every channel by which a page can write, tried in earnest: unguarded each arrives, guarded none does."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from tests.guard import arms
from tests.guard.arms import Arm
from tests.guard.trial import LEAVING, NEEDS_HTTPS, NEVER, QUITTING, SCHEMES, Trial
from tests.guard.witness import Witness

from cancelbot.browsers import Browser

SHARED = {"shared-worker", "shared-socket", "shared-of-popup"}
SERVICE = {"service-worker", "service-socket", "service-of-frame", "background-fetch"}
PEERS = {"rtc-stun", "rtc-turn", "rtc-of-frame", "rtc-of-popup", "rtc-set-later"}
REPORTS = {"report"}
NEVER_ASKED = SHARED | SERVICE | PEERS | REPORTS | NEVER
"""channels that are taken away, so that the rules find nothing to stop"""
WHEN_IT_LIKES = {"background-fetch"}
"""with a window the browser's download service may begin after half a minute; without one it takes some seconds"""
OF_NO_ORIGIN = {"form-sandboxed", "form-sandboxed-url", "form-data-url", "sandboxed-fetch", "sandboxed-keepalive"}
OF_POPUPS = {"popup-fetch", "popup-beacon", "popup-keepalive", "form-popup"}
GONE_FROM_PAGES = {
    "fetch-later", "blank-later", "socket-stream", "transport",
    "worker-socket", "worker-transport", "worker-nested-socket",
}  # fmt: skip
NEVER_ROUTED = NEVER_ASKED | OF_NO_ORIGIN | OF_POPUPS | GONE_FROM_PAGES | {"removed-frame"}
TABS = {"form-new-tab", "form-popup-page", "form-noopener", "popup-socket"}
"""what needs a tab of its own, which an attached browser does not open for a page"""

Started = Callable[..., AbstractContextManager[Arm]]


def fence(witness: Witness) -> None:
    """Whatever reached the witness before this returns has been counted."""
    for _ in range(2):
        urllib.request.urlopen(f"{witness.http}/fence").close()  # noqa: S310  # our own witness, over http


soak = pytest.mark.soak
LEFT = {"attached": {"report", "report-error-log"}}
"""what arrives all the same: reports that the user's own Chrome sends by itself, when we have let go of it"""


@pytest.mark.parametrize("headed", [False, pytest.param(True, marks=soak)], ids=["headless", "visible"])
def test_unguarded_every_channel_arrives(
    found: Browser, witness: Witness, headed: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if headed:
        monkeypatch.setenv("DISPLAY", request.getfixturevalue("display"))
    with arms.unguarded(found, witness, headed=headed) as arm:
        trial = Trial(witness, arm, f"none{headed:d}")
        trial.channels()
        trial.leave()
        never = NEVER | (WHEN_IT_LIKES if headed else set())
        expected = {"http": trial.names - never - NEEDS_HTTPS, "https": (trial.names - never) | {"report-error-log"}}
        for scheme, names in expected.items():
            missing = witness.until({f"{trial.tag}-{scheme}/{name}" for name in names | LEAVING}, 60)
            assert missing == set()

    for scheme in SCHEMES:
        assert witness.until({f"{trial.tag}-{scheme}/{name}" for name in QUITTING}, 10) == set()
        assert NEVER.isdisjoint(trial.arrived(scheme))
    assert {"http/1.1", "https/2"} <= witness.protocols


@pytest.mark.usefixtures("for_a_test")
@pytest.mark.parametrize("headed", [False, True], ids=["headless", "visible"])
def test_in_our_own_browser_no_channel_arrives_and_each_is_listed(
    found: Browser, witness: Witness, headed: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
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
    found: Browser, witness: Witness, start: Started
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
    reports = {f"{trial.tag}-https/{name}" for name in {"report", "report-error-log"} - left["https"]}
    assert trial.witness.until(reports, 1.5) == reports
    found = trial.listed()
    trial.arm.context.close()
    fence(trial.witness)

    assert {scheme: trial.arrived(scheme) - left[scheme] for scheme in SCHEMES} == {"http": set(), "https": set()}
    assert listed - NEEDS_HTTPS - found["http"] == set()
    assert listed - found["https"] == set()
    if also_leaving:
        assert all(names >= LEAVING for names in found.values())
