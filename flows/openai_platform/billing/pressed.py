"""What a run knows of its own press on "Cancel plan", and so what a greyed one on a fresh page tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cancelbot.guard import ActAnswer
from openai_platform.billing.overview import Overview, Plan


@dataclass(frozen=True)
class ClickOutcome:
    """The press for good: what the page said ``on`` which it was made, and how the site was heard to answer."""

    on: Overview
    answer: ActAnswer = field(default_factory=ActAnswer)
    banner: bool = False
    """whether the page said that the plan was canceled"""

    @property
    def was_taken(self) -> bool:
        """Whether the site said so: by its answers, or in words where it was heard to be asked."""
        spoken = self.banner and bool(self.answer.replies) and not self.was_refused
        return spoken or self.answer.verdict == "answered"

    @property
    def was_refused(self) -> bool:
        """Whether any answer was an error. What is greyed after one may be so for that, such as too many tries."""
        return any(status is not None and status >= 400 for status in self.answer.statuses)

    def explains(self, seen: Overview) -> bool:
        """Whether what a freshly loaded page shows means that this press has canceled the plan.

        A page that says nothing of a plan any more, and a "Cancel plan" that is greyed without a reason, mean it where
        the site has taken the press. Where no answer was heard, a greyed one must tell by itself: it could be pressed
        before and cannot any more, and the plan that was named beside it is not named any more. A page that speaks of
        trouble, or that gives a reason of its own for what is greyed, explains nothing.
        """
        if seen.trouble or seen.said or seen.plan not in {Plan.GREYED, Plan.GONE}:
            return False
        had_name_and_lost_it = self.on.label is not None and seen.label is None
        changed = self.on.plan is Plan.ACTIVE and seen.plan is Plan.GREYED and had_name_and_lost_it
        return self.was_taken or (bool(self.answer.replies) and not self.was_refused and changed)
