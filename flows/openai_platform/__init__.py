"""OpenAI developer Platform: cancels the plan, as the guide does it by hand.

sign-in           the right product, the right account
invoices          on request, first because it cannot hurt
auto-recharge     off, before the plan is touched
cancel-plan       "Cancel plan", the red "Cancel plan", and a fresh page that says so
payment-methods   on request: every saved card
api-keys          on request: every key the user can see
"""

from __future__ import annotations

from cancelbot.engine.flow import Flow
from cancelbot.engine.run import Run
from openai_platform.check import visit_pages
from openai_platform.check.catalogue import CATALOGUE
from openai_platform.steps.cleanup import Cleanup
from openai_platform.steps.login import log_in_by_bot, log_in_by_hand
from openai_platform.steps.plan import Plans

STEPS = ("sign-in", "invoices", "auto-recharge", "cancel-plan", "payment-methods", "api-keys")


def guide(run: Run) -> None:
    """Carry out the guide. Raises what stops it (cancelbot.errors); the result grows in ``run.result``."""
    plan = Plans(run)
    also = Cleanup(run, plan.site)
    plan.sign_in()
    also.invoices()
    plan.auto_recharge()
    plan.cancel_plan()
    also.payment_methods()
    also.api_keys()
    plan.conclude(also.stopped)


FLOW = Flow("openai-platform", STEPS, CATALOGUE, guide, visit_pages, log_in_by_bot, log_in_by_hand)
