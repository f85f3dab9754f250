"""`cancelbot check`: every page that a flow needs, visited read-only, and what stands on it. The guard stays shut."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import cast

from cancelbot.config.prompt import Prompt
from cancelbot.config.settings import Settings
from cancelbot.drift.catalogue import LACKING, Catalogue, Finding
from cancelbot.ending import guarded
from cancelbot.engine.run import Progress, Run
from cancelbot.engine.signals import Interruptible
from cancelbot.errors import PageNotRecognised
from cancelbot.lock import one_run
from cancelbot.opening import kept_session, opened
from cancelbot.page.tab import Tab
from cancelbot.recording.folder import Recording, now
from cancelbot.registered import registered
from cancelbot.report.notify import Messenger
from cancelbot.report.write import versions
from cancelbot.result import Result

Note = Callable[[list[Finding]], None]
Walk = Callable[[Run, Note], None]
"""visits the pages of a flow and hands over what was found on each"""
LACKS = "Run cancelbot drift and send us what it prints; until then do what is missing by hand."


@dataclass
class Checkup:
    """How a check ended, and what it found before that."""

    result: Result
    findings: list[Finding] = field(default_factory=list)

    @property
    def lacking(self) -> list[Finding]:
        """What would stop a run."""
        return [finding for finding in self.findings if finding.how in LACKING]


def check(settings: Settings, progress: Progress, ask: Prompt | None, flow_name: str = "openai-platform") -> Checkup:
    """Visit every page of the flow. ``settings`` are those of a dry run; exit code 5 if something needed is missing."""
    walk = cast("Walk", registered("checks", flow_name))
    with one_run(settings), Interruptible():
        recording = Recording(settings.recordings, flow_name, "check", settings.known_secrets)
        recording.on_call = Messenger(settings.notify).call
        done = Checkup(Result(flow_name, "dry-run", now(), str(recording.folder), site=settings.platform_url))
        guarded(lambda: _visit(settings, progress, ask, walk, done, recording), done.result, recording)
        recording.note("check.ended", exit_code=done.result.exit_code, message=done.result.message)
        recording.keep("check.json", str(recording.redactor.clean(_told(done))).encode())
        recording.close()
    return done


def _visit(
    settings: Settings, progress: Progress, ask: Prompt | None, walk: Walk, done: Checkup, recording: Recording
) -> None:
    with opened(settings, progress.note) as (name, started), kept_session(settings, started, recording):
        done.result.versions = versions(done.result.flow, f"{name} {started.version}")
        tab = Tab(started.context, timeout=settings.timeout, page=started.page)
        run = Run(settings, tab, started.guard, recording, done.result, progress, dry_run=True, ask=ask)
        run.catalogue = cast("Catalogue", registered("catalogues", done.result.flow))
        walk(run, done.findings.extend)
    if done.lacking:
        names = ", ".join(f"{finding.what} ({finding.page})" for finding in done.lacking)
        raise PageNotRecognised(f"A run would stop here: {names}.", advice=LACKS)
    done.result.message = "Everything that a run needs is there."


def _told(done: Checkup) -> str:
    whole = {"exit_code": done.result.exit_code, "findings": [asdict(finding) for finding in done.findings]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
