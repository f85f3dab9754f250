"""Settings -> browser -> flow -> result: one run from start to end, with a result.json whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from playwright.sync_api import Page

from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.drift.catalogue import Catalogue
from cancelbot.ending import blame, guarded
from cancelbot.engine.run import Progress, Run
from cancelbot.engine.signals import Interruptible
from cancelbot.errors import UsageError
from cancelbot.guard import Guard
from cancelbot.lock import one_run
from cancelbot.opening import kept_session, opened
from cancelbot.page.tab import Tab
from cancelbot.recording.capture import Captures, captures
from cancelbot.recording.capture import check as check_cameras
from cancelbot.recording.folder import Recording, now
from cancelbot.registered import registered
from cancelbot.report import write as proof
from cancelbot.report.notify import Messenger
from cancelbot.result import Outcome, Result, Step

Flow = Callable[[Run], None]
Check = Callable[[Result], None]
STEPS = ("sign-in", "invoices", "auto-recharge", "cancel-plan", "payment-methods", "api-keys")


class Consent(Protocol):
    """The person who is asked before anything is changed."""

    def __call__(self, planned: Result) -> bool:
        """Whether they agree to what the dry run has planned."""


def execute(
    settings: Settings,
    progress: Progress,
    consent: Consent | None,
    flow_name: str = "openai-platform",
    check: Check | None = None,
    ask: Prompt | None = None,
) -> Result:
    """One run. ``consent`` is asked between the plan and the acts; None if that was given beforehand.

    ``ask`` is the person at the terminal, who may be asked for a code; None if there is none. ``check`` judges what
    the flow has found, before the browser is closed; what it raises ends the run.
    Returns the result, also of a run that failed. Raises UsageError only before a recording exists.
    """
    flow, catalogue = (
        cast("Flow", registered("flows", flow_name)),
        cast("Catalogue", registered("catalogues", flow_name)),
    )
    check_cameras(settings)
    mode: Literal["dry-run", "run"] = "dry-run" if settings.dry_run else "run"
    messenger = Messenger(settings.notify)
    with one_run(settings), Interruptible():
        recording = Recording(settings.recordings, flow_name, mode, settings.known_secrets)
        result = Result(flow_name, mode, now(), str(recording.folder), site=settings.platform_url)
        recording.on_call = messenger.call
        recording.note("run.began", flow=flow_name, mode=mode, site=settings.platform_url)
        proof.warm_up()
        try:
            job = _Job(settings, _checked(flow, check), catalogue, progress, consent, recording, result, ask)
            guarded(lambda: _perform(job), result, recording)
        finally:
            _finish(recording, result)
    messenger.tell(recording.folder)
    return result


@dataclass(frozen=True)
class _Job:
    """What one run is made of."""

    settings: Settings
    flow: Flow
    catalogue: Catalogue
    progress: Progress
    consent: Consent | None
    recording: Recording
    result: Result
    ask: Prompt | None


def _checked(flow: Flow, check: Check | None) -> Flow:
    def both(run: Run) -> None:
        flow(run)
        if check is not None:
            check(run.result)

    return both


def _perform(job: _Job) -> None:
    settings, result, recording = job.settings, job.result, job.recording
    with ExitStack() as stack:
        name, started = stack.enter_context(opened(settings, job.progress.note))
        recording.note("browser.started", browser=name, version=started.version, guard=started.guard.kind)
        result.guard = started.guard.kind
        result.versions = proof.versions(result.flow, f"{name} {started.version}")
        stack.callback(_account_for_writes, started.guard, result)
        tab = Tab(started.context, timeout=settings.timeout, page=started.page, site=settings.own)
        kept = stack.enter_context(captures(settings, started, recording))
        with kept_session(settings, started, recording):
            guarded(lambda: _work(job, tab, started.guard, kept), result, recording)
        kept.finish(recording)
        page = proof.leave(tab.page)
        _account_for_writes(started.guard, result)
        _finish(recording, result, page)


def _work(job: _Job, tab: Tab, guard: Guard, kept: Captures) -> None:
    settings = job.settings
    if job.consent is not None and not settings.dry_run:
        if not _plan(_run(job, tab, guard, kept, dry_run=True), job.flow, job.consent):
            return
        job.result.steps.clear()
    job.flow(_run(job, tab, guard, kept, dry_run=settings.dry_run))


def _run(job: _Job, tab: Tab, guard: Guard, kept: Captures, *, dry_run: bool) -> Run:
    run = Run(job.settings, tab, guard, job.recording, job.result, job.progress, dry_run=dry_run, ask=job.ask)
    run.catalogue, run.captures = job.catalogue, kept
    return run


def _plan(run: Run, flow: Flow, consent: Consent) -> bool:
    """Look at everything first; whether there is something to change and the person agrees to it."""
    flow(run)
    if not any(step.outcome is Outcome.PLANNED for step in run.result.steps):
        return False
    run.recording.note("consent.asked")
    agrees = consent(run.result)
    run.recording.note("consent.answered", agrees=agrees)
    if agrees:
        return True
    run.result.outcome = "declined"
    run.result.message = "Nothing was changed."
    return False


def _account_for_writes(guard: Guard, result: Result) -> None:
    if not result.finished:
        result.writes, result.blocked = guard.writes, guard.blocked


def _finish(recording: Recording, result: Result, page: Page | None = None) -> None:
    """Write the result and its proof, once; while ``page`` is still there to print on, if possible."""
    if result.finished:
        return
    reached = {step.name for step in result.steps}
    result.steps += [Step(name) for name in STEPS if name not in reached]
    result.finished = now()
    recording.note("run.ended", outcome=result.outcome, exit_code=result.exit_code, message=result.message)
    try:
        recording.save(result)
    except OSError as error:
        blame(result, UsageError(f"The result could not be written to {recording.folder} ({error.strerror})."))
    else:
        proof.conclude(recording, page)
    recording.close()
