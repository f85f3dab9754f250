"""Acts on several things of one step, one by one. One that fails is kept, and the others are still done."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cancelbot.engine.ensure import Action, Look
from cancelbot.engine.run import Run
from cancelbot.errors import AnswerNeeded, CancelbotError, LookFailed, NotConfirmed, PageNotRecognized, RefusedBySite
from cancelbot.result import Outcome

IN_A_ROW = 3
"""failures in a row after which the rest of a list is not tried"""


@dataclass(frozen=True)
class Job:
    """A statement about one thing, how to look whether it is true, and how to make it true."""

    statement: str
    look: Look
    act: Action
    settled: Callable[[], None] = lambda: None
    """called once it is true"""


@dataclass
class JobBatch:
    """What became of the ``total`` things of a step."""

    run: Run
    total: int
    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """why the site did not let something go, a sentence each"""
    lost: list[PageNotRecognized | AnswerNeeded] = field(default_factory=list)
    """what could not be acted on: its row was not recognized, or its question wants an answer of a person"""
    untried: int = 0

    @property
    def done(self) -> int:
        """How many were acted on and confirmed."""
        return self.outcomes.count(Outcome.DONE)

    @property
    def planned(self) -> int:
        return self.outcomes.count(Outcome.PLANNED)

    @property
    def outcome(self) -> Outcome:
        if self.refused or self.lost:
            return Outcome.FAILED
        return Outcome.PLANNED if self.planned else Outcome.DONE if self.done else Outcome.ALREADY

    def do(self, jobs: list[Job]) -> None:
        """Do the ``jobs`` of one list. After several failures in a row the rest of them is not tried.

        Raises NotConfirmed or LookFailed, with what was done in this list.
        """
        failures, done_before = 0, self.done
        for at, job in enumerate(jobs):
            if failures == IN_A_ROW:
                self.untried += len(jobs) - at
                return
            if self.total > 1:
                tried = len(self.outcomes) + len(self.refused) + len(self.lost)
                self.run.progress.progressed(tried, self.total)
            failures = 0 if self._goes_well(job, done_before) else failures + 1

    def _goes_well(self, job: Job, done_before: int) -> bool:
        acts = self.run.clicker.acts
        try:
            self.outcomes.append(self.run.ensure(job.statement, job.look, by=job.act))
        except (NotConfirmed, LookFailed) as stopped:
            done = self.done - done_before
            raise reworded(stopped, f"{stopped} Before that, {done} succeeded." if done else str(stopped)) from None
        except RefusedBySite as no:
            self.refused.append(str(no))
            self.run.picture("refused")
            return False
        except (PageNotRecognized, AnswerNeeded) as lost:
            if self.run.clicker.acts != acts:
                raise
            self.lost.append(lost)
            self.run.picture("not-recognized")
            self.run.look_again()
            return False
        if self.outcomes[-1] is not Outcome.PLANNED:
            job.settled()
        return True


def reworded(stopped: CancelbotError, message: str) -> CancelbotError:
    stopped.args = (message,)
    return stopped
