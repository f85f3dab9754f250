"""The guide as far as one act needs it: the runs of the matrix leave out what none of its laws looks at.

Reading cards and keys that nobody asked for takes half of a run. Steps, looks and acts are the ones that ship.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cancelbot.engine.run import Run
from cancelbot.sandbox import Act
from openai_platform import FLOW
from openai_platform.steps.cleanup import Cleanup
from openai_platform.steps.plan import Plans


def plan(run: Run) -> None:
    """Auto-recharge and the plan."""
    _carry_out(run, lambda _also: None)


def cards(run: Run) -> None:
    """The plan, then the cards."""
    _carry_out(run, Cleanup.payment_methods)


def keys(run: Run) -> None:
    """The plan, then the keys."""
    _carry_out(run, Cleanup.api_keys)


def _carry_out(run: Run, clear: Callable[[Cleanup], None]) -> None:
    plans = Plans(run)
    also = Cleanup(run, plans.site)
    plans.sign_in()
    plans.auto_recharge()
    plans.cancel_plan()
    clear(also)
    plans.conclude(also.stopped)


PLAN, CARDS, KEYS = (replace(FLOW, guide=guide) for guide in (plan, cards, keys))
SHORTEST = {Act.AUTO_RECHARGE: PLAN, Act.CANCEL: PLAN, Act.CARD: CARDS, Act.KEY: KEYS}
"""the shortest flow that carries out an act"""
