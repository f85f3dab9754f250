"""Conditions for any scenario, by name: `scenario_with("default", "debounced", "survey-after-cancel")`."""

from collections.abc import Callable
from decimal import Decimal

from cancelbot.sandbox.faults import Act, Fault, Kind
from cancelbot.sandbox.fixtures import credit_note, key
from cancelbot.sandbox.scenario import FailingRead, Read, Scenario
from cancelbot.sandbox.scenarios import SCENARIOS
from cancelbot.sandbox.state import FakeInvoice, FakeKey, FakePlan, Organization

Condition = Callable[[Scenario], Scenario]


def scenario_with(name: str, *conditions: str) -> Scenario:
    """A scenario by name, under these conditions. Raises KeyError for an unknown name."""
    made = SCENARIOS[name]
    for condition in conditions:
        made = CONDITIONS[condition](made)
    return made


def _pages(**options: object) -> Condition:
    return lambda scenario: scenario.with_pages(**options)


def _popups(**options: object) -> Condition:
    return lambda scenario: scenario.model_copy(update={"popups": scenario.popups.model_copy(update=options)})


def _scenario(**changes: object) -> Condition:
    return lambda scenario: scenario.model_copy(update=changes)


def _first(**changes: object) -> Condition:
    """Change the organization that pays."""
    return _changed(lambda _mine: changes)


def _changed(changes: Callable[[Organization], dict[str, object]]) -> Condition:
    def change(scenario: Scenario) -> Scenario:
        paying = next(each for each in scenario.organizations if each.cards or each.plan != "free")
        changed = paying.model_copy(update=changes(paying))
        others = (changed if each is paying else each for each in scenario.organizations)
        return scenario.model_copy(update={"organizations": tuple(others)})

    return change


def _fault(act: Act, kind: Kind, times: int | None = None) -> Condition:
    return lambda scenario: scenario.with_faults(Fault(act=act, kind=kind, times=times))


def _failing(read: Read, how: object) -> Condition:
    one = FailingRead.model_validate({"read": read, "how": how})
    return lambda scenario: scenario.model_copy(update={"failing": (*scenario.failing, one)})


def _plan(plan: FakePlan) -> Condition:
    return _first(plan=plan)


def _with_keys(*keys: FakeKey) -> Condition:

    def changes(mine: Organization) -> dict[str, object]:
        first, *others = mine.projects
        return {"projects": [first.model_copy(update={"keys": [*first.keys, *keys]}), *others]}

    return _changed(changes)


def _invoices(change: Callable[[list[FakeInvoice]], list[FakeInvoice]]) -> Condition:
    return _changed(lambda mine: {"invoices": change(mine.invoices)})


def _file(kind: str) -> Condition:
    """The download of the newest invoice is not a PDF."""
    return _invoices(lambda rows: [rows[0].model_copy(update={"file": kind}), *rows[1:]])


def _dead(status: str) -> FakeKey:
    return key(f"{status} key", f"de{status[:2]}").model_copy(update={"status": status})


_OF_ACTS = {
    "refused": Kind.REFUSE,
    "grayed": Kind.GRAYED,
    "survey-before": Kind.SURVEY_BEFORE_COMMIT,
    "survey-after": Kind.SURVEY_AFTER,
    "survey-first": Kind.SURVEY,
    "two-presses": Kind.TWO_PRESSES,
    "reason-required": Kind.REASON_REQUIRED,
    "old-document-after": Kind.OLD_DOCUMENT,
}

CONDITIONS: dict[str, Condition] = {
    **{
        f"{name}-{act}": _fault(act, kind, None if kind is Kind.REFUSE else 1)
        for name, kind in _OF_ACTS.items()
        for act in Act
        if act in kind.acts
    },
    "typed-name": _fault(Act.KEY, Kind.TYPED_NAME),
    **{
        f"{read}-{how}": _failing(read, how)
        for read in Read
        for how in (400, 403, 404, 500, 503, "error-in-200", "never")
    },
    "debounced": _pages(debounce_ms=500),
    "recharge-unsaid": _pages(recharge_unsaid=True),
    "late-question": _pages(dialog_ms=3000),
    "refused-by-toast": _pages(refusals="toast"),
    "no-telemetry": _pages(telemetry=False),
    "constant-telemetry": _pages(telemetry_ms=1000),
    "neighbors": _pages(neighbors=True),
    "more-in-row": _pages(more_in_row=True, invoices_per_page=2),
    **{f"amounts-{name}": _pages(amounts=name) for name in ("de", "ca", "au", "remaining", "of")},
    **{f"cards-{name}": _pages(card=name) for name in ("break", "gap")},
    "popups": _popups(cookie_banner=True, onboarding=True, whats_new=True),
    "late-popups": _popups(onboarding=True, whats_new=True, late_ms=500),
    "version-bar": _popups(version_bar=True),
    "feedback-box": _popups(feedback_box=True),
    "maintenance-first": _scenario(first_load="maintenance"),
    "blank-first": _scenario(first_load="blank"),
    "foreign-overview": _scenario(foreign_overview=True),
    "slow": _scenario(latency=3.0),
    "slow-answers": _scenario(latency=3.0, write_latency=3.0),
    "scheduled": _plan("scheduled"),
    "ends-later": _first(when_canceled="scheduled"),
    "confirmed-by-mail": _first(when_canceled="requested"),
    "paused": _plan("paused"),
    "postpaid": _plan("postpaid"),
    "past-due": _plan("past-due"),
    "enterprise": _plan("enterprise"),
    "reader": _first(role="reader"),
    "recharge-off": _first(auto_recharge=False),
    "negative-balance": _first(balance=Decimal("-0.07")),
    "dead-keys": _with_keys(_dead("Revoked"), _dead("Expired")),
    "dotted-key": _with_keys(key("api.v1.2", "d0Ts")),
    "key-that-names-another": _with_keys(key("replaces sk-...AzN9", "nEw1")),
    "twin-keys": _with_keys(key("Twin", "tWin"), key("Twin", "tWin", 6)),
    "credit-note": _invoices(lambda rows: [rows[0], credit_note(rows[0]), *rows[1:]]),
    **{f"invoice-{kind}": _file(kind) for kind in ("html", "empty", "endless")},
}
"""Every condition by its name; each can be added to any scenario, and several together."""
