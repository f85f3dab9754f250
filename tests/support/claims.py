"""Compares what a run says about the account with what the sandbox knows."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pypdf import PdfReader

from cancelbot.result import Result
from cancelbot.sandbox import Act, Sandbox
from cancelbot.sandbox.state import Organization

COUNTED = re.compile(r"(?<!\S)(\d+) (card|key|invoice)s? (removed|saved)\.")


def claims_hold(sandbox: Sandbox, result: Result) -> None:
    """Assert that each claim of a run is true, that no act lists telemetry, and that no neighbor was changed."""
    mine = _organization(sandbox, result)
    assert [(one.method, one.path) for one in sandbox.request_log.neighbors] == [], "what stands beside is left alone"
    _the_plan(mine, result)
    _what_is_left(mine, result)
    _what_was_counted(sandbox, result)
    _each_write_is_an_act(sandbox, result)


def _organization(sandbox: Sandbox, result: Result) -> Organization:
    """The one that the run was about; the one that pays where it does not say."""
    named = [each for each in sandbox.state.organizations if each.name == result.account.organization]
    return named[0] if len(named) == 1 else sandbox.state.organizations[0]


def _the_plan(mine: Organization, result: Result) -> None:
    if result.outcome in {"canceled", "already-canceled", "no-plan", "still-canceled"} or result.plan_is in {
        "canceled",
        "none",
    }:
        assert mine.is_plan_over(), f"{result.outcome}, the plan is {result.plan_is}, and really {mine.plan}"


def _what_is_left(mine: Organization, result: Result) -> None:
    """The last word on each thing. An empty list is a claim, None is none."""
    after = result.after
    if after.auto_recharge is False:
        assert not mine.auto_recharge, "auto-recharge is said to be off"
    if after.payment_methods is not None:
        assert {card.last4 for card in mine.cards} <= {card.card[-4:] for card in after.payment_methods}, "cards left"
    if after.api_keys is not None and result.exit_code == 0:
        alive = {key.name for key in [*mine.keys(), *mine.legacy_keys] if key.status == "Active"}
        assert alive <= {key.name for key in after.api_keys}, "keys left"


def _what_was_counted(sandbox: Sandbox, result: Result) -> None:
    for step in result.steps:
        for number, thing, done in COUNTED.findall(step.message):
            if done == "saved":
                assert _saved(Path(result.recording)) >= int(number), step.message
            else:
                act = Act.CARD if thing == "card" else Act.KEY
                asked = {(one.path, one.body) for one in sandbox.request_log.acts(act)}
                assert len(asked) >= int(number), step.message


def _saved(recording: Path) -> int:
    """How many different invoices are there, each a PDF that can be read."""
    files = sorted((recording / "invoices").glob("*.pdf"))
    return len({PdfReader(file).pages[0].extract_text() for file in files})


def _each_write_is_an_act(sandbox: Sandbox, result: Result) -> None:
    acts = {(one.method, one.path) for one in sandbox.request_log.requests if one.act}
    told = {(write["method"], urlsplit(write["url"]).path) for write in result.writes}
    assert told <= acts, f"no act: {told - acts}"
