"""What a run knows about its own press on "Cancel plan", which explains a greyed one on a fresh page."""

from __future__ import annotations

from dataclasses import dataclass, field

from cancelbot.guard import ActAnswer
from openai_platform.billing.overview import Overview, Plan


@dataclass(frozen=True)
class ClickOutcome:
    """The press that cancels: what the page said ``on`` which it was made, and how the site answered."""

    on: Overview
    answer: ActAnswer = field(default_factory=ActAnswer)
    banner: bool = False
    """whether the page said that the plan was canceled"""

    @property
    def was_taken(self) -> bool:
        """Whether the site confirmed it: by its answers, or in words after a request was sent."""
        spoken = self.banner and bool(self.answer.replies) and not self.was_refused
        return spoken or self.answer.verdict == "answered"

    @property
    def was_refused(self) -> bool:
        """Whether any answer was an error. After one, a control may be greyed for that reason."""
        return any(status is not None and status >= 400 for status in self.answer.statuses)

    def explains(self, seen: Overview) -> bool:
        """Whether what a fresh page shows means that this press has canceled the plan.

        If the site confirmed the press, a page that no longer mentions a plan, or a "Cancel plan" greyed without a
        reason, means that. If no answer was heard, a greyed control counts only if it was enabled before and the plan
        named beside it is no longer named. A page that reports trouble, or gives a reason for the greyed control, means
        nothing.
        """
        if seen.trouble or seen.said or seen.plan not in {Plan.GREYED, Plan.GONE}:
            return False
        had_name_and_lost_it = self.on.label is not None and seen.label is None
        changed = self.on.plan is Plan.ACTIVE and seen.plan is Plan.GREYED and had_name_and_lost_it
        return self.was_taken or (bool(self.answer.replies) and not self.was_refused and changed)
