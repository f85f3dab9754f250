"""One set-up for every command that opens the site: lock, recording, browser, guard, and a result whatever happens.

with recorded(settings, "run", io, flow) as session:      what stops the block becomes the result's exit code
    with session.browser() as new_run:                    guarded, signed in with the kept session
        flow.guide(new_run(dry_run=False))
session.result
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import cast

from playwright.sync_api import BrowserContext, Error, Page

from cancelbot.browser import launch
from cancelbot.browser.find import provide
from cancelbot.browser.launch import Started
from cancelbot.config.credentials import Keyring, masked
from cancelbot.config.lock import one_run
from cancelbot.config.machine import require
from cancelbot.config.sessions import kept_sessions
from cancelbot.config.settings import Settings, display
from cancelbot.drift.catalogue import LACKING, Finding
from cancelbot.engine.flow import Flow
from cancelbot.engine.interaction import IO
from cancelbot.engine.run import Run
from cancelbot.engine.signals import Interruptible
from cancelbot.errors import (
    BrowserGone,
    CancelbotError,
    Interrupted,
    PageNotRecognized,
    PersonNeeded,
    RecordingLost,
    UsageError,
)
from cancelbot.guard import Policy
from cancelbot.page.tab import Tab
from cancelbot.recording import capture
from cancelbot.recording.folder import Recording, now
from cancelbot.report import write as proof
from cancelbot.report.costs import PLAN_BY_OUTCOME
from cancelbot.report.notify import Messenger
from cancelbot.result import SEEN_CANCELED, Ending, Mode, Outcome, Result, Step

Judge = Callable[[Result], None]
"""judges the result of a look while the browser is still open; an error that it raises ends the run"""
NO_SCREEN = "Run it where there is a screen, or sign in without --by-hand."
NO_WINDOW = "This machine has no screen for a window. Run the command on a machine that has one."
NOT_KEPT = "With --profile the profile itself keeps the session; a browser that is attached to keeps its own."
LACKS = "Run cancelbot drift and send us what it prints; until then do what is missing by hand."


def run(settings: Settings, io: IO, flow: Flow, judge: Judge | None = None, mode: Mode | None = None) -> Result:
    """Carry out the guide. With ``io.consent``, look at everything first, and ask before any act.

    ``mode`` names a look for another purpose than a dry run.
    """
    mode = mode or ("dry-run" if settings.dry_run else "run")
    with recorded(settings, mode, io, flow) as session, session.browser() as new_run:
        if io.consent is not None and not settings.dry_run and not _is_agreed(session, new_run(dry_run=True)):
            return session.result
        flow.guide(new_run(dry_run=settings.dry_run))
        if judge is not None:
            judge(session.result)
    return session.result


def check(settings: Settings, io: IO, flow: Flow) -> tuple[Result, list[Finding]]:
    """Visit every page read-only. Exit code 5 if something that a run needs is missing."""
    findings: list[Finding] = []
    with recorded(settings, "check", io, flow) as session, session.browser() as new_run:
        flow.check(new_run(dry_run=True), findings.extend)
        lacking = [f"{finding.what} ({finding.page})" for finding in findings if finding.how in LACKING]
        if lacking:
            raise PageNotRecognized(f"A run would stop here: {', '.join(lacking)}.", advice=LACKS)
        session.result.outcome, session.result.message = "looked", "Everything that a run needs is there."
    told = {"exit_code": session.result.exit_code, "findings": [asdict(finding) for finding in findings]}
    session.recording.keep("check.json", session.recording.redactor.as_json(told).encode())
    return session.result, findings


def log_in(settings: Settings, io: IO, flow: Flow, *, by_hand: bool = False) -> Result:
    """Sign in, by the bot or by hand, and save the session. Raises UsageError only before a browser starts."""
    if not settings.keeps_sessions:
        raise UsageError("There is no session to keep here.", advice=NOT_KEPT)
    if by_hand and display() is None:
        raise UsageError("Signing in by hand needs a window, and there is no screen.", advice=NO_SCREEN)
    with recorded(settings, "login", io, flow) as session, session.browser(anew=True) as new_run:
        run = new_run(dry_run=True)
        with run.step("sign-in") as step:
            address = (flow.log_in_by_hand if by_hand else flow.log_in)(run)
            kept_sessions(settings).save(run.tab.context, settings.known_email or address)
            step.outcome, session.result.account.email = Outcome.DONE, masked(address)
            step.message = f"Signed in as {masked(address) or 'an account'}; the session is kept."
            run.picture("signed-in")
        session.result.outcome = "signed-in"
    return session.result


def log_out(settings: Settings) -> list[str]:
    """Remove what is saved for the account, or for the site if no account is named. Returns what was removed."""
    files = kept_sessions(settings).remove(settings.known_email)
    entries = Keyring(settings.auth_url).forget()
    return [*(f"the session {file}" for file in files), *(f"{name} in the system's keyring" for name in entries)]


@contextmanager
def recorded(settings: Settings, mode: Mode, io: IO, flow: Flow) -> Iterator[Session]:
    """Hold the account's lock and keep a recording. An error in the block ends in the result, never in a traceback.

    Raises UsageError and AlreadyRunning only before there is a recording.
    """
    with messages(settings, mode, flow) as messenger:
        capture.check_captures(settings)
        if settings.timestamp:
            require("timestamp")
        with one_run(settings), Interruptible():
            recording = Recording(settings.recordings, flow.name, mode, settings.known_secrets, messenger.call)
            result = Result(flow.name, mode, now(), str(recording.folder), site=settings.platform_url)
            session = Session(settings, io, flow, recording, result)
            recording.note(f"{session.kind}.began", flow=flow.name, mode=mode, site=settings.platform_url)
            proof.warm_up(flow.catalogue)
            try:
                with capture_errors(result, recording):
                    yield session
            finally:
                session.finish()
                recording.close()
    if result.is_run and settings.timestamp:
        proof.stamp_or_warn(recording.folder, settings.timestamp)
    messenger.tell(result, recording.known)


@contextmanager
def messages(settings: Settings, mode: Mode, flow: Flow) -> Iterator[Messenger]:
    """Give a messenger. It also tells of an error that stops the block before there is a recording."""
    messenger = Messenger(settings.notify, settings.account or masked(settings.known_email))
    try:
        yield messenger
    except CancelbotError as error:
        result = Result(flow.name, mode, now(), "", site=settings.platform_url)
        blame(result, error)
        messenger.tell(result, settings.known_secrets)
        raise


@dataclass
class Session:
    """One command: its settings, the person, the recording, and the result as it grows."""

    settings: Settings
    io: IO
    flow: Flow
    recording: Recording
    result: Result

    @property
    def kind(self) -> str:
        """The name of the browser's session in the event log."""
        return "run" if self.result.is_run else self.result.mode

    @contextmanager
    def browser(self, *, anew: bool = False) -> Iterator[partial[Run]]:
        """The guarded browser, with the saved session of the account; with ``anew``, without it.

        Call what it gives with ``dry_run``: each call makes the Run for one pass through the flow.
        """
        with ExitStack() as stack:
            apart = self.io.opened is not None
            name, started = stack.enter_context(open_browser(self.settings, self.io.progress.note, apart=apart))
            guard, result = started.guard, self.result
            self.recording.note("browser.started", browser=name, version=started.version, guard=guard.kind)
            result.guard = guard.kind
            result.versions = proof.versions(result.flow, f"{name} {started.version}")
            try:
                tab = stack.enter_context(self._tab(started))
                captures = stack.enter_context(capture.captures(self.settings, started, self.recording))
                with self._kept_session(started, anew=anew), capture_errors(result, self.recording):
                    run = partial(Run, self.settings, tab, guard, self.recording, result, self.io)
                    yield partial(run, catalogue=self.flow.catalogue(), captures=captures)
                captures.finish(self.recording)
                page = proof.leave(tab.page)
            finally:
                result.writes, result.background, result.blocked = guard.writes, guard.background, guard.blocked
            self.finish(page)

    @contextmanager
    def _tab(self, started: Started) -> Iterator[Tab]:
        """The tab to work in. What is open beside it gets the first page, if the browser is our own."""
        opened, page, first = self.io.opened, started.page, None
        patience, own = self.settings.timeout, tuple(f"{origin}/" for origin in self.settings.origins)
        try:
            if opened is not None and self.settings.own_browser:
                first, page = page, started.context.new_page()
            tab = Tab(started.context, timeout=patience, page=page, site=own, in_front=opened is None)
        except Error as error:
            if not _is_gone(error, started.context):
                raise
            raise BrowserGone from None
        with opened(tab, first, self.recording.folder) if opened is not None else nullcontext():
            yield tab

    @contextmanager
    def _kept_session(self, started: Started, *, anew: bool) -> Iterator[None]:
        """Begin with the saved session of this account, and save it again at the end.

        The site replaces an old token with a new one, so a session that is used but not saved again would soon be
        invalid.
        """
        if anew or not self.settings.keeps_sessions:
            yield
            return
        sessions = kept_sessions(self.settings)
        kept = sessions.use(started.context, self.settings.known_email)
        if kept.trouble:
            self.recording.note("session.ignored", reason=kept.trouble)
            self.io.progress.note(kept.trouble)
        try:
            yield
        finally:
            if kept.file is not None:
                self.recording.note("session.used")
                with suppress(Error, CancelbotError):
                    sessions.save(started.context, file=kept.file)

    def finish(self, page: Page | None = None) -> None:
        """Write the result and its proof, once. If there is a ``page``, the receipt is printed on it."""
        result, recording = self.result, self.recording
        if result.finished:
            return
        if result.is_run:
            reached = {step.name for step in result.steps}
            result.steps += [Step(name) for name in self.flow.steps if name not in reached]
        result.plan_is = result.plan_is or PLAN_BY_OUTCOME.get(result.outcome)
        result.finished = now()
        ended = {"outcome": result.outcome, "exit_code": result.exit_code, "message": result.message}
        if self._is_kept(lambda: recording.note(f"{self.kind}.ended", **ended)):
            self._is_kept(recording.raise_if_lost)
        if self._is_kept(lambda: recording.save(result)) and result.is_run:
            proof.conclude(recording, page)

    def _is_kept(self, write: Callable[[], None]) -> bool:
        """Whether ``write`` succeeded. If not, the run ends with that error, and the result is still shown."""
        try:
            write()
        except (UsageError, RecordingLost) as lost:
            blame(self.result, lost)
            return False
        return True


