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
    """whether the page said that the plan was cancelled"""

    @property
    def was_taken(self) -> bool:
        """Whether the site said so: by its answers, or in words."""
        return self.banner or self.answer.verdict == "answered"

    @property
    def was_refused(self) -> bool:
        """Whether any answer was an error. What is greyed after one may be so for that, such as too many tries."""
        return any(status is not None and status >= 400 for status in self.answer.statuses)

    def explains(self, greyed: Overview) -> bool:
        """Whether a greyed "Cancel plan" on a freshly loaded page means that this press has cancelled the plan.

        Where no answer was heard, the page itself must tell: the control could be pressed before and cannot any more,
        the plan that was named beside it is not named any more, and nothing on the page speaks of trouble (of which
        ``Plan.GREYED`` is free). A plan that is still named contradicts it.
        """
        had_name_and_lost_it = self.on.label is not None and greyed.label is None
        changed = self.on.plan is Plan.ACTIVE and greyed.plan is Plan.GREYED and had_name_and_lost_it
        return self.was_taken or (bool(self.answer.replies) and not self.was_refused and changed)
