"""OpenAI developer Platform: cancels the plan, as the guide does it by hand.

sign-in           the right product, the right account
invoices          on request, first because it cannot hurt
auto-recharge     off, before the plan is touched
cancel-plan       "Cancel plan", the red "Cancel plan", and a fresh page that says so
payment-methods   on request: every saved card
api-keys          on request: every key the user can see
"""

from cancelbot.drift.catalogue import Catalogue
from cancelbot.engine.flow import Flow, Note
from cancelbot.engine.run import Run

# Hundreds of patterns take their time to load: that is done while the browser starts, so each function imports its own.

STEPS = ("sign-in", "invoices", "auto-recharge", "cancel-plan", "payment-methods", "api-keys")


def guide(run: Run) -> None:
    """Carry out the guide. Raises what stops it (cancelbot.errors); the result grows in ``run.result``."""
    from openai_platform.steps.cleanup import Cleanup
    from openai_platform.steps.plan import Plans

    plan = Plans(run)
    also = Cleanup(run, plan.site)
    plan.sign_in()
    also.invoices()
    plan.auto_recharge()
    plan.cancel_plan()
    also.payment_methods()
    also.api_keys()
    plan.conclude(also.stopped)


def _catalogue() -> Catalogue:
    """What the flow needs to find; this loads all of it."""
    from openai_platform.check.catalogue import CATALOGUE
    from openai_platform.steps import cleanup, plan  # noqa: F401  # the guide needs them next

    return CATALOGUE


def _check(run: Run, note: Note) -> None:
    from openai_platform.check import visit_pages

    visit_pages(run, note)


def _log_in(run: Run) -> str | None:
    from openai_platform.steps.login import log_in_by_bot

    return log_in_by_bot(run)


def _log_in_by_hand(run: Run) -> str | None:
    from openai_platform.steps import login

    return login.log_in_by_hand(run)


FLOW = Flow("openai-platform", STEPS, _catalogue, guide, _check, _log_in, _log_in_by_hand)
