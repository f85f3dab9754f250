"""The guide as far as one act needs it: the matrix leaves out of its runs what none of its laws looks at.

Reading cards and keys that nobody asked for takes half of a run. The three flows are registered as those of any other
package are, so the runner takes them by their names; steps, looks and acts are the ones that ship.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cancelbot.engine.run import Run
from cancelbot.sandbox import Act
from openai_platform.steps.cleanup import Cleanup
from openai_platform.steps.plan import Plans

CARDS, KEYS, PLAN = "as-far-as-cards", "as-far-as-keys", "as-far-as-the-plan"
SHORTEST = {Act.AUTO_RECHARGE: PLAN, Act.CANCEL: PLAN, Act.CARD: CARDS, Act.KEY: KEYS}
"""the name of the flow that an act needs"""
ENTRY_POINTS = f"""\
[cancelbot.flows]
{PLAN} = {__name__}:plan
{CARDS} = {__name__}:cards
{KEYS} = {__name__}:keys
[cancelbot.catalogues]
{PLAN} = openai_platform.check.catalogue:CATALOGUE
{CARDS} = openai_platform.check.catalogue:CATALOGUE
{KEYS} = openai_platform.check.catalogue:CATALOGUE
"""


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
    plans.conclude()


def register(folder: Path) -> None:
    """Lay a package into ``folder`` whose entry points are these flows; it counts once ``folder`` is on the path."""
    package = folder / "shortened-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: shortened\nVersion: 1\n", encoding="utf-8")
    (package / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