def _is_gone(error: Error, context: BrowserContext) -> bool:
    """Whether ``error`` comes of a browser that was closed, or crashed, as soon as it was there."""
    has_ended = context.browser is not None and not context.browser.is_connected()
    return has_ended or re.search(r"closed|crashed|open a new tab", error.message) is not None


@contextmanager
def capture_errors(result: Result, recording: Recording) -> Iterator[None]:
    """Turn an error of the block into the result's outcome, exit code and advice."""
    if not result.finished:
        result.exit_code = 0
    try:
        yield
    except KeyboardInterrupt:
        blame(result, Interrupted("The run was interrupted."))
    except CancelbotError as error:
        blame(result, error)
    except Exception as error:  # noqa: BLE001  # shown as one sentence and kept in the event log, never as a traceback
        blame(result, CancelbotError(f"Something unexpected happened: {type(error).__name__}."))
        recording.note(
            "run.broke",
            traceback=[f"{at.name} {Path(at.filename).name}:{at.lineno}" for at in extract_tb(error.__traceback__)],
        )


def blame(result: Result, error: CancelbotError) -> None:
    """Make ``error`` the end of the run. A plan that was seen canceled stays canceled."""
    result.exit_code, result.message, result.advice = error.exit_code, str(error), error.advice
    if isinstance(error, PersonNeeded) and "again with --headed" in error.advice and display() is None:
        result.advice = NO_WINDOW
    if result.outcome not in SEEN_CANCELED:
        result.outcome = cast("Ending", error.outcome)


def _is_agreed(session: Session, look: Run) -> bool:
    """Look at everything first. Returns whether there is something to change, and the person agrees."""
    result, recording, consent = session.result, session.recording, session.io.consent
    session.flow.guide(look)
    if consent is None or not result.planned:
        return False
    recording.note("consent.asked")
    agrees = consent(result)
    recording.note("consent.answered", agrees=agrees)
    if agrees:
        result.steps.clear()
    else:
        result.outcome, result.message = "declined", "Nothing was changed."
    return agrees


@contextmanager
def open_browser(
    settings: Settings, say: Callable[[str], None], *, apart: bool = False
) -> Iterator[tuple[str, Started]]:
    """The browser's name and the guarded browser: our own, one that already runs here, or one elsewhere.

    ``say`` is told what is being done. With ``apart`` the person may look at another tab of their browser meanwhile.
    """
    policy = Policy(settings.platform_url, settings.auth_url, settings.api_url, settings.allow_writes)
    if settings.attach:
        with launch.attach(settings.attach, policy, timeout=settings.timeout, apart=apart) as started:
            yield "attached Chromium", started
    elif settings.remote:
        with launch.connect(settings.remote, policy, timeout=settings.timeout) as started:
            yield "remote Chromium", started
    else:
        found = provide(settings.browser, say)
        ours = launch.start(
            found, policy, headed=settings.in_a_window, timeout=settings.timeout, profile=settings.profile
        )
        with ours as started:
            yield found.name, started
